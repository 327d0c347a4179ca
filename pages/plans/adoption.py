"""What share of key accounts has a living plan, down the whole tree, and whether it rises."""

import streamlit as st

from sightline import door, scope, words
from sightline.charts.bridge import bridge
from sightline.charts.tree import tree_bar
from sightline.charts.trend import share_trend
from sightline.parts import explain, links, pictures, tables
from sightline.sections.plans.adoption import plans

chosen = scope.current()
filters = chosen.parameters
st.title("Adoption")

reach = door.ask("adoption_days", quarter=chosen.quarter)
if reach.empty:
    st.info("You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you.")
    st.stop()
plans.need_plans()
days = plans.pick_days(chosen.quarter)
summary = door.ask("adoption_summary", **filters, **days.parameters).iloc[0]
if not summary.eligible_accounts and not summary.eligible_accounts_before:
    st.info(plans.NO_KEY_ACCOUNTS)
    st.stop()

tree = door.ask("adoption_tree", **filters, **days.parameters)
trend = door.ask("adoption_trend", **filters)
st.markdown(plans.adoption_sentence(summary, days, tree, door.settings().min_group_size))

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
    managers = plans.opened(tree)
    in_view = plans.unfold(tree, managers, door.settings().min_group_size)
    if tree.empty:
        st.info(plans.NO_TREE)
    else:
        figure = tree_bar(in_view, summary.target_share, pictures.theme())
        picked = pictures.show(figure, key=f"tree_{'_'.join(managers)}", alt="Adoption by person", select=True)
        plans.follow(picked, tree)
with right:
    st.subheader("Over the quarters")
    pictures.show(
        share_trend(trend, summary.target_share, pictures.theme()), key="trend", alt="Adoption by fiscal quarter"
    )
    st.subheader(f"Where to look first on {words.day(reach.as_of_on[0])}")
    places = door.ask("adoption_places", **filters).head(5)
    tables.show(places, plans.PLACES, key="adoption_places", alt="People with uncovered accounts and no reason")

st.subheader(f"From {words.day(days.before_on)} to {words.day(days.day_on)}")
steps = door.ask("adoption_bridge", **filters, **days.parameters)
covered, eligible = st.columns(2, gap="large")
with covered:
    st.caption("Covered accounts")
    one = pictures.show(
        bridge(steps[steps.bar == "covered"], pictures.theme()), key="covered", alt="Bridge of covered", select=True
    )
with eligible:
    st.caption("Key accounts that count")
    other = pictures.show(
        bridge(steps[steps.bar == "eligible"], pictures.theme()), key="eligible", alt="Bridge of eligible", select=True
    )
moved = plans.moved(door.ask("adoption_bridge_accounts", **filters, **days.parameters), one or other)
st.markdown(f"**{words.counted(len(moved), 'change')}** {plans.picked_step(one or other)}")
links.rows(moved, plans.MOVED, key="adoption_changes", alt="Accounts that changed")

with st.expander("The whole tree as a table"):
    tables.show(tree, plans.TREE, key="adoption_tree", alt="Adoption for every person")
with st.expander("How this is counted"):
    st.markdown(plans.replay_sentence(door.ask("adoption_replay", **filters).iloc[0]))
    explain.measures("coverage_share", "capacity_share", "arr_share", "coverage_change")
