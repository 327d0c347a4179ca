"""Inspection marks: who may make them, who sees them, and how they become evidence (S22) without counting twice."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sightline import exports
from sightline.exports.binding.marked import SOURCE
from sightline.notes import Author, Store, inspections
from sightline.notes.inspections import Inspection, Refused
from sightline.notes.sight import Sight, of_answers
from sightline.settings import Settings
from sightline.warehouse import publishing, versions

TODAY = dt.date(2026, 10, 6)
AS_OF_ROWS = {
    "export_manifest.csv": "file,exported_at\nusers.csv,2026-10-05\naccounts.csv,2026-10-05\n",
    "users.csv": (
        "user_id,full_name,role,manager_id,start_date\nvp,Vera,VP,,2020-01-01\nasm,Grace,ASM,vp,2020-01-01\n"
        "ann,Ann,AE,asm,2020-01-01\nasm2,Ida,ASM,vp,2020-01-01\nbob,Bob,AE,asm2,2020-01-01\nsam,Sam,SA,,2020-01-01\n"
    ),
    "accounts.csv": (
        "account_id,account_name,owner_id,type,is_key_account\na1,Acme,ann,customer,true\na2,Bolt,bob,customer,true\n"
    ),
    "account_team.csv": "account_id,user_id,team_role\na1,sam,SA\n",
    "account_plans.csv": (
        "plan_id,account_id,plan_kind,plan_type,owner_id,status,created_date,last_updated\n"
        "p1,a1,account,expand,ann,active,2026-06-01,2026-09-01\np2,a2,account,expand,bob,active,2026-06-01,2026-09-01\n"
    ),
}
REVIEWS = (
    "review_id,plan_id,review_date,reviewer_id,review_type,outcome,attendee_ids\n"
    "r1,p1,2026-08-20,asm,one_on_one,ok,asm;ann\n"
)


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse on exports of two teams, a plan each and one review of the first plan; the exports lie in `drop`."""
    out = tmp_path_factory.mktemp("inspections")
    (out / "drop").mkdir()
    for name, text in {**AS_OF_ROWS, "plan_reviews.csv": REVIEWS}.items():
        (out / "drop" / name).write_text(text, encoding="utf-8")
    load(out / "drop", out)
    return out


