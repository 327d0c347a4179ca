"""The weekly call: what is official, what is late, what is missing, and what the deals of the week say (2.5)."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from sightline.settings import Settings
from tests.conftest import Company
from tests.forecast.forecast_world import D, ask, call, deal, monday, seen, weeks
from tests.organisation import person, team


def test_the_last_call_before_the_cut_off_is_official_and_a_later_one_is_kept_as_late(company: Company) -> None:
    """Monday 8:00 and 11:00 in time, 15:00 late: 110 stands, 150 is kept beside it."""
    day = monday(9)
    rows = [call("ann", 100, day, hour=8), call("ann", 110, day, hour=11), call("ann", 150, day, hour=15)]
    connection = company(users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "status")[9] == "submitted"
    assert weeks(connection, "ann", "official_amount")[9] == 110
    assert weeks(connection, "ann", "late_amount")[9] == 150
    assert weeks(connection, "ann", "amount")[9] == 110


@pytest.mark.parametrize(("hour", "status"), [(11, "submitted"), (12, "submitted"), (13, "late")])
def test_the_cut_off_itself_is_in_time(company: Company, hour: int, status: str) -> None:
    """Noon on Monday by default; an hour later is late and is the call of the week all the same."""
    connection = company(users=team("ann"), forecast_submissions=[call("ann", 100, monday(9), hour=hour)])

    assert weeks(connection, "ann", "status")[9] == status
    assert weeks(connection, "ann", "amount")[9] == 100


def test_the_cut_off_is_a_setting(company: Company) -> None:
    """Due on Wednesday at 17:00: Tuesday is in time, Thursday is late."""
    rows = [call("ann", 100, monday(8) + dt.timedelta(days=1)), call("ann", 100, monday(9) + dt.timedelta(days=3))]
    settings = Settings(forecast_cutoff_weekday=3, forecast_cutoff_hour=17)
    connection = company(settings, users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "status") == {8: "submitted", 9: "late", 10: "due"}


def test_a_call_without_a_time_of_day_is_not_called_late(company: Company) -> None:
    """The day may be the label of the week; only beside one in time is it known to be a second call."""
    wednesday = dt.timedelta(days=2)
    rows = [call("ann", 100, monday(8) + wednesday, hour=None)]
    rows += [call("ann", 90, monday(9), hour=None), call("ann", 95, monday(9) + wednesday, hour=None)]
    connection = company(users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "status")[8] == "submitted"
    assert (weeks(connection, "ann", "amount")[9], weeks(connection, "ann", "late_amount")[9]) == (90, 95)


def test_a_missing_week_is_a_gap_and_neither_nought_nor_carried(company: Company) -> None:
    """2.7, 5: week 8 is missing; its last call stands apart for a hollow mark, and week 9 has no week before."""
    rows = [call("ann", 100, monday(7)), call("ann", 130, monday(9)), call("ann", 140, monday(10))]
    connection = company(users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "status") == {7: "submitted", 8: "missing", 9: "submitted", 10: "submitted"}
    assert weeks(connection, "ann", "amount") == {7: 100, 8: None, 9: 130, 10: 140}
    assert weeks(connection, "ann", "carried_amount") == {7: None, 8: 100, 9: None, 10: None}
    assert weeks(connection, "ann", "change_amount") == {7: None, 8: None, 9: None, 10: 10}
    assert weeks(connection, "ann", "weeks_in_a_row") == {7: 1, 8: 0, 9: 1, 10: 2}


def test_a_last_call_is_never_carried_into_the_next_quarter(company: Company) -> None:
    """The call for the second quarter says nothing about the third."""
    rows = [call("ann", 500, D(2026, 7, 27), period_start=D(2026, 5, 1)), call("ann", 90, monday(2))]
    connection = company(users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "carried_amount")[1] is None
    assert weeks(connection, "ann", "previous_amount")[2] is None


def test_a_call_is_due_until_its_cut_off_has_passed(company: Company) -> None:
    """On the day of the cut-off nobody is missing, unless the export already holds a call of the afternoon."""
    rows = [call("ann", 100, monday(9)), call("bob", 100, monday(9))]
    before = company(users=team("ann", "bob"), forecast_submissions=[*rows, call("bob", 1, monday(10), hour=9)])
    after = company(users=team("ann", "bob"), forecast_submissions=[*rows, call("bob", 1, monday(10), hour=15)])

    assert weeks(before, "ann", "status")[10] == "due"
    assert weeks(after, "ann", "status")[10] == "missing"


def test_a_week_belongs_to_the_quarter_in_which_its_cut_off_falls(company: Company) -> None:
    """The week of 27 July reaches into August; its Monday, and so its call, are of the quarter before."""
    rows = [call("ann", 1, D(2026, 7, 27), period_start=D(2026, 5, 1)), call("ann", 2, D(2026, 8, 3))]
    connection = company(users=team("ann"), forecast_submissions=rows)
    found = connection.execute(
        "select week_starts_on, quarter_label, week_of_quarter from marts.forecast_weeks order by 1 limit 2"
    ).fetchall()

    assert found == [(D(2026, 7, 27), "FY27-Q2", 13), (D(2026, 8, 3), "FY27-Q3", 1)]


def test_parts_become_cumulative_by_adding_the_safer_ones(company: Company) -> None:
    """2.2: open Commit 300 and 100 won are a Commit of 400; Best Case 200 on top makes 600."""
    day = monday(9)
    rows = [
        call("ann", amount, day, category, basis="incremental")
        for category, amount in (("commit", 300), ("best_case", 200), ("closed", 100))
    ]
    connection = company(users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "amount")[9] == 400
    assert weeks(connection, "ann", "amount", "best_case")[9] == 600


def test_without_a_closed_part_what_is_won_by_the_snapshot_is_added(company: Company) -> None:
    """Also in a week without a snapshot: what is won is told by the deals (C13), and nothing was by then."""
    rows = [call("ann", 300, day, basis="incremental") for day in (monday(8), monday(9))]
    connection = company(
        users=team("ann"), forecast_submissions=rows, opportunity_snapshots=[seen("o1", monday(9), "closed", 70)]
    )

    assert weeks(connection, "ann", "amount") == {8: 300, 9: 370, 10: None}
    assert weeks(connection, "ann", "status")[8] == "submitted"


def test_best_case_below_commit_is_flagged_and_kept(company: Company) -> None:
    """2.5: in cumulative form that cannot be, so somebody meant something else."""
    rows = [call("ann", 300, monday(9)), call("ann", 200, monday(9), "best_case")]
    connection = company(users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "is_below_commit", "best_case")[9] is True
    assert weeks(connection, "ann", "amount", "best_case")[9] == 200


def test_what_no_deal_explains_is_the_call_less_won_and_named_commit_deals(company: Company) -> None:
    """2.4: called 500, won 300, Commit deals 150: 50; omitted, deleted and next quarter's deals add nothing."""
    day = monday(9)
    snapshots = [
        seen("won", day, "closed", 300),
        seen("commit", day, "commit", 150, owner="bob"),
        seen("best", day, "best_case", 80),
        seen("omitted", day, "omitted", 1000),
        seen("gone", day, "commit", 1000, is_deleted=True),
        seen("next", day, "commit", 1000, close_date=D(2026, 11, 1)),
        seen("blank", day, "commit", None),
    ]
    rows = [call("asm", 500, day), call("asm", 600, day, "best_case")]
    connection = company(users=team("ann", "bob"), forecast_submissions=rows, opportunity_snapshots=snapshots)

    assert weeks(connection, "asm", "roll_up_amount")[9] == 450
    assert weeks(connection, "asm", "unexplained_amount")[9] == 50
    assert weeks(connection, "asm", "unexplained_amount", "best_case")[9] == 600 - 530
    deals = ask(connection, "calls_deals", person="asm", week=day)
    assert set(deals.opportunity_id) == {"won", "commit", "blank"}
    assert deals.this_week_amount.sum() == 450


