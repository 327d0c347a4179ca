"""Pipeline against quota: every ratio knows no quota, a quota of nothing and a quota that is met."""

import datetime as dt
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import pytest

from sightline import queries
from tests.conftest import AS_OF, Company
from tests.organisation import D, Row, account, person, team

Q3 = {"period_start": D(2026, 8, 1), "period_end": D(2026, 10, 31)}


def deal(opportunity_id: str, amount: float | None = 100, category: str | None = "commit", **more: Any) -> Row:
    """One open deal of Ann's in the snapshot of the day of the data, at stage 4 and due at the end of the quarter."""
    return {
        "opportunity_id": opportunity_id,
        "snapshot_date": AS_OF,
        "stage": "4-Proposal",
        "forecast_category": category,
        "amount": None if amount is None else Decimal(str(amount)),
        "close_date": D(2026, 10, 31),
        "owner_id": "ann",
        "is_closed": False,
        "is_won": False,
        "created_date": D(2026, 1, 1),
        **more,
    }


def won(opportunity_id: str, amount: float, **more: Any) -> Row:
    """One deal won in September."""
    return deal(
        opportunity_id,
        amount,
        "closed",
        **{"stage": "7-Closed Won", "is_closed": True, "is_won": True, "close_date": D(2026, 9, 1), **more},
    )


def quota(amount: float, who: str = "ann", level: str = "rep") -> Row:
    """One quarterly quota in the reporting currency."""
    return {"user_id": who, "amount": amount, "currency": "USD", "measure": "bookings", "level": level, **Q3}


def summary(connection: duckdb.DuckDBPyConnection, viewer: str = "vp", **parameters: Any) -> Any:
    """The figures of the quarter of the data's day."""
    given = {"quarter": "FY27-Q3", **parameters}
    return queries.run(connection, "pipeline_summary", viewer=viewer, today=AS_OF, parameters=given).iloc[0]


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "vp", **parameters: Any) -> pd.DataFrame:
    """Rows of a page query."""
    return queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters)


@pytest.mark.parametrize(
    ("quotas", "state", "gap", "of_quota", "to_go", "surplus"),
    [
        ([quota(500)], "open", 350, 2.4, 1200 / 350, None),
        ([], "no quota", None, None, None, None),
        ([quota(0)], "no quota", None, None, None, None),
        ([quota(150)], "met", 0, 8.0, None, 0),
        ([quota(100)], "met", -50, 12.0, None, 50),
        ([quota(157)], "nearly met", 7, 1200 / 157, 1200 / 7, None),
    ],
    ids=["open", "null", "nothing", "met exactly", "surplus", "nearly met"],
)
def test_every_ratio_knows_its_quota(
    company: Company,
    quotas: list[Row],
    state: str,
    gap: float | None,
    of_quota: float | None,
    to_go: float | None,
    surplus: float | None,
) -> None:
    """Open 1,200 and won 150 against quotas of every kind; nothing is ever infinite."""
    connection = company(
        users=team("ann"), quotas=quotas, opportunity_snapshots=[won("w", 150), deal("a", 900), deal("b", 300)]
    )
    found = summary(connection)
    figures = {
        "gap": (found.gap_amount, gap),
        "of quota": (found.coverage_of_quota, of_quota),
        "to go": (found.coverage_to_go, to_go),
        "surplus": (found.surplus_amount, surplus),
    }

    assert found.quota_state == state
    for name, (is_, expected) in figures.items():
        assert pd.isna(is_) if expected is None else is_ == pytest.approx(expected), name


def test_cumulative_categories_contain_each_other_and_open_pipeline_leaves_closed_out(company: Company) -> None:
    """2.2: Commit Forecast is closed and Commit; Omitted is in none, whatever its amount."""
    rows = [
        won("w", 150),
        deal("c", 100, "commit"),
        deal("m", 60, "most_likely"),
        deal("b", 40, "best_case"),
        deal("p", 30, "pipeline"),
        deal("u", 20, None),
        deal("o", 999, "omitted"),
    ]
    found = ask(company(users=team("ann"), opportunity_snapshots=rows), "pipeline_categories").set_index("category")

    assert found.amount.to_dict() == {
        "closed": 150, "commit": 100, "most_likely": 60, "best_case": 40, "pipeline": 30, "unclassified": 20,
        "omitted": 999,
    }  # fmt: skip
    assert found.cumulative_amount.dropna().to_dict() == {
        "closed": 150, "commit": 250, "most_likely": 310, "best_case": 350, "pipeline": 230,
    }  # fmt: skip
    assert found.is_stacked.to_dict()["omitted"] is False


def test_a_category_that_nobody_uses_is_hidden_and_unclassified_never_is(company: Company) -> None:
    """Most Likely is optional; a deal without a category is always looked for."""
    found = ask(company(users=team("ann"), opportunity_snapshots=[deal("c")]), "pipeline_categories")

    assert "most_likely" not in set(found.category)
    assert {"unclassified", "omitted"} <= set(found.category)


