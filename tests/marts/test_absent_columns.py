"""A column that no file carries is unknown; one that is there and blank is a No (C7)."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import AS_OF, Company

PLAN = {
    "plan_id": "P",
    "account_id": "A",
    "owner_id": "ae",
    "plan_kind": "account",
    "plan_type": "expand",
    "status": "active",
    "start_date": dt.date(2026, 1, 1),
    "created_date": dt.date(2026, 1, 1),
}
TABLES: dict[str, Any] = {
    "users": [{"user_id": "ae", "role": "AE", "is_active": True}],
    "accounts": [
        {
            "account_id": "A",
            "owner_id": "ae",
            "is_key_account": True,
            "country": "DE",
            "industry": "Steel",
            "employees": 10,
        }
    ],
    "account_plans": [PLAN],
    "plan_answers": [{"plan_id": "P", "question": q, "state": "answered"} for q in ("P1", "P4", "P8")],
    "plan_objectives": [
        {"objective_id": f"O{n}", "plan_id": "P", "status": "open", "value_driver": "cost", "due_date": AS_OF}
        for n in range(2)
    ],
    "plan_actions": [
        {
            "action_id": str(n),
            "plan_id": "P",
            "objective_id": f"O{n % 2}",
            "owner_id": "ae",
            "due_date": AS_OF,
            "status": "open",
        }
        for n in range(4)
    ],
    "account_team": [],
    "contacts": [
        {
            "contact_id": "C",
            "account_id": "A",
            "influence": "high",
            "support": "champion",
            "decision_role": "economic_buyer",
        }
    ],
    "interactions": [],
}


def test_columns_are_absent_when_no_file_of_their_table_carries_them(company: Company) -> None:
    """One file with the column is enough to know it."""
    columns = [
        ("a.csv", "accounts", "industry", "absent"),
        ("b.csv", "accounts", "industry", "exact"),
        ("a.csv", "accounts", "country", "absent"),
        ("b.csv", "accounts", "country", "absent"),
        ("a.csv", "accounts", None, "unused"),
        ("a.csv", "accounts", "employees", "derived"),
    ]
    found = company(columns=columns, **TABLES).execute("select * from marts.absent_columns").fetchall()
    assert found == [("accounts", "country")]


@pytest.mark.parametrize(
    ("absent", "blanked", "component", "found"),
    [
        (
            ["accounts.industry"],
            {"accounts": "industry"},
            "profile",
            (0, True, "unknown: the accounts export has no industry", "accounts"),
        ),
        ([], {"accounts": "industry"}, "profile", (0, False, "the CRM has no industry", None)),
        (
            ["accounts.employees"],
            {"accounts": "employees"},
            "profile",
            (0, False, "the CRM has no company size", None),
        ),
        (
            ["accounts.employees", "accounts.annual_revenue"],
            {"accounts": "employees"},
            "profile",
            (0, True, "unknown: the accounts export has no company size", "accounts"),
        ),
        (
            ["plan_objectives.value_driver"],
            {"plan_objectives": "value_driver"},
            "profile",
            (
                2,
                True,
                "unknown: the plan_objectives export has no value driver or due date",
                "plan_objectives",
            ),
        ),
        (
            ["plan_answers.confirmed_by_champion_on"],
            {},
            "profile",
            (3, True, "unknown: the plan_answers export does not say", "plan_answers"),
        ),
        (
            ["contacts.influence"],
            {"contacts": "influence"},
            "relationship",
            (1, True, "unknown: the contacts export has no influence", "contacts"),
        ),
        (
            ["contacts.support"],
            {"contacts": "support"},
            "relationship",
            (2, True, "unknown: the contacts export has no support", "contacts"),
        ),
        (
            ["contacts.decision_role"],
            {"contacts": "decision_role"},
            "relationship",
            (3, True, "unknown: no export says who the economic buyer is", "contact_roles"),
        ),
        (
            ["interactions.kind"],
            {},
            "relationship",
            (3, True, "unknown: the interactions export has no kind", "interactions"),
        ),
        (
            ["plan_actions.objective_id"],
            {"plan_actions": "objective_id"},
            "action plan",
            (1, True, "unknown: the plan_actions export does not say which objective", "plan_actions"),
        ),
        (
            ["plan_objectives.measure_moved_on"],
            {},
            "action plan",
            (
                3,
                True,
                "unknown: the plan_objectives export does not say when a measure moved",
                "plan_objectives",
            ),
        ),
    ],
)
def test_an_absent_column_stops_the_climb_as_unknown(
    company: Company,
    absent: list[str],
    blanked: dict[str, str],
    component: str,
    found: tuple[Any, ...],
) -> None:
    """And names the export that lacks it."""
    tables = {
        name: [{**row, blanked[name]: None} for row in rows] if name in blanked else rows
        for name, rows in TABLES.items()
    }
    columns = [("x.csv", *name.split("."), "absent") for name in absent]
    rows = (
        company(columns=columns, **tables)
        .execute(
            "select level, is_level_unknown, blocking_fact, missing_export from marts.component_levels"
            " where component = ?",
            [component],
        )
        .fetchall()
    )
    assert rows == [found]
