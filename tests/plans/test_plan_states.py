"""The plan-state ladder, its rungs and reasons (1.1.2, S21, S22, S23, C9, C12, S34)."""

from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, Company
from tests.organisation import D, account, person, plan, team


def states(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Every row of plan_states by account."""
    rows = connection.execute("select * from marts.plan_states").df()
    return {row["account_id"]: row for row in rows.to_dict("records")}


def review(plan_id: str, day: Any, reviewer: str = "asm", kind: str = "one_on_one") -> dict[str, Any]:
    """One review of a plan."""
    return {
        "review_id": f"{plan_id}-{day}-{reviewer}",
        "plan_id": plan_id,
        "review_date": day,
        "reviewer_id": reviewer,
        "review_type": kind,
    }


def action(plan_id: str, **dates: Any) -> dict[str, Any]:
    """One action of a plan, without any date but those given."""
    return {
        "action_id": f"{plan_id}-{len(dates)}-{sorted(dates.items())}",
        "plan_id": plan_id,
        "title": "call",
        "owner_id": "ann",
        "status": "open",
        **dates,
    }


def test_every_eligible_account_sits_on_exactly_one_rung(company: Company) -> None:
    """The seven rungs, each by the facts that lead to it; together they are all eligible accounts."""
    old = {"created_date": D(2026, 1, 1), "content_changed_on": D(2026, 7, 1), "last_updated": D(2026, 7, 1)}
    connection = company(
        users=team("ann"),
        accounts=[
            *(account(name) for name in ("none", "draft", "live", "current", "inspected", "worked")),
            account("below", parent_id="live"),
            account("other", is_key_account=False),
        ],
        account_plans=[
            plan("draft", "draft", status="draft"),
            plan("live", "live", **old),
            plan("current", "current"),
            plan("inspected", "inspected"),
            plan("worked", "worked"),
        ],
        plan_reviews=[review("inspected", D(2026, 9, 30)), review("worked", D(2026, 10, 5))],
        plan_actions=[action("worked", created_date=D(2026, 10, 1))],
    )
    by_account = {name: row["state"] for name, row in states(connection).items()}

    assert by_account == {
        "none": "none",
        "draft": "draft",
        "live": "live",
        "current": "current",
        "inspected": "inspected",
        "worked": "worked",
        "below": "covered by parent",
    }


@pytest.mark.parametrize(("day", "is_current"), [(D(2026, 8, 14), True), (D(2026, 8, 15), False)])
def test_last_quarters_change_counts_in_the_first_fourteen_days(company: Company, day: Any, is_current: bool) -> None:
    """S23: changed on 28 July, it is current on 14 August and no more on the 15th, fresh on both."""
    changed = {"created_date": D(2026, 5, 1), "content_changed_on": D(2026, 7, 28)}
    row = states(
        company(as_of=day, users=team("ann"), accounts=[account("a1")], account_plans=[plan("p1", "a1", **changed)])
    )["a1"]

    assert bool(row["is_current"]) is is_current
    assert row["age_band"] == "fresh"


def test_a_change_on_the_first_day_of_the_quarter_is_of_this_quarter(company: Company) -> None:
    """S23: changed on 1 August, it is current to the quarter's end; changed the day before, it is not."""
    plans = [
        plan("p1", "first", created_date=D(2026, 5, 1), content_changed_on=D(2026, 8, 1)),
        plan("p2", "before", created_date=D(2026, 5, 1), content_changed_on=D(2026, 7, 31)),
    ]
    rows = states(company(users=team("ann"), accounts=[account("first"), account("before")], account_plans=plans))

    assert (bool(rows["first"]["is_current"]), bool(rows["before"]["is_current"])) == (True, False)


@pytest.mark.parametrize(
    ("days", "band"), [(0, "fresh"), (90, "fresh"), (91, "ageing"), (120, "ageing"), (121, "stale")]
)
def test_age_bands_begin_where_the_definition_says(company: Company, days: int, band: str) -> None:
    """S23: up to 90 days fresh, up to 120 ageing, then stale."""
    changed = D.fromordinal(AS_OF.toordinal() - days)
    row = states(
        company(
            users=team("ann"),
            accounts=[account("a1")],
            account_plans=[plan("p1", "a1", created_date=D(2026, 1, 1), content_changed_on=changed)],
        )
    )["a1"]

    assert row["age_band"] == band


@pytest.mark.parametrize(("day", "is_stale"), [(D(2026, 6, 17), False), (D(2026, 6, 18), True)])
def test_a_plan_may_lag_fourteen_days_behind_an_event(company: Company, day: Any, is_stale: bool) -> None:
    """S21: acquisition on 3 June, last change on 1 June: not yet on 17 June, trigger-stale on 18 June."""
    row = states(
        company(
            as_of=day,
            users=team("ann"),
            accounts=[account("a1")],
            account_plans=[plan("p1", "a1", created_date=D(2026, 5, 1), content_changed_on=D(2026, 6, 1))],
            account_events=[{"account_id": "a1", "event_date": D(2026, 6, 3), "kind": "m_and_a", "note": "bought"}],
        )
    )["a1"]

    assert bool(row["is_trigger_stale"]) is is_stale


def test_an_event_of_kind_other_is_told_and_asks_for_nothing(company: Company) -> None:
    """S21: it stands in the account's timeline; the plan is not behind it, on no page."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1")],
        account_plans=[plan("p1", "a1")],
        account_events=[{"account_id": "a1", "event_date": D(2026, 9, 10), "kind": "other", "note": "moved house"}],
    )
    states = connection.execute("select is_trigger_stale, trigger_on from marts.plan_states").fetchall()
    timeline = queries.run(
        connection, "account_timeline", viewer="vp", today=AS_OF, parameters={"account": "a1"}
    ).set_index("note")
    missed = queries.run(connection, "one_on_one_triggers", viewer="vp", today=AS_OF)

    assert states == [(False, None)]
    assert not timeline.loc["moved house", "is_overtaking"]
    assert missed.empty


def test_the_oldest_open_event_is_shown_and_wins_and_new_owners_are_events_too(company: Company) -> None:
    """S21: win and loss come from opportunities, a team change from the owner history."""
    deal = {"account_id": "a1", "owner_id": "ann", "stage": "Closed", "is_closed": True, "created_date": D(2026, 1, 1)}
    connection = company(
        users=team("ann", "bob"),
        accounts=[account("a1")],
        account_plans=[plan("p1", "a1", created_date=D(2026, 5, 1), content_changed_on=D(2026, 6, 1))],
        opportunities=[
            {**deal, "opportunity_id": "w", "name": "w", "is_won": True, "close_date": D(2026, 7, 2)},
            {
                **deal,
                "opportunity_id": "l",
                "name": "l",
                "is_won": False,
                "close_date": D(2026, 7, 1),
                "competitor": "X",
            },
            {**deal, "opportunity_id": "n", "name": "n", "is_won": False, "close_date": D(2026, 6, 2)},
        ],
        account_owner_history=[
            {"account_id": "a1", "owner_id": "bob", "from_date": D(2024, 1, 1)},
            {"account_id": "a1", "owner_id": "ann", "from_date": D(2026, 8, 1)},
        ],
    )
    kinds = connection.execute("select event_on, kind from marts.account_triggers order by 1").fetchall()

    assert [kind for _, kind in kinds] == ["competitive_loss", "win", "team_change"]
    assert states(connection)["a1"]["trigger_kind"] == "competitive_loss"


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ({"field": "answer", "table_name": "plan_answers", "record_id": "p1;P1", "changed_by": "ann"}, D(2026, 9, 20)),
        ({"field": "status", "table_name": "account_plans", "record_id": "p1", "changed_by": "ann"}, D(2026, 9, 1)),
        ({"field": "answer", "table_name": "plan_answers", "record_id": "p1;P1", "changed_by": "sync"}, D(2026, 9, 1)),
        ({"field": "support", "table_name": "contacts", "record_id": "c1", "changed_by": "ann"}, D(2026, 9, 20)),
    ],
    ids=["an answer", "a status edit", "an integration", "a relationship attribute"],
)
def test_content_changes_are_made_by_people_and_not_by_status_edits(
    company: Company, history: dict[str, Any], expected: Any
) -> None:
    """C9: what moved the plan's content and what did not."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1")],
        account_plans=[plan("p1", "a1")],
        contacts=[{"contact_id": "c1", "account_id": "a1", "full_name": "C"}],
        field_history=[{**history, "changed_at": D(2026, 9, 20), "old_value": "a", "new_value": "b"}],
    )

    assert states(connection)["a1"]["changed_on"].date() == expected


