"""Before a QBR: the season (S30) and how ready each AE is."""

import datetime as dt
from typing import Any

import duckdb
import pandas as pd
import pytest

from sightline import queries
from tests.conftest import AS_OF, Company
from tests.organisation import D, Row, account, plan, team


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "asm", **parameters: Any) -> list[Row]:
    """Rows of a page query for the manager, or somebody else."""
    found = queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters)
    return [{key: None if pd.isna(value) else value for key, value in row.items()} for row in found.to_dict("records")]


@pytest.mark.parametrize(
    ("as_of", "phase", "quarter"),
    [
        (D(2026, 10, 5), "before", "FY27-Q3"),
        (D(2026, 10, 17), "before", "FY27-Q3"),
        (D(2026, 10, 18), "preparation", "FY27-Q3"),
        (D(2026, 10, 31), "preparation", "FY27-Q3"),
        (D(2026, 11, 1), "held", "FY27-Q3"),
        (D(2026, 11, 14), "held", "FY27-Q3"),
        (D(2026, 11, 15), "before", "FY27-Q4"),
        (D(2028, 2, 14), "held", "FY28-Q4"),
    ],
)
def test_the_season_is_known_by_the_day(company: Company, as_of: dt.date, phase: str, quarter: str) -> None:
    """S30: prepared from fourteen days before the quarter starts, held in its first fourteen, else counted down."""
    quarters = ask(company(as_of=as_of, users=team("ann")), "pack_quarters")
    [found] = [row for row in quarters if row["is_offered_first"]]

    assert (found["review_phase"], found["quarter_label"]) == (phase, quarter)
    assert found["review_ends_on"] - found["review_starts_on"] == pd.Timedelta(days=13)
    assert found["review_starts_on"] - found["prep_starts_on"] == pd.Timedelta(days=14)
    assert found["quarter_ends_on"] + pd.Timedelta(days=1) == found["review_starts_on"]


def test_readiness_puts_plans_actions_and_deals_of_an_ae_side_by_side(company: Company) -> None:
    """Ann: 1 of 2 covered, that plan stale, 1 overdue of 2 open, 1 of 1 deals past due; Cal is ready; order by need."""
    deal = {
        "opportunity_id": "o1", "name": "Deal", "account_id": "a1", "owner_id": "ann", "type": "new", "amount": 100,
        "currency": "USD", "is_closed": False, "is_won": False, "stage": "Scoping", "forecast_category": "commit",
        "close_date": D(2026, 9, 1), "created_date": D(2026, 7, 1),
    }  # fmt: skip
    old = {"created_date": D(2026, 1, 1), "content_changed_on": D(2026, 5, 1), "last_updated": D(2026, 5, 1)}
    actions = [
        {"action_id": f"x{n}", "plan_id": "p1", "title": "call", "owner_id": "ann", "status": "open", "due_date": day}
        for n, day in enumerate([D(2026, 10, 4), D(2026, 10, 5)])
    ]
    connection = company(
        users=team("ann", "cal"),
        accounts=[account("a1"), account("a2"), account("c1", "cal")],
        account_plans=[plan("p1", "a1", **old), plan("pc", "c1", "cal")],
        plan_actions=actions,
        opportunities=[deal],
    )
    ann, cal = ask(connection, "readiness", team="asm")

    assert (ann["person_id"], ann["covered_accounts"], ann["eligible_accounts"]) == ("ann", 1, 2)
    assert (ann["stale_plans"], ann["live_plans"], ann["inspected_plans"]) == (1, 1, None)
    assert (ann["overdue_actions"], ann["open_actions"]) == (1, 2)
    assert (ann["act_deals"], ann["quarter_deals"], ann["act_amount"]) == (1, 1, 100)
    assert (cal["person_id"], cal["coverage_share"], cal["open_points"]) == ("cal", 1.0, 0)
    assert [row["person_id"] for row in ask(connection, "readiness", viewer="cal")] == ["cal"]
    assert ask(connection, "readiness", viewer="nobody") == []
