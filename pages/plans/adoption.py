"""What share of key accounts has a live plan, team by team, and whether it rises."""

import streamlit as st

from sightline import door, scope, words
from sightline.charts.trend import share_trend
from sightline.parts import explain, guards, heading, pictures, tables
from sightline.sections.plans.adoption import picks, says, shows

chosen = scope.current()
filters = chosen.parameters
heading.show("Adoption")

reach = door.ask("adoption_days", quarter=chosen.quarter)
guards.need_person(reach)
guards.need_plans()
days = picks.pick_days(chosen.quarter)
summary = door.ask("adoption_summary", **filters, **days.parameters).iloc[0]
if not summary.eligible_accounts and not summary.eligible_accounts_before:
    guards.stop(guards.NO_KEY_ACCOUNTS)

people = door.ask("adoption_tree", **filters, **days.parameters)
st.markdown(says.adoption_sentence(summary, days, people, door.settings().min_group_size))

with st.container(key="figures"):
    cards = st.grid(4, min_column_width=150)
explain.card(
    cards, "coverage_share", summary, change="coverage_change", part="covered_accounts", whole="eligible_accounts"
)
explain.card(cards, "arr_share", summary, part="covered_arr", whole="eligible_arr")
explain.card(cards, "target_gap_accounts", summary, note=f"to reach {words.share(summary.target_share)}")
explain.card(cards, "capacity_share", summary, part="capacity_covered", whole="capacity_eligible")

with st.container(key="answer"):
    left, right = st.columns([6, 5], gap="medium")
with left:
    is_short = shows.tree(people, {**filters, **days.parameters})
with right:
    shows.calls(door.ask("plan_coverage_gaps", **filters))
with left if is_short else right:
    trend = door.ask("adoption_trend", **filters)
    figure = share_trend(trend, summary.target_share, pictures.theme())
    pictures.show(figure, key="trend", alt=says.trend_alt(trend))

st.header(f"From {words.day(days.before_on)} to {words.day(days.day_on)}")
steps = door.ask("adoption_bridge", **filters, **days.parameters)
step = shows.bridges(steps)
moved = picks.moved(door.ask("adoption_bridge_accounts", **filters, **days.parameters), step)
st.markdown(says.picked_step(len(moved), step))
tables.show(moved, shows.MOVED, key="adoption_changes", alt="Accounts that changed")

with st.expander("How this is counted"):
    st.markdown(says.replay_sentence(door.ask("adoption_replay", **filters).iloc[0]))
    explain.measures("coverage_share", "capacity_share", "arr_share", "coverage_change")