def test_the_deals_behind_a_call_tell_what_moved_since_the_week_before(company: Company) -> None:
    """One came into Commit, one left it, one grew: the changes add up to that of the roll-up."""
    one, two = monday(8), monday(9)
    snapshots = [
        seen("stays", one, "commit", 100),
        seen("stays", two, "commit", 120),
        seen("comes", one, "best_case", 50),
        seen("comes", two, "commit", 50),
        seen("leaves", one, "commit", 70),
        seen("leaves", two, "best_case", 70),
    ]
    connection = company(users=team("ann"), forecast_submissions=[call("ann", 1, one)], opportunity_snapshots=snapshots)
    deals = ask(connection, "calls_deals", person="ann", week=two).set_index("opportunity_id")
    roll_ups = weeks(connection, "ann", "roll_up_amount")

    assert deals.deal_state.to_dict() == {"stays": "commit", "comes": "commit", "leaves": "gone"}
    assert deals.moved_amount.to_dict() == {"stays": 20, "comes": 50, "leaves": -70}
    assert deals.moved_amount.sum() == roll_ups[9] - roll_ups[8]


def test_without_a_whole_snapshot_of_the_week_nothing_is_said_about_its_deals(company: Company) -> None:
    """2.7, 5: a snapshot of two weeks ago does not stand for this one."""
    rows = [call("ann", 100, monday(week)) for week in (7, 8, 9)]
    connection = company(
        users=team("ann"), forecast_submissions=rows, opportunity_snapshots=[seen("o", monday(7), "commit", 90)]
    )

    assert weeks(connection, "ann", "unexplained_amount") == {7: 10, 8: None, 9: None, 10: None}


