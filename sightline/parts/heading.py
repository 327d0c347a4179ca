"""The head of a page: its title, and beside it what is shown, as a path and as chips that can be closed."""

from collections.abc import Collection
from typing import NoReturn

import streamlit as st

from sightline import access, address, menu, scope, words

_PLACE, _CAME_FROM = "heading_place", "came_from"


def reserve() -> None:
    """Keep the place of the head of a page, which the page itself fills."""
    st.session_state[_PLACE] = st.container(
        key="heading", horizontal=True, vertical_alignment="center", gap="small", width="stretch"
    )


def show(title: str, *, heeds: Collection[str] = address.FILTERS) -> None:
    """Draw a page's title and what it shows; `title` is Markdown.

    `heeds` names the filters that the page goes by; the others say so on their chip.
    """
    with st.session_state.get(_PLACE) or st.container():
        _way_back()
        st.title(title, width="content", anchor=False)
        if not heeds:
            return
        steps = [access.looking().scope, *scope.path()]
        st.text(" ▸ ".join(steps), width="content")
        for name, label in scope.labels().items():
            unheeded = "" if name in heeds else " (not used here)"
            st.button(
                f"{words.plain(label)}{unheeded} ✕",
                key=f"chip_{name}",
                on_click=scope.close,
                args=(name,),
                help=f"{scope.FILTERS[name]} is set. Click to show {scope.EVERYTHING[name].lower()}.",
            )
        if len(scope.labels()) > 1:
            st.button("Reset filters", key="chip_all", on_click=scope.reset, type="tertiary")


def drill(page: str, **asked: str) -> NoReturn:
    """Go one step down to another page with more in its address; there one click leads back to this view as it is."""
    here = next(path for path in menu.EVERY if address.name_of(path) == address.here())
    if here == page:  # another account, or another tab of this one: no way down, and one entry in the history
        address.change(dict.fromkeys(st.query_params, None) | address.kept_in_view() | asked)
        st.rerun()
    st.session_state[_CAME_FROM] = (address.name_of(page), here, st.query_params.to_dict())
    address.go(page, address.kept_in_view() | asked)


def _way_back() -> None:
    """A link to the view that was drilled from, on the page that the drill led to."""
    target, page, view = st.session_state.get(_CAME_FROM) or (None, "", {})
    if target and target == address.here():
        st.page_link(page, label=f"‹ {menu.EVERY[page]}", query_params=view)
    else:
        st.session_state[_CAME_FROM] = None
