"""What stands in place of a page that cannot answer: nobody known, an export missing, nothing in view."""

from collections.abc import Sized
from typing import NoReturn

import streamlit as st

from sightline import door
from sightline.contract import EXPORTS
from sightline.parts import files
from sightline.settings import ROOT

TEMPLATES = ROOT / "data" / "templates"
UNKNOWN_PERSON = (
    "You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you."
)
NO_KEY_ACCOUNTS = (
    "No key account lies within these filters, so there is no adoption to show: none eligible. Widen the filters, or "
    "see under Exports which accounts count as key."
)
NO_PLANS = (
    "**No export of account plans is loaded, so nobody can say which key accounts have a plan.** Export the plans from "
    "the tool they live in, one row per plan, and load them with the rest; the template shows the columns."
)


class PageEnds(Exception):
    """The page has said all there is to say."""


def need_person(found: Sized) -> None:
    """Stop the page where an answer has no row at all: then the person looking is in no users export."""
    if not len(found):
        stop(UNKNOWN_PERSON)


def need_plans() -> None:
    """Where no account plans are loaded, say so, offer the template and stop: unknown is not zero."""
    if not door.ask("freshness").has_plans.all():
        stop(NO_PLANS, "account_plans")


def stop(sentence: str, *tables: str) -> NoReturn:
    """Say why there is nothing to show, offer the template of each export that would help, and end the page."""
    missing(sentence, *tables)
    end()


def end() -> NoReturn:
    """End the page here: nothing is wrong, there is only nothing more to show.

    Streamlit's own stop ends the frame with it, so that such a page had no link to copy.
    """
    raise PageEnds


def missing(sentence: str, *tables: str) -> None:
    """Say what an export would bring and offer its template; the rest of the page goes on."""
    st.info(sentence)
    if tables:
        with st.container(horizontal=True, gap="small"):
            for table in tables:
                template(table)


def template(table: str) -> None:
    """A button for a file with the headers of a table and one example row. Raises KeyError for no table of ours."""
    name = EXPORTS[table].name
    files.offer(
        f"Template for {name.replace('_', ' ')}",
        (TEMPLATES / f"{name}.csv").read_bytes,
        file_name=f"{name}.csv",
        what=f"template_{name}",
        key=f"template_{name}",
    )


def brings(table: str) -> str:
    """That an export is missing, and what it would bring, as the contract says it."""
    meaning = EXPORTS[table].meaning
    return f"No **{table}** export is loaded. It would bring {meaning[0].lower()}{meaning[1:]}"
