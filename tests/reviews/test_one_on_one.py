"""What a 1:1 sheet is made of: changes since the inspection, late actions, events, questions (S21, S22, S85, S87)."""

import datetime as dt
from typing import Any

import duckdb
import pandas as pd
import pytest

from sightline import queries
from sightline.packs.one_on_one import lines
from sightline.packs.one_on_one.lines import ASK, CHANGED, CONSULT, IDLE, LATE, NOT_IN_PLAN, Frames
from sightline.warehouse.versions import Warehouse
from tests.conftest import AS_OF, Company
from tests.organisation import D, Row, account, person, plan, team

OUTSIDERS = ("bob", "sam", "nobody")


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "asm", **parameters: Any) -> list[Row]:
    """Rows of a page query for the manager, or somebody else."""
    found = queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters)
    return [{key: None if pd.isna(value) else value for key, value in row.items()} for row in found.to_dict("records")]


def action(action_id: str, owner: str = "ann", **more: Any) -> Row:
    """One open action of the plan p1."""
    return {"action_id": action_id, "plan_id": "p1", "title": action_id, "owner_id": owner, "status": "open", **more}


def review(plan_id: str, day: dt.date, reviewer: str = "asm") -> Row:
    """A 1:1 on a plan."""
    return {
        "review_id": f"{plan_id}-{day}",
        "plan_id": plan_id,
        "review_date": day,
        "reviewer_id": reviewer,
        "review_type": "one_on_one",
    }


def change(table: str, record: str, field: str, day: dt.date, old: str | None, new: str | None, hour: int = 9) -> Row:
    """One line of the field history, written by Ann."""
    moment = dt.datetime.combine(day, dt.time(hour))
    return {
        "table_name": table,
        "record_id": record,
        "field": field,
        "changed_at": moment,
        "changed_by": "ann",
        "old_value": old,
        "new_value": new,
    }


def world(company: Company, **tables: Any) -> duckdb.DuckDBPyConnection:
    """Ann with one planned account, inspected on 10 September, and Bob of another team."""
    given: dict[str, Any] = {
        "users": [*team("ann"), person("asm2", "ASM", "vp"), person("bob", manager="asm2"), person("sam", "SA", None)],
        "accounts": [account("a1"), account("b1", "bob")],
        "account_team": [{"account_id": "a1", "user_id": "sam", "team_role": "SA"}],
        "account_plans": [plan("p1", "a1", created_date=D(2026, 6, 1)), plan("pb", "b1", "bob")],
        "plan_reviews": [review("p1", D(2026, 9, 10)), review("pb", D(2026, 10, 1), "asm2")],
    }
    return company(**{**given, **tables})


def test_a_team_of_five_with_actions_of_three_names_the_other_two(company: Company) -> None:
    """S85: 3 of 5, the other two named; a sponsor and a partner need none."""
    members = [("ann", "AE"), ("cy", "SA"), ("dee", "CSM"), ("eli", "SDR"), ("fay", "RM"), ("vp", "EXEC_SPONSOR")]
    connection = world(
        company,
        users=[*team("ann"), *(person(name, role) for name, role in members[1:5])],
        accounts=[account("a1")],
        account_plans=[plan("p1", "a1")],
        account_team=[
            *({"account_id": "a1", "user_id": name, "team_role": role} for name, role in members),
            {"account_id": "a1", "partner_name": "Helpers Ltd", "team_role": "PARTNER"},
        ],
        plan_actions=[action("x1"), action("x2", "cy"), action("x3", "cy"), action("x4", "dee")],
        plan_reviews=[],
    )

    [found] = ask(connection, "one_on_one_plans", owner="ann")
    assert (found["members_with_action"], found["members"]) == (3, 5)
    assert [row["member_name"] for row in ask(connection, "one_on_one_members", owner="ann")] == ["Eli", "Fay"]
    [summary] = ask(connection, "one_on_one_summary", owner="ann")
    assert (summary["members_with_action"], summary["members"], summary["member_share"]) == (3, 5, 0.6)


