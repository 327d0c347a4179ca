"""What stands around every page: the menu, the way in, the account search and how fresh the data is."""

import ast
import datetime as dt
import gc
import logging
from functools import cache
from pathlib import Path

import streamlit as st

from sightline import access, address, door, notices, scope, words
from sightline.access import Viewer
from sightline.parts import pictures
from sightline.queries import QueryError
from sightline.settings import ROOT
from sightline.warehouse.seal import NoWarehouse

ASSETS = Path(__file__).parent / "assets"
ICON = str(ASSETS / "icon.svg")
LOGO = str(ASSETS / "logo.svg")

MENU = {
    "Plans": {address.ADOPTION: "Adoption", address.PLAN_COVERAGE: "Plan coverage"},
    "Accounts": {
        address.WHITESPACE: "Whitespace",
        address.RELATIONSHIP_HEALTH: "Relationship health",
        address.ACCOUNT: "Account",
    },
    "Forecast": {
        address.PIPELINE_REVIEW: "Pipeline review",
        address.FORECAST_CALLS: "Forecast calls",
    },
    "Reviews": {address.QBR_PACK: "QBR pack", address.ONE_ON_ONE: "1:1 sheet"},
    "About": {address.EXPORTS: "Exports", address.DEFINITIONS: "Definitions"},
}
"""Every page by menu section; a file's name is its address."""

LANDINGS = {
    "top": address.ADOPTION,
    "manager": address.PLAN_COVERAGE,
    "rep": address.WHITESPACE,
    "team": address.WHITESPACE,
    "other": address.EXPORTS,
}
"""The page that answers the question each kind of viewer arrives with."""

MOST_ACCOUNTS = 2000
"""As many as the search box offers at once; the query stops there too."""

_OPENED = "found_account_opened"
"""Set when the search box has led to an account, so that it is empty on the next page."""


def menu() -> dict[str, list[st.Page]]:
    """Every page by section, and a hidden one at `/` that leads to the viewer's own.

    A page marked as default answers at `/` only and no longer at its own address, so none of the real pages is it.
    """
    sections = {
        section: [
            st.Page(path, title=title, url_path=Path(path).stem, help=page_help(path)) for path, title in pages.items()
        ]
        for section, pages in MENU.items()
    }
    return {"": [st.Page(_land, title="Sightline", default=True, visibility="hidden")], **sections}


@cache
def page_help(path: str) -> str:
    """A page's docstring, read without running the page."""
    return ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8"))) or ""


def has_filters(page: st.Page) -> bool:
    """Whether the filters say anything on this page: they do not on the pages about the data itself."""
    return page.url_path not in {Path(path).stem for path in MENU["About"]}


def require_warehouse() -> None:
    """Pin the newest warehouse for this run; without one, say what to do and stop."""
    held = st.session_state.get("announced_version")
    try:
        version = door.pin()
    except NoWarehouse as error:
        st.title("Nothing is loaded yet")
        st.markdown(
            f"{error}\n\n"
            "To see the invented sample company:\n```\npython -m sightline load data/sample\n```\n"
            "To see your own: put the CSV, Parquet or Excel files you exported in one folder, then\n"
            "```\npython -m sightline load path/to/that/folder\n```\n"
            "and reload this page. `python -m sightline check path/to/that/folder` first tells you what will be read, "
            "and changes nothing."
        )
        st.stop()
    st.session_state["announced_version"] = version
    if held and held != version:
        fresh = door.ask_as(door.OPERATOR, "freshness").iloc[0]
        st.toast(f"New data as of {words.day(fresh.as_of_on)} was loaded; this page shows it now.")


def open_page(page: st.Page, viewer: Viewer) -> None:
    """Run a page below the banner. A fault in it goes to the log and is said in a sentence, never as a traceback."""
    if page.url_path:
        st.caption(f"Viewing as **{words.plain(viewer.banner)}** · local mode")
        notices.show()
    pictures.page_stands(False)
    try:
        page.run()
    except QueryError as error:
        st.error(f"{error} Narrow the filters or try again.")
    except Exception:
        logging.getLogger(__name__).exception("The page %s failed.", page.title)
        st.error("This page could not be drawn. The reason stands in the log of the computer that runs Sightline.")
    pictures.page_stands(True)


@st.cache_resource(show_spinner=False)
def keep_imports(page: str) -> None:  # noqa: ARG001  # the page's name is what it is remembered by
    """Take what the first run of each page imported out of the garbage collector's sight.

    Streamlit collects everything after every run. What is imported at the start is frozen there (serve.started), yet
    Plotly and pandas load most of themselves when first used, which made every later click some 20 ms longer.
    """
    gc.collect()
    gc.freeze()


def find_account() -> None:
    """The search box: choosing an account opens it.

    Where there are too many to send to the browser with every click, part of a name is asked for first.
    """
    state = st.session_state
    if state.pop(_OPENED, False):
        state["found_account"] = None
    word = state.get("account_word") or None
    accounts = door.ask("account_search", text=word)
    if word or len(accounts) >= MOST_ACCOUNTS:
        st.text_input("Part of an account's name", key="account_word", placeholder="Part of an account's name")
        if not word:
            return
    names = dict(zip(accounts["account_id"], accounts["account_name"].fillna("unnamed account"), strict=True))
    chosen = st.selectbox(
        "Find an account",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="found_account",
        placeholder="Find an account" if names else "No account of that name",
        label_visibility="collapsed",
        disabled=not names,
    )
    if chosen is not None:
        state[_OPENED] = True
        st.switch_page(address.ACCOUNT, query_params={**st.query_params.to_dict(), "account": chosen})


def share_view() -> None:
    """Copy link and reset, below the filters."""
    with st.container(horizontal=True, gap="small"):
        with st.popover("Copy link", width="stretch"):
            st.caption("Shows a colleague this view, within what that colleague may see.")
            st.code(scope.link(), language=None, wrap_lines=True)
        st.button("Reset filters", on_click=scope.reset, disabled=not scope.is_narrowed(), width="stretch")


def freshness() -> None:
    """As of when the numbers are, how old that is, what is missing, and the way to the Exports page."""
    found = door.ask("freshness")
    if found.empty:
        return
    fresh = found.iloc[0]
    as_of = fresh.as_of_on.date()
    missing = f" · {words.counted(fresh.missing_tables, 'export')} missing" if fresh.missing_tables else ""
    behind = ""
    if fresh.behind_tables:
        more = f" and {words.number(fresh.behind_tables - 1)} more" if fresh.behind_tables > 1 else ""
        days = words.counted(fresh.behind_days, "day")
        behind = f" · {words.table(fresh.behind_table)}{more} exported {days} before the newest"
    age = words.age(as_of, dt.date.today())
    st.caption(f"Data as of {words.day(as_of)}, {fresh.as_of_source} · {age}{missing}{behind}")
    st.page_link(address.EXPORTS, label="What was loaded")


def _land() -> None:
    landing = access.viewers()[door.viewer()].landing
    is_season = landing == "manager" and door.ask("qbr_calendar")["phase"].isin(["preparation", "window"]).any()
    # reviews are being prepared and held (S30)
    st.switch_page(address.QBR_PACK if is_season else LANDINGS[landing], query_params=st.query_params.to_dict())
