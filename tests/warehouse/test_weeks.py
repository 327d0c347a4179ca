"""One more week of exports: only what changed is read, and the version is the one that a load of everything makes."""

import contextlib
import json
import logging
import shutil
import threading
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sightline import exports
from sightline.settings import Settings
from sightline.warehouse import kept, publishing, versions
from sightline.warehouse.build import BuildError
from sightline.warehouse.inputs import read_with
from sightline.warehouse.seal import contents, read_seal
from sightline.warehouse.watch import watched
from tests.warehouse.test_versions import MINIMAL, dropped

SNAPSHOTS = "opportunity_id,snapshot_date,stage,amount,close_date,owner_id,forecast_category\n"
HISTORY = "Opportunity ID,Created Date,From Stage,To Stage,Amount\n"
QUOTAS = "user_id,period_start,amount,fiscal_label\n"
COMPANY = MINIMAL | {
    "week1.csv": SNAPSHOTS
    + "o1,2026-08-03,1-Discovery,90,2026-09-01,ann,pipeline\no1,2026-08-03,1-Discovery,95,2026-09-01,ann,pipeline\n"
    + "o2,2026-08-03,1-Discovery,about 9,2026-09-01,Ann,pipeline\n,2026-08-03,1-Discovery,9,2026-09-01,ann,pipeline\n",
    "quotas.csv": QUOTAS + "ann,2026-08-01,1000,FY27-Q3\n",
    "calls.csv": "user_id,user_name,fiscal_quarter,submitted_on,category,amount\n"
    + "bob,Bob,FY27 Q3,2026-08-04,commit,10\n",
}
NEXT_WEEK = SNAPSHOTS + (
    "o1,2026-08-10,2-Value,100,2026-09-01,ann,commit\no1,2026-08-03,1-Discovery,95,2026-09-01,ann,pipeline\n"
    "o9,2026-08-10,2-Value,,2026-09-32,zoe,someday\n"
)
DATES = "".join(
    f'[files."opportunities{name}"]\nexported_at = 2026-08-{day}T06:00:00\n'
    for name, day in ((".csv", 10), ("_2026-08-17.csv", 17), ("_2026-08-24.csv", 24))
)
MANIFEST = "file,exported_at,source_system\n"
STEPS: dict[str, dict[str, str | None]] = {
    "one more week, and a file that is no export": {"week2.csv": NEXT_WEEK, "notes.csv": "a,b\n1,2\n"},
    "a week was corrected, and the calls have another name": {
        "week1.csv": COMPANY["week1.csv"].replace("90", "91"),
        "calls.csv": None,
        "said.csv": COMPANY["calls.csv"],
    },
    "a history of changes, and the older week copied anew": {
        "history.csv": HISTORY + "o1,2026-08-01 09:00,,1-Discovery,1\no1,2026-08-01 08:00,,0-New,2\n",
        "week1.csv": COMPANY["week1.csv"].replace("90", "91"),
    },
    "another calendar of quotas, and a history told anew": {
        "quotas.csv": QUOTAS + "ann,2026-07-01,1000,FY26-Q3\nann,2026-10-01,1000,FY26-Q4\n",
        "history.csv": HISTORY + "o1,2026-08-01 09:00,,3-Later,3\no1,2026-08-01 10:00,,4-Last,4\n",
    },
    "a manifest": {
        "manifest.csv": MANIFEST + "week1.csv,2026-08-20 08:00,crm\nweek2.csv,2026-08-11 08:00,crm\n",
    },
    "another manifest, and a week is gone": {
        "manifest.csv": MANIFEST + "week2.csv,2026-08-21 08:00,crm\n",
        "week1.csv": None,
    },
    "a profile, and no history or manifest": {
        "sightline.toml": 'currency = "EUR"\n',
        "history.csv": None,
        "manifest.csv": None,
    },
    "dated copies of the deals": {
        "sightline.toml": DATES,
        "opportunities_2026-08-17.csv": MINIMAL["opportunities.csv"].replace("100.50", "17"),
        "opportunities_2026-08-24.csv": MINIMAL["opportunities.csv"].replace("100.50", "24"),
    },
    "the newest copy is gone": {"opportunities_2026-08-24.csv": None},
}
"""What happens to a folder, one after the other: files with what they say from then on, or null where they go."""


def loaded(folder: Path, out: Path | None = None, said: list[str] | None = None) -> tuple[Any, ...]:
    """What a load of a folder holds and reports, beginning with what an earlier one into `out` had read."""
    begun, keep, place = False, lambda: None, ":memory:"
    if out:
        out.mkdir(exist_ok=True)
        building, way = out / ".building.duckdb", read_with(folder, Settings())
        building.unlink(missing_ok=True)
        begun, place = kept.begin(out, building, way, folder, Settings()), str(building)
        keep = lambda: kept.keep(connection, out, building, way)  # noqa: E731  # as who loads gives it
    heard: list[str] = [] if said is None else said
    with duckdb.connect(place) as connection:
        report = exports.load(
            connection, folder, Settings(), lambda text, _: heard.append(text), begun=begun, keep=keep
        )
        rows = {name: sorted(connection.execute(f"from {name}").fetchall(), key=repr) for name in contents(connection)}
        return rows, report.as_dict()


