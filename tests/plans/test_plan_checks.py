"""What every live plan is checked for beyond its rung: the ten signs of a plan that fails, and its cadence."""

import datetime as dt
from typing import Any

import pytest

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, Company
from tests.organisation import D, Row, account, person, plan, team

PEOPLE = [
    *team("ann"),
    person("cro", "VP", None),
    person("sue", "SA"),
    person("cas", "CSM"),
    person("rob", "RM"),
    person("dee", "SDR"),
]
PEOPLE[0]["manager_id"] = "cro"


def ago(days: int) -> dt.date:
    """A day before the day of the data."""
    return AS_OF - dt.timedelta(days=days)


def member(person_id: str, role: str) -> Row:
    """One of the account's team."""
    return {"account_id": "a1", "user_id": person_id, "team_role": role}


TEAM = [member("sue", "SA"), member("cas", "CSM"), member("rob", "RM"), member("dee", "SDR")]


def action(owner: str | None = "ann", number: int = 1, **more: Any) -> Row:
    """One open action of plan p1."""
    return {
        "action_id": f"{owner}-{number}",
        "plan_id": "p1",
        "title": "call",
        "owner_id": owner,
        "status": "open",
        **more,
    }


def objective(number: int = 1, **more: Any) -> Row:
    """One open objective of plan p1 with a measure."""
    row = {"objective_id": f"o{number}", "plan_id": "p1", "title": "grow", "status": "open", "measure": "seats"}
    return {**row, **more}


def review(kind: str, days: int, reviewer: str = "asm", attendees: str | None = None) -> Row:
    """One review of plan p1, so many days ago."""
    return {
        "review_id": f"{kind}-{days}-{reviewer}",
        "plan_id": "p1",
        "review_type": kind,
        "review_date": ago(days),
        "reviewer_id": reviewer,
        "attendee_ids": attendees,
    }


def change(days: int, who: str = "ann") -> Row:
    """One change of the text of plan p1, so many days ago."""
    return {
        "table_name": "account_plans",
        "record_id": "p1",
        "field": "summary",
        "changed_at": dt.datetime.combine(ago(days), dt.time(9)),
        "changed_by": who,
        "old_value": "a",
        "new_value": f"b{days}",
    }


def touch(days: int) -> Row:
    """One touch with the account's contact, so many days ago."""
    return {"interaction_id": f"i{days}", "contact_id": "c", "user_id": "ann", "interaction_date": ago(days)}


def old(**more: Any) -> Row:
    """Plan p1, made 400 days ago and last changed 10 days ago, unless said otherwise."""
    return plan("p1", "a1", **{"created_date": ago(400), "content_changed_on": ago(10), **more})


def exported(tables: dict[str, Any]) -> dict[str, Any]:
    """What is exported about plan p1 unless said otherwise; a table that is None is not."""
    given = {"users": PEOPLE, "accounts": [account("a1")], "account_plans": [old()], **tables}
    return {name: rows for name, rows in given.items() if rows is not None}


def checks(company: Company, **tables: Any) -> dict[str, tuple[str, str]]:
    """Verdict and fact of every check of plan p1; a table that is None is not exported."""
    connection = company(**exported(tables))
    rows = connection.execute("select check_name, verdict, fact from marts.plan_checks where plan_id = 'p1'").fetchall()
    return {name: (verdict, fact) for name, verdict, fact in rows}


Example = tuple[str, dict[str, Any], str | None]
"""A check, what is exported about one plan, and the verdict; null where the check does not apply."""

