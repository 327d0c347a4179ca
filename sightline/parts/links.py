"""The way to an account from anywhere: its page keeps who looks and what the filters are set to."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from sightline import address
from sightline.parts import tables

PARAMETER = "account"
PEOPLE = "People"
"""The tab of the Account page with the stakeholder map."""


def kept_in_view() -> dict[str, str]:
    """Who looks and what the filters are set to, as the address keeps them."""
    return {name: value for name in address.NAMES if (value := address.given(name))}


def open_account(account: str, *, part: str | None = None, person: str | None = None) -> None:
    """Go to the page of an account, keeping who looks and what the filters are set to.

    `part` names the tab to open, `person` the contact whose card to show on the stakeholder map.
    """
    asked_for = {PARAMETER: account, "part": part, "person": person}
    st.switch_page(
        address.ACCOUNT, query_params=kept_in_view() | {name: value for name, value in asked_for.items() if value}
    )


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
