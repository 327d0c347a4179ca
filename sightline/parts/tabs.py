"""Tabs of which one is open, kept in the address; what lies in a closed one is not asked for."""

from collections.abc import Iterable, Iterator, Mapping

import streamlit as st

from sightline import address
from sightline.parts import controls


def opened(names: Iterable[str], *, key: str, once: Mapping[str, str] | None = None) -> Iterator[str]:
    """Draw the tabs and give the name of the open one, inside it; `key` is its name in the address.

    `once` gives, for the name a tab had in older links, the one that shows it now.

    Written as a loop, so that what a tab shows stands below its name:

        for tab in tabs.opened(("Accounts", "Trend"), key="view"):
            if tab == "Accounts":
                ...

    Streamlit's own binding of tabs to the address was tried and left: one step to another page made four entries in
    the browser's history, and a page got the tab of the page before.
    """
    labels = [*names]
    open_one = controls.asked(key, dict.fromkeys([*labels, *(once or {})], ""), labels[0])
    open_one = (once or {}).get(open_one, open_one)
    widget = f"tab_{key}"
    st.session_state[widget] = open_one
    places = st.tabs(labels, key=widget, on_change=address.remember, args=(widget, key, labels[0]))
    for name, place in zip(labels, places, strict=True):
        if name == open_one:
            with place:
                yield name
