"""Hygiene by owner adds up, pushing and lifting are told apart, and nobody sees a colleague's deals (2.5)."""

import datetime as dt

import pytest

from sightline.sections.forecast.pipeline_review import hygiene
from tests.conftest import AS_OF, Company
from tests.forecast.deal_rows import D, asked, deal, sales, seen
from tests.organisation import person


def test_shares_are_summed_over_people_and_each_deal_counts_once(company: Company) -> None:
    """Ann 2 of 3, Ben 1 of 1: 3 of 4 in the team; two flags make one deal, and an undated one is of the quarter."""
    connection = sales(
        company,
        deal("clean", amount=40_000),
        deal("red", amount=60_000, forecast_category="pipeline", close_date=D(2026, 10, 4)),
        deal("ben", amount=30_000, owner_id="ben", account_id="a2", forecast_category="pipeline"),
        deal("later", amount=999, close_date=D(2026, 12, 1)),
        deal("undated", amount=999, close_date=None),
    )
    people = asked(connection, "hygiene_by_person").set_index("person_id")
    whole = asked(connection, "hygiene_summary").iloc[0]

    assert people.loc["ann", ["quarter_deals", "act_deals", "act_deal_share"]].tolist() == [3, 2, pytest.approx(2 / 3)]
    assert people.loc["ben", ["quarter_deals", "act_deals", "act_deal_share"]].tolist() == [1, 1, 1.0]
    assert people.loc["ann", ["past_due_deals", "undated_deals"]].tolist() == [1, 1]
    assert (whole.act_deals, whole.quarter_deals, whole.act_elsewhere_deals) == (3, 4, 0)
    assert whole.act_amount_share == pytest.approx(90_999 / 130_999)
    for column in ("quarter_deals", "act_deals", "quarter_amount", "act_amount", "past_due_deals", "undated_deals"):
        assert people[column].sum() == whole[column]


def test_deals_judged_beside_the_open_pipeline_are_counted_by_reason(company: Company) -> None:
    """In the pipeline, omitted, before stage 1, unseen, of an earlier quarter, undated: together those judged."""
    connection = sales(
        company,
        deal("counts"),
        deal("omitted", forecast_category="omitted"),
        deal("early", stage="0-Pending", stage_order=0),
        deal("unseen"),
        deal("earlier", close_date=D(2026, 7, 15)),
        deal("undated", close_date=None),
        opportunity_snapshots=[
            seen("counts", AS_OF),
            seen("omitted", AS_OF, forecast_category="omitted"),
            seen("early", AS_OF, stage="0-Pending"),
        ],
    )
    whole = asked(connection, "hygiene_summary").iloc[0]

    reasons = ["pipeline_deals", "omitted_deals", "early_deals", "unseen_deals", "earlier_deals", "undated_deals"]
    assert whole[reasons].tolist() == [1, 1, 1, 1, 1, 1]
    assert whole[reasons].sum() == whole.quarter_deals


def test_negative_and_unknown_amounts_add_nothing_to_the_pipeline(company: Company) -> None:
    """They still count as deals."""
    connection = sales(company, deal("a", amount=-50_000), deal("b", amount=None), deal("c", amount=10_000))
    whole = asked(connection, "hygiene_summary").iloc[0]

    assert (whole.quarter_deals, float(whole.quarter_amount)) == (3, 10_000)


def test_without_a_deal_this_quarter_there_is_no_share(company: Company) -> None:
    """Unknown, neither 0 nor 100 %."""
    whole = asked(sales(company, deal("d", close_date=D(2027, 3, 1))), "hygiene_summary").iloc[0]

    assert whole.quarter_deals == 0
    assert whole.act_deal_share != whole.act_deal_share


def test_an_ae_sees_the_own_deals_alone(company: Company) -> None:
    """A colleague on the account's team sees none of them here either: reviews judge one's own people."""
    connection = sales(
        company,
        deal("mine", forecast_category="pipeline"),
        deal("theirs", owner_id="ben", account_id="a2", forecast_category="pipeline"),
        users=[person("vp", "VP", None), person("asm", "ASM", "vp"), person("ann"), person("ben"), person("sue", "SA")],
        account_team=[{"account_id": "a1", "user_id": "sue", "team_role": "SA"}],
    )

    assert set(asked(connection, "hygiene_list", viewer="ann").opportunity_id) == {"mine"}
    assert set(asked(connection, "hygiene_list", viewer="asm").opportunity_id) == {"mine", "theirs"}
    assert asked(connection, "hygiene_list", viewer="sue").empty


