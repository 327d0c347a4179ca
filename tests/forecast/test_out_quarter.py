"""The next two quarters per AE, the dates of the reviews, and what pack and reviews read of deals (2.5, S100–S102)."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.conftest import AS_OF, Company
from tests.forecast.deal_rows import D, asked, deal, deal_plan, sales, seen
from tests.organisation import account, team

NEXT, AFTER = D(2026, 12, 15), D(2027, 3, 15)


def quota(who: str, starts: dt.date, ends: dt.date, amount: int) -> dict[str, Any]:
    """One quota of an AE."""
    return {
        "user_id": who,
        "period_start": starts,
        "period_end": ends,
        "amount": amount,
        "currency": "USD",
        "measure": "bookings",
        "level": "rep",
    }


QUOTAS = [
    quota("ann", D(2026, 11, 1), D(2027, 1, 31), 200_000),
    quota("ann", D(2027, 2, 1), D(2027, 4, 30), 100_000),
    quota("ben", D(2026, 11, 1), D(2027, 1, 31), 0),
]


def test_coverage_is_told_with_and_without_what_was_pushed_out_of_this_quarter(company: Company) -> None:
    """440k against 200k is 2.2; without 100k pushed, 1.7; from stage 3 on 160k, 0.8; 100k against 100k after, 1.0."""
    deals = [
        deal("pushed", amount=100_000, close_date=NEXT, stage="S", stage_order=2),
        deal("late", amount=160_000, close_date=NEXT, stage="S", stage_order=3),
        deal("early", amount=180_000, close_date=NEXT, stage="S", stage_order=1),
        deal("after", amount=100_000, close_date=AFTER, created_date=D(2026, 9, 5)),
        deal("omitted", amount=900_000, close_date=NEXT, forecast_category="omitted"),
        deal("stage 0", amount=900_000, close_date=NEXT, stage="S", stage_order=0),
        deal("undated", amount=900_000, close_date=None),
        deal("this quarter", amount=900_000),
    ]
    rows = [seen("pushed", D(2026, 8, 10)), seen("pushed", AS_OF, close_date=NEXT)]
    connection = sales(company, *deals, opportunity_snapshots=rows, quotas=QUOTAS)
    row = asked(connection, "out_quarter_persons", owner="ann").iloc[0]

    assert (row.next_coverage, row.next_coverage_kept, row.next_late_coverage) == (2.2, 1.7, 0.8)
    assert (row.after_coverage, float(row.next_need), float(row.after_need)) == (1.0, 0, 0)
    assert (row.created_deals, row.out_pushed_deals, row.undated_deals) == (1, 1, 1)
    assert (row.next_label, row.after_label) == ("FY27-Q4", "FY28-Q1")
    assert pd.isna(row.severity)


@pytest.mark.parametrize(("amount", "severity"), [(219_999, "act"), (220_000, "watch"), (439_999, "watch")])
def test_thin_coverage_is_watched_and_half_of_what_is_asked_is_to_act_on(
    company: Company, amount: int, severity: str
) -> None:
    """2.2 times 200k is asked: 440k."""
    connection = sales(company, deal("d", amount=amount, close_date=NEXT), quotas=QUOTAS)

    assert asked(connection, "out_quarter_persons", owner="ann").severity[0] == severity


def test_without_a_quota_there_is_no_coverage_and_no_need(company: Company) -> None:
    """No row is no quota; nought is no divisor; neither is infinitely covered."""
    deals = [deal("d", close_date=NEXT, owner_id="ben", account_id="a2")]
    connection = sales(company, *deals, quotas=QUOTAS)
    row = asked(connection, "out_quarter_persons", owner="ben").iloc[0]

    assert pd.isna([row.next_coverage, row.after_coverage, row.after_quota, row.after_need]).all()
    assert float(row.next_need) == 0


def test_an_ae_with_a_quota_and_no_deal_is_not_forgotten(company: Company) -> None:
    """Nothing open against a quota is the thinnest coverage of all."""
    connection = sales(company, deal("d", owner_id="ben", account_id="a2"), quotas=QUOTAS)
    rows = asked(connection, "out_quarter_persons").set_index("person_id")

    assert rows.loc["ann", "next_coverage"] == 0
    assert rows.loc["ann", "severity"] == "act"
    assert float(rows.loc["ann", "next_need"]) == pytest.approx(440_000)


def test_open_ground_is_what_the_map_shows_and_no_deal_pursues(company: Company) -> None:
    """Potential and competitor cells without an open opportunity; unknown without a map."""
    cells = [
        {"account_id": "a1", "stage_id": "verify", "state": "none", "potential": 30_000},
        {"account_id": "a1", "stage_id": "create", "state": "competitor", "vendor": "Rival"},
        {"account_id": "a1", "stage_id": "plan", "state": "owned"},
    ]
    stages = [{"stage_id": stage, "label": stage.title()} for stage in ("plan", "create", "verify")]
    with_map = sales(company, deal("d"), whitespace_cells=cells, stages=stages, quotas=QUOTAS)
    without = sales(company, deal("d"), quotas=QUOTAS)

    assert asked(with_map, "out_quarter_persons", owner="ann").open_ground_cells[0] == 2
    assert pd.isna(asked(without, "out_quarter_persons", owner="ann").open_ground_cells[0])


def test_the_five_largest_deals_of_each_person_come_with_their_plans(company: Company) -> None:
    """Largest first, this quarter's and omitted ones left out."""
    deals = [deal(f"d{n}", amount=n * 1_000, close_date=NEXT) for n in range(1, 8)]
    deals.append(deal("omitted", amount=99_000, close_date=NEXT, forecast_category="omitted"))
    connection = sales(company, *deals, opportunity_plans=[deal_plan("d7", overview_filled=4)])
    rows = asked(connection, "out_quarter_deals", person="ann")

    assert rows.opportunity_id.tolist() == ["d7", "d6", "d5", "d4", "d3"]
    assert rows.overview_filled.tolist()[:2] == [4, 0]


