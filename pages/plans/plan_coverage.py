"""Who covers which key accounts, which rung each plan stands on, and where the gaps are."""

import streamlit as st

from sightline import door, scope, words
from sightline.charts.component_heat import component_heat
from sightline.charts.ladder import ladder_bar
from sightline.parts import explain, links, pictures, tables
from sightline.sections.plans.adoption import plans
from sightline.sections.plans.plan_coverage import coverage

filters = scope.current().parameters
st.title("Plan coverage")

found = door.ask("plan_coverage_summary", **filters)
if found.empty:
    st.info("You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you.")
    st.stop()
plans.need_plans()
summary = found.iloc[0]
if not summary.eligible_accounts:
    st.info(plans.NO_KEY_ACCOUNTS)
    st.stop()

st.markdown(plans.coverage_sentence(summary, door.settings().reporting_currency))
if scope.current().quarter:
    st.caption("Rungs are told for the day of the data only; the quarter changes nothing here. Adoption looks back.")
cards = st.grid(4, min_column_width=150)
explain.card(cards, "coverage_share", summary, part="covered_accounts", whole="eligible_accounts")
explain.card(cards, "no_reason_accounts", summary, note=f"of {words.number(summary.gap_accounts)} without cover")
explain.card(cards, "current_share", summary, part="current_accounts", whole="own_plan_accounts")
explain.card(cards, "trigger_stale_accounts", summary, part="trigger_stale_accounts", whole="own_plan_accounts")

account = coverage.asked_account()
ladder, parts, gaps, timing, load = st.tabs(coverage.TABS, key="view", on_change="rerun", bind="query-params")
if ladder.open:
    with ladder:
        by = coverage.group_by(summary.eligible_accounts)
        rungs = coverage.page_of(door.ask("plan_coverage_ladder", **filters, by=by), "ladder")
        figure = ladder_bar(rungs, pictures.theme())
        picked = coverage.picked_rung(
            pictures.show(figure, key="ladder", alt="Plan-state ladder by person", select=True), by
        )
        st.markdown(coverage.rung_sentence(picked, account))
        rows = door.ask("plan_coverage_accounts", **{**filters, **picked}, account=account)
        links.rows(rows, coverage.ACCOUNTS, key="accounts", alt="Accounts on the picked rung")
if parts.open:
    with parts:
        grid = coverage.page_of(door.ask("plan_coverage_component_grid", **filters), "parts")
        st.caption("Accounts at level 2 or higher, of those whose level is known. Click a cell to see them.")
        cell = coverage.picked_cell(
            pictures.show(component_heat(grid, pictures.theme()), key="heat", alt="Plan parts by person", select=True)
        )
        levels = door.ask("plan_coverage_component_accounts", **filters, **cell)
        links.rows(levels, coverage.LEVELS, key="levels", alt="Level of each account and what blocks the next")
if gaps.open:
    with gaps:
        st.markdown(coverage.gap_sentence(summary))
        rows = door.ask("plan_coverage_gaps", **filters)
        links.rows(rows, coverage.GAPS, key="gaps", alt="Accounts without cover")
if timing.open:
    with timing:
        tested = door.ask("plan_coverage_stage1", **filters)
        st.markdown(coverage.stage1_sentence(summary))
        links.rows(tested, coverage.STAGE1, key="stage1", alt="Plan in time for each first opportunity")
if load.open:
    with load:
        st.markdown(coverage.LOAD_SENTENCE)
        reps = door.ask("plan_coverage_reps", **filters)
        tables.show(reps, coverage.REPS, key="reps", alt="Load, timeliness and inspection per person")

with st.expander("How this is counted"):
    explain.measures("coverage_share", "gap_accounts", "no_reason_accounts", "current_share", "trigger_stale_accounts")
