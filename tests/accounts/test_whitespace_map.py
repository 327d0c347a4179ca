"""The whitespace map and what it adds up to (S70, S72, S73, S74, S77)."""

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.warehouse.versions import Warehouse
from tests.accounts.whitespace_world import ask, cell, centre, days, world
from tests.conftest import Company
from tests.organisation import D, account, team


def square(connection: duckdb.DuckDBPyConnection, account_id: str, column: str, **given: Any) -> dict[str, Any]:
    """One cell of the map."""
    rows = ask(connection, "whitespace_grid", **given)
    return next(row for row in rows if row["account_id"] == account_id and row["column_id"] == column)


def test_mixed_centres_say_ours_1_of_3(company: Company) -> None:
    """S77: a stage over three buying centres ours, competitor, unknown is ours 1 of 3; states are never averaged."""
    connection = world(
        company,
        buying_centres=[centre("acme", name) for name in ("b1", "b2", "b3")],
        whitespace_cells=[
            cell("acme", "s1", "owned", buying_centre_id="acme-b1"),
            cell("acme", "s1", "competitor", buying_centre_id="acme-b2"),
            cell("acme", "s1", "unknown", buying_centre_id="acme-b3"),
        ],
    )
    found = square(connection, "acme", "s1")
    assert (found["state"], found["state_cells"], found["cells"], found["is_mixed"]) == ("ours", 1, 3, True)


@pytest.mark.parametrize(
    ("first", "second", "speaks"),
    [
        ("owned", "competitor", "ours"),
        ("competitor", "in_house", "competitor"),
        ("in_house", "none", "in-house"),
        ("none", "unknown", "potential"),
        ("unknown", "not_applicable", "unknown"),
    ],
)
def test_the_stronger_state_speaks_for_both_centres(company: Company, first: str, second: str, speaks: str) -> None:
    """S77, each step of the precedence by itself, whichever centre comes first."""
    for states in ((first, second), (second, first)):
        connection = world(
            company,
            whitespace_cells=[
                cell("acme", "s1", state, buying_centre_id=f"b{place}") for place, state in enumerate(states)
            ],
        )
        assert square(connection, "acme", "s1")["state"] == speaks


def test_an_open_opportunity_beats_a_competitor_and_yields_to_ours(company: Company) -> None:
    """S70 and S77: it lies over the competitor's cell; ours in another centre still goes first."""
    deal = {"opportunity_id": "O", "account_id": "acme", "owner_id": "ann", "is_closed": False}
    rows = [cell("acme", "s1", "competitor", buying_centre_id="b1", opportunity_id="O")]
    other = cell("acme", "s1", "competitor", buying_centre_id="b2")
    ours = cell("acme", "s1", "owned", buying_centre_id="b2")
    beaten = world(company, opportunities=[deal], whitespace_cells=[*rows, other])
    yielding = world(company, opportunities=[deal], whitespace_cells=[*rows, ours])
    assert square(beaten, "acme", "s1")["state"] == "open opportunity"
    assert square(yielding, "acme", "s1")["state"] == "ours"


def test_a_cell_nobody_recorded_stands_on_the_map_as_unknown(company: Company) -> None:
    """S70: no row is unknown, printed as not mapped."""
    connection = world(company, whitespace_cells=[cell("acme", "s1", "owned")])
    found = square(connection, "acme", "s2")
    assert (found["state"], found["age_band"]) == ("unknown", "not mapped")


def test_an_open_opportunity_lies_over_a_cell_nobody_recorded(company: Company) -> None:
    """S70, S72: on the map, in the figures and on the account's own map it is an open opportunity, not unknown."""
    deal = {"opportunity_id": "O", "account_id": "acme", "owner_id": "ann", "is_closed": False, "product_ids": "P"}
    connection = world(
        company,
        accounts=[account("acme")],
        opportunities=[deal],
        products=[{"product_id": "P", "name": "Pipes", "stage_id": "s2"}],
        whitespace_cells=[cell("acme", "s1", "owned")],
    )
    found = square(connection, "acme", "s2")
    assert (found["state"], found["age_band"]) == ("open opportunity", "not mapped")
    assert [ask(connection, name)[0]["known_cells"] for name in ("whitespace_summary", "whitespace_accounts")] == [2, 2]
    own = {row["stage_id"]: row["state"] for row in ask(connection, "account_whitespace_grid", account="acme")}
    assert own == {"s1": "ours", "s2": "open opportunity", "s3": "unknown", "s4": "unknown"}


def test_a_cell_off_the_axis_stands_in_a_column_of_its_own(company: Company) -> None:
    """Nothing recorded is lost from the picture, so the map adds up to the figures."""
    connection = world(company, whitespace_cells=[cell("acme", "Baking", "none", potential=5_000)])
    found = square(connection, "acme", "unmapped")
    assert (found["column_label"], found["state"], found["whitespace_value"]) == ("Unmapped", "potential", 5_000)


