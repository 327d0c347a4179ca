"""The relationship ladder (S55) and the threads that hold an account (S57)."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import AS_OF, Company

USERS = [{"user_id": "ae", "role": "AE", "is_active": True}]
ACCOUNTS = [{"account_id": "A", "owner_id": "ae", "is_key_account": True}]
CHAMPION = {"contact_id": "C", "account_id": "A", "influence": "high", "support": "champion"}
BUYER = CHAMPION | {"decision_role": "user_buyer; economic_buyer"}
MEETING = {"interaction_id": "I", "contact_id": "C", "user_id": "ae", "kind": "meeting", "interaction_date": AS_OF}


def days_ago(days: int) -> dt.date:
    return AS_OF - dt.timedelta(days=days)


def rung(company: Company, columns: str = "level, is_level_unknown, blocking_fact", **tables: Any) -> tuple[Any, ...]:
    tables = {"users": USERS, "accounts": ACCOUNTS, **tables}
    rows = company(**tables).execute(f"select {columns} from marts.relationship_rungs").fetchall()
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize(
    ("contacts", "level", "fact"),
    [
        ([], 0, "nobody known"),
        ([CHAMPION | {"influence": None}], 1, "no senior contact"),
        ([CHAMPION | {"influence": "medium"}], 1, "no senior contact"),
        ([CHAMPION | {"support": "neutral"}], 2, "no senior supporter"),
        ([CHAMPION | {"support": None}], 2, "no senior supporter"),
        ([CHAMPION], 3, "economic buyer unknown"),
        ([CHAMPION | {"support": "supporter"}], 3, "economic buyer unknown"),
        ([BUYER], 4, None),
    ],
)
def test_each_level_needs_all_lower_ones(company: Company, contacts: Any, level: int, fact: str | None) -> None:
    """From no contact to the economic buyer met, each with the fact that blocks the next level."""
    assert rung(company, contacts=contacts, interactions=[MEETING]) == (level, False, fact)


def test_a_low_influence_champion_does_not_lift_a_high_influence_opponent(company: Company) -> None:
    """Influence and support must meet in one person."""
    contacts = [CHAMPION | {"influence": "low"}, CHAMPION | {"contact_id": "D", "support": "opponent"}]
    assert rung(company, contacts=contacts, interactions=[])[0] == 2


def test_without_a_contacts_export_everything_is_unknown(company: Company) -> None:
    """Not level 0: nobody can tell."""
    found = rung(company, "level, is_level_unknown, blocking_fact, missing_export, contacts, threads, thread_band")
    assert found == (None, True, "unknown: no contacts export", "contacts", None, None, None)


def test_without_an_interactions_export_the_climb_stops_as_unknown(company: Company) -> None:
    """Level 3 is reached, level 4 is not judged, threads are unknown and not zero."""
    found = rung(
        company,
        "level, is_level_unknown, blocking_fact, missing_export, threads, is_economic_buyer_met",
        contacts=[BUYER],
    )
    assert found == (3, True, "unknown: no interactions export", "interactions", None, None)


@pytest.mark.parametrize("gone", [{"is_active": False}, {"leaving_on": AS_OF}])
def test_people_who_left_hold_nothing(company: Company, gone: dict[str, Any]) -> None:
    """Inactive, or gone on the day of the data."""
    assert rung(company, contacts=[BUYER | gone], interactions=[MEETING])[0] == 0


def test_someone_about_to_leave_still_counts(company: Company) -> None:
    """Until the day comes."""
    contact = BUYER | {"leaving_on": AS_OF + dt.timedelta(days=1), "departing": True}
    assert rung(company, contacts=[contact], interactions=[MEETING])[0] == 4


@pytest.mark.parametrize(
    ("interaction", "level"),
    [
        ({"interaction_date": days_ago(90)}, 4),
        ({"interaction_date": days_ago(91)}, 3),
        ({"interaction_date": AS_OF + dt.timedelta(days=1)}, 3),
        ({"kind": "email", "direction": "two_way"}, 3),
        ({"user_id": "nobody we know"}, 3),
        ({"user_id": None}, 3),
    ],
)
def test_met_means_a_meeting_with_a_named_person_of_ours_in_ninety_days(
    company: Company, interaction: dict[str, Any], level: int
) -> None:
    """The ninetieth day counts; a meeting still to come does not."""
    assert rung(company, contacts=[BUYER], interactions=[MEETING | interaction])[0] == level


def test_the_last_meeting_is_named_when_it_is_too_old(company: Company) -> None:
    """So that the reader knows what to do."""
    old = MEETING | {"interaction_date": dt.date(2026, 1, 2)}
    assert rung(company, contacts=[BUYER], interactions=[old])[2] == "economic buyer last met on 2 Jan 2026"
    assert rung(company, contacts=[BUYER], interactions=[])[2] == "economic buyer never met"


def test_a_deal_may_name_the_economic_buyer(company: Company) -> None:
    """The role in an opportunity counts like one of the contact's own."""
    role = {"opportunity_id": "O", "contact_id": "C", "role": "economic_buyer"}
    found = rung(
        company,
        "level, economic_buyers, economic_buyer_met_by_id",
        contacts=[CHAMPION],
        contact_roles=[role],
        interactions=[MEETING],
    )
    assert found == (4, 1, "ae")


