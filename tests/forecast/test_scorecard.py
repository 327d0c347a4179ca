"""The track record: every measure of a quarter and the four before, with the cases in which it is not defined (2.4)."""

from typing import Any

import pytest

from tests.conftest import Company
from tests.forecast.forecast_world import D, ask, deal, seen
from tests.organisation import person, team

Q2, Q3 = "FY27-Q2", "FY27-Q3"


def quota(who: str, amount: float | None, level: str = "rep") -> dict[str, Any]:
    """A quota for the quarter of the data's day."""
    period = {"period_start": D(2026, 8, 1), "period_end": D(2026, 10, 31), "measure": "bookings"}
    return {"user_id": who, **period, "amount": amount, "currency": "USD", "level": level}


def record(connection: Any, viewer: str = "vp", **parameters: Any) -> dict[tuple[str, str], Any]:
    """Each row of the track record by measure and quarter; a value that is not defined is None."""
    rows = ask(connection, "scorecard", viewer, **parameters).astype(object)
    rows = rows.where(rows.notna(), None)
    return {(row.metric, row.quarter_label): row for row in rows.itertuples()}


def test_there_is_one_row_per_measure_and_quarter_for_five_quarters(company: Company) -> None:
    """Also where nothing at all was closed: unknown and none are told apart by a note."""
    rows = ask(company(users=team("ann")), "scorecard")

    assert len(rows) == 16 * 5
    assert rows.groupby("metric").quarter_label.nunique().eq(5).all()
    assert rows[rows.value.isna()].note.notna().all()


@pytest.mark.parametrize("amount", [None, 0])
def test_without_a_quota_there_is_no_attainment(company: Company, amount: float | None) -> None:
    """2.7, 7: quota null or 0 says "no quota" and is never infinite."""
    rows = record(
        company(users=team("ann"), quotas=[quota("ann", amount)], opportunities=[deal("w", 50, D(2026, 9, 1))])
    )

    assert (rows["attainment_share", Q3].value, rows["attainment_share", Q3].note) == (None, "no quota")
    assert (rows["gap_amount", Q3].value, rows["gap_amount", Q3].note) == (None, "no quota")


@pytest.mark.parametrize(
    ("won", "gap", "note"), [(150, 350, "so far"), (500, 0, "target met"), (520, -20, "target met")]
)
def test_the_gap_is_met_at_nought_and_below(company: Company, won: float, gap: float, note: str) -> None:
    """2.7, 7: gap 0 and a negative gap are a met target."""
    rows = record(company(users=team("ann"), quotas=[quota("ann", 500)], opportunities=[deal("w", won, D(2026, 9, 1))]))

    assert (rows["gap_amount", Q3].value, rows["gap_amount", Q3].note) == (gap, note)
    assert rows["attainment_share", Q3].value == pytest.approx(won / 500)


def test_bookings_are_won_deals_of_the_quarter_negatives_included_and_the_future_left_out(company: Company) -> None:
    """100 and −30 won, 80 won with a close date of next week, 40 won on 31 July: 70 here, 40 in the quarter before."""
    deals = [deal("a", 100, D(2026, 8, 1)), deal("b", -30, D(2026, 10, 5)), deal("c", 80, D(2026, 10, 12))]
    rows = record(company(users=team("ann"), opportunities=[*deals, deal("d", 40, D(2026, 7, 31))]))

    assert rows["won_amount", Q3].value == 70
    assert rows["won_amount", Q2].value == 40
    assert rows["average_deal_amount", Q3].value == 100


def test_unlike_currencies_are_converted_or_left_out(company: Company) -> None:
    """100 euro at 1.1 and 100 francs without a rate: 110."""
    deals = [deal("e", 100, D(2026, 9, 1), currency="EUR"), deal("f", 100, D(2026, 9, 1), currency="CHF")]
    rates = [{"currency": "EUR", "rate_date": D(2026, 9, 1), "rate_to_reporting": 1.1}]
    rows = record(company(users=team("ann"), opportunities=deals, fx_rates=rates))

    assert rows["won_amount", Q3].value == pytest.approx(110)
    assert rows["average_deal_amount", Q3].whole == 1


def test_the_win_rate_leaves_out_what_was_never_decided(company: Company) -> None:
    """Three won, two lost; unqualified, duplicate, merged and closes to come do not count: 3 of 5, marked as few."""
    day = D(2026, 9, 1)
    deals = [deal(f"w{n}", 100, day) for n in range(3)] + [deal(f"l{n}", 150, day, won=False) for n in range(2)]
    deals += [deal("u", 1, day, won=False, stage="9-Unqualified"), deal("d", 1, day, won=False, stage="10-Duplicate")]
    deals += [deal("m", 1, day, won=False, loss_reason="Merged into another opportunity")]
    deals += [deal("f", 1, D(2026, 12, 1), won=False), deal("x", 1, day, won=False, is_deleted=True)]
    rows = record(company(users=team("ann"), opportunities=deals))
    rate, by_value = rows["win_rate_share", Q3], rows["win_rate_value_share", Q3]

    assert (rate.part, rate.whole, rate.value) == (3, 5, pytest.approx(0.6))
    assert by_value.value == pytest.approx(300 / 600)
    assert rate.is_thin
    assert (rows["win_rate_share", Q2].value, rows["win_rate_share", Q2].note) == (None, "nothing closed")


