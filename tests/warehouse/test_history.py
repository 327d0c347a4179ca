"""A company that exports today's opportunities week after week gets a past; undoing a load takes its day back."""

import csv
import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sightline import audit
from sightline.audit.reading import lines
from sightline.settings import Settings
from sightline.warehouse import publishing, versions
from sightline.warehouse.history import moving, store
from sightline.warehouse.seal import read_seal
from tests.conftest import REAL
from tests.warehouse.test_history_days import Weeks
from tests.warehouse.test_history_days import deal as open_deal
from tests.warehouse.weekly import MONDAYS, asked, deal, drop, load

FIRST = [deal("grows"), deal("slips", close="2026-10-30"), deal("wins", amount=50), deal("goes")]
SECOND = [
    deal("grows", amount=170, stage="3-Proof", category="Commit", step="send the contract"),
    deal("slips", close="2026-11-20"),
    deal("wins", amount=60, won=True, close="2026-08-06", stage="Closed Won", category="Closed"),
    deal("comes", amount=30),
]
THIRD = [*SECOND[:2], *SECOND[3:]]
DAYS = "select snapshot_on from marts.snapshot_days order by all"
TODAY = dt.date(2026, 11, 2)


class Company:
    """A warehouse after two weekly loads."""

    def __init__(self, folder: Path) -> None:
        self.drop, self.out = folder / "drop", folder / "out"

    def load(self, week: int, deals: list[str], **more: Any) -> Path:
        """The version that one more week makes."""
        return load(drop(self.drop, MONDAYS[week], deals, more.pop("files", None)), self.out, **more)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where two weeks of a company were loaded, to be copied before anything is done to it."""
    folder = tmp_path_factory.mktemp("weekly")
    company = Company(folder)
    company.load(0, FIRST)
    company.load(1, SECOND)
    return folder


@pytest.fixture
def company(loaded: Path, tmp_path: Path) -> Company:
    """Such a company of the test's own."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    for seal in (tmp_path / "out").glob("*.seal.json"):
        told, age = json.loads(seal.read_text()), seal.stat().st_mtime_ns
        seal.write_text(json.dumps(told | {"source": str((tmp_path / "drop").resolve())}))
        os.utime(seal, ns=(age, age))  # the order of sealing is theirs
    return Company(tmp_path)