def test_a_load_that_begins_with_what_was_read_is_the_load_of_the_folder(tmp_path: Path) -> None:
    """Whatever happens to a folder from week to week: every row, flag, rejected record and sum is equal."""
    folder, out = tmp_path / "drop", tmp_path / "out"
    folder.mkdir()
    for step, files in {"the first load": COMPANY, **STEPS}.items():
        for name, text in files.items():
            (folder / name).unlink(missing_ok=True)
            if text is not None:
                (folder / name).write_text(text, encoding="utf-8")

        assert loaded(folder, out) == loaded(folder), step


def test_of_a_folder_with_one_more_week_only_that_week_is_read(tmp_path: Path) -> None:
    """What is known of a file is its name, its bytes, its day and how it is read; only another way reads all anew."""
    folder, out = dropped(tmp_path / "drop"), tmp_path / "out"
    loaded(folder, out)
    (folder / "week2.csv").write_text(NEXT_WEEK)
    weekly: list[str] = []
    loaded(folder, out, weekly)
    (folder / "sightline.toml").write_text('currency = "EUR"\n')
    otherwise: list[str] = []
    loaded(folder, out, otherwise)

    assert [text for text in weekly if text.startswith("Reading")] == ["Reading week2.csv"]
    assert len([text for text in otherwise if text.startswith("Reading")]) == 4


def test_of_a_file_that_is_gone_or_changed_not_a_byte_is_kept(tmp_path: Path) -> None:
    """Somebody who is to be forgotten is taken out of the exports, and then is in no file of the warehouse.

    The rows are many and have others behind them, since the engine cuts off what is free at the end of its file.
    """
    folder, out = dropped(tmp_path / "drop"), tmp_path / "out"
    rows = [f"o{n},2026-08-03,Unforgettable {n * 7919},{n},2026-09-01,ann,pipeline\n" for n in range(40_000)]
    (folder / "week1.csv").write_text(SNAPSHOTS + "".join(rows))
    (folder / "week2.csv").write_text(SNAPSHOTS + "".join(rows).replace("08-03,Unforgettable", "08-10,Remembered"))
    loaded(folder, out)
    assert b"forgettable" in (out / kept.KEPT).read_bytes()
    (folder / "week1.csv").write_text(SNAPSHOTS + rows[0].replace("Unforgettable", "Nobody"))

    loaded(folder, out)

    assert b"forgettable" not in (out / kept.KEPT).read_bytes()
    assert b"forgettable" not in (out / ".building.duckdb").read_bytes()


@pytest.mark.parametrize("fault", ["a turned bit", "no note", "a broken note", "another release"])
def test_what_was_read_is_thrown_away_when_it_cannot_be_trusted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """It is only there to save time: everything is read anew, and one line in the log says so."""
    folder, out = dropped(tmp_path / "drop"), tmp_path / "out"
    before = loaded(folder, out)
    if fault == "a turned bit":
        content = (out / kept.KEPT).read_bytes()
        (out / kept.KEPT).write_bytes(content[:9000] + bytes((content[9000] ^ 1,)) + content[9001:])
    elif fault == "no note":
        (out / kept.NOTE).unlink()
    elif fault == "a broken note":
        (out / kept.NOTE).write_text("{")
    else:
        note = json.loads((out / kept.NOTE).read_text())
        (out / kept.NOTE).write_text(json.dumps(note | {"read_with": "another release"}))
    caplog.set_level(logging.INFO, kept.__name__)
    said: list[str] = []

    assert loaded(folder, out, said) == before
    assert [record.message.endswith("every file is read anew.") for record in caplog.records] == [True]
    assert len([text for text in said if text.startswith("Reading")]) == 3


