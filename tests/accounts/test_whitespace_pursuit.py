"""What to do about the map: contracts that end, lists without a match, competitors and next moves (S75, S78)."""

from decimal import Decimal
from typing import Any

import pytest

from sightline import words
from tests.accounts.whitespace_world import ask, cell, centre, days, world
from tests.conftest import Company
from tests.organisation import D, Row, plan


def deal(opportunity_id: str = "O", **more: Any) -> Row:
    """One open opportunity on Acme."""
    return {"opportunity_id": opportunity_id, "account_id": "acme", "owner_id": "ann", "is_closed": False, **more}


def action(about: str, status: str = "open", **more: Any) -> Row:
    """One action of Acme's plan about a cell."""
    return {
        "action_id": f"{about}-{status}",
        "plan_id": "P",
        "title": "Find the date",
        "owner_id": "ann",
        "status": status,
        "about_kind": "whitespace",
        "about_id": about,
        "due_date": days(30),
        **more,
    }


@pytest.mark.parametrize(
    ("ends", "window"),
    [
        (None, "no date"),
        (-1, "date passed"),
        (0, "6 months"),
        (180, "6 months"),
        (181, "12 months"),
        (365, "12 months"),
        (366, "18 months"),
        (548, "18 months"),
        (549, "later"),
    ],
)
def test_a_contract_stands_in_the_window_its_end_falls_into(company: Company, ends: int | None, window: str) -> None:
    """S75: 0 to 180 days to displace it, a year, and eighteen months to the day: up to 5 April 2028."""
    row = cell("acme", "s1", "competitor", contract_renewal_date=None if ends is None else days(ends))
    connection = world(company, whitespace_cells=[row])
    assert [found["renewal_window"] for found in ask(connection, "whitespace_contracts")] == [window]


def test_a_competitor_below_an_open_opportunity_is_still_in_the_window(company: Company) -> None:
    """S75: the recorded holder decides, not the opportunity that lies over it."""
    row = cell("acme", "s1", "competitor", contract_renewal_date=days(10), opportunity_id="O")
    connection = world(company, whitespace_cells=[row], opportunities=[deal(name="Take over")])
    assert [found["opportunity_name"] for found in ask(connection, "whitespace_contracts")] == ["Take over"]
    assert ask(connection, "whitespace_summary")[0]["displacement_contracts"] == 1


@pytest.mark.parametrize(("ends", "contracts"), [(0, 0), (1, 1), (548, 1), (549, 0)])
def test_the_calendar_begins_tomorrow_and_ends_eighteen_months_from_today(
    company: Company, ends: int, contracts: int
) -> None:
    """S75: after the day of the data, up to and with the same day eighteen months on; our own deals up to there too."""
    row = cell("acme", "s1", "competitor", contract_renewal_date=days(ends))
    deals = [deal(close_date=D(2028, 4, 5)), deal("later", close_date=D(2028, 4, 6))]
    months = ask(world(company, whitespace_cells=[row], opportunities=deals), "whitespace_calendar")
    assert sum(month["contracts"] for month in months) == contracts
    assert sum(month["open_opportunities"] for month in months) == 1


def test_the_calendar_has_eighteen_months_and_our_open_opportunities_in_them(company: Company) -> None:
    """A month without anything is there with noughts; an amount appears once though a month has two windows."""
    rows = [
        cell("acme", "s1", "competitor", contract_renewal_date=D(2027, 4, 2), annual_spend=100),
        cell("acme", "s2", "competitor", contract_renewal_date=D(2027, 4, 20)),
        cell("acme", "s3", "competitor"),
    ]
    deals = [deal(close_date=D(2027, 4, 5), amount=700), deal("Z", close_date=D(2027, 4, 6), is_closed=True, amount=1)]
    connection = world(company, whitespace_cells=rows, opportunities=deals)
    months = ask(connection, "whitespace_calendar")
    april = [row for row in months if row["month_on"].date() == D(2027, 4, 1)]
    assert len({row["month_on"] for row in months}) == 19
    assert [(row["renewal_window"], row["contracts"], row["spend"]) for row in april] == [
        ("6 months", 1, Decimal(100)),
        ("12 months", 1, Decimal(0)),
    ]
    assert [(row["open_opportunities"], row["open_amount"]) for row in april] == [(1, Decimal(700)), (0, Decimal(0))]


def test_an_opportunity_without_a_cell_says_what_is_missing(company: Company) -> None:
    """S78: no product; a product without a stage; a stage nobody recorded; an account nobody mapped."""
    products = [{"product_id": "p1", "stage_id": "s1"}, {"product_id": "p2"}, {"product_id": "p3", "stage_id": "s3"}]
    deals = [
        deal("placed", product_ids="p1"),
        deal("named"),
        deal("bare"),
        deal("stageless", product_ids="p2"),
        deal("elsewhere", product_ids="p3"),
        deal("unmapped", account_id="beta", product_ids="p1"),
        deal("won", is_closed=True, is_won=True),
    ]
    cells = [cell("acme", "s1", "owned"), cell("acme", "s2", "none", opportunity_id="named")]
    connection = world(company, products=products, opportunities=deals, whitespace_cells=cells)
    found = {row["opportunity_id"]: row["orphan_reason"] for row in ask(connection, "whitespace_orphan_opportunities")}
    assert found == {
        "bare": "no product on the opportunity",
        "stageless": "its product serves no stage of the map",
        "elsewhere": "nobody recorded a cell for its stage",
        "unmapped": "nobody mapped the account",
    }