SIGNS: list[Example] = [
    ("Worked since it was made", {"account_plans": [old(content_changed_on=ago(400))]}, "look"),
    (
        "Worked since it was made",
        {"account_plans": [old(created_date=ago(30), content_changed_on=ago(30))]},
        "fine",
    ),
    (
        "Worked since it was made",
        {"account_plans": [old(created_date=ago(31), content_changed_on=ago(31))]},
        "look",
    ),
    ("Worked since it was made", {}, "unknown"),
    ("Worked since it was made", {"field_history": [change(370)]}, "fine"),
    ("Worked since it was made", {"field_history": [change(369)]}, "unknown"),
    ("Worked since it was made", {"field_history": [change(369), change(400) | {"record_id": "p0"}]}, "look"),
    ("Worked since it was made", {"field_history": [change(369), change(399) | {"record_id": "p0"}]}, "unknown"),
    ("Worked since it was made", {"account_plans": [old(content_changed_on=ago(370))]}, "fine"),
    ("Objectives have a measure", {"plan_objectives": [objective(), objective(2)]}, "fine"),
    ("Objectives have a measure", {"plan_objectives": [objective(), objective(2, measure=None)]}, "look"),
    ("Objectives have a measure", {"plan_objectives": [objective(measure=None, status="dropped")]}, "look"),
    ("Objectives have a measure", {}, "unknown"),
    ("More than one contributor", {"plan_actions": [action(), action(number=2)]}, "look"),
    ("More than one contributor", {"plan_actions": [action(), action("sue")]}, "fine"),
    ("More than one contributor", {"plan_actions": [action()], "field_history": [change(9, "sue")]}, "fine"),
    ("More than one contributor", {}, "unknown"),
    ("Expected roles on the team", {"account_team": TEAM}, "fine"),
    ("Expected roles on the team", {"account_team": TEAM[:2]}, "look"),
    ("Expected roles on the team", {"account_team": TEAM[:1], "account_plans": [old(plan_type="land")]}, "fine"),
    ("Expected roles on the team", {"account_team": TEAM, "accounts": [account("a1", None)]}, "look"),
    ("Expected roles on the team", {}, "unknown"),
    ("Changed within a quarter", {"account_plans": [old(content_changed_on=ago(92))]}, "fine"),
    ("Changed within a quarter", {"account_plans": [old(content_changed_on=ago(93))]}, "look"),
    ("Follows events", {}, "fine"),
    (
        "Follows events",
        {
            "account_plans": [old(content_changed_on=ago(30))],
            "account_events": [{"account_id": "a1", "event_date": ago(15), "kind": "m_and_a"}],
        },
        "look",
    ),
    ("Kept simple", {"plan_objectives": [objective(n) for n in range(3)], "plan_actions": [action()]}, "fine"),
    ("Kept simple", {"plan_objectives": [objective(n) for n in range(4)], "plan_actions": None}, "look"),
    ("Kept simple", {"plan_objectives": [], "plan_actions": [action(number=n) for n in range(25)]}, "fine"),
    ("Kept simple", {"plan_objectives": [], "plan_actions": [action(number=n) for n in range(26)]}, "look"),
    ("Kept simple", {"plan_objectives": [objective()]}, "unknown"),
    ("Somebody answers for it", {"plan_actions": [action(due_date=ago(30))]}, "fine"),
    ("Somebody answers for it", {"plan_actions": [action(due_date=ago(31))]}, "look"),
    ("Somebody answers for it", {"plan_actions": [action("TBD")]}, "look"),
    ("Somebody answers for it", {"account_plans": [old(owner_id=None)]}, "look"),
    ("Somebody answers for it", {}, "unknown"),
    ("One live plan", {}, "fine"),
    ("One live plan", {"account_plans": [old(), plan("p2", "a1")]}, "look"),
]
"""S96 and C4: each sign of a plan that fails by itself, at its threshold; what no export tells is unknown."""

