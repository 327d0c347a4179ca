"""Who took which file away and when, who looked as whom, and what was denied."""

import streamlit as st

from sightline.metrics import named
from sightline.parts import heading, tables
from sightline.sections.about.audit import picks, says

heading.show("Audit", heeds=())
found = picks.picked()
if found.lines:
    st.markdown(says.headline(found))
    columns = named("recorded_at actor seen_as event event_about rows_given filters_set file_hash")
    tables.show(says.rows(found), columns, key="audit", alt="Events of the record")
else:
    st.info("Nothing of this kind was recorded. Choose a longer time, another kind, or everyone.")

with st.expander("How this is recorded"):
    st.markdown(says.HOW)