@pytest.fixture
def drop(loaded_once: Path, tmp_path: Path) -> Path:
    """Those exports, in a copy of that warehouse which is the test's own."""
    shutil.copytree(loaded_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "drop"


def load(drop: Path, out: Path) -> exports.Report:
    """Load as the command line does: with the marks beside the warehouse."""
    _, report = publishing.publish(drop, out, Settings(), today=TODAY, reviews=inspections.for_load(out))
    return report


def ask(out: Path, name: str, viewer: str, **parameters: object) -> Any:
    """Rows of a page query over the version in force, which stays open until another one is asked."""
    version = versions.current(out)
    if (out, version) not in _open:
        while _open:
            _open.popitem()[1].connection.close()
        _open[out, version] = versions.open_version(out, version, Settings())
    return _open[out, version].rows_seen_by(viewer, name, parameters, TODAY)


_open: dict[tuple[Path, str], versions.Warehouse] = {}


def mart(out: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the marts themselves."""
    connection = duckdb.connect(str(out / f"{versions.current(out)}.duckdb"), read_only=True)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


def sight(out: Path, viewer: str) -> Sight:
    """What a person may see, asked as the app asks it."""
    return of_answers(
        Author(viewer, viewer.title()), ask(out, "notes_people", viewer), ask(out, "notes_plans", viewer, person=viewer)
    )


def mark(out: Path, viewer: str, plan_id: str = "p1", day: dt.date = dt.date(2026, 10, 2)) -> Inspection:
    """Mark a plan as somebody."""
    note = "Agreed on the next step."
    return inspections.mark(Store(out), sight(out, viewer), plan_id, inspected_on=day, note=note, today=TODAY)


def test_only_somebody_above_the_owner_may_mark_a_plan(drop: Path, tmp_path: Path) -> None:
    """The ASM and the VP may; the owner, a peer, another ASM and the account team are told why not."""
    assert mark(tmp_path, "asm").author.person_id == "asm"
    assert mark(tmp_path, "vp").plan_id == "p1"
    with pytest.raises(Refused, match="their own plan"):
        mark(tmp_path, "ann")
    for outsider in ("asm2", "bob", "sam", "nobody"):
        with pytest.raises(Refused, match="no such plan"):
            mark(tmp_path, outsider)
    with pytest.raises(Refused, match="Only somebody above"):
        mark(tmp_path, "operator")


def test_a_mark_is_for_a_day_that_was_and_once_a_day(drop: Path, tmp_path: Path) -> None:
    """A meeting still to come is no evidence, and a second click makes no second inspection."""
    with pytest.raises(Refused, match="still to come"):
        mark(tmp_path, "asm", day=dt.date(2026, 10, 7))
    mark(tmp_path, "asm")
    with pytest.raises(Refused, match="already"):
        mark(tmp_path, "asm")


def test_marks_are_shown_to_the_owner_and_those_above_and_to_nobody_else(drop: Path, tmp_path: Path) -> None:
    """The note of a manager to a rep is not for the account team, nor for another team."""
    made = mark(tmp_path, "asm")

    for viewer, sees in {"asm": True, "vp": True, "ann": True, "bob": False, "asm2": False, "sam": False}.items():
        found = inspections.of_plans(Store(tmp_path), sight(tmp_path, viewer), {"p1", "p2"})
        assert found == ([made] if sees else []), viewer


def test_whoever_marked_can_take_it_back_and_nobody_else(drop: Path, tmp_path: Path) -> None:
    """Undo removes the mark from every list and from the next load."""
    made, store = mark(tmp_path, "asm"), Store(tmp_path)
    with pytest.raises(Refused, match="Only whoever"):
        inspections.withdraw(store, sight(tmp_path, "vp"), made)
    inspections.withdraw(store, sight(tmp_path, "asm"), made)

    assert inspections.of_plans(store, sight(tmp_path, "asm")) == []
    assert inspections.for_load(tmp_path) == []


def test_a_mark_counts_from_the_next_load_on_and_stands_in_its_books(drop: Path, tmp_path: Path) -> None:
    """S22: 5 October looking back, the window of the last fourteen days now holds an inspection, by its manager."""
    evidence = (
        "select windows_live, windows_inspected, inspected_on, inspected_by_id, inspections"
        " from marts.plan_inspections where plan_id = 'p1'"
    )
    before = mart(tmp_path, evidence)
    mark(tmp_path, "asm")
    report = load(drop, tmp_path)
    after = mart(tmp_path, evidence)

    assert before == [(9, 1, dt.date(2026, 8, 20), "asm", 1)]
    assert after == [(9, 2, dt.date(2026, 10, 2), "asm", 2)]
    [books] = [file for file in report.files if file["file"] == SOURCE]
    counts = ("records_read", "rows_loaded", "rows_quarantined", "rows_folded")
    assert [books[name] for name in counts] == [1, 1, 0, 0]
    shown = ask(tmp_path, "exports_files", "operator").set_index("file").loc[SOURCE]
    assert (shown.table_name, shown.status, shown.source_system, shown.rows_loaded) == (
        "plan_reviews",
        "loaded",
        "Sightline",
        1,
    )


def test_marks_alone_are_evidence_where_no_export_carries_reviews(drop: Path, tmp_path: Path) -> None:
    """An organisation that inspects in Sightline needs no other tool for it, and the table is not reported missing."""
    (drop / "plan_reviews.csv").unlink()
    load(drop, tmp_path)
    assert mart(tmp_path, "select distinct inspections from marts.plan_inspections") == [(None,)]
    mark(tmp_path, "asm")
    report = load(drop, tmp_path)

    assert mart(tmp_path, "select plan_id, inspections from marts.plan_inspections order by 1") == [
        ("p1", 1),
        ("p2", 0),
    ]
    assert "plan_reviews" not in {row["table_name"] for row in report.missing}


def test_a_mark_that_comes_back_in_an_export_is_still_one_inspection(drop: Path, tmp_path: Path) -> None:
    """The downloaded CSV, put among the exports, is loaded and the mark beside the warehouse folds into it."""
    made = mark(tmp_path, "asm")
    (drop / "inspections.csv").write_bytes(inspections.as_csv([made]))
    report = load(drop, tmp_path)

    assert mart(tmp_path, "select inspections from marts.plan_inspections where plan_id = 'p1'") == [(2,)]
    [kept] = mart(tmp_path, f"select * from exports.plan_reviews where review_id = '{made.inspection_id}'")
    assert kept[:5] == (made.inspection_id, "p1", dt.date(2026, 10, 2), "asm", "one_on_one")
    [books] = [file for file in report.files if file["file"] == SOURCE]
    assert (books["rows_loaded"], books["rows_folded"]) == (0, 1)


def test_the_file_of_marks_has_the_shape_of_the_export(drop: Path, tmp_path: Path) -> None:
    """One header line of the contract, one line a mark, and nothing of what was written."""
    text = inspections.as_csv([mark(tmp_path, "asm")]).decode("utf-8-sig")

    header, line = text.splitlines()
    assert header == "review_id,plan_id,review_date,reviewer_id,review_type,outcome,attendee_ids"
    assert line.split(",")[1:] == ["p1", "2026-10-02", "asm", "one_on_one", "", "asm;ann"]
    assert "Agreed" not in text


def test_marks_on_plans_of_other_exports_are_set_apart_and_change_nothing(drop: Path, tmp_path: Path) -> None:
    """Another company loaded beside the same notes: its inspections stay unknown; a partly known one says which."""
    mark(tmp_path, "asm")
    mark(tmp_path, "asm2", "p2")
    (drop / "plan_reviews.csv").unlink()
    plans = AS_OF_ROWS["account_plans.csv"]
    (drop / "account_plans.csv").write_text(plans.replace("p2,", "p9,"), encoding="utf-8")
    report = load(drop, tmp_path)
    [books] = [file for file in report.files if file["file"] == SOURCE]
    assert (books["records_read"], books["rows_loaded"], books["rows_quarantined"]) == (2, 1, 1)
    assert report.exit_code == 1
    assert any("p2" in row["example"] for row in report.quarantined)

    (drop / "account_plans.csv").write_text(plans.replace("p2,", "p9,").replace("p1,", "p8,"), encoding="utf-8")
    report = load(drop, tmp_path)
    [books] = [file for file in report.files if file["file"] == SOURCE]
    assert (books["status"], books["rows_loaded"]) == ("left_aside", 0)
    assert mart(tmp_path, "select distinct inspections from marts.plan_inspections") == [(None,)]


def test_an_unchanged_folder_is_loaded_again_once_something_was_marked(drop: Path, tmp_path: Path) -> None:
    """A version is known by its inputs, and marks are among them; the file of the older version is not overwritten."""
    first = publishing.ensure(drop, tmp_path, Settings(), reviews=inspections.for_load(tmp_path))
    assert publishing.ensure(drop, tmp_path, Settings(), reviews=inspections.for_load(tmp_path)) == first
    mark(tmp_path, "asm")

    assert publishing.ensure(drop, tmp_path, Settings(), reviews=inspections.for_load(tmp_path)) != first
