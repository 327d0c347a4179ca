"""The address as the one place where a view is kept: who looks, and what the filters are set to.

A click in Streamlit's menu empties the address, so what stood there is put back on the next page. Everything else,
the browser's Back among it, is taken as it stands: an address without a filter has no filter.
"""

from collections.abc import Mapping

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
"""Where each page lies; its file's name is its address."""

FILTERS = ("team", "owner", "region", "segment", "quarter")
NAMES = ("viewer", *FILTERS)
"""What every page shares. A page may keep more in the address; that is its own."""

_PAGE, _KEPT, _PUT_BACK = "address_page", "address_kept", "address_put_back"


def arrive(page: str) -> None:
    """Put back what a click in the menu took out of the address.

    Such a click leaves an empty entry in the browser's history below the one made here; a Back that lands on it is
    treated like the click.
    """
    state = st.session_state
    came_from = state.get(_PAGE, page)
    state[_PAGE] = page
    emptied = state.setdefault(_PUT_BACK, set())
    is_empty = not any(name in st.query_params for name in NAMES)
    if is_empty and state.get(_KEPT) and (came_from != page or page in emptied):
        st.query_params.update(state[_KEPT])
        emptied.add(page)


def change(values: Mapping[str, str | None]) -> None:
    """Write values into the address, None taking one out, and touch only what differs."""
    for name, value in values.items():
        if value is None:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get(name) != value:
            st.query_params[name] = value
    st.session_state[_KEPT] = {name: st.query_params[name] for name in NAMES if name in st.query_params}


def remember(key: str, name: str, usual: str | None = None) -> None:
    """Write what a control is set to into the address, before the script runs; the usual choice leaves no trace."""
    value = st.session_state[key]
    text = ",".join(value) if isinstance(value, list) else value
    change({name: None if text == usual else text or None})


def given(name: str) -> str | None:
    """What the address asks for; None where it says nothing."""
    return st.query_params.get(name) or None
