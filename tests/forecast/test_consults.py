"""Which deals qualify for a consult, when it was last held, and in which order to take them (2.5, S31, S32)."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.conftest import AS_OF, Company
from tests.forecast.deal_rows import D, asked, deal, deal_plan, person, sales, seen
from tests.organisation import team

LARGE = {"amount": 250_000, "stage": "S", "stage_order": 3, "forecast_category": "best_case"}


def consulted(company: Company, **plan: Any) -> Any:
    """The consult row of one large deal with this in its deal plan."""
    connection = sales(company, deal("d", **LARGE), opportunity_plans=[deal_plan("d", **plan)])
    return asked(connection, "consult_list").iloc[0]


@pytest.mark.parametrize(
    ("notes", "exported", "last"),
    [
        ("2026-08-17 Plan agreed.\n2026-09-19 Buyer met.\n2026-07-01 First talk.", None, D(2026, 9, 19)),
        ("2026-09-01 Done.\n2026-12-24 Next one.", None, D(2026, 9, 1)),
        ("2026-02-30 No such day.\n2026-02-27 Talked.", None, D(2026, 2, 27)),
        ("  2026-09-02 Indented.", None, D(2026, 9, 2)),
        ("Talked on 2026-09-03.", None, None),
        ("Talked on 2026-09-03.", D(2026, 8, 1), D(2026, 8, 1)),
        ("2026-09-03 Talked.", D(2026, 9, 20), D(2026, 9, 3)),
        ("No date here.", None, None),
        (None, D(2026, 8, 2), D(2026, 8, 2)),
        (None, D(2026, 12, 1), None),
        (None, None, None),
        ("2026-09-04 One.\r\n2026-09-05 Two.", None, D(2026, 9, 5)),
    ],
)
def test_the_last_consult_is_the_latest_date_that_a_line_of_the_notes_begins_with(
    company: Company, notes: str | None, exported: dt.date | None, last: dt.date | None
) -> None:
    """Several dates, future, impossible, none, not at the start of a line; else the exported day (2.7, 9)."""
    row = consulted(company, manager_review=notes, last_consult_date=exported)

    assert (None if pd.isna(row.last_consult_on) else row.last_consult_on.date()) == last


@pytest.mark.parametrize(("days", "state"), [(0, "done"), (30, "done"), (31, "due"), (None, "due")])
def test_a_consult_is_due_after_thirty_days(company: Company, days: int | None, state: str) -> None:
    """Thirty days ago is not due, thirty-one are, never is."""
    row = consulted(company, last_consult_date=None if days is None else AS_OF - dt.timedelta(days))

    assert row.consult_state == state
    assert ("no consult yet" in row.reason) == (days is None)


@pytest.mark.parametrize(
    ("more", "qualifies"),
    [
        ({}, True),
        ({"amount": 249_999}, False),
        ({"amount": 100_000, "segment": "Mid-Market"}, True),
        ({"amount": 99_999, "segment": "Mid-Market"}, False),
        ({"amount": 900_000, "segment": "SMB"}, False),
        ({"stage_order": 2}, False),
        ({"close_date": D(2027, 1, 31)}, True),
        ({"close_date": D(2027, 2, 1)}, False),
        ({"close_date": D(2026, 7, 31)}, False),
        ({"is_closed": True}, False),
    ],
)
def test_large_late_deals_of_two_quarters_qualify_by_size(
    company: Company, more: dict[str, Any], qualifies: bool
) -> None:
    """Open, stage 3 or later, closing this or the next quarter, 250k Enterprise or 100k Mid-Market."""
    fillers = [deal(f"f{n}", stage="S", stage_order=3, amount=60_000 + n) for n in range(3)]
    connection = sales(company, deal("d", **{**LARGE, **more}), *fillers)
    rows = connection.execute("select qualifies, is_top from marts.opportunity_consults where opportunity_id = 'd'")

    assert rows.fetchall() in ([(True, False)] if qualifies else [], [(False, False)] if not qualifies else [])


def test_an_ae_with_few_large_deals_shows_the_three_largest(company: Company) -> None:
    """Two deals of 50k or more are fewer than three, so the top three qualify; with a third none does by this rule."""
    amounts = {"a": 60_000, "b": 50_000, "c": 20_000, "d": 10_000}
    deals = [deal(name, stage="S", stage_order=3, amount=amount) for name, amount in amounts.items()]
    query = "select opportunity_id from marts.opportunity_consults where is_top order by opportunity_id"
    few = sales(company, *deals)
    many = sales(company, *deals, deal("e", stage="S", stage_order=3, amount=50_000))

    assert few.execute(query).fetchall() == [("a",), ("b",), ("c",)]
    assert many.execute(query).fetchall() == []


def test_coverage_is_told_by_count_and_by_value(company: Company) -> None:
    """One of three qualifying deals was gone through, 250k of 1M."""
    deals = [deal("a", **LARGE), deal("b", **LARGE), deal("c", **{**LARGE, "amount": 500_000})]
    plans = [deal_plan("a", last_consult_date=D(2026, 9, 20)), deal_plan("b"), deal_plan("c")]
    row = asked(sales(company, *deals, opportunity_plans=plans), "consult_coverage").iloc[0]

    assert (row.covered_deals, row.qualifying_deals, row.due_deals, row.never_deals) == (1, 3, 2, 2)
    assert (row.consult_share, row.consult_value_share) == (pytest.approx(1 / 3), 0.25)


def test_nothing_to_qualify_is_not_full_coverage(company: Company) -> None:
    """Not available, neither 0 nor 100 %."""
    row = asked(sales(company, deal("d", stage="S", stage_order=1)), "consult_coverage").iloc[0]

    assert row.qualifying_deals == 0
    assert pd.isna(row.consult_share)
    assert pd.isna(row.consult_value_share)


def test_without_deal_plans_nobody_knows_when_a_consult_was(company: Company) -> None:
    """Unknown is neither due nor never."""
    connection = sales(company, deal("d", **LARGE), opportunity_plans=None)
    row = asked(connection, "consult_list").iloc[0]

    assert row.consult_state == "unknown"
    assert "never" not in row.reason
    assert pd.isna(asked(connection, "consult_coverage").iloc[0].consult_share)


def test_the_order_is_lexicographic_and_nothing_is_weighed(company: Company) -> None:
    """Commit and due, then this quarter, then slips, then amount, then days since."""
    soon, later = D(2026, 10, 20), D(2026, 12, 20)
    deals = [
        deal("commit due", **{**LARGE, "forecast_category": "commit"}, close_date=later),
        deal("slipped", **LARGE, close_date=soon),
        deal("larger", **{**LARGE, "amount": 900_000}, close_date=soon),
        deal("older", **{**LARGE, "amount": 300_000}, close_date=soon),
        deal("newer", **{**LARGE, "amount": 300_000}, close_date=soon),
        deal("next quarter", **{**LARGE, "amount": 2_000_000}, close_date=later),
        deal("commit done", **{**LARGE, "forecast_category": "commit", "amount": 100}, close_date=soon),
    ]
    plans = [deal_plan(str(row["opportunity_id"])) for row in deals]
    plans[3]["last_consult_date"], plans[4]["last_consult_date"] = D(2026, 7, 1), D(2026, 8, 1)
    plans[6] |= {"last_consult_date": D(2026, 10, 1), "overview_filled": 0}
    rows = [seen("slipped", D(2026, 6, 1), close_date=D(2026, 7, 1)), seen("slipped", D(2026, 6, 8), close_date=soon)]
    connection = sales(company, *deals, opportunity_plans=plans, opportunity_snapshots=rows)

    assert asked(connection, "consult_list").opportunity_id.tolist() == [
        "commit due",
        "slipped",
        "larger",
        "older",
        "newer",
        "commit done",
        "next quarter",
    ]


def test_thin_commit_and_best_case_deals_are_suggested_with_the_reason(company: Company) -> None:
    """S32: no senior supporter or no deal plan, in words; Pipeline is not suggested."""
    small = {"amount": 10_000, "stage": "S", "stage_order": 2}
    connection = sales(
        company,
        deal("b", **small, forecast_category="best_case"),
        deal("p", **small, forecast_category="pipeline"),
        contacts=[{"contact_id": "c", "account_id": "a1", "influence": "low"}],
        opportunity_plans=[deal_plan("b", overview_filled=0), deal_plan("p", overview_filled=0)],
    )
    rows = asked(connection, "consult_list")

    assert rows.opportunity_id.tolist() == ["b"]
    assert rows.consult_kind.tolist() == ["suggested"]
    assert rows.reason[0] == "Best Case; no senior supporter yet; no deal plan; no consult yet"


def test_every_date_in_the_notes_counts_for_its_week(company: Company) -> None:
    """S31: consults per ISO week and team, and with how many different AEs."""
    notes = "2026-09-28 One.\n2026-09-29 Two.\n2026-09-21 Before."
    connection = sales(
        company,
        deal("d"),
        deal("e", owner_id="ben", account_id="a2"),
        opportunity_plans=[deal_plan("d", manager_review=notes), deal_plan("e", last_consult_date=D(2026, 10, 4))],
        users=[*team("ann", "ben"), person("other", "ASM", "vp")],
    )
    weeks = asked(connection, "consult_weeks").set_index("week_starts_on")

    assert weeks.loc["2026-09-28", ["consults_held", "consulted_reps"]].tolist() == [3, 2]
    assert weeks.loc["2026-09-21", ["consults_held", "consulted_reps"]].tolist() == [1, 1]
    assert weeks.consults_held.sum() == 4
    assert weeks.is_running.tolist() == [False] * (len(weeks) - 1) + [True]