def test_overdue_re_dated_undated_and_timely_actions_are_counted_apart(company: Company) -> None:
    """S87: due yesterday is overdue, due today is not; the median of 1, 3 and 10 days is 3.

    S88: of three done in 90 days whose first due day is known, one was on time; a later date does not make it so.
    """
    connection = world(
        company,
        plan_actions=[
            action("one", due_date=D(2026, 10, 4)),
            action("three", due_date=D(2026, 10, 2), first_due_date=D(2026, 9, 2)),
            action("ten", due_date=D(2026, 9, 25), first_due_date=D(2026, 9, 25)),
            action("today", due_date=D(2026, 10, 5)),
            action("moved", due_date=D(2026, 12, 1), first_due_date=D(2026, 11, 1)),
            action("undated"),
            action("late", first_due_date=D(2026, 9, 1), status="done", completed_date=D(2026, 9, 20)),
            action(
                "re-dated",
                first_due_date=D(2026, 9, 1),
                due_date=D(2026, 9, 30),
                status="done",
                completed_date=D(2026, 9, 20),
            ),
            action("in time", first_due_date=D(2026, 9, 20), status="done", completed_date=D(2026, 9, 20)),
            action("long ago", first_due_date=D(2026, 7, 6), status="done", completed_date=D(2026, 7, 6)),
            action("unknown", due_date=D(2026, 9, 30), status="done", completed_date=D(2026, 9, 20)),
        ],
    )
    [summary] = ask(connection, "one_on_one_summary", owner="ann")

    counts = {name: summary[name] for name in ("open_actions", "overdue_actions", "redated_actions", "undated_actions")}
    assert counts == {"open_actions": 6, "overdue_actions": 3, "redated_actions": 2, "undated_actions": 1}
    assert (summary["overdue_share"], summary["median_overdue_days"]) == (0.5, 3.0)
    assert (summary["on_time_share"], summary["timed_actions"]) == (pytest.approx(1 / 3), 3)
    rows = ask(connection, "one_on_one_actions", owner="ann")
    assert [row["action_id"] for row in rows] == ["ten", "three", "one", "moved"]
    assert [row["first_due_on"] for row in rows] == [None, pd.Timestamp(2026, 9, 2), None, pd.Timestamp(2026, 11, 1)]


@pytest.mark.parametrize(("late", "median"), [([], None), ([4], 4.0), ([2, 10], 6.0), ([1, 2, 9, 10], 5.5)])
def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(
    company: Company, late: list[int], median: float | None
) -> None:
    """As every spreadsheet counts it."""
    due = [action(f"x{days}", due_date=AS_OF - dt.timedelta(days=days)) for days in late]
    [summary] = ask(world(company, plan_actions=[action("open"), *due]), "one_on_one_summary", owner="ann")

    assert summary["median_overdue_days"] == median


def test_only_what_happened_after_the_last_inspection_is_news(company: Company) -> None:
    """Plan, actions, people and whitespace on 11 September and later are told, the day of the inspection is not."""
    day, before = D(2026, 9, 20), D(2026, 9, 10)
    connection = world(
        company,
        contacts=[
            {"contact_id": "c1", "account_id": "a1", "full_name": "Mina Balint", "support": "champion"},
            {"contact_id": "c2", "account_id": "a1", "full_name": "Otto Weiss", "leaving_on": day},
        ],
        plan_actions=[
            action("old", created_date=before),
            action("new", created_date=day),
            action("moved", due_date=D(2026, 12, 1), created_date=D(2026, 6, 1)),
            action("finished", status="done", completed_date=day, created_date=D(2026, 6, 1)),
        ],
        field_history=[
            change("plan_answers", "p1;P1", "answer", day, None, "to grow"),
            change("plan_answers", "p1;P2", "answer", day, None, "a secret of the plan"),
            change("plan_answers", "p1;P3", "answer", before, None, "told already"),
            change("plan_actions", "moved", "due_date", day, "2026-10-01", "2026-12-01"),
            change("contacts", "c1", "support", D(2026, 9, 21), "neutral", "supporter"),
            change("contacts", "c1", "support", D(2026, 9, 21), "supporter", "champion", hour=17),
        ],
        nps=[{"response_id": "n1", "account_id": "a1", "contact_id": "c1", "score": 9, "response_date": day,
              "survey": "nps"}],
        stages=[{"stage_id": "s1", "label": "Secure", "display_order": 1}],
        whitespace_cells=[{"account_id": "a1", "stage_id": "s1", "state": "competitor", "updated_date": day,
                           "as_of_date": day}],
    )  # fmt: skip
    rows = ask(connection, "one_on_one_changes", owner="ann")
    told = {(row["kind"], row["what"], row["record_name"]): row for row in rows}

    assert {key[:2] for key in told} == {
        ("plan", "profile answers written"),
        ("action", "added"),
        ("action", "done"),
        ("action", "re-dated"),
        ("relationship", "support judged anew"),
        ("relationship", "has left"),
        ("relationship", "would recommend us"),
        ("whitespace", "recorded as"),
    }
    assert told["plan", "profile answers written", None]["times"] == 2
    support = told["relationship", "support judged anew", "Mina Balint"]
    assert (support["word_before"], support["word_after"]) == ("neutral", "champion")
    moved = told["action", "re-dated", "moved"]
    assert (moved["before_on"], moved["after_on"]) == (pd.Timestamp(2026, 10, 1), pd.Timestamp(2026, 12, 1))
    assert not any("secret" in str(row) for row in rows)
    assert ask(connection, "one_on_one_changes", viewer="asm2", owner="ann") == []


