"""The deals of a quarter that ask for something: one row each, why, what to do, and what changed (2.5)."""

from typing import Any

import pandas as pd

from sightline.sections.forecast.pipeline_review import to_act_on
from tests.conftest import Company
from tests.forecast.deal_rows import AS_OF, D, asked, deal, deal_plan, sales, seen
from tests.organisation import person

BEFORE = D(2026, 9, 28)


def reviewed(company: Company, *deals: Any, **tables: Any) -> Any:
    """A company whose deals all had a consult last week, so that nobody asks for one."""
    plans = [deal_plan(row["opportunity_id"], last_consult_date=BEFORE) for row in deals]
    return sales(company, *deals, opportunity_plans=plans, **tables)


def listed(connection: Any, **parameters: Any) -> list[str]:
    """The deals on the list, in its order."""
    return list(asked(connection, "deals_to_act_on", **parameters).opportunity_id)


def test_a_deal_with_several_findings_is_one_row_that_leads_with_the_most_pressing(company: Company) -> None:
    """Past due and stale in Commit: past due leads, both are named, the verb is that of the first."""
    late = deal("late", close_date=D(2026, 10, 1), last_activity_date=D(2026, 6, 1))
    connection = reviewed(company, late, deal("fit"))
    rows = asked(connection, "deals_to_act_on")

    assert list(rows.opportunity_id) == ["late"]
    [row] = rows.itertuples()
    assert (row.severity, row.evidence) == ("act", "Close date 1 Oct 2026 passed 4 days ago.")
    assert row.suggested_action == "Close by 31 Oct 2026 or set a new date."
    assert row.findings.split(", ")[:2] == ["Past due", "Stale"]
    assert row.amount == 40_000


def test_a_deal_of_an_ae_who_has_left_leads_with_giving_it_to_somebody(company: Company) -> None:
    """Past due as well, but nobody is there to close it: assign an AE first, and say that Ben has left."""
    users = [person("vp", "VP", None), person("asm", "ASM", "vp"), person("ann")]
    left = person("ben", is_active=False, end_date=D(2026, 9, 18))
    late = deal("late", owner_id="ben", account_id="a2", close_date=D(2026, 10, 1))
    [row] = asked(reviewed(company, late, users=[*users, left]), "deals_to_act_on").itertuples()

    assert row.suggested_action == "Assign an AE."
    assert "Past due" in row.findings
    assert row.owner_left_on.date() == D(2026, 9, 18)
    assert to_act_on.owner(row).endswith(" left on 18 Sep 2026")


def test_the_headline_says_renewals_order_and_how_many_are_shown() -> None:
    """Renewals of those to act on alone are counted; all being shown needs no word."""
    rows = pd.DataFrame(
        {"severity": ["act"] * 4 + ["watch"] * 2, "type": ["new", "renewal", "renewal", None, "renewal", "new"]}
    )
    renewals = "**4 deals to act on (2 renewals{}), 2 to watch**: act first, then by amount; the first 5 of 6."
    assert to_act_on.headline(rows, "all") == renewals.format("")
    assert to_act_on.headline(rows, "new and expansion") == renewals.format(", not in the bar above")
    assert to_act_on.headline(rows[:1], "all") == "**1 deal to act on, 0 to watch**: act first, then by amount."


def test_to_act_on_comes_before_to_watch_and_the_largest_first(company: Company) -> None:
    """A small deal to act on stands above a large one to watch."""
    pipeline, low = {"forecast_category": "pipeline"}, {"stage": "3-Evaluation", "stage_order": 3}
    connection = reviewed(
        company,
        deal("watch", amount=90_000, **low),
        deal("small", amount=10_000, **pipeline),
        deal("large", amount=70_000, **pipeline),
    )
    rows = asked(connection, "deals_to_act_on")

    assert list(rows.opportunity_id) == ["large", "small", "watch"]
    assert list(rows.severity) == ["act", "act", "watch"]
    assert rows.suggested_action[0] == "Move up or push to FY27-Q4."


def test_the_running_quarter_takes_in_what_is_past_due_or_undated_and_no_later_quarter(company: Company) -> None:
    """Of an ended quarter, what is still open in it; of the next, its own deals alone."""
    connection = reviewed(
        company,
        deal("overdue", close_date=D(2026, 7, 15), amount=3),
        deal("undated", close_date=None, amount=2),
        deal("next", close_date=D(2026, 11, 20), stage="0-Pending", stage_order=0, amount=1),
    )

    assert listed(connection) == ["overdue", "undated"]
    assert listed(connection, quarter="FY27-Q2") == ["overdue"]
    assert listed(connection, quarter="FY27-Q4") == ["next"]


def test_what_changed_since_the_earlier_snapshot_stands_beside_the_deal(company: Company) -> None:
    """Amount, close date, category and stage as they were; what stayed says nothing; a new deal says so."""
    now = {"forecast_category": "pipeline", "close_date": D(2026, 10, 20), "amount": 60_000}
    snapshots = [
        seen("d", BEFORE, amount=40_000, close_date=D(2026, 10, 10)),
        seen("d", AS_OF, **now),
        seen("same", BEFORE, forecast_category="pipeline"),
        seen("same", AS_OF, forecast_category="pipeline"),
        seen("new", AS_OF, forecast_category="pipeline", amount=1),
    ]
    deals = [deal("d", **now), deal("same", forecast_category="pipeline"), deal("new", **{**now, "amount": 1})]
    connection = reviewed(company, *deals, opportunity_snapshots=snapshots)
    rows = asked(connection, "deals_to_act_on", compare_to=BEFORE).set_index("opportunity_id")

    assert (rows.amount_was["d"], rows.close_was_on["d"].date(), rows.category_was["d"]) == (
        40_000,
        D(2026, 10, 10),
        "Commit",
    )
    assert pd.isna(rows.stage_was["d"])
    assert rows.loc["same", ["amount_was", "close_was_on", "category_was", "stage_was"]].isna().all()
    assert list(rows.is_new_in_view[["d", "same", "new"]]) == [False, False, True]


def test_a_deal_without_a_consult_is_to_be_watched_whatever_else_is_in_order(company: Company) -> None:
    """A due consult asks for less than a date that has passed; a held one asks for nothing."""
    row = asked(sales(company, deal("d")), "deals_to_act_on").iloc[0]

    assert (row.severity, row.evidence, row.suggested_action) == (
        "watch",
        "No consult yet.",
        "Go through it with the team.",
    )
    assert listed(reviewed(company, deal("d"))) == []