def test_with_only_a_last_modified_date_the_plan_is_called_last_touched(company: Company) -> None:
    """C9: the label tells that nobody knows whether content changed."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1")],
        account_plans=[plan("p1", "a1", content_changed_on=None, last_updated=D(2026, 9, 15))],
    )

    assert connection.execute("select changed_source from marts.plans").fetchall() == [("last touched",)]


def test_missing_exports_stop_the_climb_and_are_named(company: Company) -> None:
    """1.1.2: an unknown input is printed as unknown, never as failure."""
    row = states(company(users=team("ann"), accounts=[account("a1")], account_plans=[plan("p1", "a1")]))["a1"]

    assert row["state"] == "current"
    assert row["blocking_fact"] == "unknown: no export of plan reviews"
    assert row["is_next_unknown"]


@pytest.mark.parametrize(
    ("days", "reviewer", "kind", "is_inspected"),
    [
        (13, "asm", "one_on_one", True),
        (14, "asm", "one_on_one", False),
        (3, "vp", "qbr", True),
        (3, "ann", "one_on_one", False),
        (3, "bob", "account_review", False),
        (3, "asm", "event", False),
    ],
)
def test_an_inspection_is_by_someone_above_within_fourteen_days(
    company: Company, days: int, reviewer: str, kind: str, is_inspected: bool
) -> None:
    """S22: as_of and the 13 days before; one's own, a peer's or another kind of review is none."""
    day = D.fromordinal(AS_OF.toordinal() - days)
    row = states(
        company(
            users=team("ann", "bob"),
            accounts=[account("a1")],
            account_plans=[plan("p1", "a1")],
            plan_reviews=[review("p1", day, reviewer, kind)],
            plan_actions=[],
        )
    )["a1"]

    assert (row["state"] == "inspected") is is_inspected


def test_inspection_is_judged_over_whole_fortnights_the_plan_was_live(company: Company) -> None:
    """S22: 35 days are two whole windows; two inspections in one window count once; a young plan is not due."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1"), account("a2")],
        account_plans=[
            plan("p1", "a1", created_date=D(2026, 9, 1)),
            plan("young", "a2", created_date=D(2026, 9, 25)),
        ],
        plan_reviews=[review("p1", D(2026, 10, 1)), review("p1", D(2026, 10, 2)), review("p1", D(2026, 9, 2))],
    )
    windows = connection.execute(
        "select plan_id, windows_inspected, windows_live from marts.plan_inspections order by 1"
    ).fetchall()

    assert windows == [("p1", 1, 2), ("young", 0, 0)]


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        ({"accounts": [account("a1", plan_waived_until=AS_OF, key_since=D(2026, 9, 30))]}, "exec waiver"),
        ({"accounts": [account("a1", key_since=D(2026, 9, 6))]}, "new account"),
        ({"accounts": [account("a1", key_since=D(2026, 9, 5))]}, "no reason"),
        (
            {
                "accounts": [account("a1")],
                "account_owner_history": [
                    {"account_id": "a1", "owner_id": "bob", "from_date": D(2024, 1, 1)},
                    {"account_id": "a1", "owner_id": "ann", "from_date": D(2026, 9, 10)},
                ],
            },
            "inherited",
        ),
        (
            {
                "accounts": [account("a1"), *(account(f"b{n}") for n in range(3))],
                "account_plans": [plan(f"p{n}", f"b{n}") for n in range(3)],
            },
            "over capacity",
        ),
        ({"accounts": [account("a1", plan_waived_until=D(2026, 10, 4))]}, "no reason"),
    ],
    ids=["waived", "new", "thirty days key", "inherited", "over capacity", "waiver ended"],
)
def test_a_gap_has_the_first_reason_that_fits(company: Company, tables: dict[str, Any], reason: str) -> None:
    """C12, in its order; a reason never changes who counts."""
    row = states(company(users=team("ann", "bob"), **{"account_plans": [], **tables}))["a1"]

    assert row["reason_code"] == reason
    assert not row["is_covered"]