CADENCE: list[Example] = [
    ("Success plan", {"account_team": TEAM}, "look"),
    (
        "Success plan",
        {"account_team": TEAM, "account_plans": [old(), plan("s", "a1", plan_kind="success")]},
        "fine",
    ),
    ("Success plan", {"account_team": [member("sue", "SA")]}, None),
    ("Success plan", {"account_team": TEAM, "account_plans": [old(plan_type="land")]}, None),
    ("Success plan", {}, "unknown"),
    ("Inspections lead to changes", {"plan_reviews": [review("one_on_one", n) for n in (9, 5)]}, "fine"),
    ("Inspections lead to changes", {"plan_reviews": [review("one_on_one", n) for n in (9, 5, 1)]}, "look"),
    ("Inspections lead to changes", {"plan_reviews": [review("one_on_one", n) for n in (11, 5, 1)]}, "fine"),
    ("Inspections lead to changes", {}, "unknown"),
    ("Kept up monthly", {"account_team": TEAM, "account_plans": [old(content_changed_on=ago(31))]}, "fine"),
    ("Kept up monthly", {"account_team": TEAM, "account_plans": [old(content_changed_on=ago(32))]}, "look"),
    ("Kept up monthly", {"account_team": []}, None),
    ("Executive sponsor named", {"account_plans": [old(exec_sponsor_id="vp")]}, "fine"),
    ("Executive sponsor named", {}, "look"),
    ("Sponsor each quarter", {"plan_reviews": [review("exec_sponsor", 92, "vp")]}, "fine"),
    ("Sponsor each quarter", {"plan_reviews": [review("exec_sponsor", 93, "vp")]}, "look"),
    ("Sponsor each quarter", {"plan_reviews": [review("exec_sponsor", 9, "asm")]}, "look"),
    (
        "Sponsor each quarter",
        {
            "plan_reviews": [review("exec_sponsor", 9, "asm")],
            "account_plans": [old(exec_sponsor_id="asm")],
        },
        "fine",
    ),
    (
        "Sponsor each quarter",
        {"plan_reviews": [], "account_plans": [old(created_date=ago(92), content_changed_on=ago(1))]},
        "fine",
    ),
    ("Senior leader twice a year", {"plan_reviews": [review("exec_sponsor", 183, "cro")]}, "fine"),
    ("Senior leader twice a year", {"plan_reviews": [review("exec_sponsor", 184, "cro")]}, "look"),
    ("Senior leader twice a year", {"plan_reviews": [review("exec_sponsor", 9, "vp")]}, "look"),
    ("Refreshed each year", {"plan_reviews": [review("annual_refresh", 366)]}, "fine"),
    ("Refreshed each year", {"plan_reviews": [review("annual_refresh", 367)]}, "look"),
    ("Refreshed each year", {}, "unknown"),
    ("Shown to the customer", {"account_plans": [old(shared_with_customer_on=ago(92))]}, "fine"),
    ("Shown to the customer", {"account_plans": [old(shared_with_customer_on=ago(93))]}, "look"),
    ("Shown to the customer", {}, "look"),
    ("Joint call each quarter", {"plan_reviews": [review("qbr", 92)]}, "fine"),
    ("Joint call each quarter", {"plan_reviews": [review("event", 9)], "account_team": TEAM}, "look"),
    (
        "Joint call each quarter",
        {"plan_reviews": [review("event", 9, attendees="ann;sue;cas")], "account_team": TEAM},
        "fine",
    ),
    ("Written down", {"contacts": [{"contact_id": "c", "account_id": "a1"}], "interactions": [touch(9)]}, "fine"),
    (
        "Written down",
        {
            "contacts": [{"contact_id": "c", "account_id": "a1"}],
            "interactions": [touch(60)],
            "account_plans": [old(content_changed_on=ago(61))],
        },
        "look",
    ),
    (
        "Written down",
        {
            "contacts": [{"contact_id": "c", "account_id": "a1"}],
            "interactions": [touch(61)],
            "account_plans": [old(content_changed_on=ago(61))],
        },
        "fine",
    ),
    ("Written down", {}, "unknown"),
    (
        "Every role works on it",
        {"account_team": TEAM[:2], "plan_actions": [action(who, created_date=ago(92)) for who in ("sue", "cas")]},
        "fine",
    ),
    (
        "Every role works on it",
        {"account_team": TEAM[:2], "plan_actions": [action("sue", created_date=ago(93))]},
        "look",
    ),
    ("Every role works on it", {"account_team": [], "plan_actions": []}, None),
    ("Technical win of an SA", {"plan_objectives": [objective()], "account_team": TEAM}, None),
    (
        "Technical win of an SA",
        {
            "account_plans": [old(plan_type="land")],
            "plan_objectives": [objective(category="technical_win", owner_id="sue")],
            "account_team": TEAM,
        },
        "fine",
    ),
    (
        "Technical win of an SA",
        {
            "account_plans": [old(plan_type="land")],
            "plan_objectives": [objective(category="technical_win", owner_id="ann")],
            "account_team": TEAM,
        },
        "look",
    ),
    ("Owned by an AE", {}, "fine"),
    ("Owned by an AE", {"account_plans": [old(owner_id="sue")]}, "look"),
    ("Owned by an AE", {"account_plans": [old(owner_id="nobody")]}, "unknown"),
]
"""S12, S22, S24, S27, S28, S35, S49, S91, S92, S95, at their thresholds; what does not apply has no row."""


