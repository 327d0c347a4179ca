"""Every number in words, with its formula, rule, source and a worked example."""

import streamlit as st

from sightline import door, words
from sightline.metrics import METRICS
from sightline.parts import controls, heading, tables
from sightline.sections.about.definitions import picks, shows

heading.show("Definitions", heeds=())
st.markdown(
    f"**{words.counted(len(METRICS), 'measure')}, each with one meaning.** Shares come with the two numbers behind "
    "them and are summed up the tree, never averaged. Unknown stays unknown; without cases a share says "
    "“none eligible”. The settings in force are filled in."
)

search = controls.text("Search", "search", placeholder="adoption, S6, gap …")
found = picks.metrics_about(search, door.settings())
without, places = picks.rules_about(search), picks.places_about(search)
if not found and not without and not places:
    st.info("Nothing mentions that. Try one word, or a rule such as S2.")

for group, metrics in shows.by_group(found).items():
    with st.expander(f"**{group}** · {words.counted(len(metrics), 'measure')}", expanded=bool(search)):
        for metric in metrics:
            st.markdown(f"**{metric.label}** · {metric.rule}  \n{metric.definition}")
            st.caption(f"Formula: {metric.formula}.  \nExample: {metric.example}  \nSource: {metric.source}.")

if without:
    with st.expander(f"**Rules without data** · {words.counted(len(without), 'rule')}", expanded=bool(search)):
        st.markdown("No export can answer these rules of account planning, so no number is shown for them.")
        st.markdown("\n".join(f"- **{rule}** {reason}" for rule, reason in without.items()))

if places:
    with st.expander("**Where each rule is shown**", expanded=bool(search) and not found):
        st.markdown(shows.by_page(places))

st.subheader("All as a table")
tables.show(shows.as_frame(found), shows.DEFINITIONS, key="definitions", alt="Every measure found, for download")
