"""The numbers of the Account page: worked examples and edges of the rules behind it."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, Company, Rows
from tests.organisation import D, Row, account, person, plan, team


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "operator", account: str = "a1") -> list[Row]:
    """Rows of a page query about one account; unknown is None."""
    found = queries.run(connection, name, viewer=viewer, today=AS_OF, parameters={"account": account})
    return found.astype(object).where(found.notna(), None).to_dict("records")


def one(connection: duckdb.DuckDBPyConnection, name: str) -> Row:
    """The only row of a page query about account a1."""
    (row,) = ask(connection, name)
    return row


def world(company: Company, **tables: Any) -> duckdb.DuckDBPyConnection:
    """Ann's account a1 with its live plan p1."""
    usual: dict[str, Any] = {
        "users": team("ann", "bob"),
        "accounts": [account("a1")],
        "account_plans": [plan("p1", "a1")],
    }
    return company(**{**usual, **tables})


def action(action_id: str, owner: str | None = "ann", **more: Any) -> Row:
    """One open action of plan p1 that answers all five questions."""
    return {
        "action_id": action_id,
        "plan_id": "p1",
        "title": "Meet the platform lead",
        "how": "Two workshops",
        "owner_id": owner,
        "due_date": D(2026, 11, 1),
        "support_needed": "SA for two days",
        "status": "open",
        **more,
    }


def won(day: dt.date, **more: Any) -> Row:
    """One opportunity of a1, won."""
    return {
        "opportunity_id": f"o{day}",
        "account_id": "a1",
        "owner_id": "ann",
        "stage": "Closed Won",
        "is_closed": True,
        "is_won": True,
        "close_date": day,
        "created_date": D(2024, 1, 1),
        **more,
    }


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
    ]
    connection = world(
        company,
        plan_answers=[{"plan_id": "p1", "question": q, "state": s, "answer": a} for q, s, a in answers],
        plan_actions=[action("x1", about_kind="question", about_id="P3")],
    )
    facts = one(connection, "account_profile_facts")
    rows = {row["question"]: row for row in ask(connection, "account_profile")}

    assert (facts["answered"], facts["unknown_with_action"], facts["blank"]) == (2, 1, 6)
    assert (rows["P2"]["answer"], rows["P3"]["open_actions"]) == (None, 1)


def test_a_missing_export_is_unknown_and_never_nought(company: Company) -> None:
    """C7: without answers, risks, actions or whitespace there is no count to show."""
    connection = world(company)

    assert one(connection, "account_profile_facts")["answered"] is None
    assert {row["risks"] for row in ask(connection, "account_risk_horizons")} == {None}
    assert one(connection, "account_action_facts")["open_actions"] is None
    assert one(connection, "account_whitespace_facts")["applicable_cells"] is None
    assert one(connection, "account_relationship")["contacts"] is None


def contact(contact_id: str, **more: Any) -> Row:
    """One contact of a1."""
    return {"contact_id": contact_id, "account_id": "a1", "full_name": contact_id.title(), **more}


def test_influence_and_reporting_are_two_things(company: Company) -> None:
    """S60: nobody reports to or sways themselves; an outside voice is told apart."""
    connection = world(
        company,
        contacts=[contact("cio"), contact("dev", reports_to_id="cio"), contact("odd", reports_to_id="odd")],
        contact_influences=[
            {"from_contact_id": "dev", "to_contact_id": "cio", "strength": "high"},
            {"from_contact_id": "odd", "to_contact_id": "odd"},
            {"to_contact_id": "cio", "external_party": "An analyst"},
        ],
    )
    managers = {row["contact_id"]: row["reports_to_id"] for row in ask(connection, "account_contacts")}
    sways = {(row["from_name"], row["to_name"], row["is_outside"]) for row in ask(connection, "account_influences")}

    assert managers == {"cio": None, "dev": "cio", "odd": None}
    assert sways == {("Dev", "Cio", False), ("An analyst", "Cio", True)}


@pytest.mark.parametrize(
    ("touched_on", "influence", "is_open"),
    [(D(2026, 9, 30), "high", False), (D(2026, 1, 1), "high", True), (None, "high", True), (None, "low", False)],
)
def test_a_departure_is_open_until_the_successor_is_met(
    company: Company, touched_on: Any, influence: str, is_open: bool
) -> None:
    """S63: a key person who leaves without a successor in touch is an alarm."""
    connection = world(
        company,
        contacts=[
            contact("old", influence=influence, leaving_on=D(2026, 11, 1), successor_id="new"),
            contact("new", last_touch_date=touched_on),
        ],
    )
    rows = {row["contact_id"]: row for row in ask(connection, "account_contacts")}

    assert (rows["old"]["presence"], rows["old"]["is_departure_open"]) == ("leaving", is_open)
    assert rows["new"]["is_departure_open"] is False


def cell(stage: str, state: str, centre: str | None = None, **more: Any) -> Row:
    """One recorded cell of a1."""
    return {
        "account_id": "a1",
        "stage_id": stage,
        "state": state,
        "buying_centre_id": centre,
        "as_of_date": AS_OF,
        **more,
    }


