"""The tabs and columns of the Whitespace page, and how its rows reach the charts."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from sightline import door, words
from sightline.charts.palette import LADDER, PAGE, WHITESPACE, Tone
from sightline.charts.whitespace_calendar import whitespace_calendar
from sightline.charts.whitespace_heat import whitespace_heat
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import pictures, tables
from sightline.sections.accounts.whitespace import picks, says

Summary = Annotated[Row, "whitespace_summary"]

Filters = Mapping[str, Any]
MOVES = named(
    "account_name stage_label potential move_reason reasons move_unknown cell_state vendor renewal_on "
    "buying_centre_name person_name"
)
CONTRACTS = named(
    "account_name stage_label buying_centre_name vendor spend renewal_on renewal_window opportunity_name "
    "person_name updated_on"
)
COMPETITORS = named(
    "vendor competitor_cells held_accounts spend cells_with_spend next_renewal_on displacement_contracts "
    "ending_contracts undated_contracts won_against lost_against open_against"
)
ORPHAN_DEALS = named(
    "account_name opportunity_name orphan_reason opportunity_stage opportunity_amount opportunity_close_on person_name"
)
ORPHAN_CELLS = named(
    "account_name stage_label buying_centre_name cell_state vendor potential renewal_on action_title action_due_on "
    "person_name"
)
ACCOUNTS = named(
    "account_name person_name penetration_share ours_cells applicable_cells known_share unknown_cells "
    "not_mapped_cells whitespace_value whitespace_cells estimate_share competitor_cells next_renewal_on arr"
)
"""What each table of the page shows, in order."""
AE = {"person_name": "AE"}
_VALUE_LANES = {
    "highest quarter": LADDER["worked"],
    "high quarter": LADDER["inspected"],
    "low quarter": LADDER["current"],
    "lowest quarter": LADDER["live"],
    "no estimate": Tone(PAGE.light, PAGE.dark, "?"),
    "not whitespace": LADDER["none"],
}
_AGE_LANES = {
    "fresh": LADDER["inspected"],
    "ageing": LADDER["live"],
    "old": WHITESPACE["potential"],
    "undated": LADDER["none"],
    "not mapped": Tone(PAGE.light, PAGE.dark, "?"),
}
LANES = {"state": WHITESPACE, "money": _VALUE_LANES, "age": _AGE_LANES}
"""What the cells of each view of the map are told apart by, in the order of the legend."""


def heat(cells: pd.DataFrame, accounts: pd.DataFrame, view: str, currency: str, marked: int | None) -> go.Figure:
    """The map in the picked view; the legend counts buying centres where states are shown."""
    return whitespace_heat(
        heat_rows(cells, view, currency),
        LANES[view],
        pictures.theme(),
        marked=marked,
        counted=says.legend_title(cells, accounts) if view == "state" else "",
    )


def heat_rows(cells: pd.DataFrame, view: str, currency: str) -> pd.DataFrame:
    """The cells with the `lane` each belongs to in the picked view, the `text` in it, and its `hover`."""
    if view == "money":
        texts = [_worth(row, currency) for row in cells.itertuples()]
        return cells.assign(lane=cells["value_band"], text=texts, hover=_named(cells, texts))
    if view == "age":
        texts = ["?" if pd.isna(days) else words.number(days) for days in cells["age_days"]]
        return cells.assign(lane=cells["age_band"], text=texts, hover=_named(cells, texts))
    texts = [_letter(row) for row in cells.itertuples()]
    parts = [f"{row.state_cells}/{row.cells}" if row.is_mixed else "" for row in cells.itertuples()]
    return cells.assign(lane=cells["state"], text=texts, hover=_named(cells, parts))


def _named(cells: pd.DataFrame, texts: list[str]) -> list[str]:
    return [f"{label}: {text}" if text else label for label, text in zip(cells["column_label"], texts, strict=True)]


def _worth(row: Annotated[Row, "whitespace_grid"], currency: str) -> str:
    """The potential of a cell of whitespace, marked where it is weak; "?" without one."""
    if not row.open_cells:
        return ""
    if pd.isna(row.whitespace_value):
        return "?"
    return f"{'~' if row.is_estimate_weak else ''}{words.money(row.whitespace_value, currency)}"


def _letter(row: Annotated[Row, "whitespace_grid"]) -> str:
    """The letter of a cell, and for how many of its buying centres it holds where they differ (S77)."""
    return WHITESPACE[row.state].mark + (f" {row.state_cells}/{row.cells}" if row.is_mixed else "")


def team_rows(teams: pd.DataFrame, view: str, currency: str, few: int) -> pd.DataFrame:
    """The cells of teams or people with `scale`, `text` and `hover` in the picked view.

    With fewer cells than `few` the fraction says more than the share (C6).
    """
    scale = {"penetration": "penetration_scale", "knowledge": "known_share", "value": "value_scale"}[view]
    texts = {
        "penetration": [
            words.share(share) if whole >= few else f"{part}/{whole}"
            for share, part, whole in teams[["penetration_share", "ours_cells", "applicable_cells"]].to_numpy(object)
        ],
        "knowledge": [
            words.share(share) if whole >= few else f"{part}/{whole}"
            for share, part, whole in teams[["known_share", "known_cells", "applicable_cells"]].to_numpy(object)
        ],
        "value": [words.money(value, currency) for value in teams["whitespace_value"]],
    }[view]
    hover = [
        f"{row.column_label}\n"
        f"Ours {words.share(row.penetration_share)}: {words.of(row.ours_cells, row.applicable_cells)} centres\n"
        f"Known {words.share(row.known_share)}: {words.of(row.known_cells, row.applicable_cells)} centres\n"
        f"Whitespace value {words.money(row.whitespace_value, currency)}: "
        f"{words.of(row.cells_with_estimate, row.whitespace_cells)} estimated\n"
        f"{words.counted(row.mapped_accounts, 'account')}\nClick to open"
        for row in teams.itertuples()
    ]
    shown = ["–" if text in ("none eligible", "unknown") else text for text in texts]
    return teams.assign(scale=teams[scale], text=shown, hover=hover)


def calendar_rows(months: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The months with the amounts in words; a month of contracts without a known spend says so."""
    return months.assign(
        spend_text=[
            f"{words.money(row.spend, currency)} a year" if row.contracts_with_spend else "spend unknown"
            for row in months.itertuples()
        ],
        open_text=[words.money(row.open_amount, currency) for row in months.itertuples()],
    )


