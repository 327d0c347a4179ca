"""What is known of each account's whitespace and what it is worth (S72 to S74)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import AS_OF, Company

USERS = [{"user_id": "ae", "role": "AE", "is_active": True}]
ACCOUNTS = [{"account_id": "A", "owner_id": "ae", "is_key_account": True}]
STAGES = [{"stage_id": f"s{n}", "label": f"Stage {n}", "display_order": n} for n in range(1, 5)]
PLAN = {
    "plan_id": "P",
    "account_id": "A",
    "owner_id": "ae",
    "plan_kind": "account",
    "plan_type": "expand",
    "status": "active",
    "start_date": dt.date(2026, 1, 1),
    "created_date": dt.date(2026, 1, 1),
}


def cell(stage: str, state: str, **given: Any) -> dict[str, Any]:
    return {"account_id": "A", "stage_id": stage, "as_of_date": AS_OF, "state": state, **given}


def whitespace(company: Company, columns: str, **tables: Any) -> tuple[Any, ...]:
    tables = {"users": USERS, "accounts": ACCOUNTS, "stages": STAGES, **tables}
    row = company(**tables).execute(f"select {columns} from marts.account_whitespace").fetchall()
    assert len(row) == 1
    return row[0]


def test_without_a_whitespace_export_nothing_is_known_or_unknown(company: Company) -> None:
    """Null, never zero."""
    assert whitespace(company, "applicable_cells, known_cells, whitespace_value, moved_cells") == (None,) * 4


def test_cells_nobody_recorded_count_as_unknown(company: Company) -> None:
    """Four stages, one not applicable, one ours, one recorded as unknown, one without a row: one of three known."""
    rows = [cell("s1", "owned"), cell("s2", "unknown"), cell("s3", "not_applicable")]
    found = whitespace(company, "applicable_cells, known_cells, ours_cells, not_mapped_cells", whitespace_cells=rows)
    assert found == (3, 1, 1, 1)


def test_an_open_opportunity_over_a_cell_nobody_recorded_makes_it_known(company: Company) -> None:
    """S72: four stages, one ours, three without a row; a deal with a product of one of them: two of four known."""
    products = [{"product_id": "P", "name": "Pipes", "stage_id": "s2"}]
    deal = {"opportunity_id": "O", "account_id": "A", "owner_id": "ae", "product_ids": "P", "is_closed": False}
    tables: dict[str, Any] = {"whitespace_cells": [cell("s1", "owned")], "products": products}
    columns = "applicable_cells, known_cells, not_mapped_cells"
    assert whitespace(company, columns, **tables, opportunities=[deal]) == (4, 2, 3)
    assert whitespace(company, columns, **tables, opportunities=[deal | {"is_closed": True}]) == (4, 1, 3)


def test_an_account_without_any_row_is_all_unknown(company: Company) -> None:
    """Another account's rows show that whitespace is mapped here at all."""
    rows = [cell("s1", "owned", account_id="Z")]
    assert whitespace(company, "applicable_cells, known_cells, moved_cells", whitespace_cells=rows) == (4, 0, None)


def test_each_buying_centre_has_its_own_line_of_cells(company: Company) -> None:
    """Two centres by four stages; a row for the whole account answers its stage in both."""
    centres = [{"buying_centre_id": b, "account_id": "A", "name": b} for b in ("B1", "B2")]
    rows = [cell("s1", "owned", buying_centre_id="B1"), cell("s2", "none")]
    found = whitespace(
        company, "applicable_cells, known_cells, not_mapped_cells", whitespace_cells=rows, buying_centres=centres
    )
    assert found == (7, 2, 5)


def test_an_account_mapped_as_a_whole_has_one_line_of_cells(company: Company) -> None:
    """Its buying centres exist, but nobody maps by them."""
    centres = [{"buying_centre_id": b, "account_id": "A", "name": b} for b in ("B1", "B2")]
    found = whitespace(
        company, "applicable_cells, known_cells", whitespace_cells=[cell("s1", "owned")], buying_centres=centres
    )
    assert found == (4, 1)


def test_stages_kept_off_the_map_and_unmapped_ones_add_no_empty_cells(company: Company) -> None:
    """Their recorded cells still count."""
    stages = [*STAGES[:2], {**STAGES[2], "is_shown": False}]
    rows = [cell("s3", "owned"), cell("Baking", "none")]
    found = whitespace(
        company,
        "applicable_cells, known_cells, not_mapped_cells",
        whitespace_cells=[*rows, cell("s1", "owned")],
        stages=stages,
    )
    assert found == (4, 3, 1)


def test_where_nobody_maps_by_stage_only_recorded_cells_count(company: Company) -> None:
    """Products that name no stage are the axis then."""
    rows = [{**cell("", "owned"), "stage_id": None, "product_id": p} for p in ("P1", "P2")]
    found = whitespace(company, "applicable_cells, known_cells, not_mapped_cells", whitespace_cells=rows)
    assert found == (2, 2, 0)


