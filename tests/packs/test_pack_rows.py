"""What a pack asks for its slides alone: rows one level below the scope, on a company told by hand."""

from typing import Any

import duckdb
import pandas as pd

from tests.conftest import Company
from tests.forecast.deal_rows import D, asked
from tests.organisation import account, person, plan

Q3, Q4 = (D(2026, 8, 1), D(2026, 10, 31)), (D(2026, 11, 1), D(2027, 1, 31))


def quota(who: str, amount: int, period: Any = Q3) -> dict[str, Any]:
    """A quota of an AE for a quarter, in bookings."""
    starts, ends = period
    told = {"user_id": who, "period_start": starts, "period_end": ends, "amount": amount}
    return {**told, "currency": "USD", "measure": "bookings", "level": "rep"}


def closed(name: str, owner: str, amount: int, *, won: bool = True, **more: Any) -> dict[str, Any]:
    """A deal closed on 1 September."""
    told = {"opportunity_id": name, "name": name.title(), "owner_id": owner, "amount": amount, "account_id": "a1"}
    told |= {"stage": "Closed Won" if won else "8-Closed Lost", "is_closed": True, "is_won": won, "type": "new"}
    return {**told, "close_date": D(2026, 9, 1), "created_date": D(2026, 3, 1), "currency": "USD", **more}


def opened(name: str, owner: str, amount: int, close: Any, **more: Any) -> dict[str, Any]:
    """An open deal in a late stage."""
    told = {"opportunity_id": name, "name": name.title(), "owner_id": owner, "amount": amount, "account_id": "a1"}
    told |= {"stage": "4-Proposal", "stage_order": 4, "is_closed": False, "is_won": False, "type": "new"}
    return {**told, "forecast_category": "best_case", "close_date": close, "currency": "USD", **more}


PEOPLE = [
    person("cro", "CRO", None),
    person("vp", "VP", "cro"),
    person("vp2", "VP", "cro"),
    person("asm", "ASM", "vp"),
    person("ann", manager="asm"),
    person("ben", manager="asm", start_date=D(2026, 9, 1)),
    person("cat", manager="vp2"),
]
QUOTAS = [quota("ann", 500), quota("ben", 300), quota("cat", 100), quota("ann", 100, Q4), quota("cat", 100, Q4)]
DEALS = [
    closed("w1", "ann", 600),
    closed("w2", "ben", 100),
    closed("w3", "cat", 300),
    closed("own", "vp", 50),
    closed("l1", "ann", 70, won=False, loss_reason="Price", competitor="Acme"),
    closed("l2", "cat", 20, won=False, loss_reason="Price", competitor="Bolt"),
    closed("l3", "cat", 10, won=False),
    opened("next", "ann", 250, D(2026, 12, 1)),
    opened("later", "cat", 80, D(2027, 3, 1), next_step="Call", next_step_date=D(2026, 10, 8)),
    opened("omitted", "cat", 90, D(2027, 3, 1), forecast_category="omitted"),
    opened("early", "cat", 95, D(2027, 3, 1), stage="1-Discovery", stage_order=1),
]


def world(company: Company, **more: Any) -> duckdb.DuckDBPyConnection:
    """Two VPs below a CRO, one with an ASM and two AEs, one with an AE."""
    stages = [{"stage": "4-Proposal", "stage_order": 4}, {"stage": "1-Discovery", "stage_order": 1}]
    tables = {"users": PEOPLE, "quotas": QUOTAS, "opportunities": DEALS, "accounts": [account("a1")]}
    return company(**{**tables, "sales_stages": stages, **more})


def told(connection: duckdb.DuckDBPyConnection, name: str, team: str, **given: Any) -> dict[str, pd.Series]:
    """Rows of a query by person, as the head of the team sees them."""
    rows = asked(connection, name, viewer=team, team=team, **given)
    return {str(row.person_id): row for _, row in rows.iterrows()}


def test_a_cro_sees_vps_a_vp_asms_and_an_asm_aes(company: Company) -> None:
    """Each row holds all below it, and what the head of the scope sold stands in a row of their own."""
    connection = world(company)

    assert {who: float(row.won_amount) for who, row in told(connection, "pack_teams", "cro").items()} == {
        "vp": 750,
        "vp2": 300,
    }
    assert {who: float(row.won_amount) for who, row in told(connection, "pack_teams", "vp").items()} == {
        "asm": 700,
        "vp": 50,
    }
    assert set(told(connection, "pack_teams", "asm")) == {"ann", "ben"}


def test_the_largest_gap_to_quota_stands_first_and_parts_add_up(company: Company) -> None:
    """Ben lacks 200 of 300; Ann is 100 over; shares are of what the scope won."""
    rows = asked(world(company), "pack_teams", viewer="asm", team="asm")

    assert rows.person_id.tolist() == ["ben", "ann"]
    assert rows.gap_amount.astype(float).tolist() == [200, -100]
    assert rows.won_part_share.tolist() == [100 / 700, 600 / 700]
    winners = asked(world(company), "pack_winners", viewer="cro", team="cro")
    assert winners.person_id.tolist() == ["ann", "cat", "ben", "vp"]
    assert winners.won_part_share[0] == 600 / 1050