def calendar_marks(summary: Summary) -> dict[str, dt.date]:
    """The upright lines of the calendar."""
    return {
        f"as of {words.day(summary.as_of_on)}": summary.as_of_on.date(),
        "6 months": summary.displacement_until_on.date(),
        "12 months": summary.renewal_until_on.date(),
    }


def moves(filters: Filters) -> None:
    """Next moves, the best first."""
    st.caption(says.ORDER_OF_MOVES)
    tables.show(
        door.ask("whitespace_moves", **filters), MOVES, key="next_moves", alt="Next moves, the best first", labels=AE
    )


def calendar(filters: Filters) -> None:
    """When competitors' contracts end, and what we have open against them."""
    summary = door.ask("whitespace_summary", **filters).iloc[0]
    st.markdown(says.calendar_sentence(summary))
    months = calendar_rows(door.ask("whitespace_calendar", **filters), door.settings().reporting_currency)
    figure = whitespace_calendar(months, calendar_marks(summary), pictures.theme())
    month = pictures.show(figure, key="calendar", alt="Competitors' contracts by the month they end", select=True)
    contracts = picks.pick_contracts(door.ask("whitespace_contracts", **filters), month)
    tables.show(contracts, CONTRACTS, key="contracts", alt="Competitors' contracts", labels=AE)


def competitors(filters: Filters) -> None:
    """Who holds how much of these accounts, and how we fared against them."""
    against = door.ask("whitespace_competitors", **filters)
    tables.show(against, COMPETITORS, key="competitors", alt="Competitors across these accounts")


def orphans(filters: Filters) -> None:
    """Deals that are not on the map, and cells that are worked on without a deal."""
    deals = door.ask("whitespace_orphan_opportunities", **filters)
    pursued = door.ask("whitespace_orphan_cells", **filters)
    st.markdown(says.orphans(deals, pursued))
    tables.show(deals, ORPHAN_DEALS, key="deals_without_cell", alt="Deals not on the map", labels=AE)
    tables.show(pursued, ORPHAN_CELLS, key="cells_without_deal", alt="Cells worked on without a deal", labels=AE)


def accounts(filters: Filters) -> None:
    """Every account of the map as rows."""
    rows = door.ask("whitespace_accounts", **filters)
    tables.show(rows, ACCOUNTS, key="map_accounts", alt="Accounts on the map", labels=AE)


TABS = {
    "Next moves": moves,
    "Contract ends": calendar,
    "Competitors": competitors,
    "Deals off the map": orphans,
    "Accounts": accounts,
}
"""Each tab by its name, and what shows it: each asks its own queries, so that a closed tab costs nothing."""
