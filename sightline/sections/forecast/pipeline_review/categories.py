"""The forecast categories against the quota: in all, by person, team, segment or type, and week by week."""

import pandas as pd
import streamlit as st

from sightline import door
from sightline.charts.categories import category_bars, category_trend
from sightline.parts import explain, pictures, tables
from sightline.sections.forecast.pipeline_review.view import View

CATEGORIES = ("category_name", "deals", "amount", "cumulative_name", "cumulative_deals", "cumulative_amount")
BREAKDOWN = (
    "group_name",
    "quota",
    "attainment_share",
    "closed",
    "commit",
    "most_likely",
    "best_case",
    "pipeline",
    "unclassified",
    "commit_cumulative",
    "best_case_cumulative",
    "open_quarter_amount",
    "coverage_to_go",
)
"""What each table shows, in order."""

_BY = {"person": "AE", "team": "Team", "segment": "Segment", "type": "Type"}
_MEASURES = {"open": "Open pipeline", "won": "Won", "commit": "Commit", "best case": "Best Case"}
_ALIGN = {"start": "From the start", "end": "Back from the end"}
_BARS = 15
"""Bars on a screen: more are cut into pages."""


def show(view: View) -> None:
    """The section."""
    currency, theme = door.settings().reporting_currency, pictures.theme()
    total = door.ask("pipeline_breakdown", **view.day, by="all")
    if total.empty:
        st.info("No deal within these filters closes in this quarter. Widen the filters or pick another quarter.")
        return
    st.caption("Each category by itself, from the surest; a line marks the quota. Unclassified is always shown.")
    pictures.show(category_bars(total, currency, theme), key="all_categories", alt="Categories against the quota")
    forms = door.ask("pipeline_categories", **view.day)
    tables.show(forms, CATEGORIES, key="categories", alt="Categories, alone and cumulative", height="content")
    st.caption("Cumulative forms contain each other and are never added up. Omitted and earlier deals are in neither.")
    by = _choice("One bar per", "by", _BY)
    rows = door.ask("pipeline_breakdown", **view.day, by=by)
    pictures.show(category_bars(_page_of(rows), currency, theme), key="categories_by", alt=f"Categories by {by}")
    labels = {"group_name": _BY[by]}
    tables.show(rows, BREAKDOWN, key="breakdown", alt="Categories against quota, row by row", labels=labels)
    st.subheader("Week by week")
    with st.container(horizontal=True, gap="medium"):
        measure = _choice("Line of", "line", _MEASURES)
        align = _choice("Weeks counted", "weeks", _ALIGN)
    weeks = door.ask("pipeline_trend", **view.weeks, measure=measure)
    drawn = category_trend(weeks, currency, from_end=align == "end", theme=theme)
    pictures.show(drawn, key="trend", alt="The same measure in earlier quarters, week by week")
    st.caption("Deals count under the owner of each day. A week without a whole snapshot leaves a gap.")
    with st.expander("How this is counted"):
        explain.measures("won_amount", "cumulative_amount", "attainment_share", "coverage_to_go")


def _page_of(rows: pd.DataFrame) -> pd.DataFrame:
    """As many bars as a screen holds, with the page control above where there are more."""
    pages = -(-len(rows) // _BARS)
    if pages <= 1:
        return rows
    place = st.pagination(pages, key="categories_page") - 1
    return rows.iloc[place * _BARS : (place + 1) * _BARS]


def _choice(label: str, key: str, options: dict[str, str]) -> str:
    """One of a few ways to look, kept in the address."""
    names = list(options.values())
    picked = st.segmented_control(label, names, default=names[0], key=key, required=True, bind="query-params")
    return next(name for name, said in options.items() if said == picked)
