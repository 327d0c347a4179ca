"""What stands around every page: the menu, the account search, the page's head with its filters, and a fault in it."""

import datetime as dt
import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from sightline import access, address, audit, door, menu, notices, recorded, scope, words
from sightline.access import Viewer, roles
from sightline.parts import copying, deal, guards, heading, pictures
from sightline.queries import QueryError
from sightline.settings import warehouse_folder
from sightline.warehouse import publishing
from sightline.warehouse.seal import Damaged, NoWarehouse

ASSETS = Path(__file__).parent / "assets"
ICON = str(ASSETS / "icon.svg")
LOGO = str(ASSETS / "logo.svg")

LANDINGS = {
    "top": address.ADOPTION,
    "manager": address.PLAN_COVERAGE,
    "rep": address.WHITESPACE,
    "team": address.WHITESPACE,
    "other": address.EXPORTS,
}
"""The page that answers the question each kind of viewer arrives with."""

UNFILTERED = {
    address.name_of(path) for path in (address.EXPORTS, address.DEFINITIONS, *menu.EVERY.keys() - menu.TITLES.keys())
}
"""Pages about the data itself, where filters say nothing."""

MOST_ACCOUNTS = 2000
"""As many as the search box offers at once; the query stops there too."""

_ASK = "Ask whoever runs Sightline to load your company's exports, then reload this page."
_OPENED = "found_account_opened"
"""Set when the search box has led to an account, so that it is empty on the next page."""


def styles() -> None:
    """Let the menu and the filters stand in one row each, which on a phone is drawn sideways."""
    st.html(ASSETS / "frame.css")
    if pictures.theme() == "dark":  # white letters on the light primary colour of the dark theme cannot be read
        st.html("<style>[data-testid=stBaseButton-primary] * { color: #14181D; }</style>")


def pages() -> list[st.Page]:
    """The pages there are for who looks, by the address, in the newest version, which is pinned for this run.

    What a new load makes of a viewer holds for the menu too, so it is asked of no other version than the page is.
    """
    try:
        door.pin()
        return menu.pages(roles.of(str(address.given("viewer") or access.usual_viewer())))
    except NoWarehouse:
        return menu.pages(menu.OF_ROLES)  # all that is shown then is how to begin


def require_warehouse() -> None:
    """Say that another version is shown than in the run before; without any, what to do, and stop."""
    held = st.session_state.get("announced_version")
    try:
        version = door.pinned()
    except Damaged:
        raise
    except NoWarehouse:
        _begin()
        st.rerun()
    st.session_state["announced_version"] = version
    if held and held != version:
        fresh = door.ask_as(door.OPERATOR, "freshness").iloc[0]
        st.toast(f"This page now shows the data as of {words.day(fresh.as_of_on)}.")


def _begin() -> None:
    """Offer the invented company where nothing is loaded yet, and end the run until there is something to show.

    Who there is to sign in stands in the exports: without any, only whoever sits at this computer can be let in.
    """
    st.image(LOGO, width=120, alt="Sightline")
    st.title("Nothing is loaded yet")
    if not access.session.is_local():
        st.markdown(_ASK)
        st.stop()
    st.markdown(
        "See it with an invented company first. Your own files come next: the menu then has **More › Load files**. It "
        "takes CSV, Parquet or Excel files, and shows what they say before anything is replaced."
    )
    if not st.button("Open the invented company", type="primary"):
        st.caption("Or load a folder by command, and reload this page: `python -m sightline load path/to/folder`")
        st.stop()
    bar = st.progress(0.0, "Starting")

    def told(text: str, done: float) -> None:
        bar.progress(done, text)

    publishing.ensure(publishing.SAMPLE, warehouse_folder(), door.own_settings(), progress=told)


def bar(page: st.Page, viewer: Viewer | None) -> None:
    """The first row: the way home, the menu of this viewer, an account to find, and who looks."""
    if viewer is None:
        recorded.denied("viewer", str(address.given("viewer")), "view_as_denied")
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap="small"):
        st.image(LOGO, width=120, alt="Sightline")
        if viewer is not None:
            own = roles.of(viewer.viewer_id)
            menu.show(page.url_path, viewer.landing, sees_accounts=scope.has_accounts(), roles=own)
        with st.container(key="who", horizontal=True, horizontal_alignment="right", gap="small", width="stretch"):
            if viewer is not None:
                find_account()
            access.choose_viewer(viewer)


@contextmanager
def head(page: st.Page) -> Iterator[None]:
    """The page's title, how fresh its numbers are, a link to this view, and the filters; the page comes below."""
    address.pin()
    recorded.opened(page.url_path)
    with st.container(key="head", horizontal=True, vertical_alignment="center", gap="small"):
        heading.reserve()
        with st.container(key="beside_title", horizontal=True, vertical_alignment="center", width="content"):
            freshness()
            place = st.container(width="content")
    is_one_account = page.url_path == address.name_of(address.ACCOUNT) and address.given("account")
    has_filters = not (page.url_path in UNFILTERED or is_one_account)
    if not has_filters:
        scope.choose_nothing()
    else:
        with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
            scope.choose()
    if trouble := audit.trouble():
        notices.add(trouble)
    notices.show()
    yield
    with place:
        copying.button("Copy link", scope.link(has_filters=has_filters))


