"""Open forecast at relationship risk (S106): each reason apart, each deal once, unknown is no reason."""

from typing import Any

import duckdb
import pandas as pd
import pytest

from sightline import queries
from sightline.warehouse.versions import Warehouse
from tests.conftest import AS_OF, Company
from tests.organisation import D, account, plan, team

CHAMPION = {"contact_id": "C", "account_id": "a", "influence": "high", "support": "champion"}
PEOPLE = [CHAMPION, CHAMPION | {"contact_id": "D"}]
REASONS = ("has_no_plan", "has_stale_plan", "is_below_l3", "is_single_threaded")


def deal(opportunity_id: str, **more: Any) -> dict[str, Any]:
    """One open Commit deal of this quarter."""
    return {
        "opportunity_id": opportunity_id,
        "name": opportunity_id,
        "account_id": "a",
        "owner_id": "ann",
        "stage": "4-Proposal",
        "amount": 100,
        "close_date": D(2026, 10, 20),
        "forecast_category": "commit",
        "is_closed": False,
        "is_won": False,
        **more,
    }


def meeting(contact_id: str) -> dict[str, Any]:
    """One meeting with a contact on the day of the data."""
    return {
        "interaction_id": contact_id,
        "contact_id": contact_id,
        "user_id": "ann",
        "kind": "meeting",
        "interaction_date": AS_OF,
    }


def world(company: Company, **tables: Any) -> duckdb.DuckDBPyConnection:
    """A company where nothing is at risk until a test says so."""
    found = {
        "users": team("ann"),
        "accounts": [account("a")],
        "account_plans": [plan("p", "a")],
        "contacts": PEOPLE,
        "interactions": [meeting("C"), meeting("D")],
        "opportunities": [deal("o")],
        **tables,
    }
    return company(**{name: rows for name, rows in found.items() if rows is not None})


