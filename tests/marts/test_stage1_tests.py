"""Whether the plan existed when the first opportunity left discovery (S4)."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import AS_OF, Company

USERS = [{"user_id": "ae", "role": "AE", "is_active": True}]
ACCOUNT = {"account_id": "A", "owner_id": "ae", "is_key_account": True}
APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)
STAGES = [
    {"stage": stage, "stage_order": order, "is_closed": order > 6, "is_won": stage == "Closed Won"}
    for stage, order in (
        ("0-Pending", 0),
        ("1-Discovery", 1),
        ("2-Scoping", 2),
        ("3-Technical", 3),
        ("Closed Won", 7),
        ("8-Closed Lost", 8),
    )
]


def may(day: int) -> dt.date:
    return MAY.replace(day=day)


def deal(**given: Any) -> dict[str, Any]:
    return {
        "opportunity_id": "O",
        "account_id": "A",
        "owner_id": "ae",
        "type": "new",
        "stage": "2-Scoping",
        "stage_order": 2,
        "is_closed": False,
        "is_won": False,
        "created_date": APRIL,
        **given,
    }


def plan(created: dt.date | None, **given: Any) -> dict[str, Any]:
    return {
        "plan_id": "P",
        "account_id": "A",
        "plan_kind": "account",
        "plan_type": "land",
        "status": "draft",
        "created_date": created,
        **given,
    }


def weeks(*stages: str, since: dt.date = APRIL, **given: Any) -> list[dict[str, Any]]:
    """One snapshot a week, in the stages given."""
    return [
        {
            "opportunity_id": "O",
            "snapshot_date": since + dt.timedelta(weeks=week),
            "stage": stage,
            "is_closed": "Closed" in stage,
            "is_won": "Won" in stage,
            **given,
        }
        for week, stage in enumerate(stages)
    ]


def verdict(
    company: Company,
    deals: list[dict[str, Any]],
    plans: list[dict[str, Any]] | None,
    snapshots: list[dict[str, Any]] | None = None,
    columns: str = "result",
    account: dict[str, Any] | None = None,
    changes: list[dict[str, Any]] | None = None,
) -> Any:
    tables: dict[str, Any] = {
        "users": USERS,
        "accounts": [ACCOUNT | (account or {})],
        "opportunities": deals,
        "sales_stages": STAGES,
        "opportunity_snapshots": snapshots,
        "account_plans": plans,
        "field_history": changes,
    }
    connection = company(**{name: rows for name, rows in tables.items() if rows is not None})
    rows = connection.execute(f"select {columns} from marts.stage1_tests").fetchall()
    assert len(rows) <= 1
    return None if not rows else rows[0] if "," in columns else rows[0][0]


@pytest.mark.parametrize(("created", "result"), [(may(10), "pass"), (may(11), "fail")])
def test_a_plan_made_on_the_day_of_leaving_stage_1_is_in_time(company: Company, created: dt.date, result: str) -> None:
    """Left on 10 May: a plan of 10 May passes, one of 11 May fails (worked example)."""
    assert verdict(company, [deal(stage1_exited_on=may(10))], [plan(created)]) == result


@pytest.mark.parametrize(("created", "result"), [(may(1), "pass"), (may(2), "pass"), (may(3), "fail")])
def test_an_opportunity_created_past_stage_1_left_it_on_creation(
    company: Company, created: dt.date, result: str
) -> None:
    """Created in stage 3 on 2 May, with a plan of 1 May, passes (worked example)."""
    opened = deal(stage="3-Technical", stage_order=3, created_date=may(2))
    assert verdict(company, [opened], [plan(created)], weeks("3-Technical", since=may(4))) == result


def test_going_back_to_stage_1_does_not_reopen_the_test(company: Company) -> None:
    """Left on 13 May, back on 20 May: a plan of 21 May is late (worked example)."""
    back = deal(stage="1-Discovery", stage_order=1, created_date=may(6))
    history = weeks("1-Discovery", "2-Scoping", "1-Discovery", "1-Discovery", since=may(6))
    found = verdict(company, [back], [plan(may(21))], history, "result, exited_on")
    assert found == ("fail", may(13))
    assert (
        verdict(company, [deal(stage="1-Discovery", stage_order=1, stage1_exited_on=may(10))], [plan(may(21))])
        == "fail"
    )


def test_the_first_snapshot_past_stage_1_is_the_exit_where_no_export_gives_the_day(company: Company) -> None:
    """And the export's own day beats the snapshots."""
    history = weeks("0-Pending", "1-Discovery", "1-Discovery", "2-Scoping", "3-Technical")
    assert verdict(company, [deal()], [], history, "exited_on, result") == (dt.date(2026, 4, 22), "fail")
    assert verdict(company, [deal(stage1_exited_on=APRIL)], [], history, "exited_on, result") == (APRIL, "fail")


