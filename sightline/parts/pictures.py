"""A figure on a page, with what a click on it picked.

A click on what is picked takes the pick back, and a double click is two of them. Before a reader can have seen what the
first click did, the second one is impatience and takes back nothing; Streamlit by itself would drop both.
"""

import time
from functools import partial
from typing import Any, cast

import plotly.graph_objects as go
import streamlit as st

from sightline import address, words
from sightline.charts.base import CONFIG
from sightline.charts.palette import Theme

_FRESH, _SHOWN_AT = "picture_fresh", "picture_shown_at"
_DRAWN, _PICKED, _HELD = "pictures_drawn", "picture_picked", "picture_held"

_TO_SEE = 1.5
"""Seconds after a page answered a click in which nobody has read the answer yet."""


def page_stands(stands: bool) -> None:
    """Note whether the reader sees the whole page, or it is still being drawn."""
    if not stands:
        st.session_state[_DRAWN] = {}
    elif is_fresh():
        st.session_state[_SHOWN_AT], st.session_state[_FRESH] = time.monotonic(), False


def is_fresh() -> bool:
    """Whether a click on a picture has been made that no whole page has shown yet."""
    return bool(st.session_state.get(_FRESH))


def picked(key: str) -> list[Any] | None:
    """What is picked in a picture, before it is drawn again."""
    return _pick(st.session_state[key]) if key in st.session_state else None


def clicked(key: str) -> list[Any] | None:
    """What a click on a picture asks for, be it held, before it is drawn again; None once a whole page has shown it."""
    held_key, held, _ = st.session_state.get(_HELD) or (None, None, None)
    return (picked(key) or (held if held_key == key else None)) if is_fresh() else None


def theme() -> Theme:
    """Light or dark, as the reader's browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(figure: go.Figure, *, key: str, alt: str, select: bool = False) -> list[Any] | None:
    """Draw a figure across the page; the custom data of the piece that was clicked, None without a click."""
    state = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config=CONFIG,
        on_select=partial(_clicked, key) if select else "ignore",
        selection_mode="points",
    )
    if not select:
        return None
    st.session_state[_DRAWN][key] = figure, st.query_params.to_dict()
    picked = _pick(cast("dict[str, Any]", state))
    held_key, held, on = st.session_state.get(_HELD) or (None, None, None)
    return held if picked is None and held_key == key and on is not None and on[0] == figure else picked


def _pick(state: dict[str, Any]) -> list[Any] | None:
    points = state["selection"]["points"]
    if not points or points[0].get("customdata") is None:
        return None
    return [one.replace(words.JOINER, "") if isinstance(one, str) else one for one in points[0]["customdata"]]


def _clicked(key: str) -> None:
    """Hold what was picked where a second click would take it back before it was seen.

    The second one may come before the page has even begun to answer the first, so the click itself is what is noted.
    """
    address.catch_up()
    state = st.session_state
    picked, before, drawn = _pick(state[key]), state.get(_PICKED), state.get(_DRAWN, {}).get(key)
    is_unseen = is_fresh() or time.monotonic() - state.get(_SHOWN_AT, -_TO_SEE) < _TO_SEE
    state[_HELD], state[_FRESH] = None, True
    if picked is None and is_unseen and before and before[0] == key:
        state[_HELD] = before
        if drawn:  # boxes that this click had set come along as the browser knew them before, and emptied the address
            address.put_back(drawn[1])
    else:
        state[_PICKED] = picked and (key, picked, drawn)
