"""The track record as a table: a row per measure, a column per quarter. Numbers come from `scorecard` alone."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import door, downloads, scope, words
from sightline.metrics import column


def show(rows: pd.DataFrame) -> None:
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
    labels = {"label": "Measure", "quarter_label": "Quarter", "value": "Value", "part": "Part", "whole": "Whole"}
    labels |= {"cases": "Deals", "note": "Note"}
    given = rows.assign(label=[column(metric).label for metric in rows["metric"]])
    st.download_button(
        "CSV",
        lambda: downloads.as_csv(given, labels),
        file_name=f"track_record_{scope.file_stem()}.csv",
        mime="text/csv",
        key="track_record_csv",
        on_click="ignore",
        type="tertiary",
    )


def said(row: Any) -> str:
    """One value as people read it, with its number of deals where there are few, or why there is none."""
    if pd.isna(row.value):
        return str(row.note)
    if row.note == "target met":
        return f"met, {words.money(abs(row.value), door.settings().reporting_currency)} over"
    thin = f" · only {words.counted(row.cases, 'deal')}" if row.is_thin else ""
    running = " so far" if row.note == "so far" and row.unit != "days" else ""
    return f"{_value(row)}{running}{thin}"


def _value(row: Any) -> str:
    currency = door.settings().reporting_currency
    if row.unit == "share":
        return words.share(row.value)
    if row.unit == "days":
        return f"{words.counted(row.value, 'day')} ({words.number(row.part)} to {words.number(row.whole)})"
    return words.money(row.value, currency)