def test_an_export_of_open_deals_alone_takes_what_is_won_from_the_opportunities(company: Company) -> None:
    """Many weekly reports leave closed deals out; they are no proof that nothing was won."""
    connection = company(
        users=team("ann"),
        forecast_submissions=[call("ann", 100, monday(9))],
        opportunity_snapshots=[seen("o", monday(9), "commit", 40)],
        opportunities=[
            deal("w", 50, D(2026, 9, 1)),
            deal("later", 9, D(2026, 10, 2)),
            deal("o", 40, D(2026, 10, 30), won=None),
        ],
    )

    assert weeks(connection, "ann", "won_amount")[9] == 50
    assert weeks(connection, "ann", "roll_up_amount")[9] == 90
    assert ask(connection, "calls_deals", person="ann", week=monday(9)).this_week_amount.sum() == 90


def test_calls_for_months_are_not_taken_for_calls_of_the_quarter(company: Company) -> None:
    """Periods of August and September from one person: a monthly forecast, left aside and counted."""
    rows = [call("ann", 10, monday(2)), call("ann", 20, monday(6), period_start=D(2026, 9, 1))]
    connection = company(users=team("ann"), forecast_submissions=rows)

    assert weeks(connection, "ann", "amount") == {}
    assert ask(connection, "calls_reach").unused_entries.tolist() == [2]


def test_a_call_in_a_currency_without_a_rate_stays_out(company: Company) -> None:
    """It is handed in, and its amount is unknown."""
    connection = company(users=team("ann"), forecast_submissions=[call("ann", 100, monday(9), currency="CHF")])

    assert weeks(connection, "ann", "status")[9] == "submitted"
    assert weeks(connection, "ann", "amount")[9] is None
    assert weeks(connection, "ann", "is_unconverted")[9] is True


def test_a_manager_of_aes_who_never_called_is_missing_and_not_forgotten(company: Company) -> None:
    """S103: as soon as managers call at all, each who leads AEs is expected to."""
    users = [*team("ann"), person("asm2", "ASM", "vp"), person("bob", manager="asm2")]
    connection = company(users=users, forecast_submissions=[call("asm", 1, monday(9))])
    silent = company(users=users, forecast_submissions=[call("ann", 1, monday(9))])

    assert weeks(connection, "asm2", "status") == {9: "missing", 10: "due"}
    assert weeks(silent, "asm2", "status") == {}


def test_nobody_is_missing_before_the_first_or_after_the_last_working_day(company: Company) -> None:
    """Who joined in week 9 was not due in week 8; who left in week 8 is not missing in week 9."""
    users = [*team("ann"), person("new", start_date=monday(9)), person("old", end_date=monday(8), is_active=False)]
    rows = [call("ann", 1, monday(7)), call("old", 1, monday(7)), call("new", 1, monday(9))]
    connection = company(users=users, forecast_submissions=rows)

    assert weeks(connection, "new", "status") == {9: "submitted", 10: "due"}
    assert weeks(connection, "old", "status") == {7: "submitted", 8: "missing"}


def by_week(connection: Any, week: int, viewer: str = "vp", **parameters: Any) -> Any:
    """One week of the call of a team."""
    rows = ask(connection, "calls_by_week", viewer, **parameters)
    return rows[rows.week_of_quarter == week].iloc[0]


def test_the_call_of_a_team_is_its_heads_own_and_never_added_to_those_below(company: Company) -> None:
    """The ASM's 500 already holds the AEs' 200 and 250."""
    day = monday(9)
    rows = [call("asm", 500, day), call("ann", 200, day), call("bob", 250, day)]
    connection = company(users=team("ann", "bob"), forecast_submissions=rows)

    assert by_week(connection, 9).commit_amount == 500
    assert by_week(connection, 9, owner="ann").commit_amount == 200
    assert by_week(connection, 9, viewer="bob").commit_amount == 250


def test_without_a_head_who_calls_the_nearest_below_are_summed(company: Company) -> None:
    """A missing one leaves the sum unknown, drawn hollow with the last call, and counted."""
    rows = [call("ann", 200, monday(8)), call("bob", 250, monday(8)), call("ann", 210, monday(9))]
    connection = company(users=team("ann", "bob"), forecast_submissions=rows)

    assert by_week(connection, 8).commit_amount == 450
    late = by_week(connection, 9)
    assert (late.calls_made, late.calls_due) == (1, 2)
    assert late.commit_amount != late.commit_amount
    assert late.commit_hollow == 460


