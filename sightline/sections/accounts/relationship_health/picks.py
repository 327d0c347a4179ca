"""What is picked on the Relationship health page, and where a click leads. No number is made here."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import door
from sightline.parts import links
from sightline.sections.accounts.account.shown import PEOPLE
from sightline.sections.accounts.relationship_health import said
from sightline.settings import ROOT

ROWS_SHOWN = 20
"""Accounts per picture: beyond this a grid is a smear, so it is cut into pages."""

_RUNGS = ["L0", "L1", "L2", "L3", "L4", "unknown"]
_SORT = {
    "weakest": "Weakest first",
    "renewal": "Next renewal",
    "money": "Forecast at risk",
    "arr": "Yearly spend",
    "name": "Name",
}
_BY = {"owner": "AE", "asm": "ASM", "vp": "VP"}
_MANY_ACCOUNTS = 120
"""From here on the ladder opens by ASM, so that it fits one screen."""


def need_contacts(summary: Any) -> bool:
    """Whether rungs are known; where they are not, say what is missing and offer the template.

    Stops the page where no key account lies within the filters.
    """
    if not summary.key_accounts:
        st.info(said.NO_KEY_ACCOUNTS)
        st.stop()
    if pd.notna(summary.ladder_accounts):
        return True
    st.info(said.NO_CONTACTS)
    _template("contacts")
    return False


def need_interactions(summary: Any) -> bool:
    """Whether threads are known; where they are not, say what is missing and offer the template."""
    if pd.notna(summary.thread_accounts):
        return True
    st.info(said.NO_INTERACTIONS)
    _template("interactions")
    return False


def _template(table: str) -> None:
    st.download_button(
        f"Template for {table}",
        (ROOT / "data" / "templates" / f"{table}.csv").read_bytes(),
        file_name=f"{table}.csv",
        mime="text/csv",
        on_click="ignore",
    )


def arrange() -> dict[str, str | None]:
    """The rung and the order picked above the picture of accounts, as the query takes them."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        rung = st.pills("Rung", _RUNGS, key="rung", bind="query-params")
        sort = st.selectbox(
            "Order", list(_SORT), format_func=_SORT.__getitem__, key="sort", width=190, bind="query-params"
        )
    return {"rung": rung, "sort": None if sort == "weakest" else sort}


def page_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The accounts on the picked page, with the page control above them where there are several."""
    pages = -(-len(rows) // ROWS_SHOWN)
    if pages <= 1:
        return rows
    place = st.pagination(pages, key="accounts_page") - 1
    return rows.iloc[place * ROWS_SHOWN : (place + 1) * ROWS_SHOWN].reset_index(drop=True)


def group_by(accounts: int) -> str | None:
    """How the ladder is grouped: None per AE, "asm" or "vp"."""
    usual = "asm" if accounts > _MANY_ACCOUNTS else "owner"
    by = st.segmented_control(
        "One bar per", list(_BY), default=usual, format_func=_BY.__getitem__, key="by", required=True
    )
    return None if by == "owner" else by


def picked_rung(picked: list[Any] | None, by: str | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on the ladder."""
    if picked is None:
        return {}
    return {"under" if by else "person": str(picked[0]), "rung": str(picked[1])}


def marks() -> tuple[int, int]:
    """The two marks before a renewal, the nearer first."""
    limits = door.settings().thresholds
    return limits["renewal_close_days"], limits["renewal_mark_days"]


def follow(picked: list[Any] | None) -> None:
    """Open the account that was clicked."""
    if picked is not None:
        links.open_account(str(picked[0]), part=PEOPLE)


def of_competitor(rows: pd.DataFrame, picked: list[Any] | None) -> pd.DataFrame:
    """The people behind a click on a competitor's bar, all of them without a click."""
    if picked is None:
        return rows
    return pd.DataFrame(rows[(rows["competitor"] == picked[0]) & (rows["influence"] == picked[1])])
