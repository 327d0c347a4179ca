"""A rule whose data is missing is not checked, which is never the same as clean (2.5)."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from tests.conftest import AS_OF, Company
from tests.forecast.deal_rows import D, asked, deal, flags, sales, seen
from tests.organisation import account, team


def verdicts(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str | None]]:
    """Verdict and missing export by rule."""
    rows = connection.execute("select rule, verdict, missing_export from marts.hygiene_checks").fetchall()
    return {rule: (verdict, missing) for rule, verdict, missing in rows}


def without_columns(company: Company, *absent: str, **tables: Any) -> duckdb.DuckDBPyConnection:
    """A company whose opportunities file lacks the given columns."""
    columns = [("opportunities.csv", "opportunities", column, "absent") for column in absent]
    return company(columns=columns, users=team("ann"), accounts=[account("a1")], **tables)


def test_without_snapshots_nobody_knows_who_pushes_goes_back_or_moves_late(company: Company) -> None:
    """H8, H10 and H12 need two snapshots; stale deals are judged by activities alone."""
    found = verdicts(sales(company, deal("d")))

    assert {rule for rule, (verdict, _) in found.items() if verdict == "not checked"} == {"H8", "H10", "H12"}
    assert found["H8"] == ("not checked", "opportunity_snapshots")
    assert found["H7"] == ("checked in part", "opportunity_snapshots")


def test_one_snapshot_tells_no_change(company: Company) -> None:
    """The second makes the difference."""
    rows = [seen("d", D(2026, 9, 28)), seen("d", AS_OF)]

    once = sales(company, deal("d"), opportunity_snapshots=rows[:1])
    assert verdicts(once)["H8"][0] == "not checked"
    reasons = asked(once, "hygiene_rules").set_index("rule")["reason"]
    assert reasons["H8"] == "one day of snapshots so far; a second one shows what changed"
    assert reasons["H7"] == "in part: one day of snapshots so far; a second one shows what changed"
    assert verdicts(sales(company, deal("d"), opportunity_snapshots=rows))["H8"][0] == "checked"


def test_without_deal_plans_none_is_missing(company: Company) -> None:
    """H9 is not checked, and no deal is flagged for want of what nobody exported."""
    connection = sales(company, deal("d"), opportunity_plans=None)

    assert verdicts(connection)["H9"] == ("not checked", "opportunity_plans")
    assert "H9" not in flags(connection)


@pytest.mark.parametrize(
    ("column", "unchecked", "partly"),
    [
        ("forecast_category", {"H1", "H2", "H3", "H4"}, set()),
        ("close_date", {"H0", "H1", "H2", "H3", "H6"}, set()),
        ("amount", {"H5"}, set()),
        ("next_step_date", set(), {"H3"}),
        ("last_activity_date", {"H7"}, set()),
        ("owner_id", {"H11"}, set()),
    ],
)
def test_an_absent_column_is_unknown_and_not_blank(
    company: Company, column: str, unchecked: set[str], partly: set[str]
) -> None:
    """A rule that needs it flags nobody; one that needs it for a part is checked in part."""
    row = deal("d", forecast_category=None, close_date=None, amount=None, next_step_date=None, owner_id=None)
    connection = without_columns(company, column, opportunities=[row])
    always = {"H8", "H9", "H10", "H12"}
    found = verdicts(connection)

    assert {rule for rule, (verdict, _) in found.items() if verdict == "not checked"} == unchecked | always
    assert {rule for rule, (verdict, _) in found.items() if verdict == "checked in part"} - {"H7"} == partly
    assert not flags(connection).keys() & unchecked


def test_best_case_without_exported_next_steps_is_judged_by_its_stage_alone(company: Company) -> None:
    """H3 in part: nobody is blamed for a date that no file carries."""
    row = deal("d", forecast_category="best_case", stage_order=4, stage="4-Proposal", next_step_date=None)
    early = deal("e", forecast_category="best_case", stage_order=3, stage="3-Evaluation", next_step_date=None)
    connection = without_columns(company, "next_step_date", opportunities=[row, early])

    assert "H3" not in flags(connection, "d")
    assert flags(connection, "e")["H3"] == "watch"


@pytest.mark.parametrize(
    ("as_of", "due"), [(D(2026, 8, 5), {"H2", "H3"}), (D(2026, 9, 5), {"H1", "H3"}), (AS_OF, {"H1"})]
)
def test_a_rule_of_another_month_is_not_due(company: Company, as_of: dt.date, due: set[str]) -> None:
    """Neither clean nor unchecked: the month has not come or has gone."""
    found = verdicts(sales(company, deal("d"), as_of=as_of))

    assert {rule for rule, (verdict, _) in found.items() if verdict == "not due"} == due


def test_the_page_says_nothing_found_only_of_rules_that_were_checked(company: Company) -> None:
    """Counts of a rule that was not checked are unknown, not nought."""
    connection = sales(company, deal("d"), opportunity_snapshots=None)
    rules = asked(connection, "hygiene_rules").set_index("rule")

    assert rules.loc["H0", "act_deals"] == 0
    assert rules.loc["H8", ["act_deals", "watch_deals", "note_deals", "flagged_amount"]].isna().all()
    assert rules.loc["H8", "reason"] == "no export: opportunity snapshots"


def test_with_no_opportunities_at_all_nothing_is_checked(company: Company) -> None:
    """An empty company has no clean pipeline."""
    connection = company(users=team("ann"))

    assert {verdict for verdict, _ in verdicts(connection).values()} == {"not checked"}