@pytest.fixture(scope="module")
def shown(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[versions.Warehouse]:
    """The version that a page would open; another copy of it is opened by tests themselves."""
    out = Path(shutil.copytree(loaded / "out", tmp_path_factory.mktemp("shown") / "out"))
    warehouse = versions.open_version(out, versions.current(out), Settings(query_seconds=300))
    yield warehouse
    warehouse.connection.close()


def test_two_weekly_reports_give_a_waterfall(shown: versions.Warehouse) -> None:
    """What was open a week ago, what came, grew, slipped, was won and vanished, and what is open now."""
    asked_for = {"quarter": "FY27-Q3", "compare_to": MONDAYS[0], "as_of": MONDAYS[1]}
    rows = shown.rows_seen_by("vp", "pipeline_waterfall", asked_for, TODAY)
    steps = {row.bucket: (int(row.amount), row.deals) for row in rows.itertuples() if row.deals or row.amount}

    assert steps == {
        "starting": (350, 4),
        "backfilled or reappeared": (30, 1),
        "increased": (80, 2),
        "won": (-60, 1),
        "deleted or missing": (-100, 1),
        "pushed out": (-100, 1),
        "ending": (200, 2),
    }


def test_two_weekly_reports_give_changes_pushes_and_a_trend(shown: versions.Warehouse) -> None:
    """The table that a manager opens first on a Monday, and how often a close date moved."""
    changes = shown.rows_seen_by("vp", "deal_changes", {}, TODAY)
    trend = shown.rows_seen_by("vp", "pipeline_trend", {"quarter": "FY27-Q3"}, TODAY)
    pushes = shown.connection.execute("select opportunity_id, pushes, days_pushed from marts.opportunity_pushes")

    assert {"grows", "slips"} <= set(changes["opportunity_id"])
    assert list(trend["amount"].dropna()) == [350, 200]
    assert {("slips", 1, 21), ("grows", 0, 0), ("comes", None, None)} <= set(pushes.fetchall())


def test_twelve_weekly_reports_give_the_rest(tmp_path: Path) -> None:
    """A trend of a quarter, a deal that is pushed week after week, when a deal first counted, and what became of it."""
    out, folder = tmp_path / "out", tmp_path / "drop"
    closes = [dt.date(2026, 9, 20) + dt.timedelta(weeks=week) for week in range(12)]
    load(drop(folder, MONDAYS[0], [deal("pushed", close=str(closes[0]))]), out)
    weeks = Weeks(out)
    for week in range(11):
        told = [open_deal("pushed", close_date=closes[week]), open_deal("held")]
        weeks.load(MONDAYS[week], *told, *([open_deal("late", 40)] if week > 4 else []))
    moving.go_on_from(out, weeks.manifest)
    last = [deal("pushed", close=str(closes[11])), deal("held"), deal("late", amount=40)]
    path = load(drop(folder, MONDAYS[11], last), out)

    assert [day for (day,) in asked(path, DAYS)] == list(MONDAYS)
    assert asked(path, "select pushes, days_pushed from marts.opportunity_pushes where opportunity_id = 'pushed'") == [
        (11, 77)
    ]
    late = "select first_snapshot_on, snapshots from marts.opportunity_pushes where opportunity_id = 'late'"
    assert asked(path, late) == [(MONDAYS[5], 7)]
    assert asked(path, "select count(*) from marts.snapshot_changes where opportunity_id = 'pushed'") == [(11,)]
    assert asked(
        path, "select rows_loaded, rows_folded from intake.files where table_name = 'opportunity_snapshots'"
    ) == [(31, 0)]


def test_weekly_reports_are_what_dated_copies_of_them_are(loaded: Path, tmp_path: Path) -> None:
    """Loaded one after the other or from one folder in one go: the same past, down to every pair of days."""
    folder = drop(tmp_path / "copies", MONDAYS[1], SECOND)
    (folder / "report.csv").rename(folder / "second.csv")
    other = drop(tmp_path / "other", MONDAYS[0], FIRST)
    shutil.copy(other / "report.csv", folder / "first.csv")
    (folder / "manifest.csv").write_text(
        "file,exported_at,source_system\n"
        + "".join(f"{name},{MONDAYS[1]} 06:00:00,crm\n" for name in ("users.csv", "accounts.csv", "second.csv"))
        + f"first.csv,{MONDAYS[0]} 06:00:00,crm\n"
    )
    at_once = load(folder, tmp_path / "out")
    weekly = loaded / "out" / f"{versions.current(loaded / 'out')}.duckdb"

    for mart in ("opportunity_snapshots", "snapshot_changes", "opportunity_changes", "opportunity_pushes"):
        assert asked(weekly, f"from marts.{mart} order by all") == asked(at_once, f"from marts.{mart} order by all")


def test_undoing_a_load_takes_its_day_back(company: Company) -> None:
    """The next load goes on from the version that is in force, not from the one that was undone."""
    newest, oldest = (seal["version"] for seal in versions.standing(company.out))
    publishing.roll_back(company.out, oldest)
    third = company.load(2, THIRD)

    assert asked(third, DAYS) == [(MONDAYS[0],), (MONDAYS[2],)]
    publishing.roll_back(company.out, newest)
    assert list(store.in_force(company.out).days) == list(MONDAYS[:2])


def test_the_same_exports_loaded_again_are_the_same_version(company: Company) -> None:
    """A version is named after its exports and its history, this day of which they are themselves."""
    now = versions.current(company.out)

    assert company.load(1, SECOND).stem == now
    assert publishing.ensure(company.drop, company.out, Settings(), today=TODAY) == now


def test_a_damaged_version_is_made_again_with_its_history(company: Company) -> None:
    """History lies beside the versions, so that a broken file of one costs nothing of it."""
    now = company.out / f"{versions.current(company.out)}.duckdb"
    now.write_bytes(now.read_bytes()[:-4096])
    again = publishing.ensure(company.drop, company.out, Settings(), today=TODAY)

    assert asked(company.out / f"{again}.duckdb", DAYS) == [(MONDAYS[0],), (MONDAYS[1],)]


def test_what_no_version_stands_on_is_swept_and_all_else_stays(company: Company) -> None:
    """A corrected day leaves its first telling behind for as long as somebody can go back to it."""
    before = {path.name for path in (company.out / "history").iterdir()}
    company.load(1, [deal("grows", amount=1), *SECOND[1:]])
    kept = {path.name for path in (company.out / "history").iterdir()}
    company.load(1, [deal("grows", amount=2), *SECOND[1:]], settings=Settings(versions_kept=1))
    moving.sweep_all_but_the_one_in_force(company.out)
    left = {path.name for path in (company.out / "history").iterdir()}

    manifest = store.in_force(company.out)
    assert before < kept
    assert left == {f"{entry}.parquet" for entry in manifest.entries} | {f"{manifest.name}.json"}


def test_a_partial_report_is_not_read_as_everything_else_having_gone(company: Company) -> None:
    """Who loads it says so; the waterfall passes the day over, and the list of days says why."""
    path = company.load(2, [deal("grows")], is_partial=True, anyway=True)

    assert asked(path, "select snapshot_on, is_partial from marts.snapshot_days order by all")[-1] == (MONDAYS[2], True)
    assert asked(path, f"from marts.snapshot_changes where snapshot_on = '{MONDAYS[2]}'") == []


def test_a_history_goes_to_another_computer_in_one_file(company: Company, tmp_path: Path) -> None:
    """What was exported and imported is the history that was built week by week; a day known there stays."""
    moving.hand_out(company.out, tmp_path / "history.zip")
    there = tmp_path / "there"
    load(drop(tmp_path / "new", MONDAYS[2], THIRD), there)
    added = moving.take_in(there, tmp_path / "history.zip")
    version = publishing.ensure(tmp_path / "new", there, Settings(), today=TODAY)
    here = company.load(2, THIRD)

    assert list(added) == list(MONDAYS[:2])
    assert store.read(there, read_seal(there / f"{version}.duckdb")["history"]).days.keys() == set(MONDAYS[:3])
    for mart in ("opportunity_snapshots", "snapshot_changes", "opportunity_changes", "opportunity_pushes"):
        assert asked(here, f"from marts.{mart} order by all") == asked(
            there / f"{version}.duckdb", f"from marts.{mart} order by all"
        )


@pytest.mark.parametrize("fault", ["no archive", "cut short", "another entry"])
def test_a_file_that_is_no_history_changes_nothing(company: Company, tmp_path: Path, fault: str) -> None:
    """A sentence, and what was kept before is what is kept."""
    file, before = tmp_path / "history.zip", store.in_force(company.out)
    moving.hand_out(company.out, file)
    content = file.read_bytes()
    if fault == "another entry":
        changed = content.replace(b"PAR1", b"PAR2", 1)
        assert changed != content
        file.write_bytes(changed)
    else:
        file.write_bytes(b"" if fault == "no archive" else content[: len(content) // 2])

    with pytest.raises(moving.NoHistory, match=r"history\.zip is"):
        moving.take_in(company.out, file)

    assert store.in_force(company.out) == before


def test_a_day_that_should_not_have_been_loaded_is_left_out(company: Company) -> None:
    """Its version stays until the next load, and then stands without it."""
    moving.leave_out(company.out, MONDAYS[0])
    with pytest.raises(moving.NoHistory, match="Nothing is kept of 2026-08-03"):
        moving.leave_out(company.out, MONDAYS[0])
    path = company.load(2, THIRD)

    assert asked(path, DAYS) == [(MONDAYS[1],), (MONDAYS[2],)]


def test_somebody_who_is_to_be_forgotten_is_in_no_file_any_more(company: Company) -> None:
    """Not in history, not in an older version, not in free blocks; the deals they owned stay, without an owner."""
    company.load(2, [deal("grows", owner="bob"), *THIRD[1:]])
    with pytest.raises(moving.NoHistory, match="bob may still be in the exports"):
        moving.forget(company.out, "bob", Settings())
    folder = drop(company.drop, MONDAYS[3], THIRD)
    (folder / "users.csv").write_text("user_id,full_name,role,manager_id\nvp,Vera,VP,\nann,Ann,AE,vp\n")
    load(folder, company.out)
    rows = moving.forget(company.out, "bob", Settings())
    version = publishing.ensure(folder, company.out, Settings(), today=TODAY)
    moving.sweep_all_but_the_one_in_force(company.out)

    path = company.out / f"{version}.duckdb"
    assert rows == 1
    [changed] = lines(audit.of(company.out), events=("history",))
    assert (changed.who, "bob" in repr(changed)) == ("operator", False)
    assert asked(path, "select amount, owner_id from marts.opportunity_snapshots where opportunity_id = 'grows'"
                 f" and snapshot_on = '{MONDAYS[2]}'") == [(100, "unassigned")]  # fmt: skip
    with duckdb.connect() as connection:
        for file in (company.out / "history").glob("*.parquet"):
            assert "bob" not in repr(connection.execute(f"from '{file}'").fetchall())
    assert [file for file in company.out.rglob("*") if file.is_file() and b"bob" in file.read_bytes()] == []
    assert [seal["version"] for seal in versions.standing(company.out)] == [version]


REVOPS = [dt.date(2026, 4, 29) + dt.timedelta(weeks=week) for week in range(4)]


def revops_as_of(folder: Path, day: dt.date) -> Path:
    """What the real exports of `revops_skills` would have been on a day: later deals and calls cut off."""
    folder.mkdir(exist_ok=True)
    for name, column in (("opportunities.csv", "created_date"), ("forecast_history.csv", "week_of")):
        with (REAL / "revops_skills" / name).open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row[column] <= day.isoformat()]
        for row in rows:
            if name == "opportunities.csv" and row["is_closed"] == "True" and row["close_date"] > day.isoformat():
                row |= {"is_closed": "False", "is_won": "False", "stage": "Proposal", "forecast_category": "Pipeline"}
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    (folder / "manifest.csv").write_text(
        "file,exported_at\n" + "".join(f"{name},{day}\n" for name in ("opportunities.csv", "forecast_history.csv"))
    )
    return folder


@pytest.mark.skipif(not (REAL / "revops_skills").is_dir(), reason="the real exports are not on this machine")
def test_four_weekly_cuts_of_a_real_folder_give_its_past(tmp_path: Path) -> None:
    """Every week is a day of snapshots: the deals open in that week's file, and those open in the one before."""
    counts, before = [], set[str]()
    for day in REVOPS:
        folder = revops_as_of(tmp_path / "drop", day)
        path = load(folder, tmp_path / "out", anyway=True)
        with (folder / "opportunities.csv").open(encoding="utf-8", newline="") as file:
            is_open = {row["id"]: row["is_closed"] == "False" for row in csv.DictReader(file)}
        counts.append((day, sum(now or deal in before for deal, now in is_open.items())))
        before = {deal for deal, now in is_open.items() if now}

    assert asked(path, "select snapshot_on, opportunities from marts.snapshot_days order by all") == counts
    assert asked(path, "select count(*) from marts.snapshot_changes") != [(0,)]
    assert asked(
        path, "select count(*) from intake.files where records_read <> rows_loaded + rows_quarantined + rows_folded"
    ) == [(0,)]


@pytest.mark.skipif(not (REAL / "sf_powerbi_earthfink").is_dir(), reason="the real exports are not on this machine")
def test_a_real_folder_with_a_history_of_changes_is_told_by_that(tmp_path: Path) -> None:
    """Loaded in four weeks or once: its own history tells every day since its first change."""
    weekly = once = Path()
    for day in (*REVOPS, None):
        folder, out = tmp_path / "drop", tmp_path / ("out" if day else "fresh")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(REAL / "sf_powerbi_earthfink", folder, copy_function=shutil.copyfile)
        folder.chmod(0o755)
        names = [path.name for path in folder.iterdir()]
        (folder / "manifest.csv").write_text(
            "file,exported_at\n" + "".join(f"{name},{day or REVOPS[-1]}\n" for name in names)
        )
        path = load(folder, out, anyway=True)
        weekly, once = (path, once) if day else (weekly, path)

    for mart in ("opportunity_snapshots", "opportunity_changes", "snapshot_days"):
        assert asked(weekly, f"from marts.{mart} order by all") == asked(once, f"from marts.{mart} order by all")
    assert asked(once, "select count(*) > 0 from exports.opportunity_snapshots") == [(True,)]


def test_the_day_that_is_shown_is_not_left_out(company: Company) -> None:
    """It would come back with the next load of the same exports; the history stays as it was."""
    with pytest.raises(moving.NoHistory, match="What is shown is of 2026-08-10"):
        moving.leave_out(company.out, MONDAYS[1])

    assert MONDAYS[1] in store.in_force(company.out).days
