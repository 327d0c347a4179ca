"""The plan on the Account page: worked examples and edges of its profile, risks, objectives, actions and questions."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.settings import Settings
from tests.accounts.account_world import action, ask, one, won, world
from tests.conftest import AS_OF, Company, Rows
from tests.organisation import D, Row, account, person, plan, team


def test_three_of_a_team_of_five_have_an_action_and_the_other_two_are_named(company: Company) -> None:
    """S85: 3 of 5; partners and executive sponsors need none."""
    names = ["ann", "sam", "cleo", "rik", "sid"]
    connection = world(
        company,
        users=[*team("ann"), *(person(name, "SA") for name in names[1:]), person("vip", "VP", None)],
        account_team=[
            *({"account_id": "a1", "user_id": name, "team_role": "SA"} for name in names),
            {"account_id": "a1", "user_id": "vip", "team_role": "EXEC_SPONSOR"},
            {"account_id": "a1", "partner_name": "Northgate", "team_role": "PARTNER"},
        ],
        plan_actions=[
            action("x1", "ann"),
            action("x2", "sam"),
            action("x3", "cleo"),
            action("x4", "rik", status="done"),
        ],
    )
    facts = one(connection, "account_action_facts")
    idle = {row["member_name"] for row in ask(connection, "account_roster") if row["open_actions"] == 0}

    assert (facts["members_with_action"], facts["members"], facts["member_share"]) == (3, 5, 0.6)
    assert idle == {"Rik", "Sid"}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, None),
        ({"title": "TBD"}, "what"),
        ({"how": None}, "how"),
        ({"how": " n/a "}, "how"),
        ({"owner_id": "TBD"}, "who"),
        ({"owner_id": None}, "who"),
        ({"due_date": None}, "when"),
        ({"support_needed": None}, "support"),
        ({"how": None, "support_needed": "?"}, "how support"),
    ],
    ids=str,
)
def test_an_action_answers_five_questions_and_a_placeholder_answers_none(
    company: Company, change: Row, missing: str | None
) -> None:
    """S84: what, how, who, when, support; an owner written as TBD fails who."""
    connection = world(company, plan_actions=[action("x1", **change), action("x2")])
    rows = {row["action_id"]: row for row in ask(connection, "account_actions")}

    assert rows["x1"]["missing_questions"] == missing
    assert one(connection, "account_action_facts")["complete_share"] == (1.0 if missing is None else 0.5)


def test_a_share_without_open_actions_is_unknown_and_no_action_plan_is_told_apart(company: Company) -> None:
    """S82, C6: done actions are no action plan, and nothing divided by nothing is not 100 %."""
    facts = one(world(company, plan_actions=[action("x1", status="done")]), "account_action_facts")

    assert (facts["open_actions"], facts["dated_actions"], facts["complete_share"]) == (0, 0, None)


def test_overdue_counts_from_the_day_after_and_moved_dates_are_told(company: Company) -> None:
    """S87: due today is not overdue; a first date that was never recorded is no move."""
    connection = world(
        company,
        plan_actions=[
            action("due", due_date=AS_OF, first_due_date=AS_OF),
            action("late", due_date=D(2026, 9, 25), first_due_date=D(2026, 9, 1)),
            action("done", due_date=D(2026, 9, 1), status="done"),
            action("far", due_date=D(2027, 8, 1)),
        ],
    )
    facts = one(connection, "account_action_facts")
    late = next(row for row in ask(connection, "account_actions") if row["is_overdue"])

    assert (facts["overdue_actions"], facts["redated_actions"], facts["near_actions"]) == (1, 1, 1)
    assert (late["action_id"], late["overdue_days"], late["first_due_on"].date()) == ("late", 10, D(2026, 9, 1))


@pytest.mark.parametrize(
    ("first_win", "months"),
    [(D(2025, 5, 6), 16), (D(2025, 5, 5), 17), (AS_OF, 0), (D(2026, 10, 6), None), (None, None)],
    ids=str,
)
def test_tenure_is_whole_months_since_the_first_win(company: Company, first_win: Any, months: int | None) -> None:
    """S40: from the first closed-won day; a win still to come and no win at all are a prospect."""
    deals = [] if first_win is None else [won(first_win), won(max(first_win, D(2026, 9, 1)), opportunity_id="later")]

    assert one(world(company, opportunities=deals), "account_header")["tenure_months"] == months


@pytest.mark.parametrize(
    ("health", "score", "machine", "is_split"),
    [
        ("good", 49, "poor", True),
        ("good", 50, "neutral", False),
        ("neutral", 10, "poor", False),
        ("poor", 75, "good", True),
        ("poor", 74.9, "neutral", False),
        (None, 10, "poor", None),
        ("good", None, None, None),
    ],
)
def test_people_and_machine_disagree_when_two_bands_apart(
    company: Company, health: str | None, score: float | None, machine: str | None, is_split: bool | None
) -> None:
    """S115: good against poor; one missing gives no flag."""
    row = one(world(company, accounts=[account("a1", health=health, health_score=score)]), "account_header")

    assert (row["machine_health"], row["is_health_split"]) == (machine, is_split)


def test_health_bands_are_settings(company: Company) -> None:
    """C10: the same score is neutral or poor as the settings say."""
    rows = [account("a1", health="good", health_score=55)]
    row = one(world(company, accounts=rows, settings=Settings(health_poor_below=60)), "account_header")

    assert row["is_health_split"] is True


def test_risks_are_told_by_horizon_and_only_a_meant_action_mitigates(company: Company) -> None:
    """S41, S42: open and done actions count, dropped ones do not; no horizon is its own bucket."""
    risks = [("r1", "short"), ("r2", "short"), ("r3", "long"), ("r4", None)]
    connection = world(
        company,
        plan_risks=[{"risk_id": name, "plan_id": "p1", "title": name, "horizon": when} for name, when in risks],
        plan_actions=[
            action("x1", about_kind="risk", about_id="r1", status="done"),
            action("x2", about_kind="risk", about_id="r2", status="dropped"),
            action("x3", about_kind="risk", about_id="r3"),
        ],
    )
    told = {row["horizon"]: (row["mitigated_risks"], row["risks"]) for row in ask(connection, "account_risk_horizons")}

    assert told == {"short": (1, 2), "medium": (0, 0), "long": (1, 1), "undated": (0, 1)}


def test_nine_questions_are_answered_unknown_or_blank(company: Company) -> None:
    """S39: a placeholder text is blank; answered without its text counts; a question nobody mentions is blank."""
    answers = [
        ("P1", "answered", "More releases"),
        ("P2", "answered", "TBD"),
        ("P3", "unknown_with_action", None),
        ("P4", "answered", None),
        ("P6", "unknown_with_action", None),
    ]
    connection = world(
        company,
        plan_answers=[{"plan_id": "p1", "question": q, "state": s, "answer": a} for q, s, a in answers],
        plan_actions=[action("x1", about_kind="question", about_id="P3")],
    )
    facts = one(connection, "account_profile_facts")
    rows = {row["question"]: row for row in ask(connection, "account_profile")}

    assert (facts["answered"], facts["unknown_with_action"], facts["blank"]) == (2, 2, 5)
    assert facts["unknown_pursued"] == 1
    assert (rows["P2"]["answer"], rows["P3"]["open_actions"]) == (None, 1)


def test_a_missing_export_is_unknown_and_never_nought(company: Company) -> None:
    """C7: without answers, risks, actions or whitespace there is no count to show."""
    connection = world(company)

    assert one(connection, "account_profile_facts")["answered"] is None
    assert {row["risks"] for row in ask(connection, "account_risk_horizons")} == {None}
    assert one(connection, "account_action_facts")["open_actions"] is None
    assert one(connection, "account_whitespace_facts")["applicable_cells"] is None
    assert one(connection, "account_relationship")["contacts"] is None


@pytest.mark.parametrize(
    ("horizon", "due", "bucket"),
    [
        ("12m", D(2026, 10, 1), "12 months"),
        (None, D(2027, 3, 1), "6 months"),
        (None, D(2027, 3, 2), "12 months"),
        (None, D(2027, 9, 2), "18 months"),
        (None, D(2028, 3, 2), "later"),
        (None, None, "undated"),
    ],
)
def test_an_objective_without_a_horizon_gets_it_from_its_due_day(
    company: Company, horizon: str | None, due: Any, bucket: str
) -> None:
    """S16: months from the plan's start, here 1 September 2026, to the due day; what is exported stands."""
    rows: Rows = [{"objective_id": "j1", "plan_id": "p1", "title": "Win", "horizon": horizon, "due_date": due}]

    assert one(world(company, plan_objectives=rows), "account_objectives")["horizon"] == bucket


