"""Who sees what: the row rules against a second opinion in plain Python, and a company with its outside replaced."""

import dataclasses
import datetime as dt
import random
from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.settings import Grant, Settings
from tests.conftest import AS_OF, Company, Rows
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

    def visible_accounts(self, viewer: str) -> set[str]:
        """Accounts by the written rule, computed without SQL."""
        people = {row["user_id"]: row for row in self.tables["users"]}
        if viewer not in people or not people[viewer]["is_active"]:
            return set()
        accounts = self.tables["accounts"]
        tops = [name for name in people if len(self.below(name)) > 1 and not self.has_boss(name)]
        valid = [grant for grant in self.grants if grant.person == viewer and grant.until >= TODAY]
        if tops == [viewer] or any(grant.sees == "everything" for grant in valid):
            return {row["account_id"] for row in accounts}
        owners = self.below(viewer)
        for grant in valid:
            if grant.sees == "subtree":
                owners |= self.below(str(grant.target))
        seen = {row["account_id"] for row in accounts if row["owner_id"] in owners}
        seen |= {row["account_id"] for row in self.tables["account_team"] if row["user_id"] == viewer}
        return seen | {str(grant.target) for grant in valid if grant.sees == "account"}

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
    return Organisation(tables, grants)


@pytest.mark.parametrize("seed", range(6))
def test_row_rules_agree_with_a_second_opinion(company: Company, seed: int) -> None:
    """Every person of a random company sees exactly the accounts that plain Python says, no more and no less."""
    org = organisation(seed)
    connection = company(settings=Settings(grants=org.grants), **org.tables)
    for viewer in [row["user_id"] for row in org.tables["users"]]:
        seen = queries.run(connection, "account_search", viewer=viewer, today=TODAY)

        assert set(seen.account_id) == org.visible_accounts(viewer), viewer


def everything_a_viewer_gets(connection: duckdb.DuckDBPyConnection, viewer: str) -> dict[str, str]:
    """The text of every page query for one viewer; steps that others build on have no order of their own."""
    answers = {name: queries.run(connection, name, viewer=viewer, today=TODAY) for name in SCOPED_PAGES}
    return {name: "\n".join(sorted(rows.to_csv(index=False).splitlines())) for name, rows in answers.items()}


def replaced(org: Organisation, seen: set[str], people: set[str]) -> dict[str, Rows]:
    """The same company with everything outside the viewer's scope replaced by canaries."""
    tables: dict[str, Rows] = {"users": [], "accounts": [], "account_team": [], "account_plans": []}
    for row in org.tables["users"]:
        outside = row["user_id"] not in people
        tables["users"].append({**row, "full_name": "CANARY", "region": "CANARY"} if outside else row)
    for row in org.tables["accounts"]:
        changed: dict[str, Any] = {"account_name": "CANARY", "arr": 999_999_999, "region": "CANARY", "segment": "SMB"}
        tables["accounts"].append(row if row["account_id"] in seen else {**row, **changed})
    tables["account_team"] = org.tables["account_team"]
    for row in org.tables["account_plans"]:
        ended = {"status": "closed", "closed_on": D(2026, 9, 2), "link": "https://canary.example"}
        tables["account_plans"].append(row if row["account_id"] in seen else {**row, **ended})
    return tables


@pytest.mark.parametrize("seed", range(3))
def test_nothing_outside_the_scope_changes_a_byte(company: Company, seed: int) -> None:
    """Replace everything a viewer may not see, and every page query gives them the same bytes."""
    org = organisation(seed)
    settings = Settings(grants=org.grants)
    connection = company(settings=settings, **org.tables)
    for viewer in [row["user_id"] for row in org.tables["users"]][::3]:
        before = everything_a_viewer_gets(connection, viewer)
        people = set(queries.run(connection, "scope_choices", viewer=viewer, today=TODAY).value) | org.below(viewer)
        seen = org.visible_accounts(viewer)
        owners: set[Any] = {row["owner_id"] for row in org.tables["accounts"] if row["account_id"] in seen}
        owners |= {row["user_id"] for row in org.tables["account_team"] if row["account_id"] in seen}
        managers = {row["manager_id"] for row in org.tables["users"] if row["user_id"] in people | owners}
        outside = replaced(org, seen, people | owners | managers)
        after = everything_a_viewer_gets(company(settings=settings, **outside), viewer)

        assert after == before
        assert not any("CANARY" in text for text in after.values())


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