def test_twenty_closed_deals_are_enough_for_a_win_rate(company: Company) -> None:
    """2.4: n < 20 is marked."""
    deals = [deal(f"w{n}", 1, D(2026, 9, 1)) for n in range(20)]

    assert not record(company(users=team("ann"), opportunities=deals))["win_rate_share", Q3].is_thin


def test_the_sales_cycle_is_a_median_with_quartiles_renewals_apart(company: Company) -> None:
    """Closed after 10, 20 and 60 days: 20 (15 to 40); created after the close, or unknown, is left out and counted."""
    day = D(2026, 9, 1)
    deals = [deal("a", 1, day, created_date=D(2026, 8, 22)), deal("b", 1, day, created_date=D(2026, 8, 12))]
    deals += [deal("c", 1, day, created_date=D(2026, 7, 3)), deal("late", 1, day, created_date=D(2026, 9, 2))]
    deals += [deal("blank", 1, day, created_date=None)]
    deals += [deal("r", 1, day, created_date=D(2026, 5, 24), type="renewal")]
    rows = record(company(users=team("ann"), opportunities=deals))
    cycle = rows["cycle_days", Q3]

    assert (cycle.value, cycle.part, cycle.whole, cycle.cases) == (20, 15, 40, 3)
    assert cycle.note == "2 without a usable day of creation"
    assert rows["renewal_cycle_days", Q3].value == 100


def test_the_sales_cycle_of_a_team_is_not_made_of_its_members_medians(company: Company) -> None:
    """Ann 10, 10, 90 and Bob 30: the median of the four is 20; each AE has the own one."""
    day = D(2026, 9, 1)
    started = {"a": D(2026, 8, 22), "b": D(2026, 8, 22), "c": D(2026, 6, 3)}
    deals = [deal(name, 1, day, created_date=created) for name, created in started.items()]
    deals += [deal("d", 1, day, created_date=D(2026, 8, 2), owner_id="bob")]
    connection = company(users=team("ann", "bob"), opportunities=deals)

    assert record(connection)["cycle_days", Q3].value == 20
    assert record(connection, owner="ann")["cycle_days", Q3].value == 10
    assert record(connection, viewer="bob")["cycle_days", Q3].value == 30


def test_created_pipeline_is_worth_what_it_was_on_the_day_it_was_first_seen(company: Company) -> None:
    """First seen at 100 and now 140; what the first snapshot of all holds, and amounts of nought, are not created."""
    snapshots = [
        seen("old", D(2026, 7, 27), "pipeline", 70),
        seen("old", D(2026, 8, 10), "pipeline", 70),
        seen("new", D(2026, 8, 10), "pipeline", 100),
        seen("new", D(2026, 8, 17), "pipeline", 140),
        seen("nought", D(2026, 8, 10), "pipeline", 0),
    ]
    deals = [deal("new", 140, D(2026, 10, 30), won=None), deal("old", 70, D(2026, 10, 30), won=None)]
    rows = record(company(users=team("ann"), opportunity_snapshots=snapshots, opportunities=deals))

    assert rows["created_pipeline_amount", Q3].value == 100
    assert rows["created_pipeline_now_amount", Q3].value == 140
    assert rows["created_pipeline_amount", Q3].cases == 1
    assert rows["created_pipeline_amount", Q2].note == "snapshots begin later"


def test_what_a_deal_is_worth_in_other_hands_is_not_told(company: Company) -> None:
    """Ann's deal is Bob's now, at 777: her record keeps the 140 it had when it was hers last."""
    snapshots = [
        seen("old", D(2026, 7, 27), "pipeline", 70),
        seen("moved", D(2026, 8, 10), "pipeline", 100),
        seen("moved", D(2026, 8, 17), "pipeline", 140),
        seen("moved", D(2026, 8, 24), "pipeline", 555, owner_id="bob"),
    ]
    deals = [deal("moved", 777, D(2026, 10, 30), won=None, owner_id="bob")]
    connection = company(users=team("ann", "bob"), opportunity_snapshots=snapshots, opportunities=deals)

    assert record(connection, viewer="ann")["created_pipeline_now_amount", Q3].value == 140


def test_create_and_close_takes_deals_created_in_the_quarter_they_were_won(company: Company) -> None:
    """Created on 3 August and won in October for 40: 40; one created in July is not."""
    deals = [
        deal("a", 40, D(2026, 10, 2), created_date=D(2026, 8, 3)),
        deal("b", 9, D(2026, 10, 2), created_date=D(2026, 7, 31)),
    ]

    assert record(company(users=team("ann"), opportunities=deals))["create_and_close_amount", Q3].value == 40