@pytest.mark.parametrize(("today", "is_overtaking"), [(D(2026, 6, 17), False), (D(2026, 6, 18), True)])
def test_an_event_overtakes_the_plan_after_fourteen_days(company: Company, today: dt.date, is_overtaking: bool) -> None:
    """S21: acquisition on 3 June, last change on 1 June: not yet on 17 June, yes on 18 June."""
    connection = world(
        company,
        as_of=today,
        account_plans=[plan("p1", "a1", created_date=D(2026, 6, 1), content_changed_on=D(2026, 6, 1))],
        account_events=[{"account_id": "a1", "event_date": D(2026, 6, 3), "kind": "m_and_a", "note": "Buys a rival"}],
    )
    event = next(row for row in ask(connection, "account_timeline") if row["kind"] == "event")

    assert (event["what"], event["is_overtaking"]) == ("merger or acquisition", is_overtaking)


def test_what_is_missing_is_asked_for_and_what_no_export_carries_is_not(company: Company) -> None:
    """S36: questions, no score; a missing export is no gap of the plan."""
    bare = {row["topic"] for row in ask(world(company), "account_questions")}
    told = ask(
        world(company, plan_answers=[{"plan_id": "p1", "question": "P1", "state": "answered"}]), "account_questions"
    )

    assert "profile" not in bare
    blanks = [row["because"] for row in told if row["topic"] == "profile"]
    assert len(blanks) == 8
    assert blanks[0] == "“Forces from outside” is blank in the profile"