def test_a_place_shows_the_state_that_ranks_first_and_how_many_agree(company: Company) -> None:
    """S77: ours before competitor, "1 of 3"; the whole account stands in where a centre says nothing."""
    connection = world(
        company,
        stages=[
            {"stage_id": s, "label": s.title(), "display_order": n} for n, s in enumerate(("plan", "create", "verify"))
        ],
        buying_centres=[{"buying_centre_id": "b1", "account_id": "a1", "name": "Bank"}],
        products=[{"product_id": f"q{n}", "name": f"Q{n}"} for n in range(3)],
        whitespace_cells=[
            cell("plan", "owned", "b1", product_id="q0"),
            cell("plan", "competitor", "b1", product_id="q1", vendor="Zeta"),
            cell("plan", "unknown", "b1", product_id="q2"),
            cell("create", "in_house"),
        ],
    )
    grid = {(row["centre_name"], row["stage_label"]): row for row in ask(connection, "account_whitespace_grid")}
    told = {place: (row["state"], row["same_recordings"], row["recordings"]) for place, row in grid.items()}

    assert told == {
        ("Bank", "Plan"): ("ours", 1, 3),
        ("Bank", "Create"): ("in-house", 1, 1),
        ("Bank", "Verify"): ("unknown", 0, 0),
        ("Whole account", "Plan"): ("unknown", 0, 0),
        ("Whole account", "Create"): ("in-house", 1, 1),
        ("Whole account", "Verify"): ("unknown", 0, 0),
    }


def test_a_run_rate_is_shown_per_period_and_an_amount_without_a_rate_is_unknown(company: Company) -> None:
    """Kinds of revenue stay apart, and two months of run rate are two rows, never their sum."""
    rows = [
        ("2026-08-01", "arr", 100, "USD"),
        ("2026-09-01", "arr", 110, "USD"),
        ("2026-09-01", "bookings", 500, "EUR"),
        ("2026-09-01", "usage", 7, "XYZ"),
    ]
    connection = world(
        company,
        product_revenue=[
            {
                "account_id": "a1",
                "product_id": "q1",
                "period_start": dt.date.fromisoformat(day),
                "revenue": amount,
                "revenue_type": kind,
                "currency": currency,
            }
            for day, kind, amount, currency in rows
        ],
        fx_rates=[{"currency": "EUR", "rate_date": D(2026, 1, 1), "rate_to_reporting": 2}],
    )
    told = [(row["revenue_type"], row["revenue"], row["is_unconverted"]) for row in ask(connection, "account_revenue")]

    assert told == [("arr", 100, False), ("arr", 110, False), ("bookings", 1000, False), ("usage", None, True)]


def test_renewals_are_told_by_the_earliest_and_weighted_by_amount(company: Company) -> None:
    """S108, S109: two open renewals; a renewals manager counts once they have an action."""
    deals = [
        won(D(2026, 10, 15), stage="1", type="renewal", is_closed=False, is_won=False, amount=100),
        won(D(2026, 10, 25), stage="1", type="renewal", is_closed=False, is_won=False, amount=300),
    ]
    connection = world(
        company,
        users=[*team("ann"), person("rik", "RM")],
        accounts=[account("a1", renewal_date=D(2027, 1, 3))],
        opportunities=deals,
        account_team=[{"account_id": "a1", "user_id": "rik", "team_role": "RM"}],
        plan_sections=[{"plan_id": "p1", "section": "renewal_plan", "state": "started"}],
    )
    row = one(connection, "account_renewal")

    assert (row["contract_days"], row["renewal_horizon"], row["is_close"]) == (90, "6 months", True)
    assert (row["open_renewals"], row["earliest_close_on"].date()) == (2, D(2026, 10, 15))
    assert row["weighted_close_on"].date() == D(2026, 10, 23)
    assert (row["section_state"], row["renewals_managers"], row["renewals_managers_busy"]) == ("started", 1, 0)


def test_our_competitors_are_counted_by_name_whatever_its_case(company: Company) -> None:
    """S110, S62: cells, deals and people; the customer's own rivals (P3) are not among them."""
    connection = world(
        company,
        whitespace_cells=[cell("plan", "competitor", vendor="Zeta", contract_renewal_date=D(2027, 1, 1))],
        opportunities=[won(D(2026, 9, 1), is_won=False, stage="Lost", competitor="zeta")],
        contacts=[contact("cio", competitor_affinity="ZETA", influence="high")],
        plan_answers=[{"plan_id": "p1", "question": "P3", "state": "answered", "answer": "A bank; another bank"}],
    )
    row = one(connection, "account_competitors")

    assert (row["cells"], row["lost_deals"], row["high_influence_supporters"]) == (1, 1, 1)
    assert row["renewal_on"].date() == D(2027, 1, 1)


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
    assert [row["because"] for row in told if row["topic"] == "profile"] == [f"P{n} is blank" for n in range(2, 10)]
