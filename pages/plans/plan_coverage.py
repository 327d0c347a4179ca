"""Which key accounts have no live plan, whose they are, and how far the plans have got."""

import streamlit as st

from sightline import door, scope
from sightline.parts import explain, guards, heading, tables, tabs
from sightline.sections.plans.plan_coverage import picks, says, shows

filters = scope.current().parameters
heading.show("Plan coverage", heeds=scope.WHO)

found = door.ask("plan_coverage_summary", **filters)
guards.need_person(found)
guards.need_plans()
summary = found.iloc[0]
if not summary.eligible_accounts:
    guards.stop(guards.NO_KEY_ACCOUNTS)

st.markdown(says.coverage_sentence(summary, door.settings().reporting_currency))
with st.container(key="figures"):
    cards = st.grid(4, min_column_width=150)
explain.card(cards, "coverage_share", summary, part="covered_accounts", whole="eligible_accounts")
explain.card(cards, "no_reason_accounts", summary, note=says.reasons_note(summary), said=says.reasons_said(summary))
explain.card(cards, "current_share", summary, part="current_accounts", whole="own_plan_accounts")
explain.card(cards, "trigger_stale_accounts", summary, part="trigger_stale_accounts", whole="own_plan_accounts")

picks.lead_on()
for tab in tabs.opened(shows.TABS, key="view"):
    if tab == shows.FIRST:
        shows.to_act_on(filters, summary)
    elif tab == "Parts of the plan":
        shows.parts(filters)
    elif tab == "Planned in time":
        st.markdown(says.stage1_sentence(summary))
        tested = door.ask("plan_coverage_stage1", **filters)
        tables.show(tested, shows.STAGE1, key="stage1", alt="Accounts by when the plan came", labels=shows.AE)
    elif tab == "Plan checks":
        shows.checks(filters, summary)
    elif tab == "Load and inspection":
        st.markdown(says.LOAD_SENTENCE)
        reps = door.ask("plan_coverage_reps", **filters)
        tables.show(reps, shows.REPS, key="reps", alt="Load, timeliness and inspection by AE", labels=shows.AE)

with st.expander("How this is counted"):
    explain.measures("coverage_share", "gap_accounts", "no_reason_accounts", "current_share", "trigger_stale_accounts")
