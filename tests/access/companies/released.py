"""What of rows outside somebody's scope reaches them all the same: the list in `docs/access.md`, read as data.

The documentation names fact and columns; here stands of whom or what each is told. What is not in that list is a leak.
"""

import re
from collections.abc import Iterable
from functools import cache

from sightline.settings import ROOT
from tests.access.companies.oracle import TOKEN, Oracle, Sight
from tests.organisation import Row

HEADING = "## What reaches you from outside your part"
_LINE = re.compile(r"\| (?P<fact>[a-z ]+) \|[^|]+\|[^|]+\| (?P<columns>`[^|]+`) \|")


@cache
def columns() -> dict[str, dict[str, frozenset[str]]]:
    """For each fact of the list its columns by export."""
    text = (ROOT / "docs" / "access.md").read_text(encoding="utf-8").split(HEADING)[1].split("\n## ")[0]
    found: dict[str, dict[str, frozenset[str]]] = {}
    for line in _LINE.finditer(text):
        for told in line["columns"].split("; "):
            table, names = told.strip("`").split(": ")
            found.setdefault(line["fact"], {})[table] = frozenset(names.split(", "))
    return found


class Released:
    """The facts told to somebody of a sight about what is outside of it."""

    def __init__(self, oracle: Oracle, sight: Sight, without: str | None = None) -> None:
        """Look up of whom or what each fact is told; `without` leaves one out."""
        tables, work = oracle.tables, sight.work
        snapshots = tables.get("opportunity_snapshots", [])
        history = tables.get("account_owner_history", [])
        once = {row["opportunity_id"] for row in snapshots if row["owner_id"] in work}
        deals = {
            row["opportunity_id"]
            for row in tables.get("opportunities", [])
            if oracle.is_seen(sight, "opportunities", row)
        }
        dealt = {row["account_id"] for row in snapshots if row["owner_id"] in work}
        dealt |= {oracle.deals[deal]["account_id"] for deal in deals | once if deal in oracle.deals}
        past = {
            row["account_id"] for row in history if row["owner_id"] in work or (sight.vacant and not row["owner_id"])
        }
        if sight.vacant:
            past |= {account for account, row in oracle.accounts.items() if not row["owner_id"]}
        covering = {above for account in sight.accounts | past for above in oracle.line_of(account)}
        plans = {row["plan_id"] for row in tables.get("account_plans", []) if row["account_id"] in covering}
        managers = {oracle.boss.get(str(who)) for who in oracle.named(sight)}
        self._told: dict[str, dict[str, tuple[str, set[str | None]]]] = {
            "manager": {"users": ("user_id", managers)},
            "account of a deal": {"accounts": ("account_id", dealt)},
            "account that was yours": {"accounts": ("account_id", past)},
            "plan that covered": {"account_plans": ("plan_id", plans), "field_history": ("record_id", plans)},
            "deal that went": {"opportunities": ("opportunity_id", once)},
            "deal elsewhere": {"opportunity_snapshots": ("opportunity_id", once | deals)},
        }
        self._told.pop(without or "", None)

    def facts(self) -> Iterable[str]:
        """Their names."""
        return self._told

    def tells(self, table: str, row: Row, column: str) -> bool:
        """Whether a column of a row outside the scope is one of the facts."""
        for fact, told in self._told.items():
            if table in told and column in columns()[fact].get(table, ()):
                key, known = told[table]
                if row[key] in known:
                    return True
        return False


def ids_in(row: Row) -> set[str]:
    """The ids that a row names: they are part of what it says."""
    return {
        found[0] for value in row.values() if isinstance(value, str) for found in TOKEN.finditer(value) if not found[3]
    }
