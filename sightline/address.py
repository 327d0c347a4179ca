"""The address as the one place where a view is kept: who looks, and what the filters are set to.

Everything is taken as it is found there, the browser's Back among it: an address without a filter has no filter.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import PurePath
from typing import NoReturn

import pandas as pd
import streamlit as st

ADOPTION = "pages/plans/adoption.py"
PLAN_COVERAGE = "pages/plans/plan_coverage.py"
WHITESPACE = "pages/accounts/whitespace.py"
RELATIONSHIP_HEALTH = "pages/accounts/relationship_health.py"
ACCOUNT = "pages/accounts/account.py"
PIPELINE_REVIEW = "pages/forecast/pipeline_review.py"
FORECAST_CALLS = "pages/forecast/forecast_calls.py"
QBR_PACK = "pages/reviews/qbr_pack.py"
ONE_ON_ONE = "pages/reviews/one_on_one.py"
EXPORTS = "pages/about/exports.py"
DEFINITIONS = "pages/about/definitions.py"
LOAD_FILES = "pages/about/load_files.py"
AUDIT = "pages/about/audit.py"
"""Where each page lies; its file's name is its address."""

FILTERS = ("team", "owner", "region", "segment", "quarter")
NAMES = ("viewer", *FILTERS)
"""What every page shares. A page may keep more in the address; that is its own."""

_PAGE, _WRITTEN, _PINNED, _PASSED = "address_page", "address_written", "address_pinned", "address_passed"


def name_of(page: str) -> str:
    """The address of a page: `adoption`."""
    return PurePath(page).stem


def kept_in_view() -> dict[str, str]:
    """Who looks and what the filters are set to: what goes along to every other page."""
    return {name: value for name in NAMES if (value := given(name))}


def here() -> str:
    """The address of the page of this run; empty at `/`."""
    return str(st.session_state.get(_PAGE, ""))


def arrive(page: str) -> None:
    """Note which page is opened, and with which address, be it from a choice or from Back.

    Where Back came to a half-made entry of `go`, show what was there before it.
    """
    st.session_state[_WRITTEN] = st.query_params.to_dict()
    st.session_state[_PAGE] = page
    before = st.session_state.setdefault(_PASSED, {}).get((page, frozenset(st.query_params.to_dict().items())))
    if before is not None:
        st.query_params.from_dict(before)


def go(page: str, asked: Mapping[str, str]) -> NoReturn:
    """Open another page with this in its address.

    Streamlit makes two entries in the browser's history of it: the page that is left with the new values, and the new
    page. The first one is remembered, so that Back does not show a page with values that nobody chose there.
    """
    before = st.query_params.to_dict()
    st.session_state.setdefault(_PASSED, {})[here(), frozenset(asked.items())] = before
    st.switch_page(page, query_params=dict(asked))


def change(values: Mapping[str, str | None]) -> None:
    """Write values into the address, None taking one out: one entry in the browser's history, none without a change."""
    before = st.query_params.to_dict()
    after = {name: value for name, value in (before | dict(values)).items() if value is not None}
    if after != before:
        st.query_params.from_dict(after)
        st.session_state[_WRITTEN] = after
        st.session_state.setdefault(_PASSED, {}).pop((here(), frozenset(after.items())), None)  # now somebody did


def catch_up() -> None:
    """Put back what was written while the browser had not shown it yet; called before a choice is written.

    Whoever clicks before the browser has drawn the page, be it sent already, sends the address as it was before the
    last choice, which would be lost. The browser's Back sends an older address too, but no choice along with it.
    """
    written = st.session_state.get(_WRITTEN)
    if written is not None:
        put_back(written)


def put_back(values: Mapping[str, str]) -> None:
    """Write an address whole, as it was when something was drawn or written."""
    if values != st.query_params.to_dict():
        st.query_params.from_dict(dict(values))
    st.session_state[_WRITTEN] = dict(values)


def remember(key: str, name: str, usual: str | None = None) -> None:
    """Write what a control is set to into the address, before the script runs; the usual choice leaves no trace."""
    catch_up()
    value = st.session_state[key]
    text = ",".join(value) if isinstance(value, list) else value
    change({name: None if text == usual else text or None})


def given(name: str) -> str | None:
    """What the address asks for; None where it says nothing."""
    return st.query_params.get(name) or None


def pin(**days: dt.date | str | None) -> None:
    """Note the days a page shows where the address leaves them open, so that a link shows the same ones next week."""
    st.session_state[_PINNED] = {
        name: day if isinstance(day, str) else f"{day:%Y-%m-%d}" for name, day in days.items() if pd.notna(day)
    }


def pinned() -> dict[str, str]:
    """The days the page of this run shows."""
    return dict(st.session_state.get(_PINNED, {}))