def test_an_omitted_deal_changes_no_total(company: Company) -> None:
    """Test 3 of 2.7."""
    rows = [won("w", 150), deal("c", 100)]
    with_it = company(users=team("ann"), quotas=[quota(500)], opportunity_snapshots=[*rows, deal("o", 50, "omitted")])
    without = company(users=team("ann"), quotas=[quota(500)], opportunity_snapshots=rows)
    totals = [
        "won_amount",
        "open_quarter_amount",
        "open_deals",
        "commit_cumulative",
        "best_case_cumulative",
        "coverage_to_go",
    ]

    assert summary(with_it)[totals].equals(summary(without)[totals])


def test_a_negative_renewal_may_turn_the_order_of_the_cumulative_forms_around(company: Company) -> None:
    """Open deals below nothing count as nothing and are named; to let them take away is a choice."""
    rows = [deal("c", 100, "commit"), deal("b", -40, "best_case")]
    connection = company(users=team("ann"), opportunity_snapshots=rows)

    found = summary(connection)
    assert found.best_case_cumulative == 100
    assert (found.negative_deals, found.negative_amount) == (1, -40)
    assert summary(connection, policy="net").commit_cumulative == 100
    assert summary(connection, policy="net").best_case_cumulative == 60


def test_each_deal_is_taken_off_once_before_clean_coverage(company: Company) -> None:
    """Past due first, then amountless; the steps add up from open to clean."""
    rows = [
        deal("past due without an amount", None, close_date=D(2026, 10, 4)),
        deal("past due", 100, close_date=D(2026, 10, 4)),
        deal("no amount", 0),
        deal("today", 50, close_date=AS_OF),
        deal("good", 250),
    ]
    connection = company(users=team("ann"), quotas=[quota(600)], opportunity_snapshots=rows)
    steps = ask(connection, "pipeline_clean").set_index("step")

    assert steps.deals.to_dict() == {
        "open": 5, "past due": -2, "no amount": -1, "stale": 0, "serial pushers": 0, "clean": 2,
    }  # fmt: skip
    assert steps.amount.to_dict()["clean"] == steps.amount.drop("clean").sum() == 300
    assert summary(connection).clean_coverage == pytest.approx(300 / 600)


def test_past_due_begins_the_day_after_the_close_date(company: Company) -> None:
    """On the day itself a deal may still be won; any quarter counts in the tile."""
    rows = [
        deal("today", close_date=AS_OF),
        deal("yesterday", close_date=D(2026, 10, 4)),
        deal("old", 7, close_date=D(2020, 1, 1)),
    ]
    found = summary(company(users=team("ann"), opportunity_snapshots=rows))

    assert (found.past_due_deals, found.past_due_amount) == (2, 107)


def test_what_the_totals_leave_out_is_counted_apart(company: Company) -> None:
    """No amount, no category, no date, no rate, won with a date to come: each has its line, none a wrong total."""
    rows = [
        deal("no amount", None),
        deal("no category", 10, None),
        deal("no date", 20, close_date=None),
        deal("no rate", 30, currency="ISK"),
        won("later", 40, close_date=D(2026, 10, 20)),
    ]
    found = summary(company(users=team("ann"), opportunity_snapshots=rows))

    assert (found.unamounted_deals, found.unclassified_deals, found.undated_deals, found.unconverted_deals) == (
        1,
        1,
        1,
        1,
    )
    assert (found.undated_amount, found.won_later_amount, found.won_amount) == (20, 40, 0)
    assert (found.open_quarter_amount, found.open_deals) == (10, 3)


def test_amounts_are_converted_at_one_rate_so_that_no_waterfall_shows_exchange_rates(company: Company) -> None:
    """Constant currency: the latest rate for every snapshot."""
    rows = [deal("e", 100, currency="EUR", snapshot_date=day) for day in (D(2026, 8, 3), AS_OF)]
    rates = [
        {"currency": "EUR", "rate_date": D(2026, 8, 1), "rate_to_reporting": 1.0},
        {"currency": "EUR", "rate_date": D(2026, 10, 1), "rate_to_reporting": 1.2},
    ]
    connection = company(users=team("ann"), fx_rates=rates, opportunity_snapshots=rows)
    moved = ask(connection, "pipeline_identity", compare_to=D(2026, 8, 3)).iloc[0]

    assert (moved.starting_amount, moved.ending_amount, moved.changed_amount) == (120, 120, 0)


def test_a_deal_of_nobody_s_is_seen_by_whoever_sees_everything_and_counts_for_nobody(company: Company) -> None:
    """An owner that no export names is 'unassigned', not lost."""
    connection = company(users=team("ann"), opportunity_snapshots=[deal("n", 100, owner_id=None), deal("a", 10)])

    assert summary(connection, "vp").open_quarter_amount == 110
    assert summary(connection, "asm").open_quarter_amount == 10


