"""How close calls came, which way they leant, and when in the quarter it is won (2.4)."""

from typing import Any

import pytest

from tests.conftest import Company
from tests.forecast.forecast_world import D, ask, call, deal
from tests.organisation import team

Q2 = {"period_start": D(2026, 5, 1)}
"""A call for FY27-Q2, which has ended."""


def quarter_before(company: Company, *rows: Any, won: dict[str, float]) -> Any:
    """A company whose AEs called the ended quarter and won what is given."""
    deals = [deal(f"w{who}", amount, D(2026, 7, 20), owner_id=who) for who, amount in won.items()]
    return company(users=team("ann", "bob"), forecast_submissions=list(rows), opportunities=deals)


def test_misses_are_summed_before_they_are_divided(company: Company) -> None:
    """Called 100 and 300, won 120 and 200: misses 20 and 100 of 320, 62.5 %; the lean is 80 of 320, +25 points."""
    day = D(2026, 6, 8)
    connection = quarter_before(
        company, call("ann", 100, day, **Q2), call("bob", 300, day, **Q2), won={"ann": 120, "bob": 200}
    )
    row = ask(connection, "calls_accuracy_weeks").iloc[0]

    assert (row.week_of_quarter, row.category, row.calls) == (6, "commit", 2)
    assert row.accuracy_share == pytest.approx(0.625)
    assert row.bias_share == pytest.approx(0.25)


def test_each_submitter_has_an_accuracy_and_a_lean_of_their_own(company: Company) -> None:
    """83 % and −17 points for the careful one, 50 % and +50 for the hopeful one; early and late apart."""
    early, late = D(2026, 5, 4), D(2026, 7, 6)
    connection = quarter_before(
        company,
        call("ann", 100, early, **Q2),
        call("bob", 200, early, **Q2),
        call("bob", 400, late, **Q2),
        won={"ann": 120, "bob": 200},
    )
    people = ask(connection, "calls_accuracy_people").set_index("person_id")

    assert people.accuracy_share["ann"] == pytest.approx(1 - 20 / 120)
    assert people.bias_points["ann"] == pytest.approx(-100 * 20 / 120)
    assert people.accuracy_share["bob"] == pytest.approx(0.5)
    assert (people.bias_month1_points["bob"], people.bias_month3_points["bob"]) == (0, 100)


@pytest.mark.parametrize("won", [0, -50])
def test_where_nothing_was_won_accuracy_is_not_defined(company: Company, won: float) -> None:
    """A quarter of nought or of debookings has a difference in money and no share."""
    connection = quarter_before(company, call("ann", 100, D(2026, 6, 8), **Q2), won={"ann": won})
    row = ask(connection, "calls_accuracy_people").iloc[0]

    assert row.accuracy_share != row.accuracy_share
    assert row.bias_points != row.bias_points
    assert row.difference_amount == 100 - won
    assert row.undefined_calls == 1


def test_a_quarter_in_which_nothing_was_won_is_counted_apart(company: Company) -> None:
    """Ann called 100 and won 80, Bob called 300 and won nothing: 75 % and +25 points are hers, his call is told."""
    day = D(2026, 6, 8)
    connection = quarter_before(company, call("ann", 100, day, **Q2), call("bob", 300, day, **Q2), won={"ann": 80})
    row = ask(connection, "calls_accuracy_weeks").iloc[0]

    assert (row.calls, row.undefined_calls) == (2, 1)
    assert row.accuracy_share == pytest.approx(0.75)
    assert row.bias_share == pytest.approx(0.25)


def test_a_call_after_the_cut_off_is_no_official_one(company: Company) -> None:
    """Late calls are shown in their week and held against nobody."""
    late = call("ann", 500, D(2026, 6, 8), hour=18, **Q2)
    connection = quarter_before(company, late, call("ann", 100, D(2026, 6, 15), **Q2), won={"ann": 100})
    rows = ask(connection, "calls_accuracy_people")

    assert rows.calls.tolist() == [1]
    assert rows.accuracy_share.tolist() == [1.0]


def test_an_accuracy_below_nought_is_kept_as_it_is(company: Company) -> None:
    """Called 500 for 100 won: −3, floored only where it is drawn."""
    connection = quarter_before(company, call("ann", 500, D(2026, 6, 8), **Q2), won={"ann": 100})

    assert ask(connection, "calls_accuracy_people").accuracy_share.tolist() == [pytest.approx(-3)]


def test_the_running_quarter_has_no_accuracy_yet(company: Company) -> None:
    """Only what has ended can be compared; a quarter that has ended may itself be looked at from there."""
    connection = quarter_before(company, call("ann", 100, D(2026, 9, 28)), won={"ann": 120})

    assert ask(connection, "calls_accuracy_weeks").empty


def test_linearity_shares_an_ended_quarter_over_what_it_won_and_the_running_one_over_its_quota(
    company: Company,
) -> None:
    """30, 20 and 50 of 100 won is 30, 50 and 100 %; 40 of a quota of 200 so far is 20 %, month 3 still running."""
    quota = {"user_id": "ann", "period_start": D(2026, 8, 1), "period_end": D(2026, 10, 31), "amount": 200}
    connection = company(
        users=team("ann"),
        quotas=[{**quota, "currency": "USD", "measure": "bookings", "level": "rep"}],
        opportunities=[
            deal("m1", 30, D(2026, 5, 31)),
            deal("m2", 20, D(2026, 6, 1)),
            deal("m3", 50, D(2026, 7, 31)),
            deal("now", 40, D(2026, 8, 10)),
            deal("to come", 999, D(2026, 10, 20)),
        ],
    )
    months = ask(connection, "linearity_months").set_index("quarter_label")

    assert months.loc["FY27-Q2", ["month1_share", "month2_share", "month3_share"]].tolist() == [0.3, 0.5, 1.0]
    assert months.loc["FY27-Q3", ["month1_share", "month2_share", "month3_share"]].tolist() == [0.2, 0.2, 0.2]
    assert months.loc["FY27-Q3", "linear_over"] == "quota"
    weekly = ask(connection, "linearity_weeks")
    before = weekly[weekly.series == "the quarters before"].set_index("week_norm").quarter_amount
    assert (before[4], before[12]) == (50, 100)
    assert weekly[weekly.series == "this quarter"].quarter_amount.max() == 40


def test_without_a_quota_the_running_quarter_has_no_linearity(company: Company) -> None:
    """2.7, 7: no quota is no share, never infinity."""
    connection = company(users=team("ann"), opportunities=[deal("now", 40, D(2026, 8, 10))])
    months = ask(connection, "linearity_months").set_index("quarter_label")

    assert months.loc["FY27-Q3", ["month1_share", "month3_share"]].isna().all()
    weekly = ask(connection, "linearity_weeks")
    assert weekly[weekly.series == "this quarter"].quarter_amount.max() == 40
    assert "the quarters before" not in set(weekly[weekly.quarter_amount.notna()].series)
