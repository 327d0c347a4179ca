"""Each review rule H0 to H12: one deal that meets it and one that does not, and the days on which it turns (2.5)."""

import datetime as dt
from typing import Any

import pytest

from sightline.settings import Settings
from tests.conftest import Company
from tests.forecast.deal_rows import AS_OF, D, deal, deal_plan, flags, person, sales, seen, severities
from tests.organisation import team


def test_a_deal_in_order_meets_no_rule(company: Company) -> None:
    """What every test below varies is clean to begin with, all rules being checked or not due."""
    connection = sales(company, deal("d"), opportunity_snapshots=[seen("d", D(2026, 9, 28)), seen("d", AS_OF)])

    assert flags(connection) == {}
    verdicts = connection.execute("select distinct verdict from marts.hygiene_checks").fetchall()
    assert {verdict for (verdict,) in verdicts} == {"checked", "not due"}


def test_a_deal_is_past_due_the_day_after_its_close_date_and_not_on_it(company: Company) -> None:
    """H0, whichever quarter it was expected in."""
    deals = [deal("d", close_date=close) for close in (AS_OF, D(2026, 10, 4), D(2026, 7, 1))]

    assert severities(company, "H0", deals) == [None, "act", "act"]


@pytest.mark.parametrize(
    ("as_of", "cases"),
    [
        (D(2026, 8, 1), [("pipeline", "H1", "watch")]),
        (D(2026, 8, 21), [("pipeline", "H1", "watch")]),
        (D(2026, 8, 22), [("pipeline", "H1", "act")]),
        (
            D(2026, 8, 31),
            [
                ("pipeline", "H1", "act"),
                (None, "H1", "act"),
                ("omitted", "H1", "note"),
                ("best_case", "H1", None),
                ("pipeline", "H2", None),
            ],
        ),
        (
            D(2026, 9, 1),
            [
                ("pipeline", "H1", None),
                ("pipeline", "H2", "act"),
                (None, "H2", "act"),
                ("closed", "H2", "act"),
                ("omitted", "H2", "note"),
                ("most_likely", "H2", None),
            ],
        ),
        (D(2026, 10, 31), [("pipeline", "H2", "act")]),
        (D(2026, 11, 1), [("pipeline", "H2", None)]),
    ],
)
def test_month_1_clears_out_and_month_2_is_a_gate(
    company: Company, as_of: dt.date, cases: list[tuple[str | None, str, str | None]]
) -> None:
    """H1 until the last day of month 1, in its last ten days to act on; H2 from the first day of month 2 (S98, S99)."""
    deals = [deal(f"d{n}", close_date=D(2026, 10, 31), forecast_category=given) for n, (given, *_) in enumerate(cases)]
    connection = sales(company, *deals, as_of=as_of)
    found = [flags(connection, f"d{n}").get(rule) for n, (_, rule, _) in enumerate(cases)]

    assert found == [severity for *_, severity in cases]


def test_only_deals_of_this_quarter_pass_its_gate(company: Company) -> None:
    """S97: both ends of the quarter are in it."""
    closes = [D(2026, 10, 31), D(2026, 11, 1), D(2026, 7, 31), None]
    deals = [deal("d", close_date=close, forecast_category="pipeline") for close in closes]

    assert severities(company, "H2", deals) == ["act", None, None, None]


@pytest.mark.parametrize(
    ("created", "as_of", "severity"),
    [
        (D(2026, 9, 3), D(2026, 9, 8), "note"),
        (D(2026, 9, 3), D(2026, 9, 10), "note"),
        (D(2026, 9, 3), D(2026, 9, 11), "act"),
        (D(2026, 8, 31), D(2026, 9, 1), "act"),
    ],
)
def test_a_deal_created_after_the_gate_has_seven_days(
    company: Company, created: dt.date, as_of: dt.date, severity: str
) -> None:
    """S99: over when the day is later than created + 7; until then it is listed apart."""
    row = deal("d", close_date=D(2026, 10, 20), forecast_category="pipeline", created_date=created)

    assert flags(sales(company, row, as_of=as_of)).get("H2") == severity