GATE = D(2026, 8, 31)
FATES = {
    "lifted": {"forecast_category": "commit"},
    "pushed": {"close_date": D(2026, 11, 2)},
    "lifted and pushed": {"forecast_category": "commit", "close_date": D(2026, 11, 2)},
    "won": {"is_closed": True, "is_won": True, "forecast_category": "closed"},
    "lost": {"is_closed": True, "forecast_category": "omitted"},
    "omitted": {"forecast_category": "omitted"},
    "stays": {},
}
OUTCOMES = {
    "lifted": "cleared by upgrade",
    "pushed": "cleared by push",
    "lifted and pushed": "cleared by push",
    "won": "won",
    "lost": "lost",
    "omitted": "omitted",
    "stays": "still there",
    "deleted": "gone",
}


def test_what_became_of_the_deals_at_the_gate_is_told_apart(company: Company) -> None:
    """Lifting the category and pushing the date both clear the gate; they are not the same."""
    deals = [deal(name, **{"forecast_category": "pipeline", **fate}) for name, fate in FATES.items()]
    rows = [seen(name, GATE, forecast_category="pipeline") for name in OUTCOMES]
    rows += [seen("fine", GATE), seen("later", GATE, forecast_category="pipeline", close_date=D(2026, 11, 1))]
    rows += [seen("fine", AS_OF)]
    connection = sales(company, *deals, opportunity_snapshots=rows)
    gate = asked(connection, "hygiene_gate_deals", month=2).set_index("opportunity_id")
    summed = asked(connection, "hygiene_gate_outcomes", month=2)

    assert gate.outcome.to_dict() == OUTCOMES
    assert set(gate.rule) == {"H2"}
    assert summed.gate_deals.sum() == len(OUTCOMES) == summed.month_deals.iloc[0]
    said = "1 moved up, 2 pushed, 1 won, 1 lost, 1 omitted, 1 gone, 1 still there. A push counts as a slip."
    assert f"Since then: {said}" in hygiene.gate_sentence(summed)


@pytest.mark.parametrize(
    ("on", "gate"),
    [
        (D(2026, 9, 1), D(2026, 9, 1)),
        (D(2026, 8, 22), D(2026, 8, 22)),
        (D(2026, 8, 21), None),
        (D(2026, 9, 14), D(2026, 9, 14)),
    ],
)
def test_the_gate_is_the_last_snapshot_up_to_the_first_day_of_the_month_else_the_first_in_it(
    company: Company, on: dt.date, gate: dt.date | None
) -> None:
    """An older snapshot than the staleness limit allows does not stand for the day."""
    rows = [seen("d", on, forecast_category="pipeline"), seen("d", D(2026, 10, 4), forecast_category="pipeline")]
    connection = sales(company, deal("d", forecast_category="pipeline"), opportunity_snapshots=rows)
    found = asked(connection, "hygiene_gate_deals", month=2)

    assert [day.date() for day in found.gate_on] == ([gate] if gate else [])


def test_past_states_of_a_deal_stay_with_those_who_saw_them(company: Company) -> None:
    """A deal that Ben took over from Ann shows Ben nothing of the gate it did not pass under Ann."""
    rows = [seen("d", GATE, forecast_category="pipeline"), seen("d", AS_OF, owner_id="ben")]
    connection = sales(company, deal("d", owner_id="ben"), opportunity_snapshots=rows)

    assert asked(connection, "hygiene_gate_deals", viewer="ben").empty
    assert len(asked(connection, "hygiene_gate_deals", viewer="asm", month=2)) == 1


def test_the_present_state_alone_is_no_gate(company: Company) -> None:
    """Without a second snapshot nobody knows how the month began."""
    connection = sales(company, deal("d", forecast_category="pipeline"))

    assert asked(connection, "hygiene_gate_deals").empty