def test_the_week_in_one_row_counts_who_called(company: Company) -> None:
    """In time, late and missing among all submitters in view; the share is of cut-offs that have passed."""
    rows = [call("ann", 1, monday(9)), call("bob", 1, monday(9), hour=15), call("cat", 1, monday(8))]
    connection = company(users=team("ann", "bob", "cat"), forecast_submissions=rows)
    row = ask(connection, "calls_summary", week=monday(9)).iloc[0]

    assert (row.weekly_calls, row.in_time_calls, row.late_calls, row.missing_calls) == (3, 1, 1, 1)
    assert row.in_time_share == pytest.approx(1 / 3)


def test_nobody_sees_a_call_of_a_colleague(company: Company) -> None:
    """An AE sees the own call, a colleague in the team and an SA see nothing of it."""
    rows = [call("asm", 500, monday(9)), call("ann", 200, monday(9)), call("bob", 250, monday(9))]
    connection = company(users=[*team("ann", "bob"), person("sue", "SA", "vp")], forecast_submissions=rows)

    assert ask(connection, "calls_people", "ann", week=monday(9)).person_id.tolist() == ["ann"]
    assert ask(connection, "calls_people", "sue", week=monday(9)).empty
    assert ask(connection, "calls_deals", "ann", person="bob", week=monday(9)).empty
    assert ask(connection, "calls_reach", "sue").submitters.tolist() == [0]


def test_a_manager_s_call_is_beside_what_the_team_called_by_itself(company: Company) -> None:
    """Ann 100 and Ben 150, his last call as he made none, are 250 beside the manager's 230; an AE has none."""
    calls = [call("asm", 230, monday(10)), call("ann", 100, monday(10)), call("ben", 150, monday(9))]
    connection = company(users=team("ann", "ben"), forecast_submissions=calls)
    rows = ask(connection, "calls_people").set_index("person_id")
    weeks = ask(connection, "calls_by_week", team="asm").set_index("week_of_quarter")

    assert (rows.commit_below["asm"], rows.commit_over_below["asm"]) == (250, -20)
    assert pd.isna(rows.commit_below["ann"])
    assert (weeks.commit_amount[10], weeks.commit_below[10]) == (230, 250)
    assert ask(connection, "calls_by_week", viewer="ann").commit_below.isna().all()


def test_the_larger_gap_of_a_call_to_its_deals_leads(company: Company) -> None:
    """Commit 101 over deals of 100 is rounding; Best Case 170 over 134 is a question, and the larger comes first."""
    day = monday(9)
    calls = [call("ann", 101, day), call("ann", 170, day, "best_case")]
    calls += [call("ben", 120, day), call("ben", 150, day, "best_case")]
    snapshots = [
        seen("sure", day, "commit", 100, owner="ann"),
        seen("likely", day, "best_case", 34, owner="ann"),
        seen("of ben", day, "commit", 100, owner="ben"),
        seen("more of ben", day, "best_case", 45, owner="ben"),
    ]
    connection = company(users=team("ann", "ben"), forecast_submissions=calls, opportunity_snapshots=snapshots)
    rows = ask(connection, "calls_people", level="rep", week=day).sort_values("act_place")

    assert rows.person_id.tolist() == ["ann", "ben"]
    assert rows.finding.tolist() == ["Best Case not backed", "not backed"]
    assert rows.best_case_unexplained.tolist() == [36, 5]
    whole = ask(connection, "calls_summary", "ann", week=day).iloc[0]
    assert (whole.unexplained_amount, whole.best_case_unexplained) == (1, 36)


def test_calls_to_act_on_come_first_and_then_those_to_watch(company: Company) -> None:
    """Missing, then a Best Case below Commit; a Commit more than a tenth beyond its deals is to be watched."""
    day = monday(9)
    calls = [call("asm", 500, day), call("ann", 100, day), call("ann", 90, day, "best_case")]
    calls += [call("ben", 100, monday(8)), call("cid", 104, day), call("dot", 120, day)]
    snapshots = [seen(f"of {who}", day, "commit", 100, owner=who) for who in ("ann", "cid", "dot")]
    connection = company(
        users=team("ann", "ben", "cid", "dot"), forecast_submissions=calls, opportunity_snapshots=snapshots
    )
    rows = ask(connection, "calls_people", level="rep", week=day).sort_values("act_place").set_index("person_id")

    assert list(rows.index) == ["ben", "ann", "dot", "cid"]
    assert rows.finding.tolist()[:3] == ["missing", "below Commit", "not backed"]
    assert rows.severity.tolist()[:3] == ["act", "act", "watch"]
    assert pd.isna(rows.act_place["cid"])