def test_a_plan_never_inspected_tells_a_quarter(company: Company) -> None:
    """92 days before 5 October is 5 July: what happened on 6 July is told, on 5 July no more."""
    history = [change("account_plans", "p1", "content_changed_on", day, None, str(day)) for day in
               (D(2026, 7, 5), D(2026, 7, 6))]  # fmt: skip
    rows = ask(world(company, plan_reviews=[], field_history=history), "one_on_one_changes", owner="ann")

    assert [row["happened_on"] for row in rows] == [pd.Timestamp(2026, 7, 6)]


def test_deals_tell_what_their_snapshots_first_show(company: Company) -> None:
    """Amount, close date, stage and category from one week to the next, and a deal that is new."""
    deal = {
        "opportunity_id": "o1", "name": "First teams", "account_id": "a1", "owner_id": "ann", "type": "new",
        "currency": "USD", "is_closed": False, "is_won": False, "created_date": D(2026, 9, 12),
    }  # fmt: skip
    weeks = [
        (D(2026, 9, 14), 100, D(2026, 10, 20), "1-Discovery", "pipeline"),
        (D(2026, 9, 21), 150, D(2026, 12, 1), "2-Scoping", "best_case"),
    ]
    snapshots = [
        {"snapshot_date": day, "opportunity_id": "o1", "account_id": "a1", "owner_id": "ann", "amount": amount,
         "currency": "USD", "close_date": close, "stage": stage, "forecast_category": category, "is_closed": False,
         "is_won": False}
        for day, amount, close, stage, category in weeks
    ]  # fmt: skip
    connection = world(
        company,
        opportunities=[{**deal, "amount": 150, "close_date": D(2026, 12, 1), "stage": "2-Scoping"}],
        opportunity_snapshots=snapshots,
    )
    rows = [row for row in ask(connection, "one_on_one_changes", owner="ann") if row["kind"] == "deal"]

    assert {row["what"]: row["happened_on"].date() for row in rows} == {
        "amount": D(2026, 9, 21),
        "close date": D(2026, 9, 21),
        "stage": D(2026, 9, 21),
        "forecast category": D(2026, 9, 21),
        "new": D(2026, 9, 12),
    }
    empty = pd.DataFrame()
    frame = queries.run(connection, "one_on_one_changes", viewer="asm", today=AS_OF, parameters={"owner": "ann"})
    said = lines.told(Frames(frame, empty, empty, empty, empty, empty), {}, "USD")["said"].tolist()
    assert said == [
        "First teams: $100 → $150, closes 20 Oct 2026 → 1 Dec 2026, pipeline → best case, 1-Discovery → 2-Scoping",
        "First teams: new deal, $150, closes 1 Dec 2026",
    ]


def test_an_event_after_the_last_change_is_not_in_the_plan_yet(company: Company) -> None:
    """S21: changed on 1 September; what came later is listed, and marked once it is more than fourteen days old."""
    events = [("m_and_a", D(2026, 8, 30)), ("m_and_a", D(2026, 9, 20)), ("org_change", D(2026, 9, 21))]
    connection = world(
        company,
        account_events=[{"account_id": "a1", "event_date": day, "kind": kind} for kind, day in events],
    )
    rows = ask(connection, "one_on_one_triggers", owner="ann")

    assert [(row["kind"], row["event_days"], row["is_stale"]) for row in rows] == [
        ("m_and_a", 15, True),
        ("org_change", 14, False),
    ]


def test_three_questions_are_of_three_parts_of_the_plan_where_so_many_lack_something(sample: Warehouse) -> None:
    """At most three each, with their reasons, the first the most pressing; a part twice only for want of more."""
    three = queries.run(sample.connection, "one_on_one_questions", viewer="operator", today=AS_OF)
    every = queries.run(sample.connection, "account_questions", viewer="operator", today=AS_OF)
    every = every[every["account_id"].isin(three["account_id"])]

    assert three.groupby("account_id").size().max() == 3
    assert three["because"].str.len().min() > 0
    first = every.sort_values(["place", "ask"]).groupby("account_id")["ask"].first()
    assert three[three["place"] == 1].set_index("account_id")["ask"].to_dict() == first.to_dict()
    for account_id, asked in three.groupby("account_id"):
        topics = every.loc[every["account_id"] == account_id, "topic"].nunique()
        assert asked["topic"].nunique() == min(3, topics), account_id


