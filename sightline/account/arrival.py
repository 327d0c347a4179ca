"""Which account the page is about, and what to offer when there is none."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from sightline import address, door, scope, tables, words
from sightline.account import shown

PAGE = "pages/accounts/account.py"
_PARAMETER = "account"


def asked() -> str | None:
    """Id of the account in the address."""
    return address.given(_PARAMETER)


def find(account: str | None) -> pd.DataFrame:
    """The header row of the account asked for; no row where none is, or where the viewer may not see it."""
    return door.ask("account_header", account=account or "")


def open_account(account: str, *, part: str | None = None, person: str | None = None) -> None:
    """Go to the page of an account, keeping who looks and what the filters are set to.

    `part` names the tab to open (`shown.TABS`), `person` the contact whose card to show on the stakeholder map.
    """
    kept = {name: value for name in address.NAMES if (value := address.given(name))}
    asked_for = {_PARAMETER: account, "part": part, "person": person}
    st.switch_page(PAGE, query_params={**kept, **{name: value for name, value in asked_for.items() if value}})


def rows(
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    key: str,
    alt: str,
    labels: Mapping[str, str] | None = None,
    part: str | None = None,
) -> None:
    """Show a table with an account in each row; ticking a row opens its account. Takes what `tables.show` takes.

    `part` names the tab to open. Where rows are contacts, that tab opens at the contact's card.
    """
    ticked = tables.show(frame, columns, key=key, alt=alt, select="row", labels=labels)
    if ticked["account_id"].notna().any():
        person = str(ticked["contact_id"].iloc[0]) if part and "contact_id" in ticked else None
        open_account(str(ticked["account_id"].iloc[0]), part=part, person=person)


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
    rows(accounts, shown.LIST, key="account_list", alt="Accounts to choose from")


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