@pytest.mark.parametrize(
    ("qbr", "second", "third", "clash"),
    [
        (D(2026, 8, 14), D(2026, 9, 11), D(2026, 10, 13), False),
        (D(2026, 8, 3), D(2026, 9, 2), D(2026, 10, 2), False),
        (D(2026, 8, 24), D(2026, 9, 23), D(2026, 10, 23), True),
        (D(2026, 8, 22), D(2026, 9, 21), D(2026, 10, 21), False),
    ],
)
def test_reviews_follow_the_qbr_by_thirty_and_sixty_days(
    company: Company, qbr: dt.date, second: dt.date, third: dt.date, clash: bool
) -> None:
    """S100: weekends shift earlier, the last ten days of the quarter clash; S101: month 1 is the QBR itself."""
    rows = asked(sales(company, deal("d")), "review_proposals", qbr=qbr)

    assert [day.date() for day in rows.proposed_on] == [qbr, second, third]
    assert rows.is_clash.tolist() == [False, False, clash]


def test_the_qbr_is_read_from_the_reviews_and_else_assumed(company: Company) -> None:
    """The last QBR of the first two weeks; without one the end of these weeks, and the page says so."""
    plans = [{"plan_id": "p", "account_id": "a1", "owner_id": "ann", "plan_kind": "account", "status": "active"}]
    held = [{"review_id": "r", "plan_id": "p", "review_date": D(2026, 8, 11), "review_type": "qbr"}]
    told = asked(sales(company, deal("d"), account_plans=plans, plan_reviews=held), "review_proposals").iloc[0]
    assumed = asked(sales(company, deal("d")), "review_proposals").iloc[0]

    assert (told.qbr_on.date(), told.qbr_source) == (D(2026, 8, 11), "the last QBR in the reviews export")
    assert assumed.qbr_on.date() == D(2026, 8, 14)
    assert "no export names the day" in assumed.qbr_source


@pytest.mark.parametrize(("reps", "fit"), [(6, "fits"), (7, "tight"), (8, "tight"), (9, "does not fit")])
def test_a_review_of_two_hours_holds_six_aes_at_twenty_minutes_and_eight_at_fifteen(
    company: Company, reps: int, fit: str
) -> None:
    """S102."""
    row = asked(company(users=team(*(f"rep{n}" for n in range(reps)))), "review_fits").iloc[0]

    assert (row.review_reps, row.fit) == (reps, fit)


def test_key_deals_come_with_plan_pushes_consult_and_rules(company: Company) -> None:
    """Deals to act on come first, then those to watch, the largest first; words, not codes."""
    deals = [
        deal(
            "best", amount=6_000, forecast_category="best_case", stage="4-Proposal", stage_order=4, next_step_date=None
        ),
        deal("commit", amount=10_000),
        deal("overdue", amount=9_000, close_date=D(2026, 10, 4)),
        deal("pipeline", amount=8_000, forecast_category="pipeline"),
        deal("next", amount=7_000, close_date=NEXT),
        deal("after", amount=900_000, close_date=AFTER),
    ]
    plans = [deal_plan("commit", last_consult_date=D(2026, 9, 1)), deal_plan("best")]
    rows = asked(sales(company, *deals, opportunity_plans=plans), "key_deals").set_index("opportunity_id")

    assert rows.index.tolist() == ["overdue", "pipeline", "next", "commit", "best"]
    assert rows.loc[["commit", "best", "overdue"], "deal_plan"].tolist() == ["9 of 10", "9 of 10", "none"]
    assert rows.loc["overdue", "flags"].split(", ")[:2] == ["Past due", "Deal plan missing"]
    assert rows.loc[["overdue", "pipeline", "best"], "severity"].tolist() == ["act", "act", "watch"]
    assert rows.loc["commit", "last_consult_on"].date() == D(2026, 9, 1)
    assert rows.loc["commit", "flags"] == "Consult due"
    assert rows.is_this_quarter.tolist() == [True, True, False, True, True]


def test_value_at_relationship_risk_counts_a_deal_once_and_under_each_reason(company: Company) -> None:
    """S106: one Commit deal with no plan and no supporter: once in the total, once under both; later ones apart."""
    deals = [deal("d", amount=100_000), deal("later", amount=50_000, close_date=NEXT, account_id="a2", owner_id="ben")]
    connection = sales(
        company,
        *deals,
        accounts=[account("a1"), account("a2", "ben")],
        account_plans=[],
        contacts=[{"contact_id": f"c{n}", "account_id": f"a{n}", "influence": "low"} for n in (1, 2)],
    )
    rows = asked(connection, "relationship_risk").set_index("line")

    assert float(rows.loc["At relationship risk: act", "risk_amount"]) == 150_000
    assert float(rows.loc["At relationship risk: act", "now_amount"]) == 100_000
    assert float(rows.loc["No live plan", "risk_amount"]) == 150_000
    assert float(rows.loc["No senior supporter", "risk_amount"]) == 150_000
    assert rows.loc["At relationship risk: act", "risk_share"] == 1


def test_a_risk_that_no_export_tells_is_unknown_and_not_nought(company: Company) -> None:
    """Without plans, contacts and interactions nobody can say, and the value is printed as not judged."""
    rows = asked(sales(company, deal("d", amount=100_000)), "relationship_risk").set_index("line")

    assert float(rows.loc["Not judged for lack of an export", "risk_amount"]) == 100_000
    assert rows.loc[["At relationship risk: act", "No live plan", "One contact only"], "risk_amount"].isna().all()