def test_known_is_null_where_no_cell_applies(company: Company) -> None:
    """S72: nothing applicable is none eligible, neither 0 % nor 100 %."""
    rows = [cell("acme", f"s{place}", "not_applicable") for place in range(1, 5)]
    connection = world(company, whitespace_cells=rows, accounts=[account("acme")])
    found = ask(connection, "whitespace_summary")[0]
    assert (found["applicable_cells"], found["known_share"], found["penetration_share"]) == (0, None, None)


def test_whitespace_value_leaves_out_pipeline_and_unknown(company: Company) -> None:
    """S74: two cells at 40k, one without an estimate, one under an open opportunity: 80k, two of three estimated."""
    deal = {"opportunity_id": "O", "account_id": "acme", "owner_id": "ann", "is_closed": False}
    rows = [
        cell("acme", "s1", "none", potential=40_000),
        cell("acme", "s2", "competitor", potential=40_000),
        cell("acme", "s3", "in_house"),
        cell("acme", "s4", "none", potential=40_000, opportunity_id="O"),
        cell("beta", "s1", "unknown"),
    ]
    connection = world(company, opportunities=[deal], whitespace_cells=rows)
    found = ask(connection, "whitespace_summary")[0]
    assert (found["whitespace_value"], found["cells_with_estimate"], found["whitespace_cells"]) == (
        Decimal(80_000),
        2,
        3,
    )
    assert found["estimate_share"] == pytest.approx(2 / 3)


def test_the_legend_counts_buying_centres_in_each_state_and_adds_up_to_all_of_them(company: Company) -> None:
    """S77: ours in IT and whitespace in HR at one stage make one cell, ours 1 of 2; the legend counts one of each."""
    connection = world(
        company,
        accounts=[account("acme")],
        buying_centres=[centre("acme", "IT"), centre("acme", "HR")],
        whitespace_cells=[
            cell("acme", "s1", "owned", buying_centre_id="acme-IT"),
            cell("acme", "s1", "none", buying_centre_id="acme-HR"),
            cell("acme", "s2", "none", buying_centre_id="acme-IT"),
        ],
    )
    rows = ask(connection, "whitespace_grid")
    first = next(row for row in rows if row["column_id"] == "s1")
    counts = {row["state"]: row["view_cells"] for row in rows}

    assert (first["state"], first["state_cells"], first["cells"], first["view_cells"]) == ("ours", 1, 2, 1)
    assert {state: counts[state] for state in ("ours", "potential")} == {"ours": 1, "potential": 2}
    assert sum(counts.values()) == sum(row["cells"] for row in rows)


@pytest.mark.parametrize(("age", "is_weak"), [(365, False), (366, True)])
def test_an_estimate_older_than_a_year_is_marked(company: Company, age: int, is_weak: bool) -> None:
    """S74: confirmed estimates are firm up to 365 days."""
    row = cell("acme", "s1", "none", potential=1_000, confidence="confirmed", updated_date=days(-age))
    assert square(world(company, whitespace_cells=[row]), "acme", "s1")["is_estimate_weak"] is is_weak


@pytest.mark.parametrize(("age", "band"), [(180, "fresh"), (181, "ageing"), (365, "ageing"), (366, "old")])
def test_age_has_two_thresholds(company: Company, age: int, band: str) -> None:
    """Both days belong to the younger side."""
    row = cell("acme", "s1", "none", updated_date=days(-age))
    assert square(world(company, whitespace_cells=[row]), "acme", "s1")["age_band"] == band


def test_teams_sum_numerators_and_denominators(company: Company) -> None:
    """C6: one of three and four of four are five of seven, never the mean of 33 % and 100 %."""
    rows = [
        cell("acme", "s1", "owned"),
        cell("acme", "s2", "not_applicable"),
        *(cell("corp", f"s{place}", "owned") for place in range(1, 5)),
    ]
    connection = world(company, whitespace_cells=rows, accounts=[account("acme"), account("corp", "bob")])
    found = ask(connection, "whitespace_teams", by="team")
    assert {(row["person_id"], row["row_ours_cells"], row["row_applicable_cells"]) for row in found} == {("asm", 5, 7)}
    assert {row["person_id"]: row["is_person"] for row in ask(connection, "whitespace_teams")} == {
        "ann": True,
        "bob": True,
    }


def test_a_product_nobody_recorded_is_ours_when_billed_in_the_last_year(company: Company) -> None:
    """S73: revenue by product from bookings; a year ago is too long ago, an open opportunity comes second."""
    products = [{"product_id": f"p{place}", "name": f"P{place}", "stage_id": "s1"} for place in range(1, 5)]
    revenue = [
        {"account_id": "acme", "product_id": "p1", "period_start": days(-365), "revenue": 10, "revenue_type": "arr"},
        {"account_id": "acme", "product_id": "p2", "period_start": days(-366), "revenue": 10, "revenue_type": "arr"},
    ]
    deal = {"opportunity_id": "O", "account_id": "acme", "owner_id": "ann", "is_closed": False, "product_ids": "p3"}
    connection = world(
        company,
        products=products,
        product_revenue=revenue,
        opportunities=[deal],
        whitespace_cells=[cell("acme", "s1", "competitor", product_id="p4")],
    )
    rows = [row for row in ask(connection, "whitespace_grid", axis="products") if row["account_id"] == "acme"]
    assert {row["column_id"]: row["state"] for row in rows} == {
        "p1": "ours",
        "p2": "unknown",
        "p3": "open opportunity",
        "p4": "competitor",
    }


