"""Who may see which row of an export: a second opinion in plain Python, from the written rules and raw rows."""

import dataclasses
import re
from collections import defaultdict
from functools import cached_property
from typing import Any

from sightline.settings import Grant
from tests.access.companies.organisations import REFERENCE
from tests.conftest import AS_OF, Rows
from tests.organisation import Row

TOKEN = re.compile(r"o\d+/(\w+)/(\d+)/(\w*)")
"""A text that says where it comes from: export, row and column, none for an id."""

PRIVATE_TEXTS = {
    "plan_actions": ("title", "how", "support_needed"),
    "plan_answers": ("source", "answer"),
    "plan_objectives": ("title", "measure"),
    "plan_risks": ("title",),
}
"""What of a private plan is for its owner and those above alone (S13)."""


@dataclasses.dataclass(frozen=True)
class Sight:
    """What one person sees: whose work, which accounts, whose private plans, everything, and what was ever vacant."""

    work: frozenset[str]
    accounts: frozenset[str]
    private_of: frozenset[str]
    sees_all: bool = False
    vacant: bool = False

    def __or__(self, other: "Sight") -> "Sight":
        """What two people see together."""
        return Sight(
            self.work | other.work,
            self.accounts | other.accounts,
            self.private_of | other.private_of,
            self.sees_all or other.sees_all,
            self.vacant or other.vacant,
        )


NOTHING = Sight(frozenset(), frozenset(), frozenset())


