"""The tabs of Pipeline review, and what stands above and below all of them."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.metrics import named
from sightline.parts import explain, guards
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review import (
    categories,
    consults,
    deal_changes,
    hygiene,
    out_quarter,
    relationship_risk,
    says,
    slips,
)
from sightline.sections.forecast.pipeline_review.picks import View

FIRST = "What changed"
TABS: dict[str, Callable[[View], None]] = {
    "Categories": categories.show,
    "Hygiene": hygiene.show,
    "Deal changes": deal_changes.show,
    "Slips": slips.show,
    "Out-quarter": out_quarter.show,
    "Consults": consults.show,
    "Relationship risk": relationship_risk.show,
}
"""The tabs after the first, each a story of its own in the file of its name."""
OF_TODAY = ("Hygiene", "Slips", "Out-quarter", "Consults", "Relationship risk")
"""What these judge is exported as it stands, so they cannot follow an earlier snapshot."""
OF_ALL = (*OF_TODAY, "Deal changes")
"""What these list is every deal, whichever are counted above."""

CLEAN = named("step deals amount")
MEASURES = (
    *("won_amount", "gap_amount", "commit_cumulative", "best_case_cumulative", "coverage_of_quota"),
    *("coverage_to_go", "clean_coverage", "past_due_amount", "gross_renewal_share"),
)


def nothing() -> None:
    """Why there is nothing to review: nobody known, nothing exported, or nothing of the viewer's own; then stop."""
    guards.need_person(door.ask("freshness"))
    if len(door.ask("pipeline_asked")):
        guards.stop(says.NO_DEAL_OF_YOURS)
    guards.stop(says.NO_DEALS, "opportunities", "opportunity_snapshots")


def days_used(view: View) -> None:
    """How the days asked for were answered, and stop where a snapshot is too old to stand for the day asked for."""
    asked = view.answer
    is_too_old = view.as_of is not None and view.as_of_on is None
    if is_too_old or (view.compare_to and view.compare_on is None and view.as_of_on is not None):
        wanted = asked.as_of_asked_on if pd.isna(asked.as_of_on) else asked.compare_asked_on
        st.warning(says.no_snapshot(wanted, door.ask("pipeline_snapshot_choices")["snapshot_on"].head(12)))
        st.stop()
    if told := says.days_used(view):
        st.caption(told)
    for label, wanted, used, age in (
        ("As of", asked.as_of_asked_on, asked.as_of_on, asked.as_of_age_days),
        ("Compared with", asked.compare_asked_on, asked.compare_on, asked.compare_age_days),
    ):
        if pd.notna(age) and age > 0 and pd.notna(used) and not (view.has_ended and view.as_of is None):
            st.caption(says.stands_for(label, wanted, used, age))
    for used, is_partial in (
        (asked.as_of_on, asked.is_as_of_partial),
        (asked.compare_on, asked.is_compare_partial),
    ):
        if is_partial and pd.notna(used):
            st.warning(says.is_partial(used))


def say_scope(tab: str, view: View) -> None:
    """Where a tab counts other deals or another day than the figures above, say so."""
    if tab in OF_ALL and view.population != "all":
        st.caption(says.ALL_DEALS)
    if tab not in OF_TODAY:
        return
    today = door.ask("review_calendar_day")
    if len(today) and (view.has_ended or (view.as_of_on and view.as_of_on < today["as_of_on"].iloc[0].date())):
        st.caption(says.told_for_today(today["as_of_on"].iloc[0], view.booked_on))


def cards(summary: says.Summary) -> None:
    """The figures that matter while the quarter runs, before it begins, or once it has ended."""
    place = st.grid(4, min_column_width=150)
    if summary.quarter_state != "to come":
        explain.card(place, "won_amount", summary, note=says.won_note(summary))
    if summary.quarter_state == "ended":
        no_quota = "no quota" if summary.quota_state == "no quota" else None
        explain.card(place, "attainment_share", summary, note=says.attained_note(summary), said=no_quota)
        explain.card(place, "open_quarter_amount", summary, note=says.open_note(summary), said=says.unknown(summary))
        return
    if summary.quarter_state == "to come":
        explain.card(place, "open_quarter_amount", summary, note=says.open_note(summary), said=says.unknown(summary))
    best = f"Best Case {money(summary.best_case_cumulative)}"
    explain.card(place, "commit_cumulative", summary, note=best, said=says.unknown(summary))
    explain.card(place, "coverage_to_go", summary, note=says.to_go_note(summary), said=says.no_ratio(summary))
    past_due = words.counted(summary.past_due_deals, "open deal")
    explain.card(place, "past_due_amount", summary, note=past_due, said=says.unknown(summary))


def clean_steps(view: View) -> pd.DataFrame:
    """What is taken off the open pipeline, step by step, before clean coverage."""
    steps = door.ask("pipeline_clean", **view.day)
    return steps.assign(step=steps["step"].str.capitalize())