def test_whitespace_value_adds_what_is_neither_ours_nor_being_sold_nor_unknown(company: Company) -> None:
    """Potential, competitor and in-house add up; an open opportunity is pipeline (S74)."""
    rows = [
        cell("s1", "none", potential=Decimal(1)),
        cell("s2", "competitor", potential=Decimal(20)),
        cell("s3", "in_house", potential=Decimal(300)),
        cell("s4", "owned", potential=Decimal(4000)),
        cell("s1", "none", potential=Decimal(50000), opportunity_id="O", product_id="X"),
        cell("s2", "unknown", potential=Decimal(600000), product_id="X"),
        cell("s3", "none", product_id="X"),
        cell("s4", "none", potential=Decimal(7), currency="JPY", product_id="X"),
    ]
    deal = {"opportunity_id": "O", "account_id": "A", "owner_id": "ae", "is_closed": False}
    found = whitespace(
        company,
        "whitespace_value, whitespace_cells, cells_with_estimate, unconverted_cells",
        whitespace_cells=rows,
        opportunities=[deal],
    )
    assert found == (Decimal(321), 5, 3, 1)


def test_whitespace_without_an_estimate_has_no_value(company: Company) -> None:
    """Not zero."""
    found = whitespace(company, "whitespace_value, whitespace_cells", whitespace_cells=[cell("s1", "none")])
    assert found == (None, 1)


def action(**given: Any) -> dict[str, Any]:
    return {
        "action_id": "X",
        "plan_id": "P",
        "status": "open",
        "about_kind": "whitespace",
        "about_id": "Stage 1",
        **given,
    }


@pytest.mark.parametrize(
    ("given", "dated"),
    [
        ({}, 1),
        ({"about_id": "s1"}, 1),
        ({"about_id": "s2"}, 0),
        ({"status": "done"}, 0),
        ({"about_kind": "risk"}, 0),
        ({"plan_id": "elsewhere"}, 0),
    ],
)
def test_an_open_action_stands_in_for_a_missing_renewal_date(company: Company, given: Any, dated: int) -> None:
    """Only an open one of the live plan, and about that very cell."""
    found = whitespace(
        company,
        "competitor_cells, competitor_cells_dated",
        whitespace_cells=[cell("s1", "competitor")],
        account_plans=[PLAN],
        plan_actions=[action(**given)],
    )
    assert found == (1, dated)


def test_an_action_of_a_closed_plan_finds_no_date(company: Company) -> None:
    """Nobody works on it any more."""
    found = whitespace(
        company,
        "competitor_cells_dated",
        whitespace_cells=[cell("s1", "competitor")],
        account_plans=[PLAN | {"status": "closed", "closed_on": dt.date(2026, 9, 1)}],
        plan_actions=[action()],
    )
    assert found == (0,)


def test_a_competitor_under_an_open_opportunity_still_has_a_renewal_to_know(company: Company) -> None:
    """The recorded holder counts, not the state laid over it (S75)."""
    rows = [
        cell("s1", "competitor", opportunity_id="O"),
        cell("s2", "competitor", contract_renewal_date=dt.date(2027, 1, 1)),
    ]
    deal = {"opportunity_id": "O", "account_id": "A", "owner_id": "ae", "is_closed": False}
    found = whitespace(company, "competitor_cells, competitor_cells_dated", whitespace_cells=rows, opportunities=[deal])
    assert found == (2, 1)


@pytest.mark.parametrize(
    ("first_on", "second_on", "moved"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 9, 1), 1),
        (dt.date(2025, 1, 1), dt.date(2026, 4, 4), 1),
        (dt.date(2025, 1, 1), dt.date(2026, 4, 3), 0),
    ],
)
def test_a_cell_moved_when_its_newer_recording_says_something_else(
    company: Company, first_on: dt.date, second_on: dt.date, moved: int
) -> None:
    """Two quarters are twice moved_days: 184 days, the last of them included."""
    rows = [cell("s1", "none", as_of_date=first_on), cell("s1", "owned", as_of_date=second_on)]
    assert whitespace(company, "moved_cells", whitespace_cells=rows) == (moved,)


def test_a_recording_that_repeats_the_state_is_no_move(company: Company) -> None:
    """Looking again is not moving, and owned to partial is ours all along."""
    rows = [cell("s1", "owned", as_of_date=dt.date(2026, 1, 1)), cell("s1", "partial")]
    assert whitespace(company, "moved_cells", whitespace_cells=rows) == (0,)


def history(**given: Any) -> dict[str, Any]:
    return {
        "table_name": "whitespace_cells",
        "record_id": "A;;s1;;2026-10-05",
        "field": "state",
        "changed_at": dt.datetime.combine(dt.date(2026, 9, 1), dt.time()),
        "old_value": "none",
        "new_value": "owned",
        **given,
    }


@pytest.mark.parametrize(
    ("given", "moved"),
    [
        ({}, 1),
        ({"field": "vendor"}, 0),
        ({"old_value": None}, 0),
        ({"changed_at": dt.datetime.combine(dt.date(2025, 9, 1), dt.time())}, 0),
        ({"record_id": "A;B9;s1;;2026-10-05"}, 0),
        ({"record_id": "A;;s1"}, 1),
    ],
)
def test_the_field_history_tells_of_moves_too(company: Company, given: Any, moved: int) -> None:
    """A change of the state from one to another, lately, of that cell; a first value is no move."""
    found = whitespace(company, "moved_cells", whitespace_cells=[cell("s1", "owned")], field_history=[history(**given)])
    assert found == (moved,)


def test_without_history_or_earlier_recordings_moves_are_unknown(company: Company) -> None:
    """One recording per cell cannot tell."""
    assert whitespace(company, "moved_cells", whitespace_cells=[cell("s1", "owned")]) == (None,)
