"""Who sees what: the row rules against a second opinion in plain Python, and a company with its outside replaced."""

import dataclasses
import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest

from sightline import queries
from sightline.settings import Grant, Settings
from tests.conftest import AS_OF, Asked, Company, Rows
from tests.forecast.deal_rows import deal, seen
from tests.forecast.forecast_world import call, monday
from tests.organisation import D, account, person, plan

TODAY = AS_OF
SCOPED_PAGES = [query.name for query in queries.layer("pages").values()]


@dataclasses.dataclass
class Organisation:
    """A random company: who manages whom, who owns what, who is on which team, who was granted what."""

    tables: dict[str, Rows]
    grants: tuple[Grant, ...]

    def below(self, person_id: str) -> set[str]:
        """Everyone below a person and the person; a circle of managers cuts its own edges."""
        managers = {row["user_id"]: row["manager_id"] for row in self.tables["users"]}

        def chain(start: str) -> list[str]:
            seen: list[str] = []
            current = managers.get(start)
            while current in managers and current not in seen:
                seen.append(str(current))
                current = managers.get(str(current))
            return seen

        in_circle = {name for name in managers if name in chain(name)}
        edges = {name: boss for name, boss in managers.items() if boss in managers and name not in in_circle}
        found = {person_id}
        while grown := {name for name, boss in edges.items() if boss in found} - found:
            found |= grown
        return found

    def valid(self, viewer: str) -> list[Grant]:
        """The grants a person holds today."""
        return [grant for grant in self.grants if grant.person == viewer and grant.until >= TODAY]

    def work(self, viewer: str) -> set[Any] | None:
        """Whose work a person sees, computed without SQL; None for everybody's."""
        people = {row["user_id"]: row for row in self.tables["users"]}
        if viewer not in people or not people[viewer]["is_active"]:
            return set()
        tops = [name for name in people if len(self.below(name)) > 1 and not self.has_boss(name)]
        if tops == [viewer] or any(grant.sees == "everything" for grant in self.valid(viewer)):
            return None
        subtrees = [self.below(str(grant.target)) for grant in self.valid(viewer) if grant.sees == "subtree"]
        return self.below(viewer).union(*subtrees)

    def visible_accounts(self, viewer: str) -> set[str]:
        """Accounts by the written rule, computed without SQL."""
        accounts, work = self.tables["accounts"], self.work(viewer)
        if work is None:
            return {row["account_id"] for row in accounts}
        if not work:
            return set()
        seen = {row["account_id"] for row in accounts if row["owner_id"] in work}
        seen |= {row["account_id"] for row in self.tables["account_team"] if row["user_id"] == viewer}
        managers = {row["user_id"]: row["manager_id"] for row in self.tables["users"]}
        if viewer in self.tops() and managers[viewer] is None:
            seen |= {row["account_id"] for row in accounts if self.is_without_owner(row["owner_id"])}
        return seen | {str(grant.target) for grant in self.valid(viewer) if grant.sees == "account"}

    def tops(self) -> list[str]:
        """Whoever stands above somebody who sells and has nobody above, also because the tree is broken there."""
        people = {row["user_id"]: row for row in self.tables["users"]}
        sellers = {name for name, row in people.items() if row["role"] == "AE"}
        sellers |= {row["owner_id"] for row in self.tables["accounts"]}
        return [
            name
            for name in people
            if len(self.below(name)) > 1 and not self.has_boss(name) and self.below(name) & sellers
        ]

    def is_without_owner(self, owner_id: str | None) -> bool:
        """Whether nobody who is here owns an account and nobody manages whoever did, under several tops."""
        people = {row["user_id"]: row for row in self.tables["users"]}
        is_here = owner_id in people and people[owner_id]["is_active"]
        return len(self.tops()) > 1 and not is_here and (owner_id not in people or not self.has_boss(str(owner_id)))

    def has_boss(self, person_id: str) -> bool:
        """Whether someone stands above, circles cut."""
        others = [row["user_id"] for row in self.tables["users"] if row["user_id"] != person_id]
        return any(person_id in self.below(other) for other in others)


