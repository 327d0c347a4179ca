"""The tabs of Pipeline review, and what is above and below all of them."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from sightline import address, door
from sightline.charts.attainment import attainment
from sightline.metrics import named
from sightline.parts import explain, guards, pictures
from sightline.sections.forecast.pipeline_review import (
    categories,
    out_quarter,
    people,
    says,
    to_act_on,
    what_changed,
)
from sightline.sections.forecast.pipeline_review.picks import View

TABS: dict[str, Callable[[View], None]] = {
    "What changed": what_changed.show,
    to_act_on.TAB: to_act_on.show,
    "Coverage and categories": categories.show,
    "Next quarters": out_quarter.show,
    "Consults and risk": people.show,
}
"""What a reader does here, each a story of its own in the file of its name."""
RENAMED = {
    "Deal changes": ("What changed", "changes", "Deal by deal"),
    "Hygiene": ("Deals to act on", "deals", "By AE"),
    "Slips": ("Deals to act on", "deals", "Slips"),
    "Categories": ("Coverage and categories", None, None),
    "Out-quarter": ("Next quarters", None, None),
    "Consults": ("Consults and risk", None, None),
    "Relationship risk": ("Consults and risk", "people", "Relationship risk"),
}
"""Where a link to a tab of before leads: the tab, and the choice in it."""
OF_TODAY = (to_act_on.TAB, "Next quarters", "Consults and risk")
"""What these judge is exported as it is, so they cannot follow an earlier snapshot."""

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
        guards.end()
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


def lead_on() -> None:
    """Open what a tab of before has become."""
    if found := RENAMED.get(address.given("view") or ""):
        tab, choice, value = found
        address.change({"view": tab, **({choice: value} if choice else {})})


def figures(summary: says.Summary, view: View) -> None:
    """The bar against the quota, one figure beside it, and the others a click away."""
    place, beside = st.columns([5, 2], vertical_alignment="center")
    beside = beside.container(horizontal=True, vertical_alignment="center", gap="small")
    with place:
        amounts = says.amounts(summary)
        alt = ", ".join(f"{name} {text}" for name, (_, text) in amounts.items())
        pictures.show(attainment(amounts, pictures.theme()), key="attainment", alt=alt)
    match summary.quarter_state:
        case "ended":
            said = "no quota" if summary.quota_state == "no quota" else None
            explain.card(beside, "attainment_share", summary, note=says.attained_note(summary), said=said)
        case "to come":
            said = "no quota" if pd.isna(summary.coverage_of_quota) else None
            explain.card(beside, "coverage_of_quota", summary, note=says.covered_note(summary), said=said)
        case _:
            note, said = says.to_go_note(summary), says.no_ratio(summary)
            explain.card(beside, "coverage_to_go", summary, note=note, said=said)
    with beside, st.popover("More"):
        st.markdown(says.more_figures(summary, view))


def say_scope(tab: str, view: View) -> None:
    """Where a tab counts other deals or another day than the figures above, say so."""
    if tab not in OF_TODAY:
        return
    if view.population != "all":
        st.caption(says.ALL_DEALS)
    today = door.ask("review_calendar_day")
    if len(today) and (view.has_ended or (view.as_of_on and view.as_of_on < today["as_of_on"].iloc[0].date())):
        st.caption(says.told_for_today(today["as_of_on"].iloc[0]))


def clean_steps(view: View) -> pd.DataFrame:
    """What is taken off the open pipeline, step by step, before clean coverage."""
    steps = door.ask("pipeline_clean", **view.day)
    return steps.assign(step=steps["step"].str.capitalize())
