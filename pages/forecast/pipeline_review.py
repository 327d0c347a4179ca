"""What changed in the pipeline of a quarter, how it stands against quota, and what must move."""

import streamlit as st

from sightline import door
from sightline.parts import explain, heading, tables, tabs
from sightline.sections.forecast.pipeline_review import picks, says, shows, what_changed

heading.show("Pipeline review")
view = picks.choose()
if view is None:
    shows.nothing()
    st.stop()
shows.days_used(view)

summary = door.ask("pipeline_summary", **view.day).iloc[0]
pair = door.ask("pipeline_identity", **view.pair)
moved = None if pair.empty else pair.iloc[0]
st.markdown(says.headline(summary, moved, view))
shows.cards(summary)
st.caption(says.small_print(summary, view))
if renewals := says.renewals(door.ask("renewals_quarter", **view.renewals).iloc[0]):
    st.caption(renewals)
if left_out := says.left_out(summary, view.policy):
    st.caption(left_out)

for tab in tabs.opened([shows.FIRST, *shows.TABS], key="view"):
    shows.say_scope(tab, view)
    if tab in shows.TABS:
        shows.TABS[tab](view)
    elif nothing := what_changed.nothing(view, moved):
        st.info(nothing)
    else:
        net = door.ask("pipeline_waterfall", **view.pair)
        step = what_changed.picked_step(net)
        st.caption(what_changed.added_up(moved, summary))
        deals = what_changed.behind(view, step)
        st.markdown(what_changed.sentence(step, deals))
        tables.show(
            deals, what_changed.DEALS, key="waterfall_deals", alt="Deals behind the waterfall", labels=what_changed.STEP
        )
        what_changed.matrix(view)
        what_changed.net_and_gross(view, net)
        explain.counted("open_quarter_amount", "residual_amount", "gross_amount", "step_amount")

with st.expander("How the figures above are counted"):
    st.markdown(says.CLEANED)
    if not view.is_newest:
        st.caption(says.NOT_STALE)
    tables.show(shows.clean_steps(view), shows.CLEAN, key="clean", alt="Open to clean pipeline")
    explain.measures(*shows.MEASURES)
