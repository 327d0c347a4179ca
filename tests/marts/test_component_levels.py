"""The four component ladders (1.1.1): each level, the fact that blocks the next, and what is unknown."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import AS_OF, Company

USERS = [
    {"user_id": user, "role": role, "is_active": True}
    for user, role in (("ae", "AE"), ("sa", "SA"), ("csm", "CSM"), ("rm", "RM"), ("sdr", "SDR"))
]
ACCOUNT = {
    "account_id": "A",
    "owner_id": "ae",
    "is_key_account": True,
    "country": "DE",
    "industry": "Steel",
    "employees": 10,
}
PLAN = {
    "plan_id": "P",
    "account_id": "A",
    "owner_id": "ae",
    "plan_kind": "account",
    "plan_type": "expand",
    "status": "active",
    "start_date": dt.date(2026, 1, 1),
    "created_date": dt.date(2026, 1, 1),
}


def days_from_now(days: int) -> dt.date:
    return AS_OF + dt.timedelta(days=days)


def component(company: Company, name: str, **tables: Any) -> tuple[Any, ...]:
    """(level, is_level_unknown, blocking_fact, missing_export) of account A."""
    tables = {"users": USERS, "accounts": [ACCOUNT], **tables}
    rows = (
        company(**tables)
        .execute(
            "select level, is_level_unknown, blocking_fact, missing_export from marts.component_levels "
            "where component = ? and account_id = 'A'",
            [name],
        )
        .fetchall()
    )
    assert len(rows) == 1
    return rows[0]


def test_every_eligible_account_has_its_four_components(company: Company) -> None:
    """An account that is not key has none."""
    accounts = [ACCOUNT, {"account_id": "B", "owner_id": "ae", "is_key_account": False}]
    rows = (
        company(users=USERS, accounts=accounts)
        .execute("select account_id, counted_under_id, component from marts.component_levels order by component_place")
        .fetchall()
    )
    assert rows == [("A", "ae", name) for name in ("profile", "relationship", "whitespace", "action plan")]


def test_with_only_the_required_exports_just_the_crm_basics_can_be_judged(company: Company) -> None:
    """Three components are unknown as a whole; the profile stops at an unknown second level."""
    rows = (
        company(users=USERS, accounts=[ACCOUNT])
        .execute(
            "select component, level, is_level_unknown, blocking_fact, missing_export from marts.component_levels "
            "order by component_place"
        )
        .fetchall()
    )
    assert rows == [
        ("profile", 1, True, "unknown: no account_plans export", "account_plans"),
        ("relationship", None, True, "unknown: no contacts export", "contacts"),
        ("whitespace", None, True, "unknown: no whitespace_cells export", "whitespace_cells"),
        ("action plan", None, True, "unknown: no account_plans export", "account_plans"),
    ]


# --- profile


def answers(**states: str) -> list[dict[str, Any]]:
    return [{"plan_id": "P", "question": question, "state": state} for question, state in states.items()]


THREE = answers(P1="answered", P4="unknown_with_action", P8="answered")
NEAR = {"objective_id": "N", "plan_id": "P", "status": "open", "value_driver": "cost", "due_date": days_from_now(180)}
PROFILE: dict[str, Any] = {"account_plans": [PLAN], "plan_answers": THREE, "plan_objectives": [NEAR]}


@pytest.mark.parametrize(
    ("account", "fact"),
    [
        ({"country": None}, "the CRM has no country"),
        ({"industry": None}, "the CRM has no industry"),
        ({"employees": None}, "the CRM has no company size"),
    ],
)
def test_profile_starts_with_the_crm_basics(company: Company, account: dict[str, Any], fact: str) -> None:
    """Answers do not make up for them: a level needs all lower ones (S43, S47)."""
    assert component(company, "profile", **PROFILE | {"accounts": [ACCOUNT | account]}) == (0, False, fact, None)


def test_revenue_tells_the_size_as_well_as_employees(company: Company) -> None:
    """Employees and/or revenue (S43)."""
    account = ACCOUNT | {"employees": None, "annual_revenue": 5}
    assert component(company, "profile", **PROFILE | {"accounts": [account]})[0] == 3


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"account_plans": []}, (1, False, "no live plan", None)),
        ({"account_plans": [PLAN | {"status": "draft"}]}, (1, False, "no live plan", None)),
        ({"plan_answers": None}, (1, True, "unknown: no plan_answers export", "plan_answers")),
        ({"plan_answers": []}, (1, False, "customer goals missing", None)),
        ({"plan_answers": THREE[:2]}, (1, False, "how the customer sees us is missing", None)),
        ({"plan_answers": [*THREE[:2], *answers(P8="blank")]}, (1, False, "how the customer sees us is missing", None)),
        ({"plan_answers": [THREE[0] | {"answer": " TBD "}, *THREE[1:]]}, (1, False, "customer goals missing", None)),
        (
            {"plan_answers": [THREE[0] | {"answer": "Grow"}, *THREE[1:]]},
            (3, False, "customer goals not confirmed by a champion", None),
        ),
        ({"plan_objectives": None}, (2, True, "unknown: no plan_objectives export", "plan_objectives")),
        (
            {"plan_objectives": [NEAR | {"value_driver": None}]},
            (2, False, "no objective due soon with a value driver", None),
        ),
        (
            {"plan_objectives": [NEAR | {"due_date": days_from_now(181)}]},
            (2, False, "no objective due soon with a value driver", None),
        ),
        (
            {"plan_objectives": [NEAR | {"due_date": days_from_now(-1)}]},
            (2, False, "no objective due soon with a value driver", None),
        ),
        (
            {"plan_objectives": [NEAR | {"status": "dropped"}]},
            (2, False, "no objective due soon with a value driver", None),
        ),
        (
            {"plan_objectives": [NEAR | {"due_date": AS_OF}]},
            (3, False, "customer goals not confirmed by a champion", None),
        ),
        (
            {"plan_answers": [THREE[0] | {"confirmed_by_champion_on": days_from_now(1)}, *THREE[1:]]},
            (3, False, "customer goals not confirmed by a champion", None),
        ),
        ({"plan_answers": [THREE[0] | {"confirmed_by_champion_on": AS_OF}, *THREE[1:]]}, (4, False, None, None)),
    ],
)
def test_profile_climbs_by_answers_value_and_confirmation(
    company: Company, given: dict[str, Any], found: tuple[Any, ...]
) -> None:
    """P1, P4 and P8; then an objective with a value driver due within 180 days; then the champion's word."""
    tables = {name: rows for name, rows in (PROFILE | given).items() if rows is not None}
    assert component(company, "profile", **tables) == found


