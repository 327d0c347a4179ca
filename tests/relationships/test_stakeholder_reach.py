"""Who on the customer's side can be reached, by which line, and which lines cannot hold (S57 to S65)."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from tests.accounts.account_world import ask, one, world
from tests.conftest import AS_OF, Company
from tests.organisation import Row, account


def contact(contact_id: str, boss: str | None = None, **more: Any) -> Row:
    """One contact of a1, with a manager where one is given."""
    return {"contact_id": contact_id, "account_id": "a1", "full_name": contact_id, "reports_to_id": boss, **more}


def talk(contact_id: str, days: int = 5, person: str = "ann", **more: Any) -> Row:
    """A two-way interaction of ours with a contact so many days ago."""
    return {
        "interaction_id": f"{contact_id};{person};{days};{sorted(more.items())}",
        "contact_id": contact_id,
        "user_id": person,
        "interaction_date": AS_OF - dt.timedelta(days=days),
        "direction": "two_way",
        "kind": "email",
        **more,
    }


POWER = {"influence": "high"}


def people(connection: duckdb.DuckDBPyConnection) -> dict[str, Row]:
    """The contacts of a1 by id."""
    return {row["contact_id"]: row for row in ask(connection, "account_contacts")}


def test_a_reporting_line_leads_up_and_down(company: Company) -> None:
    """We talk to the engineer: her manager is one step away, his other report two; the CFO is out of reach."""
    found = people(
        world(
            company,
            contacts=[
                contact("eng", "cio"),
                contact("cio", **POWER),
                contact("dev", "cio", **POWER),
                contact("cfo", decision_role="economic_buyer"),
            ],
            interactions=[talk("eng")],
        )
    )

    assert {name: (row["steps"], row["through_name"], row["is_unreachable"]) for name, row in found.items()} == {
        "eng": (0, None, False),
        "cio": (1, "eng", False),
        "dev": (2, "cio", False),
        "cfo": (None, None, True),
    }


def test_influence_leads_to_the_one_who_is_swayed_and_not_back(company: Company) -> None:
    """S60: whom our contact sways is in reach; who sways our contact is not."""
    found = people(
        world(
            company,
            contacts=[contact("dev"), contact("cio", **POWER), contact("guru", **POWER)],
            contact_influences=[
                {"from_contact_id": "dev", "to_contact_id": "cio"},
                {"from_contact_id": "guru", "to_contact_id": "dev"},
            ],
            interactions=[talk("dev")],
        )
    )

    assert (found["cio"]["is_unreachable"], found["guru"]["is_unreachable"]) == (False, True)


def test_who_has_left_carries_no_path(company: Company) -> None:
    """The line to the CIO ran over somebody who is gone; whoever left is no power either."""
    found = people(
        world(
            company,
            contacts=[contact("eng", "mid"), contact("mid", "cio", is_active=False, **POWER), contact("cio", **POWER)],
            interactions=[talk("eng")],
        )
    )

    assert (found["cio"]["is_unreachable"], found["mid"]["is_unreachable"]) == (True, False)


@pytest.mark.parametrize(("days", "is_unreachable"), [(90, False), (91, True)])
def test_only_touch_of_the_last_ninety_days_is_talking(company: Company, days: int, is_unreachable: bool) -> None:
    """S57: the ninetieth day counts."""
    found = people(world(company, contacts=[contact("cio", **POWER)], interactions=[talk("cio", days)]))

    assert found["cio"]["is_unreachable"] is is_unreachable


def test_a_word_each_way_dates_the_touch_by_the_earlier_of_the_two(company: Company) -> None:
    """Mail of ours on 1 August, theirs on 9 September, ours on 1 October: two-way by 9 September."""
    day = dt.date
    words = [("outbound", day(2026, 8, 1)), ("inbound", day(2026, 9, 9)), ("outbound", day(2026, 10, 1))]
    interactions = [talk("cio", n, direction=way, interaction_date=on) for n, (way, on) in enumerate(words)]
    found = people(world(company, contacts=[contact("cio")], interactions=interactions))["cio"]

    assert (found["two_way_on"].date(), found["is_thread"]) == (day(2026, 9, 9), True)


def test_a_person_is_a_thread_just_when_the_last_two_way_touch_is_recent(company: Company) -> None:
    """The day and the flag come by different ways and agree, whoever of ours wrote and whoever answered."""
    interactions = [
        talk("a", 90, direction="outbound"),
        talk("a", 10, "bob", direction="inbound"),
        talk("b", 91, direction="outbound"),
        talk("b", 10, "bob", direction="inbound"),
        talk("c", 3, kind="call", direction=None),
        talk("d", 3, kind="event", direction=None),
        talk("e", 3, person="somebody unknown"),
    ]
    connection = world(company, contacts=[contact(name) for name in "abcdef"], interactions=interactions)
    found = people(connection)

    assert [name for name, row in found.items() if row["is_thread"]] == ["a", "c", "e"]
    for row in found.values():
        assert row["is_thread"] == (row["two_way_on"] is not None and (AS_OF - row["two_way_on"].date()).days <= 90)


def test_without_interactions_reach_is_unknown_and_not_lost(company: Company) -> None:
    """C7: nobody can tell whom we talk to."""
    connection = world(company, contacts=[contact("cio", **POWER), contact("dev")])
    facts = one(connection, "account_coverage_facts")

    assert people(connection)["cio"]["is_unreachable"] is None
    assert (facts["key_contacts"], facts["unreachable_people"], facts["covered_people"]) == (1, None, None)


def test_whom_a_partner_alone_knows_is_marked(company: Company) -> None:
    """S65: a key person whom a partner sways and none of ours talks to."""
    connection = world(
        company,
        contacts=[contact("cto", **POWER), contact("cio", **POWER)],
        contact_influences=[{"to_contact_id": name, "external_party": "A partner"} for name in ("cto", "cio")],
        interactions=[talk("cio")],
    )

    assert {name for name, row in people(connection).items() if row["is_partner_only"]} == {"cto"}


def test_lines_that_cannot_hold_are_faults_and_no_crash(company: Company) -> None:
    """S60: a circle, a line to oneself, an unknown manager and one at another account are told apart."""
    connection = world(
        company,
        accounts=[account("a1"), account("a2")],
        contacts=[
            contact("x", "y"),
            contact("y", "z"),
            contact("z", "x"),
            contact("below", "x"),
            contact("self", "self"),
            contact("lost", "no such contact"),
            contact("far", "other"),
            {"contact_id": "other", "account_id": "a2", "full_name": "Somebody else"},
            contact("fine", "below"),
        ],
    )
    found = people(connection)

    assert {name: row["line_fault"] for name, row in found.items()} == {
        "x": "circle",
        "y": "circle",
        "z": "circle",
        "below": None,
        "self": "themselves",
        "lost": "unknown",
        "far": "another account",
        "fine": None,
    }
    assert {name for name, row in found.items() if row["manager_id"]} == {"below", "fine"}
    assert found["far"]["contact_manager_name"] is None
    assert found["x"]["reports_to_id"] == "y"


def test_a_listed_voice_gives_way_to_a_named_one_of_its_kind(company: Company) -> None:
    """S61: "analysts" adds nothing beside the analyst who is named; another kind stays."""
    connection = world(
        company,
        contacts=[contact("cio", influence_sources="Analysts; events;; trade press", **POWER)],
        contact_influences=[{"to_contact_id": "cio", "external_party": "An analyst firm", "strength": "high"}],
    )
    voices = {(row["voice_kind"], row["voice"], row["strength"]) for row in ask(connection, "account_voices")}

    assert voices == {("analyst", "An analyst firm", "high"), ("event", "events", None), ("other", "trade press", None)}


def test_every_mark_has_its_word(company: Company) -> None:
    """The table says in words what the map says in letters."""
    long_ago = AS_OF - dt.timedelta(days=181)
    connection = world(
        company,
        contacts=[
            contact("buyer", decision_role="economic_buyer", support="champion", attributes_updated=long_ago, **POWER),
            contact("foe", "foe", support="opponent", competitor_affinity="Zeta", departing=True, **POWER),
            contact("gone", is_active=False),
            contact("plain"),
        ],
        interactions=[talk("plain")],
    )
    found = people(connection)

    assert found["buyer"]["marks"] == "economic buyer, champion, out of reach, old data"
    assert found["foe"]["marks"] == (
        "opponent, speaks for Zeta, leaving without a successor met, out of reach, reporting line unclear"
    )
    assert (found["gone"]["marks"], found["plain"]["marks"]) == ("left", None)


def test_who_is_outside_the_view_is_not_named(company: Company) -> None:
    """Whoever keeps up a contact without owning, joining or managing the account is named by the role alone."""
    connection = world(
        company, contacts=[contact("cio", touch_owner_id="bob", **POWER)], interactions=[talk("cio", person="bob")]
    )
    rows = ask(connection, "account_contacts", viewer="ann") + ask(connection, "account_cover", viewer="ann")

    assert {row.get("touch_owner_name") or row.get("holder_name") for row in rows} == {"AE outside your view"}
    assert {row["person_name"] for row in ask(connection, "account_coverage_grid", viewer="ann")} == {
        "Ann",
        "AE outside your view",
    }
