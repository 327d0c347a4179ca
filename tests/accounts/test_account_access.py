"""Who sees an account's page: its owner, those above, its team; never a peer, never a private text too many."""

import datetime as dt
from collections.abc import Iterable

import duckdb
import pytest

from sightline import queries
from tests.conftest import AS_OF, Company
from tests.organisation import D, account, person, plan, team

ABOUT_ONE = sorted(
    name
    for name, query in queries.layer("pages").items()
    if name.startswith("account_") and "account" in query.parameters
)
CANARY = "canary-7e2b"
"""Stands in every text of a private plan."""


def private_company(company: Company) -> duckdb.DuckDBPyConnection:
    """Ann's account with a private plan full of secrets; Sam is on its team, Bob is a peer."""
    return company(
        users=[*team("ann", "bob"), person("sam", "SA", "vp")],
        accounts=[account("a1"), account("b1", "bob")],
        account_plans=[plan("p1", "a1", is_private=True)],
        account_team=[{"account_id": "a1", "user_id": "sam", "team_role": "SA"}],
        plan_answers=[
            {"plan_id": "p1", "question": "P1", "state": "answered", "answer": CANARY, "source": CANARY},
        ],
        plan_risks=[{"risk_id": "r1", "plan_id": "p1", "title": CANARY, "horizon": "short"}],
        plan_objectives=[{"objective_id": "j1", "plan_id": "p1", "title": CANARY, "measure": CANARY, "status": "open"}],
        plan_actions=[
            {
                "action_id": "x1",
                "plan_id": "p1",
                "objective_id": "j1",
                "title": CANARY,
                "how": CANARY,
                "support_needed": CANARY,
                "owner_id": "ann",
                "due_date": D(2026, 11, 1),
                "status": "open",
                "about_kind": "whitespace",
                "about_id": "plan",
            }
        ],
        contacts=[
            {
                "contact_id": "c1",
                "account_id": "a1",
                "full_name": "Cio",
                "competitor_affinity": "Zeta",
                "influence": "high",
                "influence_sources": "analysts",
            },
            {"contact_id": "c2", "account_id": "a1", "full_name": "Dev"},
        ],
        contact_influences=[{"from_contact_id": "c2", "to_contact_id": "c1"}],
        opportunities=[{"opportunity_id": "o1", "account_id": "a1", "owner_id": "ann", "stage": "1"}],
        product_revenue=[
            {"account_id": "a1", "product_id": "q", "period_start": D(2026, 9, 1), "revenue": 1, "revenue_type": "arr"}
        ],
        whitespace_cells=[{"account_id": "a1", "stage_id": "plan", "state": "none", "as_of_date": AS_OF}],
        field_history=[
            {
                "table_name": "plan_answers",
                "record_id": "p1;P1",
                "field": "answer",
                "changed_at": dt.datetime(2026, 9, 1, 10),  # noqa: DTZ001  # exports carry no zone
                "changed_by": "ann",
                "new_value": CANARY,
            }
        ],
    )


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_peers_and_strangers_get_no_row_of_an_account(company: Company, name: str) -> None:
    """Not even a count: an account of somebody else looks like one that does not exist."""
    connection = private_company(company)
    found = {
        viewer: len(queries.run(connection, name, viewer=viewer, today=AS_OF, parameters={"account": "a1"}))
        for viewer in ("ann", "bob", "nobody")
    }

    assert found["ann"] > 0
    assert (found["bob"], found["nobody"]) == (0, 0)


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_an_account_that_does_not_exist_gives_no_row(company: Company, name: str) -> None:
    """A mistyped link is an empty answer, never every account."""
    connection = private_company(company)
    for account_id in ("", "no such account"):
        rows = queries.run(connection, name, viewer="vp", today=AS_OF, parameters={"account": account_id})
        assert rows.empty


def test_owner_and_managers_read_a_private_plan_and_a_team_member_only_its_state(company: Company) -> None:
    """S13: states and counts for the team, texts for the owner and those above."""
    connection = private_company(company)
    said = {}
    for viewer in ("ann", "asm", "vp", "sam"):
        frames = [
            queries.run(connection, name, viewer=viewer, today=AS_OF, parameters={"account": "a1"})
            for name in ABOUT_ONE
        ]
        assert sum(len(frame) for frame in frames) > len(ABOUT_ONE)
        said[viewer] = CANARY in " ".join(frame.to_csv() for frame in frames)

    assert said == {"ann": True, "asm": True, "vp": True, "sam": False}


def test_no_question_gives_a_private_text_to_a_team_member(company: Company) -> None:
    """S13: whatever carries a title along, such as a cell of whitespace, says only that there is an action."""
    connection = private_company(company)

    def saying(viewer: str, names: Iterable[str]) -> list[str]:
        asked = {name: queries.run(connection, name, viewer=viewer, today=AS_OF) for name in names}
        return [name for name, rows in asked.items() if CANARY in rows.to_csv()]

    assert "whitespace_orphan_cells" in saying("ann", ["whitespace_cell", "whitespace_orphan_cells"])
    assert saying("sam", queries.layer("pages")) == []


def test_a_history_shows_that_something_changed_and_never_to_what(company: Company) -> None:
    """The timeline counts changes; old and new values would carry private texts."""
    connection = private_company(company)
    rows = queries.run(connection, "account_timeline", viewer="vp", today=AS_OF, parameters={"account": "a1"})

    assert "profile answers changed" in set(rows["what"])
    assert CANARY not in rows.to_csv()
