"""The customer on the Account page: people, whitespace, revenue, renewal and competitors."""

import datetime as dt
from typing import Any

import pytest

from tests.accounts.account_world import ask, one, won, world
from tests.conftest import AS_OF, Company
from tests.organisation import D, Row, account, person, team


def contact(contact_id: str, **more: Any) -> Row:
    """One contact of a1."""
    return {"contact_id": contact_id, "account_id": "a1", "full_name": contact_id.title(), **more}


def test_influence_and_reporting_are_two_things(company: Company) -> None:
    """S60: nobody reports to or sways themselves; an outside voice is told apart."""
    connection = world(
        company,
        contacts=[contact("cio"), contact("dev", reports_to_id="cio"), contact("odd", reports_to_id="odd")],
        contact_influences=[
            {"from_contact_id": "dev", "to_contact_id": "cio", "strength": "high"},
            {"from_contact_id": "odd", "to_contact_id": "odd"},
            {"to_contact_id": "cio", "external_party": "An analyst"},
        ],
    )
    managers = {row["contact_id"]: row["reports_to_id"] for row in ask(connection, "account_contacts")}
    sways = {(row["from_name"], row["to_name"], row["is_outside"]) for row in ask(connection, "account_influences")}

    assert managers == {"cio": None, "dev": "cio", "odd": None}
    assert sways == {("Dev", "Cio", False), ("An analyst", "Cio", True)}


@pytest.mark.parametrize(
    ("touched_on", "influence", "is_open"),
    [(D(2026, 9, 30), "high", False), (D(2026, 1, 1), "high", True), (None, "high", True), (None, "low", False)],
)
def test_a_departure_is_open_until_the_successor_is_met(
    company: Company, touched_on: Any, influence: str, is_open: bool
) -> None:
    """S63: a key person who leaves without a successor in touch is an alarm."""
    connection = world(
        company,
        contacts=[
            contact("old", influence=influence, leaving_on=D(2026, 11, 1), successor_id="new"),
            contact("new", last_touch_date=touched_on),
        ],
    )
    rows = {row["contact_id"]: row for row in ask(connection, "account_contacts")}

    assert (rows["old"]["presence"], rows["old"]["is_departure_open"]) == ("leaving", is_open)
    assert rows["new"]["is_departure_open"] is False


def cell(stage: str, state: str, centre: str | None = None, **more: Any) -> Row:
    """One recorded cell of a1."""
    return {
        "account_id": "a1",
        "stage_id": stage,
        "state": state,
        "buying_centre_id": centre,
        "as_of_date": AS_OF,
        **more,
    }


def test_a_place_shows_the_state_that_ranks_first_and_how_many_agree(company: Company) -> None:
    """S77: ours before competitor, "1 of 3"; the whole account stands in where a centre says nothing."""
    connection = world(
        company,
        stages=[
            {"stage_id": s, "label": s.title(), "display_order": n} for n, s in enumerate(("plan", "create", "verify"))
        ],
        buying_centres=[{"buying_centre_id": "b1", "account_id": "a1", "name": "Bank"}],
        products=[{"product_id": f"q{n}", "name": f"Q{n}"} for n in range(3)],
        whitespace_cells=[
            cell("plan", "owned", "b1", product_id="q0"),
            cell("plan", "competitor", "b1", product_id="q1", vendor="Zeta"),
            cell("plan", "unknown", "b1", product_id="q2"),
            cell("create", "in_house"),
        ],
    )
    grid = {(row["centre_name"], row["stage_label"]): row for row in ask(connection, "account_whitespace_grid")}
    told = {place: (row["state"], row["same_recordings"], row["recordings"]) for place, row in grid.items()}

    assert told == {
        ("Bank", "Plan"): ("ours", 1, 3),
        ("Bank", "Create"): ("in-house", 1, 1),
        ("Bank", "Verify"): ("unknown", 0, 0),
        ("Whole account", "Plan"): ("unknown", 0, 0),
        ("Whole account", "Create"): ("in-house", 1, 1),
        ("Whole account", "Verify"): ("unknown", 0, 0),
    }


def test_a_run_rate_is_shown_per_period_and_an_amount_without_a_rate_is_unknown(company: Company) -> None:
    """Kinds of revenue stay apart, and two months of run rate are two rows, never their sum."""
    rows = [
        ("2026-08-01", "arr", 100, "USD"),
        ("2026-09-01", "arr", 110, "USD"),
        ("2026-09-01", "bookings", 500, "EUR"),
        ("2026-09-01", "usage", 7, "XYZ"),
    ]
    connection = world(
        company,
        product_revenue=[
            {
                "account_id": "a1",
                "product_id": "q1",
                "period_start": dt.date.fromisoformat(day),
                "revenue": amount,
                "revenue_type": kind,
                "currency": currency,
            }
            for day, kind, amount, currency in rows
        ],
        fx_rates=[{"currency": "EUR", "rate_date": D(2026, 1, 1), "rate_to_reporting": 2}],
    )
    told = [(row["revenue_type"], row["revenue"], row["is_unconverted"]) for row in ask(connection, "account_revenue")]

    assert told == [("arr", 100, False), ("arr", 110, False), ("bookings", 1000, False), ("usage", None, True)]


def test_renewals_are_told_by_the_earliest_and_weighted_by_amount(company: Company) -> None:
    """S108, S109: two open renewals; a renewals manager counts once they have an action."""
    deals = [
        won(D(2026, 10, 15), stage="1", type="renewal", is_closed=False, is_won=False, amount=100),
        won(D(2026, 10, 25), stage="1", type="renewal", is_closed=False, is_won=False, amount=300),
    ]
    connection = world(
        company,
        users=[*team("ann"), person("rik", "RM")],
        accounts=[account("a1", renewal_date=D(2027, 1, 3))],
        opportunities=deals,
        account_team=[{"account_id": "a1", "user_id": "rik", "team_role": "RM"}],
        plan_sections=[{"plan_id": "p1", "section": "renewal_plan", "state": "started"}],
    )
    row = one(connection, "account_renewal")

    assert (row["contract_days"], row["renewal_horizon"]) == (90, "6 months")
    assert (row["open_renewals"], row["earliest_close_on"].date()) == (2, D(2026, 10, 15))
    assert row["weighted_close_on"].date() == D(2026, 10, 23)
    assert (row["section_state"], row["renewals_managers"], row["renewals_managers_busy"]) == ("started", 1, 0)


def test_our_competitors_are_counted_by_name_whatever_its_case(company: Company) -> None:
    """S110, S62: cells, deals and people; the customer's own rivals (P3) are not among them."""
    connection = world(
        company,
        whitespace_cells=[cell("plan", "competitor", vendor="Zeta", contract_renewal_date=D(2027, 1, 1))],
        opportunities=[won(D(2026, 9, 1), is_won=False, stage="Lost", competitor="zeta")],
        contacts=[contact("cio", competitor_affinity="ZETA", influence="high")],
        plan_answers=[{"plan_id": "p1", "question": "P3", "state": "answered", "answer": "A bank; another bank"}],
    )
    row = one(connection, "account_competitors")

    assert (row["cells"], row["lost_deals"], row["high_influence_supporters"]) == (1, 1, 1)
    assert row["renewal_on"].date() == D(2027, 1, 1)
