"""The menu: the pages that answer the viewer's own questions first, the rest under More, none that can only say no.

Its entries are links that carry who looks and what the filters are set to, so a step from page to page is one entry
in the browser's history and loses nothing of the view. Streamlit's own menu empties the address.
"""

from collections.abc import Collection

import streamlit as st

from sightline import address
from sightline.address import (
    ACCOUNT,
    ADOPTION,
    AUDIT,
    DEFINITIONS,
    EXPORTS,
    FORECAST_CALLS,
    LOAD_FILES,
    ONE_ON_ONE,
    PIPELINE_REVIEW,
    PLAN_COVERAGE,
    QBR_PACK,
    RELATIONSHIP_HEALTH,
    WHITESPACE,
)
from sightline.rights import Doing

TITLES = {
    ADOPTION: "Adoption",
    PLAN_COVERAGE: "Plan coverage",
    WHITESPACE: "Whitespace",
    RELATIONSHIP_HEALTH: "Relationship health",
    ACCOUNT: "Account",
    PIPELINE_REVIEW: "Pipeline review",
    FORECAST_CALLS: "Forecast calls",
    QBR_PACK: "QBR pack",
    ONE_ON_ONE: "1:1 sheet",
    DEFINITIONS: "Definitions",
    EXPORTS: "Exports",
}
"""The name of every page that is there for everybody; a file's name is its address."""

OF_ROLES: dict[Doing, dict[str, str]] = {"load": {LOAD_FILES: "Load files"}, "audit": {AUDIT: "Audit"}}
"""Those that are there for whoever has a role; for others their address answers like one that never was."""

_THERE = "menu_pages"

EVERY = {path: title for titles in (TITLES, *OF_ROLES.values()) for path, title in titles.items()}
"""The name of every page there is."""

FIRST = {
    "top": (ADOPTION, PLAN_COVERAGE, PIPELINE_REVIEW, FORECAST_CALLS, QBR_PACK),
    "manager": (PLAN_COVERAGE, RELATIONSHIP_HEALTH, PIPELINE_REVIEW, ONE_ON_ONE, QBR_PACK),
    "rep": (WHITESPACE, ACCOUNT, RELATIONSHIP_HEALTH, PIPELINE_REVIEW, FORECAST_CALLS),
    "team": (WHITESPACE, ACCOUNT, RELATIONSHIP_HEALTH),
    "other": (EXPORTS, DEFINITIONS),
}
"""The pages each kind of viewer opens every week, in the order they are opened."""

SELLING = (PIPELINE_REVIEW, FORECAST_CALLS, QBR_PACK, ONE_ON_ONE)
"""Pages about those who sell: they have nothing to say to whoever is on account teams only."""

ABOUT = (EXPORTS, DEFINITIONS)
"""Pages about the data itself: all there is for whoever sees no account."""


def pages(roles: Collection[Doing]) -> list[st.Page]:
    """Every page there is for these roles, and an empty one at `/`, where the frame leads to the viewer's own.

    A page marked as default answers at `/` only and no longer at its own address, so none of the real pages is it.
    """
    there = {path: st.Page(path, title=EVERY[path], url_path=address.name_of(path)) for path in (*TITLES, *_of(roles))}
    st.session_state[_THERE] = there
    return [st.Page(_nothing, title="Sightline", default=True), *there.values()]


def _of(roles: Collection[Doing]) -> list[str]:
    return [path for role, titles in OF_ROLES.items() if role in roles for path in titles]


def offered(landing: str, *, sees_accounts: bool, roles: Collection[Doing] = ()) -> list[str]:
    """The pages that have something to say to a kind of viewer; a link to another still opens it, and it says why."""
    if not sees_accounts:
        there = list(ABOUT)
    else:
        there = [path for path in TITLES if not (landing == "team" and path in SELLING)]
    return [*there, *_of(roles)]


def show(page: str, landing: str, *, sees_accounts: bool, roles: Collection[Doing]) -> None:
    """Draw the links of one kind of viewer, in a row: those opened every week, and the others under More.

    `page` is the one that is open: under another name of its own, More closes when it has led there.
    """
    there, view = offered(landing, sees_accounts=sees_accounts, roles=roles), address.kept_in_view()
    rest = [path for path in there if path not in FIRST[landing]]
    for path in FIRST[landing]:
        if path in there:
            _link(path, view)
    if rest:
        with st.popover("More", type="tertiary", key=f"more_{page}"):
            for path in rest:
                _link(path, view)


def _nothing() -> None:
    """The empty page at `/`."""


def _link(path: str, view: dict[str, str]) -> None:
    # asked by its path, Streamlit looks for the file on the disk, for every link of every click
    page = st.session_state.get(_THERE, {}).get(path, path)
    st.page_link(page, label=EVERY[path], query_params=view)
