"""What is picked on the Relationship health page, and where a click leads. No number is made here."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline.charts.palette import RUNGS
from sightline.parts import controls, links

_SORT = {
    "weakest": "Most urgent first",
    "renewal": "Next renewal",
    "money": "Forecast at risk",
    "arr": "ARR",
    "name": "Name",
}
_BY = {"owner": "AE", "asm": "ASM", "vp": "VP"}
_MANY_ACCOUNTS = 120
"""From here on the levels open by ASM, so that they fit one screen."""


def arrange() -> dict[str, str | None]:
    """The level and the order picked above the list of accounts, as the query takes them."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        rung = controls.box(
            "Relationship",
            "rung",
            {"every": "All levels", **{rung: tone.mark for rung, tone in RUNGS.items()}},
            "every",
            width=260,
        )
        sort = controls.box("Order", "sort", _SORT, "weakest", width=190)
    return {"rung": None if rung == "every" else rung, "sort": None if sort == "weakest" else sort}


def group_by(accounts: int) -> str | None:
    """How the levels are grouped: None per AE, "asm" or "vp"."""
    usual = "asm" if accounts > _MANY_ACCOUNTS else "owner"
    by = controls.segments("One bar per", "by", _BY, usual)
    return None if by == "owner" else by


def picked_rung(picked: list[Any] | None, by: str | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on a level, or on a name."""
    if picked is None:
        return {}
    level = {"rung": str(picked[1])} if len(picked) > 1 else {}
    return {"under" if by else "person": str(picked[0])} | level


def follow(picked: list[Any] | None) -> None:
    """Open the account that was clicked."""
    if picked is not None:
        links.follow(links.Target("account", str(picked[0]), links.PEOPLE))


def of_competitor(rows: pd.DataFrame, picked: list[Any] | None) -> pd.DataFrame:
    """The people behind a click on a competitor's bar or name, all of them without a click."""
    if picked is None:
        return rows
    is_theirs = rows["competitor"] == picked[0]
    return pd.DataFrame(rows[is_theirs & (rows["influence"] == picked[1])] if len(picked) > 1 else rows[is_theirs])