def test_the_vacant_account_of_a_leaver_is_never_over_capacity(company: Company) -> None:
    """C12: it has no owner, so three live plans on the leaver's other accounts excuse nothing; nor without a name."""
    accounts = [account("a1"), *(account(f"b{n}") for n in range(3)), account("c1", None)]
    plans = [plan(f"p{n}", f"b{n}") for n in range(3)]
    leavers = [{"is_active": False}, {"is_active": False, "end_date": D(2026, 9, 1)}]
    for left in leavers:
        people = [person("vp", "VP", None), person("asm", "ASM", "vp"), person("ann", **left)]
        found = states(company(users=people, accounts=accounts, account_plans=plans))
        assert {name: found[name]["reason_code"] for name in ("a1", "c1")} == {"a1": "no reason", "c1": "no reason"}
        assert {found[name]["lane"] for name in ("a1", "c1")} == {"unassigned"}


def test_a_teammate_is_not_told_whether_the_owner_is_over_capacity(company: Company) -> None:
    """It follows from all of the owner's plans, which a teammate on one account does not see."""
    connection = company(
        settings=Settings(max_plans_per_rep=1),
        users=[*team("ann"), person("sam", "SA", None)],
        accounts=[account("a1"), account("a2")],
        account_plans=[plan("p1", "a1")],
        account_team=[{"account_id": "a2", "user_id": "sam", "team_role": "SA"}],
    )

    def told(viewer: str) -> dict[str, str]:
        rows = queries.run(connection, "plan_coverage_gaps", viewer=viewer, today=AS_OF)
        return dict(zip(rows["account_id"], rows["reason_code"], strict=True))

    assert told("ann") == told("asm") == {"a2": "over capacity"}
    assert told("sam") == {"a2": "not shown"}