@pytest.mark.parametrize(("renewals", "severity"), [(True, "act"), (False, None)])
def test_renewals_pass_the_gate_by_a_toggle_of_their_own(
    company: Company, renewals: bool, severity: str | None
) -> None:
    """S99: the same rule for renewals unless the setting lets them through."""
    connection = company(
        settings=Settings(gate_has_renewals=renewals),
        users=team("ann"),
        opportunities=[deal("d", type="renewal", forecast_category="pipeline")],
    )

    assert flags(connection).get("H2") == severity


@pytest.mark.parametrize(
    ("as_of", "cases"),
    [
        (
            AS_OF,
            [
                ({}, None),
                ({"stage": "3-Evaluation", "stage_order": 3}, "watch"),
                ({"next_step_date": None}, "watch"),
                ({"next_step_date": D(2026, 10, 19)}, None),
                ({"next_step_date": D(2026, 10, 20)}, "watch"),
                ({"next_step_date": D(2026, 10, 4)}, "watch"),
            ],
        ),
        (D(2026, 9, 30), [({"next_step_date": None}, None)]),
        (D(2026, 10, 21), [({"next_step_date": D(2026, 10, 22)}, None)]),
        (D(2026, 10, 22), [({"next_step_date": D(2026, 10, 23)}, "watch")]),
    ],
)
def test_best_case_in_month_3_is_late_staged_with_a_step_soon(
    company: Company, as_of: dt.date, cases: list[tuple[dict[str, Any], str | None]]
) -> None:
    """H3: below stage 4, no step within 14 days, or any Best Case in the last ten days of the quarter."""
    row = deal("d", forecast_category="best_case", stage="4-Proposal", stage_order=4, close_date=D(2026, 10, 30))
    deals = [{**row, **more} for more, _ in cases]

    assert severities(company, "H3", deals, as_of=as_of) == [severity for _, severity in cases]


def test_category_and_stage_fit(company: Company) -> None:
    """H4; an unknown stage is no reason."""
    cases = [
        ("commit", 3, "watch"),
        ("commit", 4, None),
        ("closed", 5, "watch"),
        ("best_case", 6, "watch"),
        ("most_likely", 6, "watch"),
        ("commit", 6, None),
        ("best_case", 5, None),
        ("commit", None, None),
    ]
    deals = [
        deal("d", forecast_category=category, stage_order=order, stage="Somewhere") for category, order, _ in cases
    ]

    assert severities(company, "H4", deals) == [severity for *_, severity in cases]


def test_a_deal_from_stage_3_on_has_an_amount(company: Company) -> None:
    """H5: null or zero; a negative amount is one."""
    cases = [(3, None, "watch"), (3, 0, "watch"), (2, None, None), (3, 1, None), (5, -10, None)]
    deals = [deal("d", stage="S", stage_order=order, amount=amount) for order, amount, _ in cases]

    assert severities(company, "H5", deals) == [severity for *_, severity in cases]


def test_an_amount_without_a_rate_is_not_a_missing_amount(company: Company) -> None:
    """H5 asks what the export has, not what could be converted."""
    connection = sales(company, deal("d", currency="CHF", stage="S", stage_order=3))

    assert "H5" not in flags(connection)
    assert connection.execute("select amount from marts.open_deals").fetchone() == (None,)


def test_a_deal_without_a_close_date_is_undated_and_in_no_quarter(company: Company) -> None:
    """H6, and none of the rules about this quarter."""
    assert flags(sales(company, deal("d", close_date=None, forecast_category="pipeline"))) == {
        "H6": "act",
        "H4": "watch",
    }


