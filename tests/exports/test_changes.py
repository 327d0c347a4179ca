"""A history lists changes: the last one of a day is its end state, and the earlier ones are folded, not refused."""

import pytest

from tests.exports.drop import Folder

HISTORY = "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,ForecastCategory\n"
MORNING = "h1,o1,2026-08-03T09:00:00.000Z,Discovery,10,2026-09-30,Pipeline\n"
EVENING = "h2,o1,2026-08-03T15:00:00.000Z,Proposal,20,2026-09-30,Commit\n"
FIELDS = "AccountId,Field,CreatedDate,OldValue,NewValue\n"


def note(company: Folder, column: str) -> str | None:
    """The note of a column of the history file."""
    [(said,)] = company.rows(f"select note from intake.columns where file = 'history.csv' and column_name = '{column}'")
    return str(said) if said else None


@pytest.mark.parametrize("rows", [MORNING + EVENING, EVENING + MORNING], ids=["oldest first", "newest first"])
def test_of_the_changes_of_one_day_the_last_stays(company: Folder, rows: str) -> None:
    """The time of day tells which is the last; the earlier one is folded, named in a note, and its amount too."""
    company.write("history.csv", HISTORY + rows)

    report = company.load()

    assert company.rows("select stage, amount from exports.opportunity_snapshots") == [("Proposal", 20)]
    assert company.books("history.csv") == (2, 1, 0, 1)
    assert note(company, "snapshot_date") == "1 earlier changes merged: the last one of a day counts"
    assert company.rows(
        "select amount_read, amount_loaded, amount_folded from intake.money where file = 'history.csv'"
    ) == [(30, 20, 10)]
    assert report.exit_code == 0


def test_changes_without_a_time_of_day_go_by_the_order_of_the_rows(company: Folder) -> None:
    """Later rows are earlier changes where the days run backward, as in a report."""
    days = "h4,o1,2026-08-09,Won,4,2026-09-30,Closed\n"
    for change in ("h3,o1,2026-08-03,Proposal,3,2026-09-30,Commit\n", "h2,o1,2026-08-03,Scoping,2,2026-09-30,Commit\n"):
        days += change
    company.write("history.csv", HISTORY + days)

    company.load()

    assert company.rows("select stage from exports.opportunity_snapshots order by snapshot_date") == [
        ("Proposal",),
        ("Won",),
    ]
    assert company.books("history.csv") == (3, 2, 0, 1)


def test_two_rows_of_a_dated_copy_are_a_conflict(company: Folder) -> None:
    """A weekly copy states one deal once: there the rule of equal keys holds."""
    company.write(
        "history.csv",
        "opportunity_id,snapshot_date,stage,forecast_category,amount,close_date\n"
        "o1,2026-08-03,Discovery,pipeline,10,2026-09-30\no1,2026-08-03,Proposal,commit,20,2026-09-30\n",
    )

    company.load()

    assert company.books("history.csv") == (2, 1, 1, 0)
    assert company.rules("quarantine") == [("duplicate_key", "opportunity_id, snapshot_date", 2)]


def test_changes_of_a_field_at_different_times_all_stay(company: Folder) -> None:
    """The moment is part of the key, so two changes of one day are two rows."""
    company.write(
        "history.csv",
        FIELDS + "a1,Industry,2026-08-03T09:00:00.000Z,,Retail\na1,Industry,2026-08-03T15:00:00.000Z,Retail,Bank\n",
    )

    company.load()

    assert company.books("history.csv") == (2, 2, 0, 0)


def test_changes_of_a_field_at_one_moment_leave_the_last(company: Folder) -> None:
    """Without a time of day, or in one transaction, the last row tells the state; the others are folded and noted."""
    company.write("history.csv", FIELDS + "a1,Industry,2026-08-03,,Retail\na1,Industry,2026-08-03,Retail,Bank\n")

    company.load()

    assert company.rows("select new_value from exports.field_history") == [("Bank",)]
    assert company.books("history.csv") == (2, 1, 0, 1)
    assert note(company, "changed_at") == "1 earlier changes merged: the last one of a day counts"
