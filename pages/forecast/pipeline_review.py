"""How a quarter is doing against its quota, which deals to act on, and what changed."""

import streamlit as st

from sightline import door
from sightline.parts import explain, guards, heading, tables, tabs
from sightline.sections.forecast.pipeline_review import picks, says, shows, to_act_on

heading.show("Pipeline review")
view = picks.choose()
if view is None:
    shows.nothing()
    guards.end()
shows.days_used(view)

summary = door.ask("pipeline_summary", **view.day).iloc[0]
st.markdown(says.headline(summary))
shows.figures(summary, view)
to_act_on.first(view)

shows.lead_on()
for tab in tabs.opened(shows.TABS, key="view"):
    shows.say_scope(tab, view)
    shows.TABS[tab](view)

with st.expander("How the figures above are counted"):
    st.markdown(says.CLEANED)
    if not view.is_newest:
        st.caption(says.NOT_STALE)
    tables.show(shows.clean_steps(view), shows.CLEAN, key="clean", alt="Open to clean pipeline")
    explain.measures(*shows.MEASURES)