def risks(company: Company, **tables: Any) -> dict[str, dict[str, Any]]:
    """Every row of opportunity_risks by opportunity."""
    connection = world(company, **tables)
    rows = connection.execute("select * from marts.opportunity_risks").fetchall()
    names = [column[0] for column in connection.execute("select * from marts.opportunity_risks limit 0").description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def test_a_deal_with_two_reasons_counts_once_in_the_total_and_once_in_each(company: Company) -> None:
    """The worked example of S106: one Commit deal with both no plan and a single thread."""
    connection = company(
        users=team("ann"),
        accounts=[account("a")],
        account_plans=[plan("other", "elsewhere")],
        contacts=PEOPLE,
        interactions=[meeting("C")],
        opportunities=[deal("o")],
    )
    found = connection.execute(
        "select sum(amount) filter (where risk_state = 'act'), sum(amount) filter (where has_no_plan), "
        "sum(amount) filter (where is_single_threaded), sum(amount) filter (where has_stale_plan), "
        "sum(amount) filter (where is_below_l3) from marts.opportunity_risks"
    ).fetchone()
    assert found == (100, 100, 100, None, None)


def test_a_deal_on_a_planned_and_well_held_account_is_not_at_risk(company: Company) -> None:
    """No reason, and everything known."""
    row = risks(company)["o"]
    assert [row[reason] for reason in REASONS] == [False] * 4
    assert (row["risk_state"], row["risk_reasons"]) == ("no reason known", None)


@pytest.mark.parametrize(
    ("tables", "reason", "state"),
    [
        ({"account_plans": [plan("other", "elsewhere")]}, "has_no_plan", "act"),
        ({"account_plans": [plan("p", "a", status="draft")]}, "has_no_plan", "act"),
        (
            {"account_plans": [plan("p", "a", created_date=D(2026, 6, 6), content_changed_on=D(2026, 6, 6))]},
            "has_stale_plan",
            "watch",
        ),
        (
            {"account_events": [{"account_id": "a", "event_date": D(2026, 9, 10), "kind": "m_and_a"}]},
            "has_stale_plan",
            "watch",
        ),
        ({"contacts": [row | {"support": "neutral"} for row in PEOPLE]}, "is_below_l3", "watch"),
        ({"interactions": [meeting("C")]}, "is_single_threaded", "act"),
        (
            {"interactions": [meeting("C")], "opportunities": [deal("o", close_date=D(2026, 11, 1))]},
            "is_single_threaded",
            "watch",
        ),
        (
            {"interactions": [meeting("C")], "opportunities": [deal("o", close_date=None)]},
            "is_single_threaded",
            "watch",
        ),
    ],
)
def test_each_reason_alone_puts_a_deal_at_risk(
    company: Company, tables: dict[str, Any], reason: str, state: str
) -> None:
    """No plan or a draft, 121 days without a change, overtaken by an event, no supporter, one thread.

    Alone, no plan asks to act, and one thread with the close in this quarter; everything else is to be watched.
    """
    row = risks(company, **tables)["o"]
    assert [name for name in REASONS if row[name]] == [reason]
    assert row["risk_state"] == state


def test_two_reasons_together_ask_to_act(company: Company) -> None:
    """An old plan and no supporter, with the close next year: each alone would be watched."""
    aged = plan("p", "a", created_date=D(2026, 1, 1), content_changed_on=D(2026, 1, 1))
    neutral = [row | {"support": "neutral"} for row in PEOPLE]
    later = [deal("o", close_date=D(2027, 3, 1))]
    row = risks(company, account_plans=[aged], contacts=neutral, opportunities=later)["o"]
    assert (row["risk_state"], row["risk_reasons"]) == (
        "act",
        "plan is old or behind events; no senior supporter",
    )


def test_what_to_act_on_is_asked_on_the_account_page_and_in_the_one_on_one(company: Company) -> None:
    """The largest deal's reasons; what is only to be watched is not asked about."""
    deals = [deal("o"), deal("large", amount=200, close_date=D(2027, 3, 1))]
    connection = world(company, opportunities=deals, account_plans=[plan("p", "a", status="draft")])
    watched = world(company, contacts=[row | {"support": "neutral"} for row in PEOPLE])

    def asked(of: Any, name: str) -> list[str]:
        rows = queries.run(of, name, viewer="operator", today=AS_OF)
        return rows.loc[rows["topic"] == "forecast", "because"].tolist()

    for name in ("account_questions", "one_on_one_questions"):
        assert asked(connection, name) == ["2 deals at relationship risk, closing from 20 Oct 2026: no live plan"]
        assert asked(watched, name) == []
    shown = queries.run(watched, "account_deals", viewer="operator", today=AS_OF).iloc[0]
    assert (shown.risk_state, shown.risk_reasons) == ("watch", "no senior supporter")


def test_the_hundred_and_twentieth_day_is_not_stale(company: Company) -> None:
    """Stale begins a day later (S23)."""
    aged = plan("p", "a", created_date=D(2026, 6, 7), content_changed_on=D(2026, 6, 7))
    assert risks(company, account_plans=[aged])["o"]["has_stale_plan"] is False


def test_the_plan_of_the_account_above_counts_with_its_age(company: Company) -> None:
    """Covered by the parent's plan is no missing plan; an old one above is an old plan."""
    accounts = [account("top"), account("a", parent_id="top")]
    old = {"created_date": D(2026, 1, 1), "content_changed_on": D(2026, 1, 1)}
    fresh = risks(company, accounts=accounts, account_plans=[plan("p", "top")])["o"]
    stale = risks(company, accounts=accounts, account_plans=[plan("p", "top", **old)])["o"]
    assert (fresh["has_no_plan"], fresh["has_stale_plan"]) == (False, False)
    assert (stale["has_no_plan"], stale["has_stale_plan"]) == (False, True)


@pytest.mark.parametrize(
    ("tables", "unknown"),
    [
        ({"account_plans": None}, {"has_no_plan", "has_stale_plan"}),
        ({"interactions": None}, {"is_single_threaded"}),
        ({"contacts": None, "interactions": None}, {"is_below_l3", "is_single_threaded"}),
    ],
)
def test_an_unknown_is_no_reason_and_the_deal_counts_as_not_judged(
    company: Company, tables: dict[str, Any], unknown: set[str]
) -> None:
    """A missing export puts nothing at risk; the value that could not be judged is told apart."""
    row = risks(company, **tables)["o"]
    assert {name for name in REASONS if row[name] is None} == unknown
    assert row["risk_state"] == "not judged"


def test_a_known_reason_beats_an_unknown_one(company: Company) -> None:
    """Without interactions and without a supporter the deal is at risk, not unjudged."""
    row = risks(company, interactions=None, contacts=[CHAMPION | {"support": "neutral"}])["o"]
    assert row["risk_state"] == "watch"


def test_only_open_best_case_most_likely_and_commit_deals_of_key_accounts_stand_there(company: Company) -> None:
    """Any close date; not pipeline, not omitted, not closed, not an account that is not key."""
    found = risks(
        company,
        accounts=[account("a"), account("b", is_key_account=False)],
        opportunities=[
            deal("commit"),
            deal("likely", forecast_category="most_likely"),
            deal("best", forecast_category="best_case", close_date=D(2027, 6, 1)),
            deal("undated", close_date=None),
            deal("pipeline", forecast_category="pipeline"),
            deal("omitted", forecast_category="omitted"),
            deal("closed", is_closed=True),
            deal("elsewhere", account_id="b"),
        ],
    )
    assert {name: row["is_this_quarter"] for name, row in found.items()} == {
        "commit": True,
        "likely": True,
        "best": False,
        "undated": None,
    }


@pytest.mark.parametrize("viewer", ["operator", "USR-CRO-01"])
def test_relationship_health_and_pipeline_review_say_the_same_of_the_whole_company(
    sample: Warehouse, viewer: str
) -> None:
    """One by the accounts of people, the other by the deals they own: without a filter nothing differs."""
    health = queries.run(sample.connection, "relationship_summary", viewer=viewer, today=AS_OF).iloc[0]
    lines = queries.run(sample.connection, "relationship_risk", viewer=viewer, today=AS_OF).set_index("line")

    assert 0 < health.risk_act_amount < lines["risk_amount"]["Open forecast on key accounts"]
    assert health.open_amount == lines["risk_amount"]["Open forecast on key accounts"]
    assert health.risk_act_amount == lines["risk_amount"]["At relationship risk: act"]
    assert health.risk_watch_amount == lines["risk_amount"]["At relationship risk: watch"]
    assert health.risk_deals == lines["risk_deals"].filter(like="At relationship risk").sum()
    assert health.no_plan_amount == lines["risk_amount"]["No live plan"]
    assert health.stale_plan_amount == lines["risk_amount"]["Plan old or behind events"]
    assert health.below_l3_amount == lines["risk_amount"]["No senior supporter"]
    assert health.single_thread_amount == lines["risk_amount"]["One contact only"]


@pytest.mark.parametrize(
    ("tables", "amount"),
    [
        ({}, 0),
        ({"opportunities": [deal("o", is_closed=True)]}, 0),
        ({"opportunities": None}, None),
        ({"contacts": None}, None),
    ],
)
def test_nothing_at_risk_is_nought_where_it_was_judged_and_unknown_elsewhere(
    company: Company, tables: dict[str, Any], amount: int | None
) -> None:
    """C7: unknown is not nought, and nought is not unknown."""
    connection = world(company, **tables)
    found = queries.run(connection, "relationship_summary", viewer="operator", today=AS_OF).iloc[0]

    for told in (found.risk_act_amount, found.risk_watch_amount):
        assert pd.isna(told) if amount is None else told == amount
