"""A worked example for every rule about relationships that computes something (S51 to S69)."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import AS_OF, Company
from tests.organisation import D, account, person, team
from tests.relationships.relationship_world import (
    answer,
    ask,
    contact,
    days_ago,
    held,
    people,
    touch,
    without_columns,
    world,
)

CHAMPION = {"influence": "high", "support": "champion"}


def test_several_roles_stand_in_one_cell_and_an_unknown_one_is_kept_as_it_is(company: Company) -> None:
    """S51: the economic buyer is found among others; what no mapping knows stands apart, verbatim."""
    found = people(company, contacts=[contact("c", decision_role="economic_buyer;Gatekeeper;champion")])["c"]
    assert found["is_economic_buyer"] is True
    assert found["decision_role"] == "economic buyer, Gatekeeper, champion"
    assert found["decision_role_other"] == "Gatekeeper"


def test_an_influence_that_is_not_judged_is_not_low(company: Company) -> None:
    """S52: null and "other" are neither high nor low, and only null is unfilled."""
    found = people(company, contacts=[contact("a"), contact("b", influence="Godlike"), contact("c", influence="low")])
    assert {name: row["influence"] for name, row in found.items()} == {"a": None, "b": "other", "c": "low"}
    assert {name: row["known_attributes"] for name, row in found.items()} == {"a": 0, "b": 1, "c": 1}
    assert found["b"]["influence_other"] == "Godlike"


def test_champions_and_opponents_are_counted_among_those_who_are_there(company: Company) -> None:
    """S53: a champion who left is none."""
    row = held(
        company,
        contacts=[
            contact("a", support="champion"),
            contact("b", support="champion", is_active=False),
            contact("c", support="opponent"),
            contact("d", support="supporter"),
        ],
    )
    assert (row["contacts"], row["champions"], row["opponents"]) == (3, 1, 1)


def test_a_poor_relationship_with_a_person_is_counted(company: Company) -> None:
    """S54: good, neutral and poor; a word of its own is none of them."""
    row = held(company, contacts=[contact(health, health=health) for health in ("good", "neutral", "poor", "Meh")])
    assert row["poor_contacts"] == 1


@pytest.mark.parametrize(
    ("centres", "reached", "known", "band"),
    [(["x", "y", "z"], 2, 3, "fair"), (["x", "y"], 2, 2, "good"), ([], 2, None, "unknown")],
)
def test_breadth_is_lines_of_business_reached_of_those_known(
    company: Company, centres: list[str], reached: int, known: int | None, band: str
) -> None:
    """S56: without a list of centres departments are counted, and no denominator is made up."""
    row = held(
        company,
        contacts=[
            contact("a", buying_centre_id="x", department="IT"),
            contact("b", buying_centre_id="y", department="Finance"),
            contact("gone", buying_centre_id="z", department="Legal", is_active=False),
        ],
        buying_centres=[{"buying_centre_id": c, "account_id": "a1", "name": c} for c in centres],
    )
    assert (row["reached_lobs"], row["known_lobs"], row["breadth_band"]) == (reached, known, band)


def test_depth_is_directors_and_above_and_unknown_where_no_seniority_is_told(company: Company) -> None:
    """S56: a VP in one of two centres; a title is never read for seniority."""
    centres = [{"buying_centre_id": c, "account_id": "a1", "name": c} for c in "xy"]
    seniors = [
        contact("a", buying_centre_id="x", seniority="vp"),
        contact("b", buying_centre_id="x", seniority="director"),
        contact("c", buying_centre_id="y", seniority="manager"),
    ]
    row = held(company, contacts=seniors, buying_centres=centres)
    silent = held(company, contacts=[contact("a", title="VP Sales")], buying_centres=centres)
    assert (row["senior_contacts"], row["senior_lobs"]) == (2, 1)
    assert (silent["senior_contacts"], silent["senior_lobs"]) == (None, None)


def test_the_one_thread_is_named_with_its_share_of_all_touch(company: Company) -> None:
    """S57: three of four interactions are with the one person who answers."""
    row = held(
        company,
        contacts=[contact("cio"), contact("dev")],
        interactions=[touch("cio", days) for days in (1, 2, 3)] + [touch("dev", kind="email", direction="outbound")],
    )
    assert (row["threads"], row["touch_band"]) == (1, "poor")
    assert (row["thread_contact_name"], row["top_thread_share"]) == ("Cio", 0.75)


def test_power_is_reached_by_a_named_owner_who_met_it(company: Company) -> None:
    """S58: three champions and influencers; one has an owner and a meeting, one a meeting alone, one an owner alone."""
    row = held(
        company,
        contacts=[
            contact("a", influence="high", touch_owner_id="ann"),
            contact("b", support="champion"),
            contact("c", **CHAMPION, touch_owner_id="ann"),
            contact("d", influence="low", touch_owner_id="ann"),
        ],
        interactions=[touch("a", 200), touch("b"), touch("d")],
    )
    assert (row["power_reached"], row["power_contacts"], row["power_band"]) == (1, 3, "fair")
    assert row["power_met_on"].date() == days_ago(5)


def test_six_answers_make_a_score_and_four_make_none(company: Company) -> None:
    """S59: 10, 9, 9, 8, 5, 3 are three promoters and two detractors, +16.7; with four answers there is no number."""
    scores = [10, 9, 9, 8, 5, 3]
    row = held(company, nps=[answer(score, f"c{n}", days=n) for n, score in enumerate(scores)])
    few = held(company, nps=[answer(score, f"c{n}", days=n) for n, score in enumerate(scores[:4])])
    assert (row["promoters"], row["detractors"], row["nps_answers"]) == (3, 2, 6)
    assert row["nps"] == pytest.approx(16.67, abs=0.01)
    assert (few["nps_answers"], few["nps"], few["nps_band"]) == (4, None, "unknown")


def test_a_persons_latest_answer_counts_once_and_an_anonymous_one_by_itself(company: Company) -> None:
    """S59: who answered twice counts with the later answer; satisfaction and answers of old do not count at all."""
    row = held(
        company,
        nps=[
            answer(2, "c", days=100),
            answer(10, "c", days=10),
            answer(9, None, days=20),
            answer(9, None, days=21),
            answer(1, "d", days=366),
            answer(1, "e", days=5, survey="csat"),
            answer(9, "f", days=5, survey="nps"),
            answer(9, "g", days=5, survey="nps"),
        ],
    )
    assert (row["promoters"], row["detractors"], row["nps_answers"], row["nps"]) == (5, 0, 5, 100.0)


@pytest.mark.parametrize(("before", "trend"), [(3, "up"), (10, "level"), (None, None)])
def test_the_arrow_looks_at_the_twelve_months_before(company: Company, before: int | None, trend: str | None) -> None:
    """S59: five answers in either window, or no arrow."""
    now = [answer(10, f"c{n}", days=n) for n in range(5)]
    old = [answer(before, f"c{n}", days=400 + n) for n in range(5)] if before else []
    assert held(company, nps=now + old)["nps_trend"] == trend


def test_reporting_lines_that_lead_back_are_faults_and_not_followed(company: Company) -> None:
    """S60: one who reports to themselves, two who report to each other, and a sound line below the circle."""
    found = people(
        company,
        contacts=[
            contact("self", reports_to_id="self"),
            contact("a", reports_to_id="b"),
            contact("b", reports_to_id="a"),
            contact("below", reports_to_id="a"),
            contact("sound", reports_to_id="below"),
        ],
    )
    faults = {name: row["reporting_fault"] for name, row in found.items()}
    assert faults == {
        "self": "reports to themselves",
        "a": "in a circle of 2 people",
        "b": "in a circle of 2 people",
        "below": None,
        "sound": None,
    }


def test_outside_voices_are_counted_over_key_people(company: Company) -> None:
    """S61: one key person follows analysts, one is swayed by a party; a third has no voice on record."""
    row = held(
        company,
        contacts=[
            contact("a", **CHAMPION, influence_sources="analysts;events"),
            contact("b", **CHAMPION),
            contact("c", **CHAMPION),
            contact("d", influence_sources="analysts"),
        ],
        contact_influences=[{"to_contact_id": "b", "external_party": "A user group"}],
    )
    assert (row["swayed_key_contacts"], row["key_contacts"]) == (2, 3)


def test_competitors_friends_are_counted_by_competitor_and_influence(company: Company) -> None:
    """S62: two for one vendor, of different influence; who left speaks up for nobody."""
    connection = world(
        company,
        contacts=[
            contact("a", competitor_affinity="Codehaven", influence="high"),
            contact("b", competitor_affinity="Codehaven"),
            contact("gone", competitor_affinity="Codehaven", is_active=False),
        ],
    )
    rows = ask(connection, "relationship_rivals")
    assert [(row["competitor"], row["influence"], row["friends"], row["competitor_friends"]) for row in rows] == [
        ("Codehaven", "high", 1, 2),
        ("Codehaven", "not judged", 1, 2),
    ]


@pytest.mark.parametrize(
    ("given", "is_check"),
    [({}, True), ({"support": "opponent"}, False), ({"competitor_affinity": "Codehaven"}, False)],
)
def test_nobody_hostile_on_a_competitive_account_is_itself_a_check(
    company: Company, given: dict[str, Any], is_check: bool
) -> None:
    """S62: a competitor in an open deal and nobody recorded against us; without a competitor there is no check."""
    deal = {"opportunity_id": "o", "account_id": "a1", "owner_id": "ann", "stage": "3", "is_closed": False}
    contacts = [
        contact("c", support=given.get("support", "neutral"), **{k: v for k, v in given.items() if k != "support"})
    ]
    row = held(company, contacts=contacts, opportunities=[deal | {"competitor": "Codehaven"}])
    calm = held(company, contacts=contacts, opportunities=[deal])
    assert (row["lacks_opponent"], calm["lacks_opponent"]) == (is_check, False)


@pytest.mark.parametrize(
    ("leaver", "is_departure", "is_open"),
    [
        ({"leaving_on": days_ago(-90)}, True, True),
        ({"leaving_on": days_ago(-91)}, False, False),
        ({"leaving_on": days_ago(90)}, True, True),
        ({"leaving_on": days_ago(91)}, False, False),
        ({"departing": True}, True, True),
        ({"is_active": False}, False, False),
        ({"departing": True, "influence": "low", "support": None}, True, False),
        ({"departing": True, "influence": "low", "support": None, "decision_role": "economic_buyer"}, True, True),
        ({"departing": True, "successor_id": "new"}, True, False),
        ({"departing": True, "successor_id": "silent"}, True, True),
        ({"departing": True, "successor_id": "leaver"}, True, True),
    ],
)
def test_a_key_person_who_goes_without_a_successor_in_touch_is_an_alarm(
    company: Company, leaver: dict[str, Any], is_departure: bool, is_open: bool
) -> None:
    """S63: ninety days ahead and back, champions and buyers too; nobody succeeds themselves."""
    found = people(
        company,
        contacts=[contact("leaver", **{**CHAMPION, **leaver}), contact("new"), contact("silent")],
        interactions=[touch("new"), touch("silent", 91)],
    )["leaver"]
    assert (found["is_departure"], found["is_departure_open"]) == (is_departure, is_open)


@pytest.mark.parametrize(
    ("touched", "is_open"), [(89, False), (120, False), (150, False), (151, True)], ids=lambda value: str(value)
)
def test_a_successor_met_since_the_departure_is_known_was_contacted(
    company: Company, touched: int, is_open: bool
) -> None:
    """S63: known for 150 days, so a touch of that day counts and one a day before does not."""
    told = {"table_name": "contacts", "record_id": "leaver", "field": "leaving_on", "new_value": "2026-11-30"}
    found = people(
        company,
        contacts=[
            contact("leaver", **CHAMPION, leaving_on=D(2026, 11, 30), successor_id="new"),
            contact("new", last_touch_date=days_ago(touched)),
        ],
        field_history=[told | {"changed_at": dt.datetime.combine(days_ago(150), dt.time(9))}],
    )["leaver"]
    assert found["is_departure_open"] is is_open


def test_without_any_word_of_touch_a_named_successor_is_unknown_not_an_alarm(company: Company) -> None:
    """S63 and C7: neither interactions nor last touch are exported."""
    leaver = contact("a", **CHAMPION, departing=True, successor_id="b")
    row = without_columns(company, ["contacts.last_touch_date"], contacts=[leaver, contact("b")])
    assert (row["key_departures"], row["open_departures"], row["unjudged_departures"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("absent", "is_known"), [([], False), (["contacts.decision_role"], None), (["contacts.support"], False)]
)
def test_no_buyer_is_told_apart_from_nobody_can_say(company: Company, absent: list[str], is_known: bool | None) -> None:
    """S51 and C7: without any export of roles the economic buyer is unknown, not missing."""
    assert without_columns(company, absent, contacts=[contact("a")])["has_economic_buyer"] is is_known


def test_a_partner_who_is_the_only_way_to_a_key_person_is_told(company: Company) -> None:
    """S65: both are swayed by a partner, one of them we meet ourselves; unknown without interactions."""
    tables: dict[str, Any] = {
        "contacts": [contact("a", **CHAMPION), contact("b", **CHAMPION)],
        "contact_influences": [{"to_contact_id": c, "external_party": "Partner Northgate"} for c in "ab"],
    }
    assert held(company, **tables, interactions=[touch("a")])["partner_only_contacts"] == 1
    assert held(company, **tables, interactions=None)["partner_only_contacts"] is None


def test_people_to_nurture_and_to_build_each_need_a_dated_step(company: Company) -> None:
    """S66: one champion with a step, one neutral and one unjudged without; a done action is no step."""
    step = {"plan_id": "p1", "title": "Meet", "owner_id": "ann", "about_kind": "contact", "due_date": D(2026, 11, 1)}
    row = held(
        company,
        contacts=[
            contact("a", **CHAMPION),
            contact("b", influence="high", support="neutral"),
            contact("c", influence="high"),
            contact("d", influence="medium", support="champion"),
        ],
        plan_actions=[
            step | {"action_id": "1", "about_id": "a", "status": "open"},
            step | {"action_id": "2", "about_id": "b", "status": "done"},
        ],
    )
    assert (row["nurture_planned"], row["nurture_contacts"]) == (1, 1)
    assert (row["build_planned"], row["build_contacts"]) == (0, 2)


def test_age_is_the_middle_one_and_verified_a_share_of_what_is_dated(company: Company) -> None:
    """S67: 10, 100 and 200 days and one undated: median 100, two of three verified; of two the mean of both."""
    dated = [contact(str(days), attributes_updated=days_ago(days)) for days in (10, 100, 200)]
    row = held(company, contacts=[*dated, contact("undated")])
    assert (row["attribute_age_days"], round(row["verified_share"], 3)) == (100, 0.667)
    assert held(company, contacts=dated[:2])["attribute_age_days"] == 55
    assert held(company, contacts=[contact("undated")])["attribute_age_days"] is None


def test_who_is_missing_on_our_side_is_named(company: Company) -> None:
    """S68: rep and SA are there, the CSM has left; without a team export nobody can tell."""
    users = [*team("ann"), person("sam", "SA"), person("cyd", "CSM", is_active=False)]
    roles = [{"account_id": "a1", "user_id": u, "team_role": r} for u, r in (("sam", "SA"), ("cyd", "CSM"))]
    row = held(company, users=users, account_team=roles)
    silent = held(company, users=users)
    assert (row["team_roles"], row["missing_team_roles"]) == (2, "CSM, renewals manager, channel")
    assert (silent["team_roles"], silent["missing_team_roles"]) == (None, None)


@pytest.mark.parametrize(("sections", "state"), [(["buying_process"], "started"), (["profile"], "none"), (None, None)])
def test_the_buying_process_is_captured_in_the_live_plan_or_not(
    company: Company, sections: list[str] | None, state: str | None
) -> None:
    """S69: its state and day; a plan without that part has none, without a sections export it is unknown."""
    rows = sections and [
        {"plan_id": "p1", "section": s, "state": "started", "updated_date": D(2026, 9, 1)} for s in sections
    ]
    row = held(company, plan_sections=rows)
    assert row["buying_process_state"] == state
    assert (row["buying_process_on"] is not None) == (state == "started")


def test_the_fill_rate_counts_four_attributes_a_person(company: Company) -> None:
    """C7: one of whom all is told, one of whom one thing is: five of eight."""
    full = contact("a", decision_role="champion", health="good", **CHAMPION)
    row = held(company, contacts=[full, contact("b", influence="low"), contact("gone", is_active=False)])
    assert row["fill_share"] == 0.625


def test_a_role_in_a_deal_fills_the_role_of_a_person(company: Company) -> None:
    """C7: who takes part in a deal has a role."""
    found = people(
        company,
        contacts=[contact("a")],
        contact_roles=[{"opportunity_id": "o", "contact_id": "a", "role": "evaluator"}],
    )["a"]
    assert (found["known_attributes"], found["unplaced_because"]) == (1, None)


def test_people_no_map_can_place_are_counted_with_every_reason(company: Company) -> None:
    """No role, no buying centre, left; an account without centres asks for none."""
    contacts = [
        contact("placed", decision_role="champion", buying_centre_id="x"),
        contact("a", buying_centre_id="x"),
        contact("b", decision_role="champion"),
        contact("c"),
        contact("gone", is_active=False, decision_role="champion", buying_centre_id="x"),
    ]
    connection = world(
        company, contacts=contacts, buying_centres=[{"buying_centre_id": "x", "account_id": "a1", "name": "X"}]
    )
    rows = {row["contact_id"]: row["unplaced_because"] for row in ask(connection, "relationship_unplaced")}
    summary = ask(connection, "relationship_summary")[0]
    assert rows == {"a": "no role", "b": "no buying centre", "c": "no role, no buying centre", "gone": "left"}
    assert summary["unplaced_contacts"] == 4
    assert held(company, contacts=contacts)["unplaced_contacts"] == 3


def test_words_no_mapping_knows_are_kept_and_counted(company: Company) -> None:
    """S51 to S54: under their attribute, as they stand in the file."""
    connection = world(
        company,
        contacts=[
            contact("a", decision_role="Gatekeeper", support="Sphinx", health="Meh", influence="Godlike"),
            contact("b", support="Sphinx"),
        ],
    )
    rows = ask(connection, "relationship_words")
    assert {(row["attribute"], row["word"], row["contacts"]) for row in rows} == {
        ("support", "Sphinx", 2),
        ("influence", "Godlike", 1),
        ("health", "Meh", 1),
        ("role", "Gatekeeper", 1),
    }


def test_single_threads_stand_in_the_order_of_their_renewal_with_the_two_marks(company: Company) -> None:
    """S57 and S108: ninety and a hundred and eighty days count still; passed and undated ones stand last."""
    renewals = {"far": 181, "watch": 180, "near": 90, "passed": -1, "undated": None}
    accounts = [
        account(name, renewal_date=None if days is None else AS_OF + dt.timedelta(days=days))
        for name, days in renewals.items()
    ]
    rows = ask(world(company, accounts=accounts), "relationship_renewals")
    assert [(row["account_id"], row["renewal_mark"]) for row in rows] == [
        ("near", "act"),
        ("watch", "watch"),
        ("far", "later"),
        ("passed", "passed"),
        ("undated", "no date"),
    ]


def test_rungs_are_counted_by_ae_asm_and_vp_and_never_averaged(company: Company) -> None:
    """S55 and C6: Ann's account at L0 and Bob's at L3 are one of two for their ASM and for the VP above."""
    connection = world(
        company,
        accounts=[account("a1"), account("b1", "bob")],
        contacts=[contact("c", account_id="b1", **CHAMPION)],
    )

    def bars(by: str | None) -> dict[tuple[str, str], tuple[int, int]]:
        rows = ask(connection, "relationship_ladder", by=by)
        return {(row["person_id"], row["rung"]): (row["accounts"], row["group_accounts"]) for row in rows}

    assert bars(None) == {("ann", "L0"): (1, 1), ("bob", "L3"): (1, 1)}
    assert bars("asm") == {("asm", "L0"): (1, 2), ("asm", "L3"): (1, 2)}
    assert bars("vp") == {("vp", "L0"): (1, 2), ("vp", "L3"): (1, 2)}


def test_the_forecast_at_risk_adds_up_by_reason_and_once_in_the_total(company: Company) -> None:
    """S106 on the page: one deal with three reasons, one that could not be judged elsewhere, split by quarter."""
    deal = {
        "account_id": "a1",
        "owner_id": "ann",
        "stage": "4",
        "is_closed": False,
        "forecast_category": "commit",
        "amount": 100,
        "close_date": D(2026, 10, 20),
    }
    connection = world(
        company,
        account_plans=[],
        interactions=None,
        opportunities=[
            deal | {"opportunity_id": "now"},
            deal | {"opportunity_id": "then", "close_date": D(2027, 3, 1)},
        ],
    )
    row = ask(connection, "relationship_summary")[0]
    assert (row["risk_act_amount"], row["risk_watch_amount"], row["open_amount"]) == (200, 0, 200)
    assert row["risk_deals"] == 2
    assert (row["no_plan_amount"], row["below_l3_amount"], row["single_thread_amount"]) == (200, 200, None)
    assert (row["risk_quarter_amount"], row["risk_later_amount"], row["unjudged_amount"]) == (100, 100, None)


def test_what_is_weak_is_said_in_words_with_what_to_do_and_how_urgent(company: Company) -> None:
    """S57: one contact 40 days before the renewal is to act on; the most urgent weakness gives the advice."""
    row = held(
        company,
        accounts=[account("a1", renewal_date=days_ago(-40))],
        contacts=[contact("cio", influence="high", support="champion", decision_role="champion")],
        interactions=[touch("cio", kind="call", person="ann")],
    )
    assert row["weak_points"].startswith("one contact only: Cio; economic buyer unknown")
    assert (row["remedy"], row["urgency"]) == ("Meet a second contact", "act")


@pytest.mark.parametrize(
    ("renews", "urgency"),
    [
        (days_ago(-90), "act"),
        (days_ago(-91), "watch"),
        (days_ago(1), "watch"),
        (days_ago(-181), "note"),
        (None, "note"),
    ],
)
def test_a_weakness_is_as_urgent_as_the_renewal_is_near(company: Company, renews: dt.date | None, urgency: str) -> None:
    """S57, S108: within 90 days act, within 180 and after the end watch, else note."""
    row = held(company, accounts=[account("a1", renewal_date=renews)])
    assert (row["weak_points"], row["remedy"], row["urgency"]) == ("nobody known", "Find a first contact", urgency)


def test_a_key_person_who_leaves_without_a_successor_is_to_act_on_whatever_the_renewal(company: Company) -> None:
    """S63: it comes before every other weakness, and the account first in the list."""
    people_there = [
        contact("cio", departing=True, **CHAMPION),
        contact("far", account_id="b1"),
    ]
    accounts = [account("a1", arr=1), account("b1", arr=900)]
    first, second = ask(world(company, accounts=accounts, contacts=people_there), "relationship_accounts")
    assert (first["account_id"], first["urgency"], first["remedy"]) == ("a1", "act", "Meet a successor")
    assert first["weak_points"].startswith("1 key person leaving, no successor met; nobody in touch")
    assert (second["account_id"], second["urgency"]) == ("b1", "note")


def test_unknown_is_no_weakness(company: Company) -> None:
    """C7: without interactions nobody knows who is in touch, so nothing is said of it."""
    known = contact("cio", decision_role="economic_buyer", health="good", **CHAMPION)
    row = held(company, contacts=[known], interactions=None)
    assert (row["weak_points"], row["remedy"], row["urgency"]) == (None, None, None)


def test_the_calendar_has_the_renewals_of_a_year_with_how_many_contacts_are_in_touch(company: Company) -> None:
    """S57, S108: today and in 365 days count, yesterday and a day later do not."""
    days = {"none": 0, "one": -365, "two": -10, "past": 1, "far": -366}
    found = ask(
        world(
            company,
            accounts=[account(name, renewal_date=days_ago(day)) for name, day in days.items()],
            contacts=[contact(name, account_id=name[:3]) for name in ("one1", "two1", "two2")],
            interactions=[touch(name) for name in ("one1", "two1", "two2")],
        ),
        "relationship_calendar",
    )
    assert [(row["account_id"], row["renewal_days"], row["held_by"], row["thread_contact_name"]) for row in found] == [
        ("none", 0, "nobody in touch", None),
        ("two", 10, "several contacts", found[1]["thread_contact_name"]),
        ("one", 365, "one contact", "One1"),
    ]