def by_exports(examples: list[Example]) -> dict[str, list[Example]]:
    """The examples that may stand side by side in one company: the same exports have rows, the same are empty.

    How far back a history of changes goes is one day for the whole company, so each of those stands alone.
    """
    found: dict[str, list[Example]] = {}
    for number, example in enumerate(examples):
        names = sorted(
            name if rows else f"no {name}" for name, rows in exported(example[1]).items() if name not in USUAL
        )
        alone = [str(number)] if "field_history" in names else []
        found.setdefault(", ".join(names + alone) or "nothing else", []).append(example)
    return found


USUAL = {"users", "accounts", "account_plans"}
SIDE_BY_SIDE = by_exports(SIGNS + CADENCE)
OF_ONE_PLAN = {
    *("account_id", "plan_id", "record_id", "contact_id", "objective_id", "action_id", "review_id", "interaction_id"),
}
"""Columns whose ids belong to one example."""


@pytest.mark.parametrize("exports", SIDE_BY_SIDE)
def test_each_check_of_a_plan_at_its_thresholds(company: Company, exports: str) -> None:
    """Every example of signs and cadence is a plan on an account of its own."""
    examples = SIDE_BY_SIDE[exports]
    tables: dict[str, list[Row]] = {"users": PEOPLE}
    for number, (_, more, _) in enumerate(examples):
        for name, rows in exported(more).items():
            own = [{k: f"{v}#{number}" if k in OF_ONE_PLAN and v else v for k, v in row.items()} for row in rows]
            tables.setdefault(name, []).extend(own if name != "users" else [])
    rows = company(**tables).execute("select plan_id, check_name, verdict from marts.plan_checks").fetchall()
    found = {(plan_id, name): verdict for plan_id, name, verdict in rows}
    told = [(check, more, found.get((f"p1#{number}", check))) for number, (check, more, _) in enumerate(examples)]

    assert told == examples


def test_market_and_rivals_are_both_answered(company: Company) -> None:
    """S96: P2 and P3; a placeholder is blank."""

    def answers(*texts: str) -> list[Row]:
        named = zip(("P2", "P3"), texts, strict=True)
        return [{"plan_id": "p1", "question": q, "state": "answered", "answer": text} for q, text in named]

    found = [checks(company, plan_answers=answers(*texts)) for texts in (("rates", "Acme"), ("rates", "TBD"))]
    assert [each["Market and rivals answered"][0] for each in found] == ["fine", "look"]
    assert checks(company)["Market and rivals answered"] == ("unknown", "no plan_answers export")


@pytest.mark.parametrize(("crowded", "verdict"), [(3, "fine"), (4, "look")])
def test_actions_pile_up_when_over_three_in_five_are_due_in_one_week(
    company: Company, crowded: int, verdict: str
) -> None:
    """S96: of five dated actions three in a week are not more than 60 %, four are; four actions alone are too few."""
    spread = [action(number=n, due_date=D(2026, 11, 2) + dt.timedelta(weeks=n)) for n in range(crowded, 5)]
    piled = [action(number=n, due_date=D(2026, 11, 2) + dt.timedelta(days=n)) for n in range(crowded)]
    assert checks(company, plan_actions=[*piled, *spread])["Actions spread over weeks"][0] == verdict
    assert checks(company, plan_actions=piled)["Actions spread over weeks"][0] == "fine"


