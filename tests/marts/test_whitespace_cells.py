"""Whitespace cells: the newest recording of each, put into seven states (S70, S71, S80)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sightline import queries
from tests.conftest import AS_OF, Company

TODAY = dt.date(2026, 10, 5)
PEOPLE = [
    {"user_id": "boss", "full_name": "Bo Ss", "role": "VP", "is_active": True},
    {"user_id": "ae", "full_name": "Al Ee", "role": "AE", "manager_id": "boss", "is_active": True},
]
ACCOUNT = {"account_id": "A", "account_name": "Acme", "owner_id": "ae", "is_key_account": True}


def cell(state: str | None = "competitor", **given: Any) -> dict[str, Any]:
    return {"account_id": "A", "stage_id": "plan", "as_of_date": AS_OF, "state": state, **given}


def deal(**given: Any) -> dict[str, Any]:
    return {"opportunity_id": "O", "account_id": "A", "owner_id": "ae", "is_closed": False, **given}


def cells(company: Company, columns: str, rows: list[dict[str, Any]], **tables: Any) -> list[tuple[Any, ...]]:
    connection = company(users=PEOPLE, accounts=[ACCOUNT], whitespace_cells=rows, **tables)
    return connection.execute(
        f"select {columns} from marts.whitespace_cells order by buying_centre_id, display_order, cell_id"
    ).fetchall()


@pytest.mark.parametrize(
    ("recorded", "state"),
    [
        ("owned", "ours"),
        ("partial", "ours"),
        ("none", "potential"),
        ("competitor", "competitor"),
        ("open_source", "in-house"),
        ("in_house", "in-house"),
        ("not_applicable", "not applicable"),
        ("unknown", "unknown"),
        ("a word of their own", "unknown"),
        (None, "unknown"),
    ],
)
def test_each_exported_state_means_one_of_ours(company: Company, recorded: str | None, state: str) -> None:
    """Part ownership is ours and marked; what nobody knows stays unknown."""
    assert cells(company, "state, is_partial", [cell(recorded)]) == [(state, recorded == "partial")]


def test_the_latest_recording_of_a_cell_wins(company: Company) -> None:
    """One row remains, whichever order the file has."""
    rows = [cell("owned", as_of_date=dt.date(2026, 9, 1)), cell("none", as_of_date=dt.date(2026, 3, 1))]
    assert cells(company, "state, as_of_on", rows) == [("ours", dt.date(2026, 9, 1))]


def test_a_recording_from_after_the_day_of_the_data_only_counts_where_there_is_no_other(company: Company) -> None:
    """A slip of the year must not hide what is known today, nor may the only recording be lost."""
    late = dt.date(2062, 1, 1)
    rows = [
        cell("owned"),
        cell("none", as_of_date=late),
        cell("none", stage_id="create", as_of_date=late),
    ]
    assert cells(company, "stage_id, state", rows) == [("plan", "ours"), ("create", "potential")]


def test_spellings_of_one_stage_are_one_cell(company: Company) -> None:
    """Release was renamed Deploy: the newer recording under the new name replaces the older one."""
    rows = [
        cell("none", stage_id="Release", as_of_date=dt.date(2025, 1, 1)),
        cell("owned", stage_id="DEPLOY"),
    ]
    assert cells(company, "stage_id, stage_label, state", rows) == [("deploy", "Deploy", "ours")]


def test_an_unknown_stage_stays_as_unmapped(company: Company) -> None:
    """Two unknown stages are two cells, each with the spelling it came with, behind the axis."""
    rows = [cell(stage_id="Baking"), cell(stage_id="Cooking"), cell()]
    assert cells(company, "stage_id, stage_label, stage_as_given", rows) == [
        ("plan", "Plan", None),
        (None, "Unmapped", "Baking"),
        (None, "Unmapped", "Cooking"),
    ]


def test_a_product_cell_takes_the_stage_of_its_product(company: Company) -> None:
    """Where the products export names none, the cell is kept as unmapped."""
    products = [{"product_id": "P", "name": "Pipes", "stage_id": "Verify"}, {"product_id": "Q", "name": "Quilt"}]
    rows = [cell(stage_id=None, product_id="P"), cell(stage_id=None, product_id="Q")]
    assert cells(company, "stage_label, product_name", rows, products=products) == [
        ("Verify", "Pipes"),
        ("Unmapped", "Quilt"),
    ]


def test_buying_centres_hold_cells_of_their_own(company: Company) -> None:
    """The same stage in two buying centres and for the whole account are three cells."""
    rows = [cell(buying_centre_id="B1"), cell("owned", buying_centre_id="B2"), cell("none")]
    centres = [{"buying_centre_id": "B1", "account_id": "A", "name": "Retail"}]
    assert cells(company, "buying_centre_id, buying_centre_name, state", rows, buying_centres=centres) == [
        ("B1", "Retail", "competitor"),
        ("B2", None, "ours"),
        (None, None, "potential"),
    ]


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ("none", "open opportunity"),
        ("competitor", "open opportunity"),
        ("in_house", "open opportunity"),
        ("unknown", "open opportunity"),
        ("owned", "ours"),
        ("partial", "ours"),
        ("not_applicable", "not applicable"),
    ],
)
def test_an_open_opportunity_lies_over_what_is_not_ours_yet(company: Company, recorded: str, shown: str) -> None:
    """Named in the cell; what lies below stays readable."""
    found = cells(company, "state, opportunity_id", [cell(recorded, opportunity_id="O")], opportunities=[deal()])
    assert found == [(shown, "O" if shown == "open opportunity" else None)]


def test_a_closed_opportunity_lies_over_nothing(company: Company) -> None:
    """Won or lost, the recorded state stands until somebody records the outcome."""
    rows = [cell("none", opportunity_id="O")]
    assert cells(company, "state", rows, opportunities=[deal(is_closed=True, is_won=True)]) == [("potential",)]


def test_without_a_named_opportunity_one_with_a_product_of_the_stage_is_taken(company: Company) -> None:
    """By product id or name, of the same account only, the one that closes first."""
    products = [{"product_id": "P", "name": "Pipes", "stage_id": "plan"}]
    opportunities = [
        deal(opportunity_id="late", product_ids="P", close_date=dt.date(2027, 5, 1)),
        deal(opportunity_id="soon", product_ids="Else; pipes", close_date=dt.date(2026, 11, 1)),
        deal(opportunity_id="won", product_ids="P", close_date=dt.date(2026, 10, 1), is_closed=True),
        deal(opportunity_id="elsewhere", account_id="Z", product_ids="P", close_date=dt.date(2026, 10, 9)),
    ]
    found = cells(
        company,
        "stage_id, state, opportunity_id",
        [cell("none"), cell("none", stage_id="create")],
        products=products,
        opportunities=opportunities,
    )
    assert found == [("plan", "open opportunity", "soon"), ("create", "potential", None)]


def test_a_product_cell_takes_opportunities_with_that_very_product(company: Company) -> None:
    """Another product of the same stage does not lie over it."""
    products = [{"product_id": p, "name": p, "stage_id": "plan"} for p in ("P", "Q")]
    rows = [cell("none", stage_id=None, product_id=p) for p in ("P", "Q")]
    found = cells(company, "product_id, state", rows, products=products, opportunities=[deal(product_ids="Q")])
    assert found == [("P", "potential"), ("Q", "open opportunity")]


def test_money_is_converted_and_stays_out_without_a_rate(company: Company) -> None:
    """No amount is ever taken over in another currency."""
    rows = [
        cell(annual_spend=Decimal(100), potential=Decimal(10), currency="EUR"),
        cell(stage_id="create", potential=Decimal(10)),
        cell(stage_id="verify", potential=Decimal(10), currency="JPY"),
        cell(stage_id="package", currency="JPY"),
    ]
    rates = [{"currency": "EUR", "rate_date": dt.date(2026, 1, 1), "rate_to_reporting": Decimal("1.5")}]
    assert cells(company, "spend, potential, is_unconverted", rows, fx_rates=rates) == [
        (Decimal(150), Decimal(15), False),
        (None, Decimal(10), False),
        (None, None, True),
        (None, None, False),
    ]


FULL = {
    "vendor": "Rival",
    "likes": "price",
    "dislikes": "support",
    "annual_spend": Decimal(5),
    "contract_renewal_date": dt.date(2027, 1, 1),
    "desired_outcome": "faster",
}


def test_six_fields_are_asked_of_a_cell(company: Company) -> None:
    """Likes and dislikes are one field, either counts; an unknown state is a field not known (S71)."""
    rows = [
        cell(**FULL),
        cell(stage_id="create", **(FULL | {"likes": None})),
        cell("unknown", stage_id="verify", vendor="Rival"),
        cell(stage_id="package"),
    ]
    assert cells(company, "known_fields, known_fields_asked", rows) == [(6, 6), (6, 6), (1, 6), (1, 6)]


def test_land_plans_are_not_asked_for_likes_and_dislikes(company: Company) -> None:
    """Trust comes first: five fields, and what is written there gains nothing (S80)."""
    plan = {
        "plan_id": "L",
        "account_id": "A",
        "owner_id": "ae",
        "plan_kind": "account",
        "plan_type": "land",
        "status": "active",
        "start_date": dt.date(2026, 1, 1),
        "created_date": dt.date(2026, 1, 1),
    }
    assert cells(company, "known_fields, known_fields_asked", [cell(**FULL)], account_plans=[plan]) == [(5, 5)]


def test_age_counts_from_the_last_change(company: Company) -> None:
    """Else from the recording."""
    rows = [cell(updated_date=dt.date(2026, 10, 1)), cell(stage_id="create", as_of_date=dt.date(2026, 9, 5))]
    assert cells(company, "age_days", rows) == [(4,), (30,)]


def test_a_stranger_finds_no_cell_through_the_row_rule(company: Company) -> None:
    """The rule itself, with an owner and a stranger bound."""
    connection = company(
        users=[*PEOPLE, {"user_id": "other", "role": "AE", "manager_id": "boss", "is_active": True}],
        accounts=[ACCOUNT],
        whitespace_cells=[cell()],
    )
    rule = queries.layer("visible")["whitespace_cells"].sql
    seen = {
        who: len(connection.execute(rule, {"viewer": who, "today": TODAY}).fetchall())
        for who in ("ae", "boss", "other", "nobody")
    }
    assert seen == {"ae": 1, "boss": 1, "other": 0, "nobody": 0}
