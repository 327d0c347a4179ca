"""Rows of one account with a live plan, and a way to ask the Account page's queries about it."""

import datetime as dt
from typing import Any

import duckdb

from sightline import queries
from tests.conftest import AS_OF, Company
from tests.organisation import D, Row, account, plan, team


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "operator", account: str = "a1") -> list[Row]:
    """Rows of a page query about one account; unknown is None."""
    found = queries.run(connection, name, viewer=viewer, today=AS_OF, parameters={"account": account})
    return found.astype(object).where(found.notna(), None).to_dict("records")


def one(connection: duckdb.DuckDBPyConnection, name: str) -> Row:
    """The only row of a page query about account a1."""
    (row,) = ask(connection, name)
    return row


def world(company: Company, **tables: Any) -> duckdb.DuckDBPyConnection:
    """Ann's account a1 with its live plan p1."""
    usual: dict[str, Any] = {
        "users": team("ann", "bob"),
        "accounts": [account("a1")],
        "account_plans": [plan("p1", "a1")],
    }
    return company(**{**usual, **tables})


def action(action_id: str, owner: str | None = "ann", **more: Any) -> Row:
    """One open action of plan p1 that answers all five questions."""
    return {
        "action_id": action_id,
        "plan_id": "p1",
        "title": "Meet the platform lead",
        "how": "Two workshops",
        "owner_id": owner,
        "due_date": D(2026, 11, 1),
        "support_needed": "SA for two days",
        "status": "open",
        **more,
    }


def won(day: dt.date, **more: Any) -> Row:
    """One opportunity of a1, won."""
    return {
        "opportunity_id": f"o{day}",
        "account_id": "a1",
        "owner_id": "ann",
        "stage": "Closed Won",
        "is_closed": True,
        "is_won": True,
        "close_date": day,
        "created_date": D(2024, 1, 1),
        **more,
    }