def test_the_whole_team_is_at_the_account_review(company: Company) -> None:
    """S25, S26: of four roles assigned; roles missing are named; nobody noted is unknown, over a quarter is late."""

    def told(days: int, attendees: str | None) -> list[tuple[str, str]]:
        found = checks(company, account_team=TEAM, plan_reviews=[review("account_review", days, "asm", attendees)])
        return [found["Reviewed by the whole team"], found["CSM at the review"]]

    assert told(10, "ann;sue;cas;dee") == [
        ("fine", "25 Sep 2026, 4 of 4 roles"),
        ("fine", "25 Sep 2026, with the CSM"),
    ]
    assert told(10, "ann;sue") == [
        ("look", "25 Sep 2026, 2 of 4 roles, without CSM, SDR"),
        ("look", "25 Sep 2026, without the CSM"),
    ]
    assert [verdict for verdict, _ in told(10, None)] == ["unknown", "unknown"]
    assert [verdict for verdict, _ in told(93, "ann;sue;cas;dee")] == ["look", "fine"]


def test_the_page_counts_each_check_by_itself_and_lists_what_is_behind_it(company: Company) -> None:
    """S36: judged plans and unknown ones apart; the list holds what to look at and what is unknown."""
    connection = company(
        users=PEOPLE,
        accounts=[account("a1"), account("a2")],
        account_plans=[old(owner_id="sue"), plan("p2", "a2")],
    )
    asked = {
        name: queries.run(connection, name, viewer="asm", today=AS_OF).set_index(key)
        for name, key in (("plan_check_summary", "check_name"), ("plan_check_list", "account_id"))
    }
    row = asked["plan_check_summary"].loc["Owned by an AE"]
    assert (row.look_plans, row.checked_plans, row.look_share, row.unjudged_plans) == (1, 2, 0.5, 0)
    unknown = asked["plan_check_summary"].loc["Refreshed each year"]
    assert (unknown.checked_plans, unknown.unjudged_plans) == (0, 2)
    listed = asked["plan_check_list"].query("check_name == 'Owned by an AE'")
    assert listed["fact"].to_dict() == {"a1": "owned by the role SA"}


def test_fields_that_few_fill_in_are_candidates_to_drop(company: Company) -> None:
    """S20: one of six plans answers P6: 17 %, below 20 %; one of five is not below; a placeholder is blank."""

    def rows(count: int) -> Any:
        connection = company(
            users=PEOPLE,
            accounts=[account(f"a{n}") for n in range(count)],
            account_plans=[plan(f"p{n}", f"a{n}") for n in range(count)],
            plan_answers=[
                {"plan_id": "p0", "question": "P6", "state": "answered", "answer": "cloud", "updated_date": ago(90)},
                {"plan_id": "p1", "question": "P6", "state": "answered", "answer": "TBD", "updated_date": ago(91)},
            ],
        )
        return queries.run(connection, "plan_field_fill", viewer="asm", today=AS_OF).set_index("field_name")

    few, enough = rows(6).loc["Profile P6"], rows(5).loc["Profile P6"]
    assert (few.filled_share, few.is_candidate, few.moved_share) == (pytest.approx(1 / 6), True, pytest.approx(1 / 6))
    assert (enough.filled_share, enough.is_candidate) == (0.2, False)


def test_key_deals_have_a_deal_plan(company: Company) -> None:
    """S14: on a key account, or of 100k and more; without the export nobody can say."""

    def deal(name: str, account_id: str, amount: int) -> Row:
        return {
            "opportunity_id": name,
            "account_id": account_id,
            "owner_id": "ann",
            "amount": amount,
            "close_date": D(2026, 12, 1),
            "is_closed": False,
        }

    deals = [deal("small", "a1", 1), deal("large", "b", 100_000), deal("neither", "b", 99_999)]
    tables: dict[str, Any] = {
        "users": PEOPLE,
        "accounts": [account("a1"), account("b", is_key_account=False)],
        "opportunities": deals,
    }

    def row(**more: Any) -> Any:
        connection = company(settings=Settings(key_account_fallback="none"), **tables, **more)
        return (
            queries.run(connection, "plan_coverage_reps", viewer="asm", today=AS_OF).set_index("person_id").loc["ann"]
        )

    planned = row(opportunity_plans=[{"opportunity_id": name, "overview_filled": 0} for name in ("large", "neither")])
    assert (planned.planned_deals, planned.key_deals, planned.deal_plan_share) == (1, 2, 0.5)
    assert row()[["planned_deals", "key_deals", "deal_plan_share"]].isna().all()
