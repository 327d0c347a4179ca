"""Calls, deals and quotas of real exports against an independent count over the raw files."""

import csv
import datetime as dt
from collections import defaultdict
from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, REAL, Real


def raw(folder: str, name: str) -> list[dict[str, str]]:
    """The rows of a file as they stand in it."""
    with (REAL / folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def skills(real: Real) -> duckdb.DuckDBPyConnection:
    """Ten AEs, 251 deals and twelve weeks of calls."""
    return real("revops_skills").connection


def ask(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> Any:
    """Rows for the operator, who sees everything."""
    return queries.run(connection, name, viewer="operator", today=AS_OF, parameters=parameters)


def test_every_call_of_the_file_is_on_the_page_in_its_week(skills: duckdb.DuckDBPyConnection) -> None:
    """Commit and Best Case of each week, summed over all AEs, equal the file's; no week is missing."""
    rows = raw("revops_skills", "forecast_history.csv")
    expected: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        expected[row["week_of"]][0] += 1
        expected[row["week_of"]][1] += int(row["commit_amount"])
        expected[row["week_of"]][2] += int(row["bestcase_amount"])
    found = skills.execute(
        "select cast(submitted_on as varchar), count(*) filter (where category = 'commit'), "
        "sum(amount) filter (where category = 'commit'), sum(amount) filter (where category = 'best_case') "
        "from marts.forecast_calls where amount is not null group by 1"
    ).fetchall()

    assert len(rows) == 120
    assert {day: [calls, int(commit), int(best)] for day, calls, commit, best in found} == dict(expected)


def test_the_page_of_a_quarter_sums_the_weeks_calls(skills: duckdb.DuckDBPyConnection) -> None:
    """The newest whole week of the ended quarter: ten of ten called, for the file's amount."""
    weeks = ask(skills, "calls_by_week", quarter="FY27-Q1")
    last = weeks[weeks.calls_made == weeks.calls_due].iloc[-1]
    day = (last.week_starts_on + dt.timedelta(days=2)).strftime("%Y-%m-%d")
    rows = [row for row in raw("revops_skills", "forecast_history.csv") if row["week_of"] == day]

    assert len(rows) == 10
    assert last.commit_amount == sum(int(row["commit_amount"]) for row in rows)
    assert last.best_case_amount == sum(int(row["bestcase_amount"]) for row in rows)


def test_won_and_lost_of_the_track_record_are_those_of_the_file(skills: duckdb.DuckDBPyConnection) -> None:
    """Per quarter: value won, deals won, and deals decided."""
    as_of = skills.execute("select as_of_on from marts.export_run").fetchone()
    assert as_of is not None
    rows = [row for row in raw("revops_skills", "opportunities.csv") if row["is_closed"] == "True"]
    rows = [row for row in rows if row["close_date"] <= str(as_of[0])]
    quarters = {"FY27-Q1": ("2026-02-01", "2026-04-30"), "FY27-Q2": ("2026-05-01", "2026-07-31")}
    record = ask(skills, "scorecard").set_index(["metric", "quarter_label"])
    for label, (first, last) in quarters.items():
        closed = [row for row in rows if first <= row["close_date"] <= last]
        won = [row for row in closed if row["is_won"] == "True"]

        assert record.value["won_amount", label] == sum(float(row["amount"]) for row in won)
        assert record.cases["won_amount", label] == len(won)
        assert record.cases["win_rate_share", label] == len(closed)
    assert sum(1 for row in rows if row["is_won"] == "True") == 20


def test_calls_in_euro_by_calendar_quarter_come_out_as_they_stand(real: Real) -> None:
    """Each week of the excerpt: Commit as in the file; two of seven AEs missing in some weeks stay missing."""
    settings = Settings(reporting_currency="EUR", fiscal_year_start_month=1)
    connection = real("sujata_excerpt", settings).connection
    rows = raw("sujata_excerpt", "forecast_submissions.excerpt.csv")
    expected = {(row["rep_id"], row["submission_week"]): float(row["commit_call_eur"]) for row in rows}
    found = connection.execute(
        "select person_id, cast(submitted_on as varchar), cast(amount as double) from marts.forecast_calls "
        "where category = 'commit' and amount is not null"
    ).fetchall()

    assert {(who, day): amount for who, day, amount in found} == expected
    assert len(expected) == 24