def test_quiet_deals_are_stale_by_stage_and_segment(company: Company) -> None:
    """H7: new business in stages 1 and 2 by segment, thirty days from stage 3 on."""
    cases: list[tuple[dict[str, Any], int, str | None]] = [
        ({"segment": "Enterprise"}, 45, None),
        ({"segment": "Enterprise"}, 46, "watch"),
        ({"segment": "Enterprise"}, 91, "act"),
        ({"segment": "Mid-Market"}, 21, None),
        ({"segment": "Mid-Market"}, 22, "watch"),
        ({"segment": "Mid-Market"}, 46, "act"),
        ({"segment": "SMB"}, 7, None),
        ({"segment": "SMB"}, 8, "watch"),
        ({"segment": "SMB"}, 16, "act"),
        ({"segment": None}, 45, None),
        ({"segment": None}, 46, "watch"),
        ({"type": "renewal"}, 200, None),
        ({"stage_order": 0}, 200, None),
        ({"stage_order": 3, "type": "renewal"}, 30, None),
        ({"stage_order": 3, "type": "renewal"}, 31, "watch"),
        ({"stage_order": 3}, 200, "watch"),
    ]
    quiet = deal("d", type="new", stage="S", stage_order=1, close_date=D(2027, 6, 1), created_date=D(2026, 1, 1))
    deals = [{**quiet, "last_activity_date": AS_OF - dt.timedelta(days), **more} for more, days, _ in cases]

    assert severities(company, "H7", deals) == [severity for *_, severity in cases]


def test_a_change_of_stage_or_next_step_in_a_snapshot_is_a_sign_of_life(company: Company) -> None:
    """H7 counts activity, next step and stage, whichever is latest."""
    row = deal(
        "d", stage_order=3, stage="3-Evaluation", forecast_category="best_case", last_activity_date=D(2026, 1, 1)
    )
    days = (D(2026, 8, 24), D(2026, 9, 21), D(2026, 9, 28))
    moved = [seen("d", day, next_step="Call" if day < days[1] else "Proposal") for day in days]
    still = [seen("d", day) for day in days]

    assert "H7" not in flags(sales(company, row, opportunity_snapshots=moved))
    assert flags(sales(company, row, opportunity_snapshots=still))["H7"] == "watch"


@pytest.mark.parametrize(
    ("closes", "severity"),
    [
        ([D(2026, 9, 1), D(2026, 9, 10), D(2026, 9, 20), D(2026, 10, 20)], "act"),
        ([D(2026, 9, 1), D(2026, 9, 10), D(2026, 10, 20)], None),
        ([D(2026, 6, 1), D(2026, 8, 10), D(2026, 11, 20)], "act"),
        ([D(2026, 6, 1), D(2026, 8, 10), D(2026, 10, 20)], None),
    ],
)
def test_three_pushes_or_two_slips_make_a_serial_pusher(
    company: Company, closes: list[dt.date], severity: str | None
) -> None:
    """H8, counted between consecutive snapshots."""
    rows = [seen("d", D(2026, 6, 1) + dt.timedelta(7 * n), close_date=day) for n, day in enumerate(closes)]
    connection = sales(company, deal("d", close_date=closes[-1]), opportunity_snapshots=rows)

    assert flags(connection).get("H8") == severity


def test_deals_that_close_soon_have_a_plan(company: Company) -> None:
    """H9: from stage 2 on a missing overview field is watched; all blank, or one answer of a large deal: act."""
    cases: list[tuple[dict[str, Any], dict[str, Any] | None, str | None]] = [
        ({"stage_order": 2}, None, "act"),
        ({"stage_order": 1}, None, None),
        ({"stage_order": 2, "close_date": D(2027, 1, 31)}, None, "act"),
        ({"stage_order": 2, "close_date": D(2027, 2, 1)}, None, None),
        ({"stage_order": 2}, {"overview_filled": 0}, "act"),
        ({"stage_order": 2}, {"overview_filled": 1}, "watch"),
        ({"stage_order": 2}, {"overview_filled": 5}, "watch"),
        ({"stage_order": 2}, {"overview_filled": 6, "full_filled": 0}, None),
        ({"stage_order": 2}, {"overview_filled": 5, "overview_total": None}, None),
        ({"amount": 100_000}, {"full_filled": 9}, "act"),
        ({"amount": 100_000}, {"full_filled": 10}, None),
        ({"amount": 100_000}, {"full_filled": 9, "full_total": None}, None),
        ({"amount": 100_000}, {"overview_filled": 5, "full_filled": 10}, "watch"),
        ({"amount": 99_999}, {"full_filled": 9}, None),
        ({"stage_order": 2}, {"overview_filled": None}, None),
        ({"amount": 100_000}, {"full_filled": 0}, "act"),
        ({"amount": 99_999}, {"full_filled": 0}, None),
        ({"amount": 50_000, "segment": "Mid-Market"}, {"full_filled": 0}, "act"),
        ({"amount": 900_000, "segment": "SMB"}, {"full_filled": 0}, None),
    ]
    deals = [deal("d", **{"stage": "S", "stage_order": 4, **more}) for more, *_ in cases]
    plans = [deal_plan(f"d{place}", **plan) for place, (_, plan, _) in enumerate(cases) if plan is not None]

    assert severities(company, "H9", deals, opportunity_plans=plans) == [severity for *_, severity in cases]