def test_losses_are_told_by_reason_with_the_competitors(company: Company) -> None:
    """Two deals for their price, to two competitors; one for which nobody wrote anything."""
    rows = asked(world(company), "pack_loss_reasons", viewer="cro", team="cro")

    assert rows.outcome_reason.tolist() == ["Price", "no reason written"]
    assert rows.amount.astype(float).tolist() == [90, 10]
    assert (rows.amount_part_share[0], rows.competitors[0]) == (0.9, "Acme, Bolt")


def test_what_closed_after_the_last_snapshot_of_an_ended_quarter_is_in_its_bridge(company: Company) -> None:
    """Of 100 won and 60 won, the second after 27 July: 160 won; 200 lost after it stand first."""
    end = D(2026, 7, 31)
    ends = {
        "early": (100, D(2026, 7, 20), True),
        "late": (60, D(2026, 7, 30), True),
        "gone": (200, D(2026, 7, 29), False),
    }
    deals = [closed(name, "ann", amount, won=won, close_date=day) for name, (amount, day, won) in ends.items()]
    snapshots = [
        {"snapshot_date": day, "opportunity_id": name, "owner_id": "ann", "amount": amount, "currency": "USD"}
        | {"forecast_category": "closed" if is_won else "commit", "close_date": closed_on if is_won else end}
        | {"stage": "Closed Won" if is_won else "4-Proposal", "is_closed": is_won, "is_won": is_won, "type": "new"}
        for name, (amount, closed_on, _) in ends.items()
        for day in (D(2026, 5, 1), D(2026, 7, 27))
        for is_won in (day == D(2026, 7, 27) and name == "early",)
    ]
    connection = world(company, opportunities=deals, opportunity_snapshots=snapshots)
    rows = asked(connection, "pack_bridge", viewer="cro", team="cro", quarter="FY27-Q2").set_index("effect")

    assert rows.index.tolist() == ["lost", "won"]
    assert rows.amount.astype(float).to_dict() == {"lost": -200, "won": -160}
    assert rows.deals.to_dict() == {"lost": 1, "won": 2}


def test_deals_to_pull_in_are_late_in_stage_and_of_the_quarter_after_the_next(company: Company) -> None:
    """An omitted one, one in an early stage and one of the next quarter are none."""
    rows = asked(world(company), "pack_pull_ins", viewer="cro", team="cro")

    assert rows.opportunity_id.tolist() == ["later"]


def test_what_the_next_quarter_needs_is_what_is_asked_less_what_is_open(company: Company) -> None:
    """2.2 times 200 is 440, 250 is open: 190 to create; Cat has nothing open and lacks 220, Ann has enough."""
    snapshots = [
        {"snapshot_date": D(2026, 10, 5), "opportunity_id": deal["opportunity_id"]}
        | {name: deal[name] for name in ("owner_id", "amount", "stage", "forecast_category", "close_date", "currency")}
        | {"is_closed": False, "is_won": False, "type": "new"}
        for deal in DEALS
        if not deal["is_closed"]
    ]
    connection = world(company, opportunity_snapshots=snapshots)
    needed = asked(connection, "pack_needed", viewer="cro", team="cro", quarter="FY27-Q4").iloc[0]
    rows = told(connection, "pack_need_rows", "cro", quarter="FY27-Q4")

    assert [float(needed[name]) for name in ("asked_amount", "open_quarter_amount", "create_amount")] == [440, 250, 190]
    assert {who: float(row.next_need) for who, row in rows.items()} == {"vp2": 220, "vp": 0}


def test_capacity_counts_active_aes_those_ramping_and_accounts_without_one(company: Company) -> None:
    """Ben began on 1 September; the account of somebody who left counts under their manager, as vacant."""
    people = [*PEOPLE, person("dan", manager="asm", is_active=False, end_date=D(2026, 9, 1))]
    connection = world(company, users=people, accounts=[account("a1"), account("a2", "dan")])
    row = told(connection, "pack_capacity", "cro")["vp"]

    assert (row.reps, row.ramping_reps, row.reps_unquotaed) == (2, 1, 1)
    assert (row.eligible_accounts, row.vacant_accounts, row.accounts_per_rep) == (2, 1, 1.0)


def test_renewals_due_end_by_the_end_of_the_next_quarter_and_are_at_risk_for_two_reasons(company: Company) -> None:
    """From the day of the data to 31 January; no living plan and L0 are two reasons, L0 alone is one to watch."""
    ends = {"today": D(2026, 10, 5), "last": D(2027, 1, 31), "after": D(2027, 2, 1), "before": D(2026, 10, 4)}
    accounts = [account(name, renewal_date=day, arr=place + 100) for place, (name, day) in enumerate(ends.items())]
    contacts = [{"contact_id": "c1", "account_id": "after", "influence": "low"}]
    connection = world(company, accounts=accounts, account_plans=[plan("p1", "today")], contacts=contacts)
    rows = asked(connection, "pack_renewals", viewer="cro", team="cro")
    totals = asked(connection, "pack_renewal_totals", viewer="cro", team="cro").set_index("due_quarter_label")

    assert rows.account_id.tolist() == ["last", "today"]
    assert rows.due_quarter_label.tolist() == ["FY27-Q4", "FY27-Q3"]
    assert rows.severity.tolist() == ["act", "watch"]
    assert rows.risk_reasons.tolist() == ["no live plan; no senior supporter", "no senior supporter"]
    both = totals.loc["both quarters"]
    assert [float(both[name]) for name in ("due_accounts", "due_arr", "due_act_accounts", "due_act_arr")] == [
        2,
        201,
        1,
        101,
    ]
