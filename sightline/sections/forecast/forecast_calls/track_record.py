"""The track record: a row per measure, a column per quarter; below it, who won how much of which quota."""

from collections.abc import Mapping
from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import door, downloads, scope, words
from sightline.door import Row
from sightline.metrics import column, named
from sightline.parts import files, tables

ATTAINMENT = named("person_name quota won_amount gap_amount attainment_share deals_won quota_note manager_name")
LEFT_OUT = named("person_name amount_as_given currency measure given_level period_starts_on period_ends_on outcome")
"""What each table shows, in order."""
_DOWNLOADED = {
    "label": "Measure",
    "quarter_label": "Quarter",
    "value": "Value",
    "part": "Part",
    "whole": "Whole",
    "cases": "Deals",
    "note": "Note",
}


def show(filters: Mapping[str, Any]) -> None:
    """The measures of five quarters, the people of the newest, and the quotas that count for nobody."""
    scorecard(door.ask("scorecard", **filters))
    people = door.ask("attainment_people", **filters)
    tables.show(people, ATTAINMENT, key="attainment", alt="Quota and won by person")
    left_out = door.ask("quota_left_out", **{name: filters[name] for name in ("team", "owner", "quarter")})
    if len(left_out):
        st.caption("These exported quotas of the quarter do not count above, each for the reason beside it.")
        labels = {"outcome": "Why it does not count"}
        tables.show(left_out, LEFT_OUT, key="quota_left_out", alt="Quotas that do not count", labels=labels)


def scorecard(rows: pd.DataFrame) -> None:
    """The track record as text, a quarter per column, with what there is to know about a value below it."""
    quarters = list(dict.fromkeys(rows.sort_values("place")["quarter_label"]))
    table = pd.DataFrame(
        [
            {"Measure": column(metric).label, **{row.quarter_label: said(row) for row in part.itertuples()}}
            for metric, part in rows.groupby("metric", sort=False)
        ]
    )
    st.dataframe(
        table[["Measure", *quarters]],
        hide_index=True,
        height="content",
        column_config={
            "Measure": st.column_config.TextColumn(pinned=True, width=190),
            **{quarter: st.column_config.TextColumn(width=150) for quarter in quarters},
        },
        key="track_record",
        alt="Each measure of the track record in this quarter and the four before",
    )
    given = rows.assign(label=[column(metric).label for metric in rows["metric"]])
    files.offer(
        "CSV",
        lambda: downloads.as_csv(given, _DOWNLOADED),
        file_name=f"track_record_{scope.file_stem()}.csv",
        what="track_record",
        rows=len(given),
        key="track_record_csv",
        kind="tertiary",
    )


def said(row: Annotated[Row, "scorecard"]) -> str:
    """One value as people read it, with its number of deals where there are few, or why there is none."""
    currency = door.settings().reporting_currency
    if pd.isna(row.value):
        return str(row.note)
    if row.note == "target met":
        return f"met, {words.money(abs(row.value), currency)} over"
    if row.unit == "share":
        value = words.share(row.value)
    elif row.unit == "days":
        value = f"{words.counted(row.value, 'day')} ({words.number(row.part)} to {words.number(row.whole)})"
    else:
        value = words.money(row.value, currency)
    thin = f" · only {words.counted(row.cases, 'deal')}" if row.is_thin else ""
    running = " so far" if row.note == "so far" and row.unit != "days" else ""
    return f"{value}{running}{thin}"
