"""What changed of the deals since the last review: before, after, first seen."""

from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import explain, tables
from sightline.sections.forecast.pipeline_review.picks import View

CHANGES = named("opportunity_name field before after amount_change first_seen_on person_name amount account_name")
"""What the table shows, in order."""

NO_HISTORY = (
    "**Only one snapshot of the pipeline is loaded, so there is nothing to compare.** Load the next export of "
    "opportunity snapshots; the page Exports has a template."
)
_COMPARED = (
    "Two snapshots are compared; what went out and came back between them does not show. A deal that came from or went "
    "to an AE outside this view is “New in view” or “No longer in view”."
)


def show(view: View) -> None:
    """Every change between the two snapshots, or those of the kinds picked."""
    days = {"as_of": view.as_of_on, "compare_to": view.compare_on}
    found = door.ask("deal_change_days", **days)
    if found.empty or pd.isna(found["from_on"].iloc[0]):
        st.info(NO_HISTORY)
        return
    rows = told(door.ask("deal_changes", **view.filters, **days), door.settings().reporting_currency)
    st.markdown(headline(rows, found.iloc[0]))
    if rows.empty:
        return
    picked = st.pills("Show", list(dict.fromkeys(rows["field"])), key="changed_field", selection_mode="multi")
    shown = rows[rows["field"].isin(picked)].reset_index(drop=True) if picked else rows
    tables.show(shown, CHANGES, key="deal_changes", alt="Changes of deals", labels={"person_name": "AE"})
    with st.expander("How this is counted"):
        explain.measures("amount_change", "first_seen_on")
        st.markdown(_COMPARED)


def headline(rows: pd.DataFrame, days: Annotated[Row, "deal_change_days"]) -> str:
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

    def side(text: str, amount: str, day: str) -> list[str]:
        cells = zip(rows["field"], rows[text], rows[amount], rows[day], strict=True)
        return [_value(*found, currency) for found in cells]

    return rows.assign(
        before=side("before_text", "amount_before", "close_before_on"),
        after=side("after_text", "amount_after", "close_after_on"),
    )


def _value(field: str, text: Any, amount: Any, day: Any, currency: str) -> str:
    if field == "Amount":
        return "none" if pd.isna(amount) else words.money(amount, currency)
    if field == "Close date":
        return "none" if pd.isna(day) else words.day(day)
    return str(text) if isinstance(text, str) else "–"
