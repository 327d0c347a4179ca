"""A company with everything outside somebody's scope replaced, so that whatever still differs has leaked."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from sightline.contract import EXPORTS, Column
from tests.access.companies.organisations import REFERENCE, SNAPSHOT_DAYS
from tests.conftest import Rows
from tests.organisation import Row

CANARY = "canary"
FIRM = {
    "users": {"role", "is_active"},
    "accounts": {"is_deleted", "currency"},
    "opportunities": {"is_deleted"},
    "opportunity_snapshots": {"is_deleted"},
    "account_plans": {"plan_kind", "is_private"},
    "field_history": {"table_name", "record_id", "field", "changed_at"},
    "account_owner_history": {"from_date", "to_date"},
}
"""What decides, with keys and references, who sees what, and stays as it is."""
STANDING = {"users", "accounts", "account_team", "account_owner_history", "account_plans", "opportunities"} | {
    "opportunity_snapshots"
}
"""Exports whose rows all stay there; of the others every second row outside the scope goes."""


def replaced(tables: dict[str, Rows], is_kept: Callable[[str, Row, str], bool], seed: int) -> dict[str, Rows]:
    """The same exports, in which every value that is not kept is another one, or its whole row is gone."""
    rng = random.Random(seed)
    found: dict[str, Rows] = {}
    for table, rows in tables.items():
        columns = [column for column in EXPORTS[table].columns.values() if not _is_firm(table, column)]
        if table in REFERENCE:
            found[table] = rows
            continue
        found[table] = []
        for row in rows:
            foreign = [column for column in columns if not is_kept(table, row, column.name)]
            if len(foreign) == len(columns) and table not in STANDING and rng.random() < 0.5:
                continue
            found[table].append({**row, **{column.name: _other(rng, column, row[column.name]) for column in foreign}})
    return found


def _is_firm(table: str, column: Column) -> bool:
    return column.name in EXPORTS[table].key or bool(column.refers_to) or column.name in FIRM.get(table, ())


def _other(rng: random.Random, column: Column, value: Any) -> Any:
    """Something else that may stand in a column."""
    match column.kind:
        case "enum" | "multi" if column.values:
            return rng.choice([word for word in column.values if word != value])
        case "bool":
            return not value
        case "decimal" if column.name == "arr":  # on the same side of what makes a key account
            return (value or 0) + 17
        case "int" | "decimal":
            return (value or 0) * 3 + 17
        case "date":
            return (value or SNAPSHOT_DAYS[2]) - dt.timedelta(days=rng.randint(1, 40))
        case "timestamp":
            return (value or dt.datetime.combine(SNAPSHOT_DAYS[2], dt.time())) - dt.timedelta(days=rng.randint(1, 40))
        case "code":
            return "EUR" if value == "USD" else "USD"
        case _:
            return f"{'https://' if column.name == 'link' else ''}{CANARY}/{column.name}/{rng.randint(1, 9)}"
