"""What is picked on the Account page: the account itself, a place of its map, a kind of revenue."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.sections.accounts.account import money_says


def asked() -> str | None:
    """Id of the account in the address."""
    return address.given("account")


def find(account: str | None) -> pd.DataFrame:
    """The header row of the account asked for; no row where none is, or where the viewer may not see it."""
    return door.ask("account_header", account=account or "")


_KINDS = {
    "arr": "Yearly run rate",
    "mrr": "Monthly run rate",
    "usage": "Usage",
    "bookings": "Bookings",
    "other": "Other",
}


def picked(cells: pd.DataFrame, grid: pd.DataFrame, place: list[Any] | None) -> pd.DataFrame:
    """The recordings behind the cell that was clicked, all of them without a click."""
    if place is None:
        return cells
    cell = grid[(grid["line"] == place[0]) & (grid["stage_id"] == place[1])].iloc[0]
    is_in_cell = (cells["buying_centre_name"] == cell.centre_name) & (cells["stage_label"] == cell.stage_label)
    found: pd.DataFrame = cells.loc[is_in_cell].reset_index(drop=True)
    return found


def picked_cell(grid: pd.DataFrame, place: list[Any] | None) -> str:
    """Which recordings the rows below the map are."""
    if place is None:
        return "Everything recorded, the largest potential first. Click a cell to see it alone."
    cell = grid[(grid["line"] == place[0]) & (grid["stage_id"] == place[1])].iloc[0]
    return f"{words.plain(cell.centre_name)} · {words.plain(cell.stage_label)}. Click an empty place to see all again."


def pick_kind(revenue: pd.DataFrame) -> str:
    """The kind of revenue to show; a choice where there are several."""
    kinds = [kind for kind in money_says.REVENUE_KINDS if kind in set(revenue["revenue_type"])]
    if len(kinds) == 1:
        return kinds[0]
    chosen = st.segmented_control(
        "Kind of revenue",
        kinds,
        default=kinds[0],
        format_func=_KINDS.__getitem__,
        key="account_revenue_kind",
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen)
