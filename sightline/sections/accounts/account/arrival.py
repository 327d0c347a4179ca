"""Which account the page is about, and what to offer when there is none."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from sightline import address, door, scope, words
from sightline.parts import links
from sightline.sections.accounts.account import shown


def asked() -> str | None:
    """Id of the account in the address."""
    return address.given(links.PARAMETER)


def find(account: str | None) -> pd.DataFrame:
    """The header row of the account asked for; no row where none is, or where the viewer may not see it."""
    return door.ask("account_header", account=account or "")


def offer(account: str | None) -> None:
    """Say that there is no such account here, or that none is chosen, and list those to choose from."""
    st.title("Account")
    if account:
        st.info(
            "The link names an account that is not within this view. It may belong to somebody else, may have been "
            "merged or deleted, or is not in the exports. Whoever sent it sees more, or other accounts, than you do."
        )
    accounts = door.ask("account_list", **scope.current().parameters)
    if accounts.empty:
        st.info(_nothing())
        return
    st.markdown(
        f"**{words.counted(len(accounts), 'account')} to choose from**, key accounts and the largest first. "
        "Tick a row to open it, or type a name into the search on the left."
    )
    links.rows(accounts, shown.LIST, key="account_list", alt="Accounts to choose from")


def _nothing() -> str:
    if door.ask("freshness").empty:
        return "You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you."
    if scope.is_narrowed():
        return "No account lies within these filters. Widen or reset them."
    return "No account is yours to see: you own none, nobody below you does, and you are on no account's team."


def labels(about: Mapping[str, object]) -> str:
    """What kind of account it is, in one line: type, segment, industry, region, above it."""
    size = about["employees"]
    parts = [
        str(about["type"]).capitalize() if isinstance(about["type"], str) else None,
        about["segment"],
        about["industry"],
        about["region"],
        about["country"] if about["country"] != about["region"] else None,
        None if pd.isna(size) else words.counted(size, "employee"),  # type: ignore[call-overload]
        f"part of {about['parent_name']}" if isinstance(about["parent_name"], str) else None,
    ]
    return " · ".join(words.plain(part) for part in parts if isinstance(part, str))