class Oracle:
    """The exports as they are, and the rules about them."""

    def __init__(self, tables: dict[str, Rows], grants: list[Grant]) -> None:
        """Look things up by id once."""
        self.tables = tables
        self.grants = grants
        self.people = {row["user_id"]: row for row in tables["users"]}
        self.accounts = {row["account_id"]: row for row in tables["accounts"]}
        self.plans = {row["plan_id"]: row for row in tables.get("account_plans", [])}
        self.contacts = {row["contact_id"]: row for row in tables.get("contacts", [])}
        self.deals = {row["opportunity_id"]: row for row in tables.get("opportunities", [])}

    @cached_property
    def boss(self) -> dict[str, str]:
        """Each person's manager; nobody where the export's is unknown or part of a circle with the person."""
        named = {who: row["manager_id"] for who, row in self.people.items() if row["manager_id"] in self.people}

        def comes_back(who: str) -> bool:
            passed: set[str] = set()
            current: str | None = named.get(who)
            while current is not None and current not in passed and current != who:
                passed.add(current)
                current = named.get(current)
            return current == who

        return {who: boss for who, boss in named.items() if not comes_back(who)}

    @cached_property
    def led(self) -> dict[str, frozenset[str]]:
        """For each person everyone below, and the person."""
        found: dict[str, set[str]] = {who: {who} for who in self.people}
        for who in self.people:
            above = self.boss.get(who)
            while above is not None:
                found[above].add(who)
                above = self.boss.get(above)
        return {who: frozenset(below) for who, below in found.items()}

    @cached_property
    def tops(self) -> list[str]:
        """Whoever stands above somebody who sells and has nobody above."""
        sellers = {who for who, row in self.people.items() if row["role"] == "AE"}
        sellers |= {row["owner_id"] for row in self.accounts.values()}
        return [who for who, led in self.led.items() if len(led) > 1 and who not in self.boss and led & sellers]

    @cached_property
    def only_top(self) -> str | None:
        """The single one, where there is one."""
        return self.tops[0] if len(self.tops) == 1 else None

    def is_here(self, who: str | None) -> bool:
        """Whether somebody works here today."""
        return who in self.people and self.people[who]["is_active"] is not False

    @cached_property
    def counted_under(self) -> dict[str, str | None]:
        """Whom each account counts under: a rep or manager who is here, else the manager above, else the single top."""
        found: dict[str, str | None] = {}
        for account_id, row in self.accounts.items():
            owner = row["owner_id"]
            leads = self.is_here(owner) and (self.people[owner]["role"] == "AE" or len(self.led[owner]) > 1)
            fallback = owner if self.is_here(owner) else None
            found[account_id] = owner if leads else self.boss.get(owner) or self.only_top or fallback
        return found

    def sight(self, viewer: str) -> Sight:
        """What a person sees today."""
        if not self.is_here(viewer):
            return NOTHING
        held = [grant for grant in self.grants if grant.person == viewer and grant.until >= AS_OF]
        if viewer == self.only_top or any(grant.sees == "everything" for grant in held):
            everybody, all_accounts = frozenset(self.people), frozenset(self.accounts)
            return Sight(everybody, all_accounts, self.led[viewer], sees_all=True)
        led = self.led[viewer]
        work = led.union(*(self.led.get(str(grant.target), frozenset()) for grant in held if grant.sees == "subtree"))
        seen = {account for account, row in self.accounts.items() if row["owner_id"] in work}
        seen |= {row["account_id"] for row in self.tables.get("account_team", []) if row["user_id"] == viewer}
        seen |= {str(grant.target) for grant in held if grant.sees == "account"}
        is_top = viewer in self.tops and self.people[viewer]["manager_id"] is None
        if is_top:
            seen |= {
                account for account, under in self.counted_under.items() if under is None and self.is_kept(account)
            }
        return Sight(work, frozenset(seen), led, vacant=is_top)

    def line_of(self, account_id: str) -> list[str]:
        """An account and those above it, nearest first; a circle ends where it began."""
        line: list[str] = []
        current: str | None = account_id
        while current in self.accounts and current not in line:
            line.append(str(current))
            current = self.accounts[str(current)]["parent_id"]
        return line

    def is_kept(self, account_id: str) -> bool:
        """Whether an account is neither deleted nor merged."""
        row = self.accounts[account_id]
        return not row["is_deleted"] and row["merged_into_id"] is None

    def is_seen(self, sight: Sight, table: str, row: Row) -> bool:
        """Whether a row is within the scope: by its account, else by whose work it is."""
        if sight.sees_all or table in REFERENCE:
            return True
        match table:
            case "users":
                return row["user_id"] in self.named(sight)
            case "opportunities" | "opportunity_plans":
                deal = self.deals[row["opportunity_id"]]
                return deal["owner_id"] in sight.work or deal["account_id"] in sight.accounts
            case "opportunity_snapshots":
                return row["owner_id"] in sight.work
            case "quotas" | "forecast_submissions" | "territory_plans":
                return row["user_id"] in sight.work
            case "account_owner_history":
                is_present = row["owner_id"] == self.accounts[row["account_id"]]["owner_id"]
                return row["owner_id"] in sight.work or (row["account_id"] in sight.accounts and is_present)
            case _:
                return self.account_of(table, row) in sight.accounts

    def account_of(self, table: str, row: Row) -> str | None:
        """The account that a row belongs to, by its plan or contact where it does not say."""
        if "account_id" in row:
            return row["account_id"]
        if table == "field_history":
            record: Any = row["record_id"]
            kept: Any = {"accounts": self.accounts, "account_plans": self.plans, "contacts": self.contacts}
            return kept[row["table_name"]][record]["account_id"]
        if "plan_id" in row:
            return self.plans[row["plan_id"]]["account_id"]
        return self.contacts[row.get("contact_id") or row["from_contact_id"]]["account_id"]

    def named(self, sight: Sight) -> frozenset[str | None]:
        """The people whom one sees by name: whoever's work it is, and who owns, leads or works on an account seen."""
        if sight not in self._named:
            found: set[str | None] = {*sight.work}
            for account in sight.accounts & self.accounts.keys():
                if self.is_kept(account):
                    found |= {self.accounts[account]["owner_id"], self.counted_under[account]}
                found |= self._teams[account]
            self._named[sight] = frozenset(found)
        return self._named[sight]

    @cached_property
    def _named(self) -> dict[Sight, frozenset[str | None]]:
        return {}

    @cached_property
    def _teams(self) -> dict[str, set[str]]:
        teams: dict[str, set[str]] = defaultdict(set)
        for row in self.tables.get("account_team", []):
            teams[row["account_id"]].add(row["user_id"])
        return teams

    def hides(self, sight: Sight, table: str, row: Row, column: str) -> bool:
        """Whether one text of a row that is seen is not: those of a private plan."""
        if column not in PRIVATE_TEXTS.get(table, ()):
            return False
        plan = self.plans[row["plan_id"]]
        return bool(plan["is_private"]) and plan["owner_id"] not in sight.private_of
