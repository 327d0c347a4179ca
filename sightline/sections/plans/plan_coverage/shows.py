"""The tabs of the Plan coverage page, and which columns each table has."""

from collections.abc import Mapping

import streamlit as st

from sightline import door
from sightline.charts.component_heat import component_heat
from sightline.charts.ladder import ladder_bar
from sightline.metrics import named
from sightline.parts import controls, gaps, pager, pictures, tables
from sightline.sections.plans.plan_coverage import picks, says

Filters = Mapping[str, str | None]

FIRST = "To act on"
TABS = [FIRST, "Parts of the plan", "Planned in time", "Plan checks", "Load and inspection"]
ACCOUNTS = named(
    "account_name person_name state blocking_fact blocked_since_on reason_code changed_on changed_source age_band "
    "trigger_kind trigger_on inspected_on windows_inspected windows_live live_plans arr whitespace_value link"
)
LEVELS = named("account_name person_name component level blocking_fact missing_export arr link")
GAPS = named(
    "account_name person_name arr gap_days reason_code blocking_fact whitespace_value key_reason lane severity"
)
STAGE1 = named(
    "account_name person_name result opportunity_name exited_on plan_created_on days_late days_in_stage "
    "unknown_reason link"
)
REPS = named(
    "person_name manager_name coverage_share live_plans draft_plans load_band capacity_gap capacity_share "
    "stage1_share stage1_passed stage1_failed stage1_due inspection_share windows_inspected windows_live "
    "on_time_share timed_actions deal_plan_share planned_deals key_deals"
)
CHECKS = named("check_name rule look_plans checked_plans look_share unjudged_plans asks")
CHECKED = named("account_name person_name check_name rule verdict fact arr")
FIELDS = named("field_name filled_share asking_records moved_share is_candidate")
"""What each table of the page shows, in order."""
AE = {"person_name": "AE"}
_ALL_GAPS = "all-without-a-plan"
"""Where on the page the whole list begins."""


def to_act_on(filters: Filters, summary: says.Summary) -> None:
    """The largest key accounts without a plan, who has most of them, and the rows behind both."""
    reason = picks.pick_reason(door.ask("plan_coverage_gaps", **filters)) if summary.gap_accounts else None
    uncovered = door.ask("plan_coverage_gaps", **filters, reason=reason)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        gaps.show(uncovered, key="gaps")
        if uncovered.empty:
            st.caption(says.NO_GAPS)
        if len(uncovered) > gaps.FIRST_FEW:
            st.markdown(says.all_link(len(uncovered), _ALL_GAPS))
    with right:
        by = picks.group_by(summary.eligible_accounts)
        rungs = pager.people_of(door.ask("plan_coverage_ladder", **filters, by=by), "ladder")
        figure = ladder_bar(rungs, pictures.theme())
        clicked = pictures.show(figure, key="ladder", alt=says.ladder_alt(rungs), select=True)
    picked, account = picks.picked_rung(clicked, by), picks.asked_account()
    st.html(f'<div id="{_ALL_GAPS}"></div>')
    st.markdown(says.rows_sentence(picked, account, summary))
    if picked or account:
        rows = door.ask("plan_coverage_accounts", **{**filters, **picked}, account=account)
        tables.show(rows, ACCOUNTS, key="accounts", alt="Key accounts", labels=AE)
    else:
        tables.show(uncovered, GAPS, key="gaps", alt="Key accounts without a live plan", labels=AE)


def parts(filters: Filters) -> None:
    """Which parts of the plans are worked, a cell per person and part, and the levels behind a cell."""
    grid = pager.people_of(door.ask("plan_coverage_component_grid", **filters), "parts")
    st.caption(says.PARTS_HINT)
    figure = component_heat(grid, pictures.theme())
    clicked = pictures.show(figure, key="heat", alt="Parts of the plan by AE", select=True)
    levels = door.ask("plan_coverage_component_accounts", **filters, **picks.picked_cell(clicked))
    tables.show(levels, LEVELS, key="levels", alt="Level of each account and what blocks the next", labels=AE)


def checks(filters: Filters, summary: says.Summary) -> None:
    """What each check asks to look at, the accounts behind it, and which fields nobody fills in."""
    counted = door.ask("plan_check_summary", **filters)
    if counted.empty:
        st.info(says.NO_LIVE_PLAN)
        return
    st.markdown(says.checks_sentence(counted, summary))
    tables.show(counted, CHECKS, key="checks", alt="Plans to look at by check", height="content")
    names = {name: name for name in counted["check_name"]}
    check = controls.box("Check", "check", names, placeholder="Every check")
    rows = door.ask("plan_check_list", **filters, check=check)
    tables.show(rows, CHECKED, key="checked", alt="Plans to look at", labels={**AE, "verdict": "Verdict"})
    st.header("What is filled in")
    fields = door.ask("plan_field_fill", **filters)
    st.markdown(says.fields_sentence(fields, door.settings().fill_candidate_share))
    tables.show(fields, FIELDS, key="fields", alt="How often each field is filled in", height="content")
