"""Rows of deals, their snapshots and plans, to be varied by each test."""

import datetime as dt
from typing import Any

import duckdb

from sightline import queries
from tests.conftest import AS_OF, Company, Rows
from tests.organisation import D, Row, account, person, team

Q_START, Q_END = D(2026, 8, 1), D(2026, 10, 31)
"""The fiscal quarter of 5 October 2026, whose third month that day lies in."""


def deal(opportunity_id: str, **more: Any) -> Row:
    """One open deal that meets no rule in month 3: Commit, awaiting signature, touched yesterday."""
    return {
        "opportunity_id": opportunity_id,
        "name": opportunity_id.title(),
        "account_id": "a1",
        "owner_id": "ann",
        "stage": "6-Awaiting Signature",
        "stage_order": 6,
        "type": "expansion",
        "amount": 40_000,
        "forecast_category": "commit",
        "is_closed": False,
        "is_won": False,
        "close_date": D(2026, 10, 20),
        "created_date": D(2026, 3, 1),
        "last_activity_date": D(2026, 10, 4),
        "next_step": "Signature",
        "next_step_date": D(2026, 10, 8),
        "segment": "Enterprise",
        **more,
    }


def seen(opportunity_id: str, on: dt.date, **more: Any) -> Row:
    """One snapshot of such a deal."""
    return {
        "opportunity_id": opportunity_id,
        "snapshot_date": on,
        "stage": "6-Awaiting Signature",
        "forecast_category": "commit",
        "amount": 40_000,
        "close_date": D(2026, 10, 20),
        "owner_id": "ann",
        "account_id": "a1",
        "is_closed": False,
        "is_won": False,
        "created_date": D(2026, 3, 1),
        "next_step": "Signature",
        **more,
    }


def deal_plan(opportunity_id: str, **more: Any) -> Row:
    """A filled deal plan."""
    return {
        "opportunity_id": opportunity_id,
        "overview_filled": 6,
        "overview_total": 6,
        "full_filled": 9,
        "full_total": 10,
        **more,
    }


STAGES: Rows = [
    {"stage": name, "stage_order": order, "is_closed": False, "is_won": False}
    for order, name in enumerate(
        ("0-Pending", "1-Discovery", "2-Scoping", "3-Evaluation", "4-Proposal", "5-Negotiating", "6-Awaiting Signature")
    )
]


def sales(company: Company, *deals: Row, as_of: dt.date = AS_OF, **tables: Any) -> duckdb.DuckDBPyConnection:
    """A company with one account of Ann's, whose deals all have a filled plan unless plans are given."""
    given: dict[str, Any] = {
        "users": team("ann", "ben"),
        "accounts": [account("a1"), account("a2", "ben")],
        "opportunities": list(deals),
        "sales_stages": STAGES,
        "opportunity_plans": [deal_plan(str(row["opportunity_id"])) for row in deals],
        **tables,
    }
    return company(as_of=as_of, **{name: rows for name, rows in given.items() if rows is not None})


def flags(connection: duckdb.DuckDBPyConnection, opportunity_id: str | None = None) -> dict[str, str]:
    """Severity by rule of one deal's flags, or of all deals'."""
    rows = connection.execute(
        "select rule, severity from marts.hygiene_flags where $id is null or opportunity_id = $id",
        {"id": opportunity_id},
    )
    return dict(rows.fetchall())


def severities(company: Company, rule: str, deals: Rows, **tables: Any) -> list[str | None]:
    """How a rule judges each of these deals, which all stand in one company and are named by their place."""
    named = [{**row, "opportunity_id": f"d{place}"} for place, row in enumerate(deals)]
    connection = sales(company, *named, **tables)
    return [flags(connection, row["opportunity_id"]).get(rule) for row in named]


def asked(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "vp", **parameters: Any) -> Any:
    """The rows of a page query for one viewer."""
    return queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters)


__all__ = [
    "AS_OF",
    "Q_END",
    "Q_START",
    "D",
    "asked",
    "deal",
    "deal_plan",
    "flags",
    "person",
    "sales",
    "seen",
    "severities",
]