def test_days_in_gap_run_from_the_later_of_key_and_owner(company: Company) -> None:
    """S2: days since the later of becoming key and getting its owner."""
    connection = company(
        users=team("ann", "bob"),
        accounts=[account("a1", key_since=D(2026, 1, 1))],
        account_owner_history=[
            {"account_id": "a1", "owner_id": "bob", "from_date": D(2024, 1, 1)},
            {"account_id": "a1", "owner_id": "ann", "from_date": D(2026, 8, 5)},
        ],
        account_plans=[],
    )

    assert states(connection)["a1"]["gap_days"] == 61


def test_ramping_and_inherited_and_vacant_accounts_have_lanes_of_their_own(company: Company) -> None:
    """C8, S34, C5: counted like the others, shown apart."""
    connection = company(
        users=[
            *team("ann"),
            person("new", start_date=D(2026, 9, 1)),
            person("gone", is_active=False),
        ],
        accounts=[account("a1"), account("n1", "new"), account("g1", "gone"), account("i1")],
        account_owner_history=[
            {"account_id": "i1", "owner_id": "gone", "from_date": D(2024, 1, 1)},
            {"account_id": "i1", "owner_id": "ann", "from_date": D(2026, 9, 20)},
        ],
        account_plans=[],
    )
    lanes = {name: row["lane"] for name, row in states(connection).items()}

    assert lanes == {"a1": "own", "n1": "ramping", "g1": "unassigned", "i1": "inherited"}


def test_a_change_of_a_threshold_changes_the_number_it_is_for(company: Company) -> None:
    """Thresholds live in settings and reach SQL as data."""
    connection = company(
        settings=Settings(new_account_days=40),
        users=team("ann"),
        accounts=[account("a1", key_since=D(2026, 9, 1))],
        account_plans=[],
    )

    assert states(connection)["a1"]["reason_code"] == "new account"


def test_days_in_gap_begin_again_when_a_plan_ends(company: Company) -> None:
    """S2, sharpened: an account that lost its cover last month has not been in the gap for years."""
    ended = {"created_date": D(2026, 1, 1), "status": "closed", "closed_on": D(2026, 9, 5)}
    connection = company(users=team("ann"), accounts=[account("a1")], account_plans=[plan("p1", "a1", **ended)])

    assert states(connection)["a1"]["gap_days"] == 30


def test_an_active_plan_that_starts_later_is_started_and_says_when(company: Company) -> None:
    """C3: rung draft, but it is no draft that anybody forgot."""
    later = plan("p1", "a1", start_date=D(2026, 10, 14))
    row = states(company(users=team("ann"), accounts=[account("a1")], account_plans=[later]))["a1"]

    assert row["state"] == "draft"
    assert row["blocking_fact"] == "the plan has not started yet"
    assert row["blocked_since_on"].date() == D(2026, 10, 14)