def test_a_recorded_change_of_stage_is_the_exit_where_there_is_no_snapshot(company: Company) -> None:
    """A CRM that writes down when each stage was entered tells the day as a snapshot does; another field tells none."""
    changes = [
        {
            "table_name": "opportunities",
            "record_id": "O",
            "field": field,
            "changed_at": f"2026-05-{day:02} 09:00",
            "new_value": stage,
        }
        for field, day, stage in (
            ("next_step", 8, "2-Scoping"),
            ("stage", 6, "1-Discovery"),
            ("stage", 13, "2-Scoping"),
            ("stage", 20, "3-Technical"),
        )
    ]
    found = verdict(company, [deal()], [plan(may(13))], columns="exited_on, result", changes=changes)
    assert found == (may(13), "pass")
    assert verdict(company, [deal()], [plan(may(14))], changes=changes) == "fail"


def test_still_in_stage_1_without_a_plan_is_due(company: Company) -> None:
    """With the days in stage: since the first snapshot in it, else since creation."""
    open_deal = deal(stage="1-Discovery", stage_order=1)
    assert verdict(company, [open_deal], [], None, "result, days_in_stage") == ("due", (AS_OF - APRIL).days)
    history = weeks("0-Pending", "1-Discovery")
    assert verdict(company, [open_deal], [], history, "result, days_in_stage") == ("due", (AS_OF - APRIL).days - 7)


def test_before_stage_1_nothing_is_counted_in_days(company: Company) -> None:
    """Still due, not yet in the stage."""
    waiting = deal(stage="0-Pending", stage_order=0)
    assert verdict(company, [waiting], [], weeks("0-Pending"), "result, days_in_stage") == ("due", None)


def test_still_in_stage_1_with_a_plan_passes(company: Company) -> None:
    """Whatever the day it will leave."""
    assert verdict(company, [deal(stage="1-Discovery", stage_order=1)], [plan(may(10))]) == "pass"


@pytest.mark.parametrize(
    ("given", "exited"),
    [
        ({"opportunity_id": "R", "type": "renewal", "created_date": dt.date(2026, 1, 1)}, may(10)),
        ({"opportunity_id": "E", "created_date": dt.date(2026, 1, 1)}, may(2)),
        ({"opportunity_id": "E", "type": None, "created_date": dt.date(2026, 1, 1)}, may(2)),
        ({"opportunity_id": "L", "created_date": dt.date(2026, 6, 1)}, may(10)),
        ({"opportunity_id": "N", "created_date": None}, may(10)),
        ({"opportunity_id": "Z", "account_id": "other", "created_date": dt.date(2026, 1, 1)}, may(10)),
    ],
)
def test_the_earliest_opportunity_that_is_no_renewal_is_tested(
    company: Company, given: dict[str, Any], exited: dt.date
) -> None:
    """Later ones, undated ones and those of other accounts do not matter."""
    other = deal(stage1_exited_on=may(2), **given)
    assert verdict(company, [deal(stage1_exited_on=may(10)), other], [], None, "exited_on, result") == (exited, "fail")


def test_opportunities_from_before_the_account_became_key_are_passed_over(company: Company) -> None:
    """Created on the day it became key counts."""
    deals = [deal(opportunity_id="old", stage1_exited_on=APRIL), deal(created_date=may(1), stage1_exited_on=may(9))]
    found = verdict(company, deals, [], None, "opportunity_id, result", {"key_since": may(1)})
    assert found == ("O", "fail")
    assert verdict(company, deals[:1], [], None, "result", {"key_since": may(1)}) is None


def test_the_earliest_plan_counts_by_its_creation_and_not_by_its_start(company: Company) -> None:
    """A start date can be written back; a closed plan was there all the same; other kinds of plan do not count."""
    left = deal(stage1_exited_on=may(10))
    assert verdict(company, [left], [plan(may(11), start_date=APRIL, status="active")]) == "fail"
    closed = plan(may(9), plan_id="Q", status="closed")
    assert verdict(company, [left], [plan(may(11)), closed], None, "result, plan_created_on") == ("pass", may(9))
    assert verdict(company, [left], [plan(may(9), plan_kind="success")]) == "fail"