@cache
def _room() -> tuple[threading.Semaphore, float]:
    settings = door.own_settings()
    return threading.Semaphore(settings.pages_at_once), settings.query_seconds


_ONE_ROOM = threading.Lock()


def room() -> tuple[threading.Semaphore, float]:
    """For how many pages there is room at once, and how many seconds the next one waits at most."""
    with _ONE_ROOM:  # the first two who come together would otherwise make a room each
        return _room()


@contextmanager
def turn() -> Iterator[None]:
    """Wait until few others are worked for, yet never longer than one question may take.

    Fifty pages that are worked out side by side are all as late as the last of fifty that follow each other.
    """
    turns, patience = room()
    mine = turns.acquire(timeout=patience)
    try:
        yield
    finally:
        if mine:
            turns.release()


@contextmanager
def faults(where: str) -> Iterator[None]:
    """Send a fault to the log and say it in a sentence, never as a traceback; a page ends here, as it may.

    Nothing takes the place of a version that is damaged: older numbers under today's name would be believed.
    """
    try:
        yield
    except guards.PageEnds:
        pass
    except Damaged as error:
        logging.getLogger(__name__).exception("A version cannot be shown.")
        st.title("What was loaded cannot be shown")
        st.markdown(words.plain(str(error)) if access.session.is_local() else _ASK)
    except QueryError as error:
        st.error(f"{error} Narrow the filters or try again.")
    except Exception:
        incident = secrets.token_hex(4)
        logging.getLogger(__name__).exception("Incident %s: %s failed.", incident, where)
        st.error(
            f"This page could not be drawn. Tell whoever looks after Sightline: incident {incident}; the reason is in "
            "the log of the computer that runs it."
        )


def open_page(page: st.Page) -> None:
    """Run a page; the frame around it stands, whatever becomes of it."""
    pictures.page_stands(False)
    with faults(f"the page {page.title}"), turn():
        deal.show_asked()
        page.run()
    pictures.page_stands(True)


def find_account() -> None:
    """The search box: choosing an account opens it.

    Where there are too many to send to the browser with every click, part of a name is asked for first.
    """
    state = st.session_state
    if state.pop(_OPENED, False):
        state["found_account"] = None
    word = state.get("account_word") or None
    names = door.made(_account_names, "account_search", text=word)
    if word or len(names) >= MOST_ACCOUNTS:
        st.text_input(
            "Part of an account's name",
            key="account_word",
            placeholder="Part of an account's name",
            label_visibility="collapsed",
            width=190,
        )
        if not word:
            return
    chosen = st.selectbox(
        "Find an account",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="found_account",
        placeholder="Find an account" if names else "No account of that name",
        label_visibility="collapsed",
        disabled=not names,
        width=190,
    )
    if chosen is not None:
        state[_OPENED] = True
        heading.drill(address.ACCOUNT, account=chosen)


def _account_names(accounts: pd.DataFrame) -> dict[str, str]:
    return dict(zip(accounts["account_id"], accounts["account_name"].fillna("unnamed account"), strict=True))


def freshness() -> None:
    """As of when the numbers are, amber when older than it should be; a click shows what was loaded."""
    found = door.ask("freshness")
    if found.empty:
        return
    fresh = found.iloc[0]
    as_of = fresh.as_of_on.date()
    is_old = (dt.date.today() - as_of).days > door.settings().stale_data_days
    age = words.age(as_of, dt.date.today())
    notes = [f"Every number is as of {words.day(as_of)}, {fresh.as_of_source}; days to come are counted from then."]
    if fresh.missing_tables:
        notes.append(f"{words.counted(fresh.missing_tables, 'export')} missing.")
    if fresh.behind_tables:
        more = f" and {words.number(fresh.behind_tables - 1)} more" if fresh.behind_tables > 1 else ""
        days = words.counted(fresh.behind_days, "day")
        notes.append(f"{words.table(fresh.behind_table)}{more} exported {days} before the newest.")
    st.page_link(
        address.EXPORTS,
        label=f"As of {words.day(as_of)} · " + (f":orange[**⚠ {age}**]" if is_old else age),
        help=" ".join([*notes, "Click to see what was loaded."]),
        query_params=address.kept_in_view(),
    )


def land(viewer: Viewer) -> None:
    """Go to the viewer's own page."""
    quarters = door.ask("pack_quarters")
    is_season = quarters.loc[quarters["is_offered_first"], "review_phase"].isin(["preparation", "held"]).any()  # S30
    page = address.QBR_PACK if is_season and viewer.landing == "manager" else LANDINGS[viewer.landing]
    st.switch_page(page, query_params=st.query_params.to_dict())