def test_the_ae_inspected_longest_ago_comes_first(company: Company) -> None:
    """Never before long ago before lately; who has no plan comes last; leavers and other teams are not there."""
    reps = ["ann", "cal", "dov", "eve"]
    connection = world(
        company,
        users=[
            *team(*reps),
            person("old", is_active=False),
            person("asm2", "ASM", "vp"),
            person("bob", manager="asm2"),
        ],
        accounts=[account(f"a-{rep}", rep) for rep in [*reps, "bob"]],
        account_plans=[plan(f"p-{rep}", f"a-{rep}", rep) for rep in ("ann", "cal", "dov", "bob")],
        account_team=[],
        plan_reviews=[review("p-ann", D(2026, 10, 1)), review("p-cal", D(2026, 9, 3))],
    )

    assert [row["person_id"] for row in ask(connection, "one_on_one_people")] == ["dov", "cal", "ann", "eve"]
    assert [row["person_id"] for row in ask(connection, "one_on_one_people", owner="cal")] == ["cal"]
    assert [row["person_id"] for row in ask(connection, "one_on_one_people", viewer="ann")] == ["ann"]
    assert len(ask(connection, "one_on_one_people", viewer="vp")) == 5
    assert len(ask(connection, "one_on_one_people", viewer="vp", team="asm")) == 4


@pytest.mark.parametrize("name", [name for name in queries.layer("pages") if name.startswith("one_on_one_")])
def test_an_outsider_gets_nothing_of_a_sheet(company: Company, name: str) -> None:
    """Another team and an unknown person get no row of Ann's sheet, the account team none that names her people."""
    deal = {
        "opportunity_id": "o", "account_id": "a1", "owner_id": "ann", "stage": "6-Awaiting Signature", "stage_order": 6,
        "amount": 900_000, "close_date": D(2026, 10, 9), "forecast_category": "commit", "is_closed": False,
    }  # fmt: skip
    connection = world(
        company,
        plan_actions=[action("x", due_date=D(2026, 10, 1), created_date=D(2026, 9, 20))],
        account_events=[{"account_id": "a1", "event_date": D(2026, 9, 20), "kind": "m_and_a"}],
        opportunities=[deal],
        opportunity_plans=[{"opportunity_id": "o", "last_consult_date": D(2026, 6, 1)}],
    )
    if name == "one_on_one_week":
        assert len(ask(connection, name)) == 1
        return
    parameters = {"owner": "ann"}
    assert ask(connection, name, viewer="asm", **parameters)
    for viewer in ("bob", "nobody"):
        assert ask(connection, name, viewer=viewer, **parameters) == [], viewer


def test_without_reviews_or_actions_the_sheet_says_unknown(company: Company) -> None:
    """C7: no export of reviews is not "never inspected", no export of actions not "nothing overdue"."""
    connection = company(users=team("ann"), accounts=[account("a1")], account_plans=[plan("p1", "a1")])
    [summary] = ask(connection, "one_on_one_summary", owner="ann")
    [found] = ask(connection, "one_on_one_plans", owner="ann")

    unknown = ("inspected_plans", "open_actions", "overdue_actions", "redated_actions", "members", "timed_actions")
    assert {name: summary[name] for name in unknown} == dict.fromkeys(unknown)
    assert (found["is_inspected"], found["members"]) == (None, None)


def test_the_sample_fills_every_part_of_a_sheet_and_none_on_every_plan(sample: Warehouse) -> None:
    """A part that is always or never there could not be seen to work."""

    def rows(name: str) -> pd.DataFrame:
        return queries.run(sample.connection, f"one_on_one_{name}", viewer="operator", today=AS_OF)

    frames = Frames(*map(rows, ("changes", "triggers", "actions", "members", "questions", "consults")))
    told = lines.told(frames, {}, "USD")
    planned = rows("plans").dropna(subset="plan_id")["account_id"]
    on_plans = told[told["account_id"].isin(planned)].groupby("part")["account_id"].nunique()

    assert set(told["part"]) == {CHANGED, NOT_IN_PLAN, LATE, IDLE, ASK, CONSULT}
    assert all(0 < count < len(planned) for part, count in on_plans.items() if part != ASK)
    assert set(frames.changes["kind"]) == {"plan", "action", "deal", "relationship", "whitespace"}
    assert not told["said"].str.contains("None|nan|NaT|_", regex=True).any()


def test_a_mark_made_here_moves_the_day_from_which_news_are_told(sample: Warehouse) -> None:
    """What happened up to the marked day is no news of that plan any more, and of no other."""
    changes = queries.run(sample.connection, "one_on_one_changes", viewer="operator", today=AS_OF)
    empty = pd.DataFrame()
    plan_id = changes["plan_id"].value_counts().index[0]
    frames = Frames(changes, empty, empty, empty, empty, empty)
    before, after = lines.told(frames, {}, "USD"), lines.told(frames, {plan_id: AS_OF}, "USD")
    account_id = changes.loc[changes["plan_id"] == plan_id, "account_id"].iloc[0]

    assert (before["account_id"] == account_id).any()
    assert after.equals(before[before["account_id"] != account_id].reset_index(drop=True))