def organisation(seed: int) -> Organisation:
    """A random company of 14 people and 30 accounts, with circles, leavers, unknown managers and grants."""
    rng = random.Random(seed)
    names = [f"p{n}" for n in range(14)]
    users = [
        person(
            name,
            rng.choice(["AE", "AE", "AE", "ASM", "SA"]),
            rng.choice([*names, None, "unknown"]) if rng.random() < 0.3 else (names[n // 3] if n else None),
            is_active=rng.random() > 0.1,
        )
        for n, name in enumerate(names)
    ]
    accounts = [
        account(f"a{n}", rng.choice([*names, None]), arr=1000 + n, region=rng.choice(["EMEA", "APAC"]))
        for n in range(30)
    ]
    team = [{"account_id": f"a{rng.randrange(30)}", "user_id": rng.choice(names), "team_role": "SA"} for _ in range(6)]
    plans = [plan(f"pl{n}", f"a{n}", str(accounts[n]["owner_id"] or "p0")) for n in range(0, 30, 2)]
    kinds = ["everything", "subtree", "account"]
    grants = tuple(
        Grant(
            person=rng.choice(names),
            sees=kinds[n % 3],
            until=TODAY + dt.timedelta(days=rng.choice([-1, 0, 30])),
            reason="helps out",
            target={"subtree": rng.choice(names), "account": "a3", "everything": None}[kinds[n % 3]],
        )
        for n in range(3)
    )
    unique_team = list({(row["account_id"], row["user_id"]): row for row in team}.values())
    tables = {"users": users, "accounts": accounts, "account_team": unique_team, "account_plans": plans}
    return Organisation(tables | dealings(rng, accounts, names), grants)


def dealings(rng: random.Random, accounts: Rows, names: list[str]) -> dict[str, Rows]:
    """Deals that change hands, their snapshots, calls, contacts and places of the map of these accounts."""
    deals = [
        deal(f"d{n}", account_id=row["account_id"], owner_id=row["owner_id"] if n % 3 else rng.choice(names))
        for n, row in enumerate(accounts)
    ]
    snapshots = [
        seen(
            row["opportunity_id"],
            day,
            account_id=row["account_id"],
            owner_id=row["owner_id"] if day == TODAY or n % 4 else rng.choice(names),
            amount=40_000 if day == TODAY else 30_000,
        )
        for n, row in enumerate(deals)
        for day in (D(2026, 8, 3), D(2026, 9, 28), TODAY)
    ]
    contacts = [
        {
            "contact_id": f"c{n}",
            "account_id": row["account_id"],
            "full_name": f"Contact {n}",
            "influence": "high",
            "support": "champion",
        }
        for n, row in enumerate(accounts)
    ]
    places = [
        {"account_id": row["account_id"], "stage_id": "s1", "as_of_date": TODAY, "state": "none", "potential": 10_000}
        for row in accounts
    ]
    return {
        "opportunities": deals,
        "opportunity_snapshots": snapshots,
        "forecast_submissions": [call(who, 1000 + n, monday(9)) for n, who in enumerate(names)],
        "contacts": contacts,
        "stages": [{"stage_id": "s1", "label": "Plan", "display_order": 1}],
        "whitespace_cells": places,
    }


@pytest.mark.parametrize("seed", range(6))
def test_row_rules_agree_with_a_second_opinion(company: Company, seed: int) -> None:
    """Every person of a random company sees exactly the accounts that plain Python says, no more and no less."""
    org = organisation(seed)
    connection = company(settings=Settings(grants=org.grants), **org.tables)
    for viewer in [row["user_id"] for row in org.tables["users"]]:
        seen = queries.run(connection, "account_search", viewer=viewer, today=TODAY)

        assert set(seen.account_id) == org.visible_accounts(viewer), viewer


Answers = dict[str, list[str]]
"""Sorted lines by noun or page query; a step that others build on has no order of its own."""


def every_noun(connection: Asked, viewer: str) -> Answers:
    """The lines of every noun for one viewer: a page query reads nothing else, and cannot ask who is looking."""
    answers: Answers = {}
    for name, rule in queries.layer("visible").items():
        bound = {key: value for key, value in {"viewer": viewer, "today": TODAY}.items() if f"${key}" in rule.sql}
        answers[name] = sorted(map(repr, connection.execute(rule.sql, bound).fetchall()))
    return answers


def every_page(connection: Asked, viewer: str) -> Answers:
    """The lines of every page query for one viewer, asked as the app does."""
    given = {"viewer": viewer, "today": TODAY, "shelf": connection.shelf}
    answers = {name: queries.run(connection, name, **given) for name in SCOPED_PAGES}
    return {name: sorted(rows.to_csv(index=False).splitlines()) for name, rows in answers.items()}


CANARIES: dict[str, dict[str, Any]] = {
    "users": {"full_name": "CANARY", "region": "CANARY"},
    "accounts": {"account_name": "CANARY", "arr": 999_999_999, "region": "CANARY", "segment": "SMB"},
    "account_plans": {"status": "closed", "closed_on": D(2026, 9, 2), "link": "https://canary.example"},
    "opportunities": {
        "name": "CANARY",
        "amount": 999_999_999,
        "stage": "2-Scoping",
        "stage_order": 2,
        "forecast_category": "pipeline",
        "next_step": "CANARY",
        "competitor": "CANARY",
        "close_date": D(2026, 9, 30),
    },
    "opportunity_snapshots": {
        "amount": 999_999_999,
        "stage": "CANARY",
        "forecast_category": "pipeline",
        "next_step": "CANARY",
        "close_date": D(2026, 9, 30),
    },
    "moved_on": {"next_step": "CANARY", "close_date": D(2026, 9, 30)},
    "forecast_submissions": {"amount": 999_999_999},
    "contacts": {"full_name": "CANARY", "title": "CANARY", "support": "opponent", "competitor_affinity": "CANARY"},
    "whitespace_cells": {"state": "competitor", "vendor": "CANARY", "annual_spend": 999_999_999, "potential": 1},
}
"""What every row outside the viewer's scope is replaced by, by export.

`moved_on` are the days that a deal within the scope on another day spent outside of it: whether it stood in the
pipeline then, and for how much, decides in whose track record it was created.
"""


def replaced(org: Organisation, viewer: str, named: set[str]) -> dict[str, Rows]:
    """The same company with everything outside the viewer's scope replaced by canaries.

    `named` are the people a page offers to choose from. Whoever stands beside an account, a deal or a plan within
    the scope is named there too, and a deal within it names its account and says how far the relationship there has
    come; that much is no secret.
    """
    work, accounts = org.work(viewer), org.visible_accounts(viewer)

    def is_worked(row: dict[str, Any]) -> bool:
        return work is None or row["owner_id"] in work

    def is_on_account(row: dict[str, Any]) -> bool:
        return row["account_id"] in accounts

    rows = org.tables
    deals = {row["opportunity_id"] for row in rows["opportunities"] if is_worked(row) or is_on_account(row)}
    told = [row for row in rows["opportunity_snapshots"] if is_worked(row) or row["opportunity_id"] in deals]
    once = {row["opportunity_id"] for row in told}
    told += [row for row in rows["opportunities"] if row["opportunity_id"] in deals]
    mentioned = accounts | {row["account_id"] for row in told}
    people: set[Any] = named | org.below(viewer) | {row["owner_id"] for row in told}
    people |= {row["owner_id"] for row in rows["accounts"] if row["account_id"] in mentioned}
    people |= {row["user_id"] for row in rows["account_team"] if is_on_account(row)}
    people |= {row["manager_id"] for row in rows["users"] if row["user_id"] in people}
    within: dict[str, Callable[[dict[str, Any]], bool]] = {
        "users": lambda row: row["user_id"] in people,
        "accounts": lambda row: row["account_id"] in mentioned,
        "account_plans": is_on_account,
        "opportunities": lambda row: row["opportunity_id"] in deals,
        "opportunity_snapshots": lambda row: is_worked(row) or row["opportunity_id"] in deals,
        "forecast_submissions": lambda row: work is None or row["user_id"] in work,
        "contacts": lambda row: row["account_id"] in mentioned,
        "whitespace_cells": is_on_account,
    }

    def canary(name: str, row: dict[str, Any]) -> dict[str, Any]:
        has_moved_on = name == "opportunity_snapshots" and row["opportunity_id"] in once
        return {**row, **CANARIES["moved_on" if has_moved_on else name]}

    return {
        name: [row if name not in within or within[name](row) else canary(name, row) for row in given]
        for name, given in rows.items()
    }


@pytest.mark.parametrize(
    ("seed", "viewers", "gets"), [(0, 3, every_noun), (1, 3, every_noun), (2, 3, every_noun), (2, 1, every_page)]
)
def test_nothing_outside_the_scope_changes_a_byte(
    company: Company, seed: int, viewers: int, gets: Callable[[Asked, str], Answers]
) -> None:
    """Replace everything that some viewers may not see, and every noun, and so every page, gives them the same bytes.

    The pages themselves are asked for one of them.
    """
    org = organisation(seed)
    settings = Settings(grants=org.grants)
    connection = company(settings=settings, **org.tables)
    leaks: dict[tuple[str, str], list[str]] = {}
    people = [row["user_id"] for row in org.tables["users"]]
    limited = [person for person in people if org.visible_accounts(person) and org.work(person) is not None]
    for viewer in random.Random(seed).sample(limited, viewers):
        named = set(queries.run(connection, "scope_choices", viewer=viewer, today=TODAY).value)
        outside = replaced(org, viewer, named)
        assert outside != org.tables
        before, after = gets(connection, viewer), gets(company(settings=settings, **outside), viewer)
        for name in before:
            if before[name] != after[name] or any("CANARY" in line for line in after[name]):
                leaks[viewer, name] = sorted({*before[name]} ^ {*after[name]})[:8]

    assert leaks == {}


def test_a_grant_ends_with_its_last_day(company: Company) -> None:
    """The day decides at the moment of looking, not when the warehouse was built."""
    grant = Grant(person="sam", sees="account", until=TODAY, reason="covers for Ann", target="a1")
    connection = company(
        settings=Settings(grants=(grant,)),
        users=[person("ann", manager=None), person("sam", manager=None)],
        accounts=[account("a1")],
    )

    def seen(day: dt.date) -> list[str]:
        return list(queries.run(connection, "account_search", viewer="sam", today=day).account_id)

    assert seen(TODAY) == ["a1"]
    assert seen(TODAY + dt.timedelta(days=1)) == []


def test_texts_of_a_private_plan_stay_with_its_owner_and_the_managers_above(company: Company) -> None:
    """S13: a teammate sees that there is an action, not what it says."""
    tables: dict[str, Rows] = {
        "users": [person("asm", "ASM", None), person("ann"), person("sue", "SA")],
        "accounts": [account("a1")],
        "account_team": [{"account_id": "a1", "user_id": "sue", "team_role": "SA"}],
        "account_plans": [plan("p1", "a1", is_private=True)],
        "plan_actions": [
            {"action_id": "x", "plan_id": "p1", "title": "secret", "owner_id": "ann", "status": "open"},
        ],
    }
    connection = company(**tables)
    rule = queries.layer("visible")["plan_actions"].sql
    titles = {
        viewer: connection.execute(f"select title from ({rule})", {"viewer": viewer, "today": TODAY}).fetchall()
        for viewer in ("ann", "asm", "sue")
    }

    assert titles == {"ann": [("secret",)], "asm": [("secret",)], "sue": [(None,)]}
