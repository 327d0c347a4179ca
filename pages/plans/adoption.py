"""What share of key accounts has a living plan, down the whole tree, and whether it rises."""

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

tree = door.ask("adoption_tree", **filters, **days.parameters)
trend = door.ask("adoption_trend", **filters)
st.markdown(says.adoption_sentence(summary, days, tree, door.settings().min_group_size))

cards = st.grid(4, min_column_width=150)
explain.card(
    cards, "coverage_share", summary, change="coverage_change", part="covered_accounts", whole="eligible_accounts"
)
explain.card(cards, "capacity_share", summary, part="capacity_covered", whole="capacity_eligible")
explain.card(cards, "arr_share", summary, part="covered_arr", whole="eligible_arr")
explain.card(cards, "target_gap_accounts", summary, note=f"to reach {words.share(summary.target_share)}")

left, right = st.columns([11, 9], gap="large")
with left:
    st.subheader("Down the tree")
    st.caption("Click a manager to open or close the team, an AE to see the accounts.")
    shows.unfolded(tree, summary.target_share)
with right:
    st.subheader("Over the quarters")
    figure = share_trend(trend, summary.target_share, pictures.theme())
    pictures.show(figure, key="trend", alt="Adoption by fiscal quarter")
    st.subheader(f"Where to look first on {words.day(reach.as_of_on[0])}")
    places = door.ask("adoption_places", **filters).head(5)
    tables.show(places, shows.PLACES, key="adoption_places", alt="People with uncovered accounts and no reason")

st.subheader(f"From {words.day(days.before_on)} to {words.day(days.day_on)}")
steps = door.ask("adoption_bridge", **filters, **days.parameters)
step = shows.bridges(steps)
moved = picks.moved(door.ask("adoption_bridge_accounts", **filters, **days.parameters), step)
st.markdown(f"**{words.counted(len(moved), 'change')}** {says.picked_step(step)}")
tables.show(moved, shows.MOVED, key="adoption_changes", alt="Accounts that changed")

with st.expander("The whole tree as a table"):
    tables.show(tree, shows.TREE, key="adoption_tree", alt="Adoption for every person")
with st.expander("How this is counted"):
    st.markdown(says.replay_sentence(door.ask("adoption_replay", **filters).iloc[0]))
    explain.measures("coverage_share", "capacity_share", "arr_share", "coverage_change")
