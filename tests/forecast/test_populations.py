"""Which deals count (C14): the measure of the quotas decides, and renewals have a line of their own."""

from typing import Any

import pandas as pd
import pytest

from sightline.sections.forecast.pipeline_review import says
from sightline.settings import Settings
from tests.conftest import Company
from tests.forecast.test_pipeline_measures import ask, deal, quota, summary
from tests.organisation import D, Row, team

LAST = {"close_date": D(2026, 9, 1), "is_closed": True}


def decided(opportunity_id: str, amount: float, kind: str | None, *, is_won: bool) -> Row:
    """One deal closed in September."""
    stage = "7-Closed Won" if is_won else "8-Closed Lost"
    return deal(opportunity_id, amount, "closed", type=kind, is_won=is_won, stage=stage, **LAST)


DEALS = [
    decided("first", 100, "new", is_won=True),
    decided("more", 50, "expansion", is_won=True),
    decided("unsaid", 7, None, is_won=True),
    decided("again", 300, "renewal", is_won=True),
    decided("gone", 60, "renewal", is_won=False),
    decided("missed", 500, "new", is_won=False),
    deal("soon", 40, type="renewal"),
    deal("hope", 200, type="new"),
]


def made(company: Company, measure: str | None = "net_arr", **chosen: Any) -> Any:
    """A company with these deals, and a quota of 1,000 of one measure."""
    quotas = [{**quota(1000), "measure": measure}] if measure else []
    rows = [{name: value for name, value in row.items() if name != "snapshot_date"} for row in DEALS]
    return company(
        settings=Settings(**chosen), users=team("ann"), quotas=quotas, opportunities=rows, opportunity_snapshots=DEALS
    )


@pytest.mark.parametrize(
    ("measure", "chosen", "population", "won", "open_"),
    [
        ("net_arr", {}, "new and expansion", 157, 200),
        ("bookings", {}, "all", 457, 240),
        ("revenue", {}, "all", 457, 240),
        (None, {}, "all", 457, 240),
        ("net_arr", {"bookings_population": "all"}, "all", 457, 240),
    ],
)
def test_the_measure_of_the_quota_says_what_counts_against_it(
    company: Company, measure: str | None, chosen: dict[str, str], population: str, won: int, open_: int
) -> None:
    """Net ARR means new and expansion; bookings and revenue mean all; a setting overrules. No type is no renewal."""
    found = summary(made(company, measure, **chosen))

    assert (found.population, found.won_amount, found.open_quarter_amount) == (population, won, open_)
    assert found.attainment_share == (won / 1000 if measure else None) or measure is None


def test_another_population_is_held_against_no_quota(company: Company) -> None:
    """Renewals are told by themselves, and why there is no attainment."""
    found = summary(made(company), population="renewals")

    assert (found.won_amount, found.open_quarter_amount) == (300, 40)
    assert found.quota_state == "no quota"
    assert found.quota_level == "no quota: quotas are set for new and expansion"


def test_renewals_have_a_line_of_their_own(company: Company) -> None:
    """Due 400: renewed 300, churned 60, open 40; gross renewal rate 300 of 360; net bookings 457 less 60."""
    found = ask(made(company), "renewals_quarter", quarter="FY27-Q3").iloc[0]

    assert (found.due_amount, found.renewed_amount, found.churned_amount, found.open_renewal_amount) == (
        400,
        300,
        60,
        40,
    )
    assert found.gross_renewal_share == pytest.approx(300 / 360)
    assert (found.booked_amount, found.net_booked_amount) == (457, 397)


@pytest.mark.parametrize("measure", ["net_arr", "bookings"])
def test_win_rate_and_average_deal_are_of_new_and_expansion_unless_asked_otherwise(
    company: Company, measure: str
) -> None:
    """3 of 4 won by count whatever the quota means; of renewals 1 of 2."""
    connection = made(company, measure)

    def rate(**given: str) -> float:
        rows = ask(connection, "scorecard", quarter="FY27-Q3", **given)
        return float(rows[(rows.metric == "win_rate_share") & (rows.place == 0)].value.iloc[0])

    assert rate() == 0.75
    assert rate(population="renewals") == 0.5
    assert rate(population="all") == pytest.approx(4 / 6)


def test_what_nobody_knows_of_renewals_is_no_fault() -> None:
    """Of a quarter without a snapshot it is unknown what was open: then nothing is said."""
    row = {"renewed_deals": 0, "churned_deals": 0, "open_renewal_deals": pd.NA}
    assert says.renewals(pd.Series(row)) == ""