def test_being_lost_from_stage_1_is_no_way_forward(company: Company) -> None:
    """It is not tested, the next one is; its number in the list of stages does not make it a later stage."""
    lost = deal(stage="8-Closed Lost", stage_order=8, is_closed=True, is_won=False)
    history = weeks("1-Discovery", "8-Closed Lost")
    assert verdict(company, [lost], [], history) is None
    following = deal(opportunity_id="next", created_date=may(1), stage1_exited_on=may(9))
    assert verdict(company, [lost, following], [], history, "opportunity_id, result") == ("next", "fail")


def test_winning_straight_from_stage_1_is_a_way_forward(company: Company) -> None:
    """Closed Won is past stage 1."""
    won = deal(stage="Closed Won", stage_order=7, is_closed=True, is_won=True)
    found = verdict(company, [won], [plan(may(20))], weeks("1-Discovery", "Closed Won"), "result, exited_on")
    assert found == ("fail", APRIL + dt.timedelta(weeks=1))


@pytest.mark.parametrize("created", [dt.date(2026, 3, 1), dt.date(2026, 4, 2), may(21), None])
@pytest.mark.parametrize("stage", ["2-Scoping", "Closed Won"])
def test_a_deal_past_stage_1_in_its_first_snapshot_is_unknown(
    company: Company, stage: str, created: dt.date | None
) -> None:
    """Created on 1 April, first seen on 20 May in stage 2 or won: the day it left is unknown, whatever the plan."""
    seen = deal(stage=stage, stage_order=2, is_closed="Closed" in stage, is_won="Won" in stage)
    plans = [plan(created)] if created else []
    found = verdict(company, [seen], plans, weeks(stage, since=may(20)), "result, unknown_reason")
    assert found == ("unknown", "the day it left stage 1 is not recorded")
    exported = verdict(company, [seen | {"stage1_exited_on": may(10)}], plans, weeks(stage, since=may(20)))
    assert exported == ("pass" if created and created <= may(10) else "fail")


def test_a_deal_lost_in_its_first_snapshot_is_unknown(company: Company) -> None:
    """Nobody knows how far it came: it is tested all the same, and no later deal takes its place."""
    lost = deal(stage="8-Closed Lost", stage_order=8, is_closed=True, is_won=False)
    following = deal(opportunity_id="next", created_date=may(1), stage1_exited_on=may(9))
    history = weeks("8-Closed Lost", since=may(20))
    found = verdict(company, [lost, following], [], history, "opportunity_id, result, unknown_reason")
    assert found == ("O", "unknown", "no history says whether it left stage 1")


def test_without_any_history_the_verdict_stays_open(company: Company) -> None:
    """Nothing says on which day it left, so neither an early plan nor a late one nor none is judged."""
    for plans in ([plan(dt.date(2026, 3, 1))], [plan(may(20))], []):
        found = verdict(company, [deal()], plans, None, "result, unknown_reason")
        assert found == ("unknown", "the day it left stage 1 is not recorded")


def test_an_unknown_stage_leaves_the_verdict_open(company: Company) -> None:
    """Nothing says whether it left."""
    found = verdict(company, [deal(stage="Haggling", stage_order=None)], [], None, "result, unknown_reason")
    assert found == ("unknown", "no history says whether it left stage 1")


def test_without_a_plans_export_nothing_is_judged(company: Company) -> None:
    """Unknown, not failed."""
    found = verdict(company, [deal(stage1_exited_on=may(10))], None, None, "result, unknown_reason")
    assert found == ("unknown", "no account_plans export")


def test_a_plan_of_unknown_age_may_have_been_in_time(company: Company) -> None:
    """Unless another one was for certain."""
    left = deal(stage1_exited_on=may(10))
    found = verdict(company, [left], [plan(None)], None, "result, unknown_reason")
    assert found == ("unknown", "a plan has no creation date")
    assert verdict(company, [left], [plan(None), plan(may(1), plan_id="Q")]) == "pass"


@pytest.mark.parametrize("given", [{"is_deleted": True}, {"snapshot_date": AS_OF + dt.timedelta(days=1)}])
def test_deleted_and_later_snapshots_tell_nothing(company: Company, given: dict[str, Any]) -> None:
    """Only what stood on or before the day of the data."""
    history = [*weeks("1-Discovery"), weeks("2-Scoping", since=may(9))[0] | given]
    found = verdict(company, [deal(stage="1-Discovery", stage_order=1)], [], history)
    assert found == "due"


def test_accounts_that_are_not_eligible_are_not_tested(company: Company) -> None:
    """The minimum is asked of key accounts alone."""
    found = verdict(company, [deal(stage1_exited_on=may(10))], [], None, "result", {"is_key_account": False})
    assert found is None