@pytest.mark.parametrize(("before", "severity"), [("6-Awaiting Signature", "note"), ("5-Negotiating", None)])
def test_a_stage_that_went_back_since_the_last_snapshot_is_noted(
    company: Company, before: str, severity: str | None
) -> None:
    """H10 compares with the last snapshot before the day of the data."""
    row = deal("d", stage="5-Negotiating", stage_order=5)
    rows = [seen("d", D(2026, 9, 28), stage=before), seen("d", AS_OF, stage="5-Negotiating")]

    assert flags(sales(company, row, opportunity_snapshots=rows)).get("H10") == severity


def test_an_owner_can_be_asked(company: Company) -> None:
    """H11: inactive, unknown or nobody."""
    deals = [deal("d", owner_id=owner) for owner in ("ann", "gone", "nobody-known", None)]
    users = [*team("ann"), person("gone", is_active=False)]

    assert severities(company, "H11", deals, users=users) == [None, "act", "act", "act"]


@pytest.mark.parametrize(
    ("before", "now", "on", "severity"),
    [
        (150_000, 200_000, D(2026, 9, 28), "note"),
        (151_000, 200_000, D(2026, 9, 28), None),
        (1_000_000, 750_000, D(2026, 9, 28), "note"),
        (1_000_000, 751_000, D(2026, 9, 28), None),
        (150_000, 200_000, D(2026, 9, 29), None),
        (150_000, 200_000, D(2026, 9, 18), "note"),
        (150_000, 200_000, D(2026, 9, 17), None),
        (None, 200_000, D(2026, 9, 28), None),
    ],
)
def test_a_large_amount_that_moved_lately_is_noted(
    company: Company, before: int | None, now: int, on: dt.date, severity: str | None
) -> None:
    """H12: by 25 % and 50k against the last snapshot at least seven days old and not too old to tell."""
    rows = [seen("d", on, amount=before), seen("d", D(2026, 9, 30), amount=now)]
    connection = sales(company, deal("d", amount=now), opportunity_snapshots=rows)

    assert flags(connection).get("H12") == severity


@pytest.mark.parametrize(
    ("as_of", "before", "severity"),
    [
        (D(2026, 10, 18), D(2026, 11, 20), "note"),
        (D(2026, 10, 17), D(2026, 11, 20), None),
        (D(2026, 10, 18), D(2026, 10, 31), None),
    ],
)
def test_a_deal_pulled_into_the_quarter_in_its_last_days_is_noted(
    company: Company, as_of: dt.date, before: dt.date, severity: str | None
) -> None:
    """H12 in the last 14 days of the quarter, against the state before them."""
    rows = [seen("d", D(2026, 10, 12), close_date=before), seen("d", as_of)]
    connection = sales(company, deal("d"), as_of=as_of, opportunity_snapshots=rows)

    assert flags(connection).get("H12") == severity


def test_every_flag_says_its_facts_and_what_would_clear_it(company: Company) -> None:
    """Evidence is a sentence with the day and the days, not a code."""
    connection = sales(company, deal("d", close_date=D(2026, 9, 28)))
    row = connection.execute("select evidence, suggested_action from marts.hygiene_flags where rule = 'H0'").fetchone()

    assert row == ("Close date 28 Sep 2026 passed 7 days ago.", "Close by 31 Oct 2026 or set a new date.")