def test_a_cell_pursued_without_an_opportunity_has_an_open_action_alone(company: Company) -> None:
    """S78: done actions, cells being sold, ours, and actions of plans that are over do not count."""
    cells = [
        cell("acme", "s1", "competitor"),
        cell("acme", "s2", "competitor", opportunity_id="O"),
        cell("acme", "s3", "owned"),
        cell("acme", "s4", "competitor"),
    ]
    actions = [action("Stage 1"), action("s2"), action("s3"), action("s4", "done")]
    tables: dict[str, Any] = {"whitespace_cells": cells, "plan_actions": actions, "opportunities": [deal()]}
    live = world(company, account_plans=[plan("P", "acme")], **tables)
    over = world(company, account_plans=[plan("P", "acme", status="closed")], **tables)
    assert [row["stage_id"] for row in ask(live, "whitespace_orphan_cells")] == ["s1"]
    assert ask(over, "whitespace_orphan_cells") == []


def test_a_competitor_is_one_row_across_all_accounts(company: Company) -> None:
    """Spellings that differ in case are one; spend is summed where known; wins and losses come from opportunities."""
    cells = [
        cell("acme", "s1", "competitor", vendor="Pipewright", annual_spend=100, contract_renewal_date=days(20)),
        cell("corp", "s1", "competitor", vendor="pipewright "),
    ]
    deals = [
        deal("a", competitor="PIPEWRIGHT", is_closed=True, is_won=True),
        deal("b", competitor="Pipewright", is_closed=True, is_won=False),
        deal("c", competitor="Pipewright"),
        deal("d", competitor="Otherware"),
    ]
    connection = world(company, whitespace_cells=cells, opportunities=deals)
    first, second = ask(connection, "whitespace_competitors")
    assert (first["competitor_cells"], first["held_accounts"], first["spend"], first["cells_with_spend"]) == (
        2,
        2,
        Decimal(100),
        1,
    )
    assert (first["won_against"], first["lost_against"], first["open_against"]) == (1, 1, 1)
    assert (first["displacement_contracts"], first["undated_contracts"]) == (1, 1)
    assert (second["vendor"], second["competitor_cells"], second["spend"], second["open_against"]) == (
        "Otherware",
        0,
        None,
        1,
    )


def test_next_moves_stand_in_the_order_the_page_states(company: Company) -> None:
    """More reasons first, then the larger potential; each reason in words, the unknown beside them."""
    cells = [
        cell("acme", "s1", "owned"),
        cell("acme", "s2", "competitor", vendor="Pipewright", potential=900, contract_renewal_date=days(50)),
        cell("acme", "s4", "none", potential=950),
        cell("corp", "s1", "competitor", potential=10),
        cell("corp", "s2", "in_house"),
    ]
    contacts = [
        {"contact_id": "c", "account_id": "acme", "influence": "high", "support": "champion", "full_name": "Di"}
    ]
    connection = world(company, whitespace_cells=cells, contacts=contacts)
    found = ask(connection, "whitespace_moves")
    assert [(row["account_id"], row["stage_id"], row["reasons"]) for row in found] == [
        ("acme", "s2", 4),
        ("acme", "s4", 2),
        ("corp", "s1", 0),
        ("corp", "s2", 0),
    ]
    assert found[0]["move_reason"] == (
        f"contract with Pipewright ends {words.day(days(50))}; above-average potential; an influential supporter; "
        "they already use us for Stage 1"
    )
    assert [row["severity"] for row in found] == ["act", "note", "note", "note"]
    assert found[0]["move_unknown"] is None
    assert found[2]["move_unknown"] == "contract end: no date"
    assert found[3]["move_unknown"] == "potential: no estimate"


def test_what_is_unknown_of_a_move_counts_neither_way(company: Company) -> None:
    """C7: without a contacts export supporters are unknown, not absent; a passed date wants to be confirmed."""
    row = cell("acme", "s1", "competitor", potential=1, contract_renewal_date=days(-3))
    found = ask(world(company, whitespace_cells=[row]), "whitespace_moves")[0]
    assert found["move_unknown"] == "contract end: date passed, needs confirming; supporters: no contacts export"


def test_a_cell_tells_all_that_is_recorded_of_it_centre_by_centre(company: Company) -> None:
    """S70, S71, S76: vendor, spend, end, voices, aims, known fields, opportunity, source, age, who recorded it."""
    row = cell(
        "acme",
        "s1",
        "competitor",
        buying_centre_id="acme-IT",
        vendor="Pipewright",
        annual_spend=84_000,
        contract_renewal_date=days(99),
        dislikes="slow scans",
        driver="mitigate_risk",
        desired_outcome="fewer findings",
        opportunity_id="O",
        source="SA",
        updated_date=days(-41),
        updated_by="ann",
    )
    connection = world(
        company,
        buying_centres=[centre("acme", "IT")],
        whitespace_cells=[row],
        opportunities=[deal(name="Secure it", stage="Proposal", amount=90_000)],
    )
    found = ask(connection, "whitespace_cell", account="acme", column="s1")[0]
    assert (found["buying_centre_name"], found["state"], found["recorded_state"]) == (
        "IT",
        "open opportunity",
        "competitor",
    )
    assert (found["vendor"], found["spend"], found["renewal_days"]) == ("Pipewright", Decimal(84_000), 99)
    assert (found["driver"], found["known_fields"], found["known_fields_asked"]) == ("mitigate risk", 6, 6)
    assert (found["opportunity_name"], found["age_days"], found["updated_by_name"]) == ("Secure it", 41, "Ann")
