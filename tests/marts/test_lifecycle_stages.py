"""The axis of the whitespace map and the spellings it is found by."""

import duckdb

from tests.conftest import Company


def spelled(connection: duckdb.DuckDBPyConnection, spelling: str) -> str | None:
    row = connection.execute(
        "select stage_id from marts.lifecycle_stage_names where spelling = ?", [spelling]
    ).fetchone()
    return row[0] if row else None


def test_without_a_stages_export_the_nine_usual_stages_are_the_axis(company: Company) -> None:
    """Plan to Analyze, in that order, all shown and marked as not exported."""
    rows = (
        company()
        .execute("select label, is_shown, is_default from marts.lifecycle_stages order by display_order")
        .fetchall()
    )
    labels = ["Plan", "Create", "Verify", "Package", "Secure", "Deploy", "Monitor", "Govern", "Analyze"]
    assert rows == [(label, True, True) for label in labels]


def test_older_names_of_the_usual_stages_are_known(company: Company) -> None:
    """Release and Configure went into Deploy, Protect and Defend into Govern."""
    connection = company()
    found = [spelled(connection, name) for name in ("release", "configure", "protect", "defend", "serverless")]
    assert found == ["deploy", "deploy", "govern", "govern", None]


def test_exported_stages_replace_the_usual_ones(company: Company) -> None:
    """Not one of the nine remains, and a stage kept off the map says so."""
    rows = (
        company(
            stages=[
                {"stage_id": "s2", "label": "Ship", "display_order": 2},
                {"stage_id": "s1", "label": "Build", "display_order": 1, "is_shown": False},
            ]
        )
        .execute("select stage_id, label, display_order, is_shown, is_default from marts.lifecycle_stages")
        .fetchall()
    )
    assert rows == [("s1", "Build", 1, False, False), ("s2", "Ship", 2, True, False)]


def test_a_stage_is_found_by_id_label_or_alias_in_any_case(company: Company) -> None:
    """All three spellings mean the stage; blanks around an alias do not matter."""
    connection = company(
        stages=[{"stage_id": "S-1", "label": "Build", "display_order": 1, "aliases": "Make ; Compile;"}]
    )
    assert [spelled(connection, name) for name in ("s-1", "build", "make", "compile", "")] == ["S-1"] * 4 + [None]


def test_two_stages_under_one_label_leave_one_meaning_per_spelling(company: Company) -> None:
    """An id wins over a label; between two labels the shown stage wins, then the earlier one."""
    connection = company(
        stages=[
            {"stage_id": "configure", "label": "Deploy", "display_order": 1, "is_shown": False},
            {"stage_id": "release", "label": "Deploy", "display_order": 2},
            {"stage_id": "a", "label": "Twin", "display_order": 3, "aliases": "release"},
            {"stage_id": "b", "label": "Twin", "display_order": 4},
        ]
    )
    assert [spelled(connection, name) for name in ("deploy", "release", "twin")] == ["release", "release", "a"]