def test_a_plan_of_the_account_above_is_not_read_for_the_account_below(company: Company) -> None:
    """Whoever sees the account below need not see the one above; that it covers is all that is told."""
    child = ACCOUNT | {"account_id": "A", "parent_id": "top"}
    tables = {**PROFILE, "accounts": [child, ACCOUNT | {"account_id": "top"}]}
    tables |= {"account_plans": [PLAN | {"account_id": "top"}], "plan_actions": FOUR}
    fact = "no plan of its own, covered by the parent account"
    assert component(company, "profile", **tables) == (1, False, f"{fact}", None)
    assert component(company, "action plan", **tables) == (0, False, f"{fact}", None)


# --- relationship: the rungs themselves are tested beside their mart


def test_relationship_level_is_the_rung_of_the_account(company: Company) -> None:
    """With its words."""
    contacts = [{"contact_id": "C", "account_id": "A", "influence": "high"}]
    assert component(company, "relationship", contacts=contacts) == (
        2,
        False,
        "no senior supporter",
        None,
    )


# --- whitespace


def cell(stage: str, state: str, **given: Any) -> dict[str, Any]:
    return {"account_id": "A", "stage_id": stage, "as_of_date": AS_OF, "state": state, **given}


STAGES = [{"stage_id": f"s{n}", "label": f"S {n}", "display_order": n} for n in range(1, 5)]
RIVAL = cell("s1", "competitor", contract_renewal_date=AS_OF)
EARLIER = cell("s2", "none", as_of_date=days_from_now(-100))


@pytest.mark.parametrize(
    ("cells", "more", "found"),
    [
        ([], {}, (0, False, "no tile known", None)),
        ([cell("s1", "unknown")], {}, (0, False, "no tile known", None)),
        ([cell(s["stage_id"], "not_applicable") for s in STAGES], {}, (0, False, "no tile applies", None)),
        ([RIVAL], {}, (1, False, "1 of 4 tiles known, half needed", None)),
        ([RIVAL, cell("s2", "owned")], {}, (3, True, "unknown: no field_history export", "field_history")),
        (
            [cell("s1", "competitor"), cell("s2", "owned")],
            {},
            (2, True, "unknown: no plan_actions export", "plan_actions"),
        ),
        (
            [cell("s1", "competitor"), cell("s2", "owned")],
            {"plan_actions": []},
            (2, False, "1 of 1 competitor tiles without a contract end or an action to find it", None),
        ),
        ([RIVAL, EARLIER, cell("s2", "none")], {}, (3, False, "no tile changed in two quarters", None)),
        ([RIVAL, EARLIER, cell("s2", "owned")], {}, (4, False, None, None)),
    ],
)
def test_whitespace_climbs_by_knowledge_dates_and_movement(
    company: Company, cells: Any, more: dict[str, Any], found: tuple[Any, ...]
) -> None:
    """One cell, half of the cells, every competitor dated, one cell moved."""
    assert component(company, "whitespace", stages=STAGES, whitespace_cells=cells, **more) == found


