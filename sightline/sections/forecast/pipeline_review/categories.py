"""The forecast categories against the quota: in all, by person, team, segment or type, and week by week."""

import streamlit as st

from sightline import door, words
from sightline.charts.categories import category_bars, category_trend
from sightline.metrics import named
from sightline.parts import controls, explain, pager, pictures, tables
from sightline.sections.forecast.pipeline_review.picks import View

CATEGORIES = named("category_name deals amount cumulative_name cumulative_deals cumulative_amount")
BREAKDOWN = named(
    "group_name quota attainment_share closed commit most_likely best_case pipeline unclassified commit_cumulative "
    "best_case_cumulative open_quarter_amount coverage_to_go"
)
"""What each table shows, in order."""

_BY = {"AE": "person", "Team": "team", "Segment": "segment", "Type": "type"}
_MEASURES = {"Open pipeline": "open", "Won": "won", "Commit": "commit", "Best Case": "best case"}
_FROM_END = {"From the start": False, "Back from the end": True}
_BARS = 15
"""Bars on a screen: more are cut into pages."""


def show(view: View) -> None:
    """The categories in all, by group, and week by week."""
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
    by = controls.named("One bar per", "by", _BY)
    rows = door.ask("pipeline_breakdown", **view.day, by=by)
    bars = category_bars(pager.page_of(rows, "categories", size=_BARS), currency, theme)
    pictures.show(bars, key="categories_by", alt=f"Categories by {by}")
    labels = {"group_name": next(word for word, name in _BY.items() if name == by)}
    tables.show(rows, BREAKDOWN, key="breakdown", alt="Categories against quota, row by row", labels=labels)
    st.header("Week by week")
    with st.container(horizontal=True, gap="medium"):
        measure = controls.named("Line of", "line", _MEASURES)
        from_end = controls.named("Weeks counted", "weeks", _FROM_END)
    weeks = door.ask("pipeline_trend", **view.weeks, measure=measure)
    drawn = category_trend(weeks, currency, from_end=from_end, theme=theme)
    pictures.show(drawn, key="trend", alt="The same measure in earlier quarters, week by week")
    first = words.day(door.ask("pipeline_snapshot_choices")["snapshot_on"].min())
    st.caption(
        f"Deals count under the owner of each day. Snapshots start on {first}; a week without a whole one leaves a gap."
    )
    explain.counted("won_amount", "cumulative_amount", "attainment_share", "coverage_to_go")
