"""What changed of the deals since the last review: before, after, first seen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.parts import explain, links

CHANGES = (
    "opportunity_name",
    "field",
    "before",
    "after",
    "amount_change",
    "first_seen_on",
    "person_name",
    "amount",
    "account_name",
)
"""What the table shows, in order."""

NO_HISTORY = (
    "**Only one snapshot of the pipeline is loaded, so nothing can have changed yet.** Load the next export of "
    "opportunity snapshots; the page Exports has a template."
)


def show(filters: Mapping[str, str | None], as_of: dt.date | None = None, compare_to: dt.date | None = None) -> None:
    """The section for two snapshot days; without them the newest and the one before it."""
    days = {"as_of": as_of, "compare_to": compare_to}
    found = door.ask("deal_change_days", **days)
    if found.empty or pd.isna(found["from_on"].iloc[0]):
        st.info(NO_HISTORY)
        return
    rows = told(door.ask("deal_changes", **filters, **days), door.settings().reporting_currency)
    st.markdown(headline(rows, found.iloc[0]))
    if rows.empty:
        return
    fields = list(dict.fromkeys(rows["field"]))
    picked = st.pills("Show", fields, key="changed_field", selection_mode="multi")
    shown = rows[rows["field"].isin(picked)].reset_index(drop=True) if picked else rows
    links.rows(shown, CHANGES, key="deal_changes", alt="Changes of deals", labels={"person_name": "Owner"})
    with st.expander("How this is counted"):
        explain.measures("amount_change", "first_seen_on")
        st.markdown(
            "Two snapshots are compared as they stand; what went out and came back between them does not show. A deal "
            "that came from or went to somebody outside this view is told as “New in view” or “No longer in view”."
        )


def headline(rows: pd.DataFrame, days: Any) -> str:
    """How many deals changed how, and between which two days."""
    apart = words.counted(days.days_between, "day")
    between = f"between {words.day(days.from_on)} and {words.day(days.to_on)}, {apart} apart"
    if rows.empty:
        return f"**Nothing changed** {between}."
    counts = rows["field"].value_counts()
    parts = [f"{field.lower()} {words.number(counts[field])}" for field in dict.fromkeys(rows["field"])]
    return f"**{words.counted(rows['opportunity_id'].nunique(), 'deal')} changed** {between}: {', '.join(parts)}."


def told(rows: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The changes with `before` and `after` as people read them, whatever kind of field it is."""
    return rows.assign(
        before=[
            _value(row.field, row.before_text, row.amount_before, row.close_before_on, currency)
            for row in rows.itertuples()
        ],
        after=[
            _value(row.field, row.after_text, row.amount_after, row.close_after_on, currency)
            for row in rows.itertuples()
        ],
    )


def _value(field: Any, text: Any, amount: Any, day: Any, currency: str) -> str:
    if field == "Amount":
        return "none" if pd.isna(amount) else words.money(amount, currency)
    if field == "Close date":
        return "none" if pd.isna(day) else words.day(day)
    return str(text) if isinstance(text, str) else "–"