def test_region_and_segment_have_no_quota(company: Company) -> None:
    """Deals narrow, quotas do not, so there is no ratio, and the page says why."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1", region="EMEA")],
        quotas=[quota(500)],
        opportunity_snapshots=[deal("c", account_id="a1"), deal("x", 7)],
    )
    found = summary(connection, region="EMEA")

    assert (found.open_quarter_amount, found.quota_state) == (100, "no quota")
    assert found.quota_level.startswith("no quota: quotas are set for people")


def test_rows_by_person_and_team_carry_their_own_quota(company: Company) -> None:
    """A manager's team row where there is one, else the sum of the reps below; a VP's deals are no team."""
    rows = [won("w", 50), deal("c", 100), deal("b", 30, owner_id="bob"), deal("v", 5, owner_id="vp")]
    connection = company(users=team("ann", "bob"), quotas=[quota(100), quota(200, "bob")], opportunity_snapshots=rows)
    people = ask(connection, "pipeline_breakdown").set_index("group_id")
    teams = ask(connection, "pipeline_breakdown", by="team").set_index("group_id")

    assert people.quota.dropna().to_dict() == {"ann": 100, "bob": 200}
    assert people.loc["ann", "coverage_to_go"] == pytest.approx(2.0)
    assert (teams.loc["asm", "quota"], teams.loc["asm", "closed"], teams.loc["asm", "commit"]) == (300, 50, 130)
    assert pd.isna(teams.loc["vp", "quota"])


def test_without_an_order_of_stages_every_open_deal_counts(company: Company) -> None:
    """Where no export orders stages, none can be too early; where one does, an unknown stage is."""
    plain = [deal("a", stage="Talking"), deal("b", stage="Closing")]
    one_known = [deal("a", stage="Talking"), deal("b", stage="2-Scoping")]

    assert summary(company(users=team("ann"), opportunity_snapshots=plain)).open_deals == 2
    assert summary(company(users=team("ann"), opportunity_snapshots=one_known)).open_deals == 1


@pytest.mark.parametrize("day", [AS_OF, dt.date(2026, 9, 28)])
@pytest.mark.parametrize("viewer", ["operator", "USR-VP-01", "USR-ASM-02", "USR-AE-003"])
def test_the_cube_says_what_the_deals_say(sample: Any, viewer: str, day: dt.date) -> None:
    """Weeks from the cube equal the categories counted deal by deal, for every kind of viewer and both policies."""
    for policy in (None, "net"):
        given = {"quarter": "FY27-Q3", "policy": policy}
        rows = queries.run(sample.connection, "pipeline_trend", viewer=viewer, today=AS_OF, parameters=given)
        week = rows[rows.snapshot_on == pd.Timestamp(day)].iloc[0]
        direct = queries.run(
            sample.connection, "pipeline_categories", viewer=viewer, today=AS_OF, parameters={**given, "as_of": day}
        ).set_index("category")
        for category in ("commit", "best_case", "pipeline"):
            assert week[category] == direct.amount[category], category
        assert week.closed >= direct.amount["closed"]


def test_a_week_without_a_whole_snapshot_is_empty_and_not_nothing(company: Company) -> None:
    """The line of a trend breaks there."""
    weeks = [D(2026, 8, 3), D(2026, 8, 10), D(2026, 8, 24)]
    rows = [deal("c", snapshot_date=day) for day in weeks]
    found = ask(company(users=team("ann"), opportunity_snapshots=rows), "pipeline_trend", quarter="FY27-Q3")
    amounts = found[found.quarter_label == "FY27-Q3"].set_index("week_of_fq").amount

    assert amounts.dropna().to_dict() == {1: 100, 2: 100, 4: 100}
    assert pd.isna(amounts[3])


@pytest.mark.parametrize(
    ("as_of", "used", "age"),
    [
        ("2026-09-28", "2026-09-28", 0),
        ("2026-10-01", "2026-09-28", 3),
        ("2026-09-20", None, 41),
        (None, "2026-10-05", 0),
    ],
)
def test_a_day_without_a_snapshot_is_answered_by_the_one_before_it_or_refused(
    company: Company, as_of: str | None, used: str | None, age: int
) -> None:
    """2.3.5: asked 1 October, used 28 September; older than max_staleness is refused."""
    rows = [deal("c", snapshot_date=day) for day in (D(2026, 8, 10), D(2026, 9, 28), AS_OF)]
    found = ask(company(users=team("ann"), opportunity_snapshots=rows), "pipeline_asked", as_of=as_of).iloc[0]

    assert (None if pd.isna(found.as_of_on) else f"{found.as_of_on:%Y-%m-%d}") == used
    assert found.as_of_age_days == age


def test_a_person_is_offered_the_days_of_their_own_deals_alone(company: Company) -> None:
    """Which other days exist is nobody else's business to offer."""
    rows = [deal("a", snapshot_date=D(2026, 9, 28)), deal("b", owner_id="bob", snapshot_date=AS_OF)]
    connection = company(users=[*team("ann"), person("bob")], opportunity_snapshots=rows)

    assert list(ask(connection, "pipeline_snapshot_choices", "ann").snapshot_on) == [pd.Timestamp(2026, 9, 28)]
