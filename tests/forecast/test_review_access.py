"""Nothing of a colleague's deals changes a byte of what an AE gets from the review sections."""

from typing import Any

import pytest

from tests.conftest import AS_OF, Company, Rows
from tests.forecast.deal_rows import D, asked, deal, deal_plan, sales, seen

SECTIONS = [
    "consult_coverage",
    "consult_list",
    "consult_weeks",
    "deal_changes",
    "deals_to_act_on",
    "hygiene_by_person",
    "hygiene_gate_deals",
    "hygiene_gate_outcomes",
    "hygiene_list",
    "hygiene_rules",
    "hygiene_summary",
    "key_deals",
    "out_quarter_deals",
    "out_quarter_persons",
    "pipeline_slip_counts",
    "pipeline_slips",
    "relationship_risk",
    "relationship_risk_deals",
    "review_fits",
]
ABOUT_MANAGERS = {"consult_weeks", "review_fits"}
"""An AE gets no row of these; of all others there must be one to compare."""
DAYS = [D(2026, 7, 27), D(2026, 8, 31), D(2026, 9, 28), AS_OF]


def organisation(canary: dict[str, Any]) -> dict[str, Rows]:
    """Ann's three deals and Ben's three, one of which was Ann's until September; Ben's own days bear the canary."""
    hers = [deal("a", forecast_category="pipeline"), deal("b", amount=300_000, close_date=D(2026, 12, 1)), deal("c")]
    his = [deal(name, owner_id="ben", account_id="a2", **canary) for name in ("x", "y")]
    moved = deal("m", owner_id="ben", account_id="a2", **canary)
    told = {name: value for name, value in canary.items() if name not in ("name", "stage_order", "next_step_date")}
    snapshots = [seen("a", day, forecast_category="pipeline", amount=40_000 + place) for place, day in enumerate(DAYS)]
    snapshots += [seen("b", day, close_date=D(2026, 10 + place // 2, 20)) for place, day in enumerate(DAYS)]
    snapshots += [
        seen(row["opportunity_id"], day, owner_id="ben", account_id="a2", **told) for row in his for day in DAYS
    ]
    snapshots += [seen("m", day, forecast_category="pipeline") for day in DAYS[:2]]
    snapshots += [seen("m", day, owner_id="ben", account_id="a2", **told) for day in DAYS[2:]]
    plans = [deal_plan("a", last_consult_date=D(2026, 9, 20)), deal_plan("b")]
    plans += [deal_plan(str(row["opportunity_id"]), manager_review=canary["next_step"]) for row in (*his, moved)]
    return {"opportunities": [*hers, *his, moved], "opportunity_snapshots": snapshots, "opportunity_plans": plans}


PLAIN = {"name": "Plain", "next_step": "2026-09-01 Call", "amount": 10_000, "stage": "4-Proposal", "stage_order": 4}
CANARY = {
    "name": "CANARY",
    "next_step": "2026-10-01 CANARY",
    "amount": 999_999_999,
    "stage": "1-Discovery",
    "stage_order": 1,
    "close_date": D(2026, 9, 1),
    "forecast_category": "pipeline",
}


@pytest.mark.parametrize("viewer", ["ann", "stranger"])
def test_a_colleagues_deals_change_not_a_byte(company: Company, viewer: str) -> None:
    """Amounts, stages, dates, notes and counts of Ben's deals may be anything: Ann gets the same."""

    def bytes_of(outside: dict[str, Any]) -> dict[str, str]:
        connection = sales(company, **organisation(outside))
        return {name: asked(connection, name, viewer=viewer).to_csv(index=False) for name in SECTIONS}

    before, after = bytes_of(PLAIN), bytes_of(CANARY)

    assert after == before
    told = {name for name, text in after.items() if len(text.splitlines()) > 1}
    assert told == (set(SECTIONS) - ABOUT_MANAGERS if viewer == "ann" else set())
    assert not any("CANARY" in text or "999999999" in text for text in after.values())
