"""What changed in the pipeline of a quarter, how it stands against quota, and what must move."""

import streamlit as st

from sightline import door
from sightline.sections.forecast.pipeline_review import (
    categories,
    changes,
    consults,
    hygiene,
    moves,
    out_quarter,
    review,
    risk,
    slips,
    view,
)

st.title("Pipeline review")
looked_at = view.choose()
if looked_at is None:
    review.explain_absence()
    st.stop()
view.say_days(looked_at)

summary = door.ask("pipeline_summary", **looked_at.day).iloc[0]
pair = door.ask("pipeline_identity", **looked_at.pair)
moved = None if pair.empty else pair.iloc[0]
st.markdown(review.sentence(summary, moved, looked_at))
review.cards(summary)
review.small_print(summary, looked_at)

filters = dict(looked_at.filters)
tabs = st.tabs(review.TABS, key="view", on_change="rerun", bind="query-params")
waterfall, against_quota, rules, before_after, pushed, later, together, relationships = tabs
if waterfall.open:
    with waterfall:
        moves.show(looked_at, moved)
if against_quota.open:
    with against_quota:
        categories.show(looked_at)
if rules.open:
    with rules:
        hygiene.show(filters, looked_at.as_of_on)
if before_after.open:
    with before_after:
        changes.show(filters, looked_at.as_of_on, looked_at.compare_on)
if pushed.open:
    with pushed:
        slips.show(filters, looked_at.as_of_on)
if later.open:
    with later:
        out_quarter.show(filters, looked_at.as_of_on)
if together.open:
    with together:
        consults.show(filters, looked_at.as_of_on)
if relationships.open:
    with relationships:
        risk.show(filters, looked_at.as_of_on)

review.clean_steps(looked_at)
