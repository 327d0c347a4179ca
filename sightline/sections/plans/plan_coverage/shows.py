"""The tabs of the Plan coverage page, and which columns each table has."""

from collections.abc import Mapping

import streamlit as st

from sightline import door
from sightline.charts.component_heat import component_heat
from sightline.charts.ladder import ladder_bar
from sightline.metrics import named
from sightline.parts import controls, pager, pictures, tables
from sightline.sections.plans.plan_coverage import picks, says

Filters = Mapping[str, str | None]

TABS = ["Ladder", "Parts of the plan", "Gaps", "Before discovery ended", "Plan checks", "Load and inspection"]
ACCOUNTS = named(
    "account_name person_name state blocking_fact blocked_since_on reason_code changed_on changed_source age_band "
    "trigger_kind trigger_on inspected_on windows_inspected windows_live live_plans arr whitespace_value link"
)
LEVELS = named("account_name person_name component level blocking_fact missing_export arr link")
GAPS = named(
    "account_name person_name severity reason_code gap_days blocking_fact arr whitespace_value key_reason lane"
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


def ladder(filters: Filters, eligible_accounts: int) -> None:
    """Which rung each plan stands on, one bar per AE or team, and the accounts behind a piece."""
    by = picks.group_by(eligible_accounts)
    rungs = pager.people_of(door.ask("plan_coverage_ladder", **filters, by=by), "ladder")
    figure = ladder_bar(rungs, pictures.theme())
    clicked = pictures.show(figure, key="ladder", alt="Plan-state ladder by person", select=True)
    picked, account = picks.picked_rung(clicked, by), picks.asked_account()
    st.markdown(says.rung_sentence(picked, account))
    rows = door.ask("plan_coverage_accounts", **{**filters, **picked}, account=account)
    tables.show(rows, ACCOUNTS, key="accounts", alt="Accounts on the picked rung")


def parts(filters: Filters) -> None:
    """Which parts of the plans are worked, a cell per person and part, and the levels behind a cell."""
    grid = pager.people_of(door.ask("plan_coverage_component_grid", **filters), "parts")
    st.caption("Accounts at level 2 or higher, of those whose level is known. Click a cell to see them.")
    figure = component_heat(grid, pictures.theme())
    clicked = pictures.show(figure, key="heat", alt="Plan parts by person", select=True)
    levels = door.ask("plan_coverage_component_accounts", **filters, **picks.picked_cell(clicked))
    tables.show(levels, LEVELS, key="levels", alt="Level of each account and what blocks the next")


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
    tables.show(rows, CHECKED, key="checked", alt="Plans to look at", labels={"verdict": "Verdict"})
    st.subheader("What is filled in")
    fields = door.ask("plan_field_fill", **filters)
    st.markdown(says.fields_sentence(fields, door.settings().fill_candidate_share))
    tables.show(fields, FIELDS, key="fields", alt="How often each field is filled in", height="content")