def test_key_accounts_and_mapped_ones_stand_on_the_map(company: Company) -> None:
    """An account that is neither is left out and counted; all accounts can be asked for."""
    accounts = [account("acme"), account("beta", is_key_account=False), account("corp", is_key_account=False)]
    connection = world(company, accounts=accounts, whitespace_cells=[cell("beta", "s1", "owned")])
    shown = {
        shown: {row["account_id"] for row in ask(connection, "whitespace_accounts", shown=shown)}
        for shown in (None, "key", "all")
    }
    assert shown == {None: {"acme", "beta"}, "key": {"acme"}, "all": {"acme", "beta", "corp"}}
    assert ask(connection, "whitespace_summary")[0]["scope_accounts"] == 3


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (None, ["acme", "beta", "corp"]),
        ("penetration", ["beta", "acme", "corp"]),
        ("renewal", ["corp", "acme", "beta"]),
        ("unknowns", ["beta", "acme", "corp"]),
        ("arr", ["corp", "beta", "acme"]),
    ],
)
def test_accounts_come_in_the_order_picked(company: Company, sort: str | None, order: list[str]) -> None:
    """Whitespace value by default; what is unknown comes last."""
    accounts = [account("acme", arr=1, currency="USD"), account("beta", arr=2, currency="USD")]
    accounts.append(account("corp", arr=3, currency="USD"))
    rows = [
        cell("acme", "s1", "none", potential=900),
        cell("acme", "s2", "owned"),
        cell("beta", "s1", "none", potential=800),
        cell("corp", "s1", "competitor", potential=700, contract_renewal_date=days(10)),
        cell("corp", "s2", "owned"),
        cell("corp", "s3", "owned"),
    ]
    connection = world(company, accounts=accounts, whitespace_cells=rows)
    assert [row["account_id"] for row in ask(connection, "whitespace_accounts", sort=sort)] == order


def test_a_page_of_the_map_holds_the_accounts_asked_for(company: Company) -> None:
    """Places count from one and both ends belong to the page."""
    connection = world(company, whitespace_cells=[cell("acme", "s1", "none", potential=1)])
    rows = ask(connection, "whitespace_grid", from_place=2, to_place=3)
    assert {row["account_place"] for row in rows} == {2, 3}


def test_a_rep_sees_their_own_map_and_a_team_member_the_accounts_of_the_team(company: Company) -> None:
    """Peers never."""
    people = [{"user_id": "sam", "full_name": "Sam", "role": "SA"}]
    connection = world(
        company,
        users=[*team("ann", "bob"), *people],
        account_team=[{"account_id": "corp", "user_id": "sam", "team_role": "SA"}],
        whitespace_cells=[cell(name, "s1", "owned") for name in ("acme", "beta", "corp")],
    )
    seen = {
        viewer: {row["account_id"] for row in ask(connection, "whitespace_grid", viewer)}
        for viewer in ("ann", "bob", "sam", "asm", "stranger")
    }
    assert seen == {
        "ann": {"acme", "beta"},
        "bob": {"corp"},
        "sam": {"corp"},
        "asm": {"acme", "beta", "corp"},
        "stranger": set(),
    }
    assert ask(connection, "whitespace_cell", "bob", account="acme") == []
    assert ask(connection, "whitespace_who_knows", "bob", account="acme") == []


@pytest.mark.parametrize("viewer", ["operator", "USR-ASM-01", "USR-AE-003"])
def test_map_teams_and_headline_agree_with_the_figures_of_the_accounts(sample: Warehouse, viewer: str) -> None:
    """One aggregate, several roll-ups: the same cells, whoever looks, on the sample company."""

    def total(name: str, **given: Any) -> list[int]:
        rows = queries.run(sample.connection, name, viewer=viewer, today=D(2026, 10, 5), parameters=given)
        parts = ("applicable_cells", "known_cells", "ours_cells", "whitespace_cells", "cells_with_estimate")
        return [int(rows[part].sum()) for part in parts] + [int(rows["whitespace_value"].sum())]

    direct = sample.connection.execute(
        """
        select sum(whitespace.applicable_cells), sum(whitespace.known_cells), sum(whitespace.ours_cells),
            sum(whitespace.whitespace_cells), sum(whitespace.cells_with_estimate), sum(whitespace.whitespace_value)
        from marts.account_whitespace as whitespace
        inner join marts.accounts as accounts on accounts.account_id = whitespace.account_id
        where (accounts.is_key or exists (
                select 1 from marts.whitespace_cells as cells where cells.account_id = accounts.account_id))
            and exists (
                select 1 from marts.account_access as access
                where access.viewer_id = $viewer and access.account_id = accounts.account_id)
        """,
        {"viewer": viewer},
    ).fetchone()
    assert direct is not None
    expected = [int(number) for number in direct]
    assert total("whitespace_summary") == expected
    assert total("whitespace_accounts") == expected
    assert total("whitespace_teams") == expected
    assert total("whitespace_teams", by="team") == expected