def test_one_more_week_makes_the_version_that_a_load_of_everything_makes(tmp_path: Path) -> None:
    """Every table down to the last mart is equal; marts that read nothing of what changed are those of before."""
    folder, out = dropped(tmp_path / "drop"), tmp_path / "out"
    manifest = "file,exported_at,source_system\n" + "".join(f"{name},2026-10-05 08:00,crm\n" for name in MINIMAL)
    (folder / "export_manifest.csv").write_text(manifest)
    (folder / "week1.csv").write_text(COMPANY["week1.csv"])
    first, _ = publishing.publish(folder, out, Settings(), anyway=True)
    (folder / "week2.csv").write_text(NEXT_WEEK)
    path, report = publishing.publish(folder, out, Settings(), anyway=True)
    whole, told = publishing.publish(folder, tmp_path / "fresh", Settings(), anyway=True)

    with duckdb.connect(str(path), read_only=True) as weekly, duckdb.connect(str(whole), read_only=True) as full:
        assert contents(weekly) == contents(full)
        assert weekly.execute("select count(distinct snapshot_on) from marts.opportunity_snapshots").fetchall() == [
            (2,)
        ]
    before, after = read_seal(first)["made_of"], read_seal(path)["made_of"]
    assert after == read_seal(whole)["made_of"]
    assert report.as_dict() == told.as_dict()
    same = {name for name in after if after[name] == before[name]}
    assert {"people", "whitespace_cells"} <= same
    assert not {"opportunity_snapshots", "snapshot_days"} & same


@pytest.mark.parametrize(("made_by", "is_copied"), [("the same code", True), ("other code", False), ("nobody", False)])
def test_a_mart_is_copied_from_a_whole_version_of_the_same_code_alone(
    drop: Path, made_by: str, is_copied: bool
) -> None:
    """The version in force here lacks the rows of one mart, which shows where the next one has it from."""
    out = drop.with_name("out")
    first, other = out / f"{versions.current(out)}.duckdb", out / "other.duckdb"
    shutil.copy(first, out / ".building.duckdb")
    with duckdb.connect(str(out / ".building.duckdb")) as connection:
        connection.execute("delete from marts.waterfall_steps")
        built = contents(connection)
    said = {name: read_seal(first)[name] for name in ("inputs", "doubted", "sizes", "made_of", "made_with")}
    said |= {"made_with": "another release"} if made_by == "other code" else {}
    versions.settle(out / ".building.duckdb", other, built, drop, **said)
    versions.point(other)
    if made_by == "nobody":
        content = other.read_bytes()
        other.write_bytes(content[:9000] + bytes((content[9000] ^ 1,)) + content[9001:])
    (drop / "week2.csv").write_text(NEXT_WEEK)

    path, _ = publishing.publish(drop, out, Settings(), anyway=True)

    assert (read_seal(path)["rows"]["marts.waterfall_steps"] == 0) is is_copied


def test_a_statement_that_never_ends_is_stopped_and_the_step_is_named() -> None:
    """Whatever the engine is doing, it is told to stop once the step has had its time."""
    endless = "select count(*) from range(1000000000000) as a, range(1000000000000) as b where a > b"

    def load() -> None:
        with duckdb.connect() as connection, watched(connection, 0.2, None) as step:
            step("Building the endless", 0.5)
            connection.execute(endless)

    with pytest.raises(BuildError, match=r"^Building the endless took longer than 0\.2 seconds and was stopped"):
        load()


class Interrupted:
    """A connection that is stopped once, within a statement that converts a file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._is_converting, self._was_stopped = False, False

    def progress(self, text: str, _: float) -> None:
        """From here on a file is converted."""
        self._is_converting |= text.startswith("Converting")

    def execute(self, sql: str, *given: Any) -> duckdb.DuckDBPyConnection:
        """As the connection's own, unless it is stopped; then nothing stops what comes after rolling back."""
        self._is_converting &= sql not in ("commit", "rollback")
        if sql == "rollback":
            self._was_stopped = True
            answer = self._connection.execute(sql)
            with contextlib.suppress(duckdb.InterruptException):  # a second one came too late for the statement
                self._connection.execute("select 1")
            return answer
        if self._was_stopped or not self._is_converting:
            return self._connection.execute(sql, *given)
        over = threading.Event()

        def stop() -> None:
            while not over.wait(0.0002):
                self._connection.interrupt()

        stops = threading.Thread(target=stop)
        stops.start()
        try:
            return self._connection.execute(sql, *given)
        finally:
            over.set()
            stops.join()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def test_a_file_that_was_being_read_when_a_load_was_stopped_is_not_refused(tmp_path: Path) -> None:
    """Being slow says nothing about a file, so the load does not go on without it."""
    folder = dropped(tmp_path / "drop")
    with duckdb.connect() as connection:
        stopped = Interrupted(connection)
        with pytest.raises(duckdb.InterruptException):
            exports.load(stopped, folder, Settings(), stopped.progress)  # type: ignore[arg-type]


def test_a_load_that_is_stopped_leaves_the_version_in_force(drop: Path) -> None:
    """It says so, and nothing of what it built stays behind."""
    out = drop.with_name("out")
    good = versions.current(out)
    (drop / "week2.csv").write_text(NEXT_WEEK)

    with pytest.raises(
        BuildError, match=r"took longer than 0 seconds and was stopped\. The data shown stays as it was"
    ):
        publishing.publish(drop, out, Settings(load_step_seconds=0.0), anyway=True)

    assert versions.current(out) == good
    assert not list(out.glob(".building*"))
