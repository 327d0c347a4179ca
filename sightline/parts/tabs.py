"""Tabs of which one is open, kept in the address; what stands in a closed one is not asked for."""

from collections.abc import Iterable, Iterator

import streamlit as st


def opened(names: Iterable[str], *, key: str) -> Iterator[str]:
    """Draw the tabs and give the name of the open one, inside it; `key` is its name in the address.

    Written as a loop, so that what a tab shows stands below its name:

        for tab in tabs.opened(("Accounts", "Trend"), key="view"):
            if tab == "Accounts":
                ...
    """
    for name, place in zip(names, st.tabs([*names], key=key, on_change="rerun", bind="query-params"), strict=True):
        if place.open:
            with place:
                yield name