def ended_quarter(company: Company) -> Any:
    """A quarter that began with 200 open: 60 won, 40 lost, 50 slipped, 30 omitted, 20 gone; and its week 5."""
    start, week5, end = D(2026, 5, 1), D(2026, 5, 29), D(2026, 8, 3)
    due = {"close_date": D(2026, 7, 20)}
    begins = {"won": 60, "lost": 40, "slips": 50, "omits": 30, "goes": 20}
    snapshots = [seen(name, start, "pipeline", amount, **due) for name, amount in begins.items()]
    snapshots += [
        seen("won", week5, "commit", 80, **due),
        seen("slips", week5, "commit", 20, **due),
        seen("lost", week5, "best_case", 40, **due),
        seen("won", end, "closed", 75, **due),
        seen("lost", end, "omitted", 40, is_closed=True, stage="8-Closed Lost", **due),
        seen("slips", end, "commit", 55, close_date=D(2026, 9, 1)),
        seen("omits", end, "omitted", 30, **due),
    ]
    return company(users=team("ann"), opportunity_snapshots=snapshots)


def test_slippage_is_not_one_less_the_win_rate(company: Company) -> None:
    """Of 200 open at the start 50 have a close date after the quarter at its end: 25 %; the five ways make 200."""
    connection = ended_quarter(company)
    ways = "start_won_amount + start_lost_amount + start_slipped_amount + start_other_amount"
    row = record(connection)["slippage_share", Q2]

    assert (row.part, row.whole, row.value) == (50, 200, 0.25)
    found = connection.execute(
        f"select sum(start_amount), sum({ways}) from marts.owner_quarters where quarter_label = '{Q2}'"
    ).fetchall()
    assert found == [(200, 200)]


def test_hit_rates_keep_the_cohort_and_the_amounts_of_their_week(company: Company) -> None:
    """In Commit in week 5 stood 80 and 20; the 80 was won, later for 75: 80 %. Best Case: nothing of 40."""
    rows = record(ended_quarter(company))

    assert (rows["commit_hit_share", Q2].part, rows["commit_hit_share", Q2].whole) == (80, 100)
    assert (rows["best_case_hit_share", Q2].value, rows["best_case_hit_share", Q2].whole) == (0, 40)
    assert rows["commit_hit_share", Q3].note == "quarter still runs"


def test_the_weighted_pipeline_takes_the_probability_of_the_stage(company: Company) -> None:
    """100 at 60 % and 50 at 20 %: 70 at the start of the quarter."""
    start = D(2026, 7, 31)
    snapshots = [
        seen("a", start, "commit", 100, stage="4-Proposal"),
        seen("b", start, "pipeline", 50, stage="2-Scoping"),
    ]
    stages = [
        {
            "stage": stage,
            "label": stage,
            "stage_order": order,
            "is_closed": False,
            "is_won": False,
            "probability": chance,
        }
        for stage, order, chance in (("4-Proposal", 4, 60), ("2-Scoping", 2, 20))
    ]
    rows = record(company(users=team("ann"), opportunity_snapshots=snapshots, sales_stages=stages))

    assert rows["weighted_amount", Q3].value == 70
    assert rows["weighted_amount", Q2].note == "no snapshot of its start"


def test_the_team_filter_and_the_viewer_narrow_the_same_way(company: Company) -> None:
    """What a manager sees is what the VP sees of that manager's team; a stranger sees nothing."""
    users = [*team("ann"), person("asm2", "ASM", "vp"), person("bob", manager="asm2")]
    deals = [deal("a", 100, D(2026, 9, 1)), deal("b", 50, D(2026, 9, 1), owner_id="bob")]
    connection = company(users=users, opportunities=deals)

    assert record(connection)["won_amount", Q3].value == 150
    assert record(connection, team="asm2")["won_amount", Q3].value == 50
    assert record(connection, viewer="asm2")["won_amount", Q3].value == 50
    assert ask(connection, "scorecard", "nobody").empty


def test_attainment_of_each_person_stands_beside_their_own_quota(company: Company) -> None:
    """Ann 50 of 100, Bob won 30 without a quota, Cat has a quota and won nothing; no team row is anyone's own."""
    deals = [deal("a", 50, D(2026, 9, 1)), deal("b", 30, D(2026, 9, 1), owner_id="bob")]
    quotas = [quota("ann", 100), quota("cat", 80), quota("asm", 300, "team")]
    connection = company(users=team("ann", "bob", "cat"), opportunities=deals, quotas=quotas)
    people = ask(connection, "attainment_people").set_index("person_id")

    assert set(people.index) == {"ann", "bob", "cat"}
    assert people.attainment_share["ann"] == 0.5
    assert people.quota_note["bob"] == "no quota"
    assert (people.attainment_share["cat"], people.gap_amount["cat"]) == (0, 80)