def test_an_overdue_action_is_marked_with_its_days_and_an_undated_one_is_watched(company: Company) -> None:
    """S87: act with the days late, watch without a date, due otherwise, nothing once done."""
    actions = [
        action("late", due_date=AS_OF - dt.timedelta(days=1)),
        action("today", due_date=AS_OF),
        action("open", due_date=None),
        action("done", due_date=AS_OF - dt.timedelta(days=9), status="done"),
    ]
    rows = ask(world(company, plan_actions=actions), "account_actions")

    assert {row["action_id"]: row["due_state"] for row in rows} == {
        "late": "▲ 1 day late",
        "today": "due",
        "open": "● no date",
        "done": None,
    }


def owed(connection: duckdb.DuckDBPyConnection, who: str) -> list[str]:
    """What a person is told they owe."""
    found = queries.run(connection, "account_owed", viewer=who, today=AS_OF, parameters={"person": who})
    return [f"{row.action_id} {row.urgency} {row.due_state}" for row in found.itertuples()]


def test_what_i_owe_is_open_in_my_name_on_accounts_i_see_overdue_first(company: Company) -> None:
    """S87: two days late, then due on 1 November, then undated; none done, of others, of a dead plan or out of view."""
    actions = [
        action("undated", "sam", due_date=None),
        action("later", "sam"),
        action("late", "sam", due_date=AS_OF - dt.timedelta(days=2)),
        action("done", "sam", status="done"),
        action("anns"),
        action("draft", "sam", plan_id="p2"),
        action("unseen", "sam", plan_id="q1"),
    ]
    connection = world(
        company,
        users=[*team("ann", "bob"), person("sam", "SA", "vp")],
        accounts=[account("a1"), account("b1", "bob")],
        account_plans=[plan("p1", "a1"), plan("p2", "a1", status="draft"), plan("q1", "b1")],
        account_team=[{"account_id": "a1", "user_id": "sam", "team_role": "SA"}],
        plan_actions=actions,
    )
    assert owed(connection, "sam") == ["late act ▲ 2 days late", "later note due", "undated watch ● no date"]
    assert owed(connection, "ann") == ["anns note due"]
    assert owed(connection, "bob") == []


def test_an_open_risk_without_an_action_is_to_act_on_and_has_money_and_a_date(company: Company) -> None:
    """S42: what is at stake is the yearly spend by the contract end; a mitigated risk is marked no more."""
    risks = [{"risk_id": name, "plan_id": "p1", "title": name, "status": status} for name, status in (
        ("bare", None), ("worked", "open"), ("late", "open"), ("solved", "mitigated"),
    )]  # fmt: skip
    actions = [
        action("a", about_kind="risk", about_id="worked", due_date=AS_OF),
        action("b", about_kind="risk", about_id="late", due_date=AS_OF - dt.timedelta(days=1)),
    ]
    accounts = [account("a1", arr=84_000, renewal_date=AS_OF)]
    rows = ask(world(company, accounts=accounts, plan_risks=risks, plan_actions=actions), "account_risks")

    assert {row["risk_id"]: row["due_state"] for row in rows} == {
        "bare": "▲ no action",
        "worked": "due",
        "late": "▲ action late",
        "solved": None,
    }
    assert {(row["arr"], row["renewal_on"].date()) for row in rows} == {(84_000, AS_OF)}