@pytest.mark.parametrize(
    ("contacts", "is_aged"),
    [
        ([CHAMPION | {"attributes_updated": days_ago(180)}], False),
        ([CHAMPION | {"attributes_updated": days_ago(181)}], True),
        ([CHAMPION], None),
        (
            [
                CHAMPION | {"attributes_updated": days_ago(181)},
                CHAMPION | {"contact_id": "D", "attributes_updated": days_ago(2)},
            ],
            False,
        ),
        ([CHAMPION | {"attributes_updated": days_ago(181), "influence": "low"}], None),
    ],
)
def test_old_attributes_keep_the_level_and_are_marked(company: Company, contacts: Any, is_aged: bool | None) -> None:
    """The freshest of those the level rests on decides; below level 2 nothing is rested on."""
    found = rung(company, "level, is_aged", contacts=contacts, interactions=[])
    assert found == (3 if is_aged is not None or contacts == [CHAMPION] else 1, is_aged)


def touch(number: int, **given: Any) -> dict[str, Any]:
    return {
        "interaction_id": str(number),
        "user_id": "ae",
        "contact_id": "C",
        "kind": "email",
        "interaction_date": AS_OF,
        **given,
    }


@pytest.mark.parametrize(
    ("touches", "threads"),
    [
        ([], 0),
        ([{"direction": "two_way"}], 1),
        ([{"kind": "meeting"}], 1),
        ([{"kind": "call"}], 1),
        ([{"kind": "call", "direction": "outbound"}], 0),
        ([{"direction": "outbound"}], 0),
        ([{"direction": "outbound"}, {"direction": "inbound"}], 1),
        ([{"direction": "outbound"}, {"direction": "inbound", "contact_id": "D"}], 0),
        ([{}], 0),
        ([{"direction": "two_way", "interaction_date": days_ago(91)}], 0),
    ],
)
def test_a_thread_is_touch_that_went_both_ways(company: Company, touches: Any, threads: int) -> None:
    """A two-way interaction, a meeting or call without direction, or one each way with the same person (S57)."""
    interactions = [touch(number, **given) for number, given in enumerate(touches)]
    contacts = [CHAMPION, CHAMPION | {"contact_id": "D"}]
    assert rung(company, "threads", contacts=contacts, interactions=interactions) == (threads,)


@pytest.mark.parametrize(("threads", "band"), [(0, "single"), (1, "single"), (2, "thin"), (3, "ok")])
def test_three_threads_hold_an_account(company: Company, threads: int, band: str) -> None:
    """One or none is single, two are thin."""
    contacts = [CHAMPION | {"contact_id": str(number)} for number in range(4)]
    interactions = [touch(n, contact_id=str(n), direction="two_way") for n in range(threads)]
    assert rung(company, "thread_band", contacts=contacts, interactions=interactions) == (band,)


def test_the_share_of_the_busiest_contact_is_shown(company: Company) -> None:
    """Three of four interactions; none at all has no share."""
    contacts = [CHAMPION, CHAMPION | {"contact_id": "D"}]
    interactions = [touch(n, contact_id="C" if n else "D") for n in range(4)]
    assert rung(company, "top_thread_share", contacts=contacts, interactions=interactions) == (0.75,)
    assert rung(company, "top_thread_share", contacts=contacts, interactions=[]) == (None,)