# --- action plan


def action(number: int, **given: Any) -> dict[str, Any]:
    return {
        "action_id": str(number),
        "plan_id": "P",
        "objective_id": f"O{number % 2}",
        "owner_id": "ae",
        "due_date": days_from_now(10),
        "status": "open",
        **given,
    }


FOUR = [action(number) for number in range(4)]
TWO = [
    {"objective_id": f"O{n}", "plan_id": "P", "status": "open", "measure_moved_on": days_from_now(-93)}
    for n in range(2)
]
ACTING: dict[str, Any] = {"account_plans": [PLAN], "plan_actions": FOUR, "plan_objectives": TWO, "account_team": []}
NO_ACTION = (0, False, "no open action with owner and date", None)


def team(*members: str, role: str = "SA") -> list[dict[str, Any]]:
    return [{"account_id": "A", "user_id": member, "team_role": role} for member in members]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"plan_actions": None}, (None, True, "unknown: no plan_actions export", "plan_actions")),
        ({"account_plans": []}, (0, False, "no live plan", None)),
        ({"plan_actions": []}, NO_ACTION),
        ({"plan_actions": [action(0, due_date=None)]}, NO_ACTION),
        ({"plan_actions": [action(0, owner_id="TBD")]}, NO_ACTION),
        ({"plan_actions": [action(0, status="done")]}, NO_ACTION),
        (
            {"plan_actions": FOUR[:3]},
            (1, False, "1 of 2 objectives have two actions with owner and date, two needed", None),
        ),
        (
            {"plan_actions": [*FOUR[:3], action(3, status="dropped")]},
            (1, False, "1 of 2 objectives have two actions with owner and date, two needed", None),
        ),
        (
            {"plan_actions": [*FOUR[:3], action(3, status="done")]},
            (3, False, "no measure moved since 4 Jul 2026", None),
        ),
        (
            {"plan_objectives": [TWO[0], TWO[1] | {"status": "dropped"}]},
            (1, False, "1 of 1 objectives have two actions with owner and date, two needed", None),
        ),
        ({"plan_objectives": []}, (1, False, "no open objective", None)),
        ({"plan_objectives": None}, (1, True, "unknown: no plan_objectives export", "plan_objectives")),
        ({"account_team": None}, (2, True, "unknown: no account_team export", "account_team")),
        (
            {"account_team": None, "plan_actions": [action(0, due_date=days_from_now(-31)), *FOUR[1:]]},
            (2, False, "1 action over 30 days late", None),
        ),
        (
            {"plan_actions": [action(0, due_date=days_from_now(-30)), *FOUR[1:]]},
            (3, False, "no measure moved since 4 Jul 2026", None),
        ),
        (
            {"plan_objectives": [{**one, "measure_moved_on": None} for one in TWO]},
            (3, False, "no measure has moved", None),
        ),
        ({"plan_objectives": [TWO[0], TWO[1] | {"measure_moved_on": days_from_now(-92)}]}, (4, False, None, None)),
    ],
)
def test_action_plan_climbs_by_actions_objectives_team_and_results(
    company: Company, given: dict[str, Any], found: tuple[Any, ...]
) -> None:
    """An open action; two objectives with two each; nobody idle or late; a measure that moved."""
    tables = {name: rows for name, rows in (ACTING | given).items() if rows is not None}
    assert component(company, "action plan", **tables) == found


def test_a_team_of_five_of_whom_three_act_names_how_many_do_not(company: Company) -> None:
    """The worked example of S85: 3 of 5."""
    members = team("ae", "sa", "csm", "rm", "sdr")
    actions = [*FOUR, action(5, owner_id="sa"), action(6, owner_id="csm")]
    tables = ACTING | {"account_team": members, "plan_actions": actions}
    assert component(company, "action plan", **tables) == (
        2,
        False,
        "2 of 5 on the team have no action",
        None,
    )


def test_partners_sponsors_and_leavers_need_no_action(company: Company) -> None:
    """Partners are counted apart, sponsors are optional, and who left cannot act."""
    gone = {"user_id": "gone", "role": "SA", "is_active": False}
    members = [
        *team("ae"),
        *team("sa", role="EXEC_SPONSOR"),
        *team("gone"),
        {"account_id": "A", "partner_name": "Helpers Ltd", "team_role": "PARTNER"},
    ]
    tables = ACTING | {"users": [*USERS, gone], "account_team": members}
    assert component(company, "action plan", **tables)[0] == 3


def test_a_done_action_is_not_an_open_one_for_the_team(company: Company) -> None:
    """Everyone needs something still to do."""
    tables = ACTING | {
        "account_team": team("ae", "sa"),
        "plan_actions": [*FOUR, action(9, owner_id="sa", status="done")],
    }
    assert component(company, "action plan", **tables)[2] == "1 of 2 on the team have no action"
