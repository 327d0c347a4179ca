"""Every number in words, with its formula, source and a worked example."""

import streamlit as st

from sightline import door, words
from sightline.metrics import METRICS
from sightline.parts import controls, heading, tables
from sightline.sections.about.definitions import picks, shows

heading.show("Definitions", heeds=())
st.markdown(
    f"**{words.counted(len(METRICS), 'measure')}, each with one meaning.** A team's share is worked out from its "
    "people's numbers, never averaged. What is not in the exports is unknown, not 0."
)

search = controls.text("Search", "search", placeholder="adoption, coverage, gap …")
found = picks.metrics_about(search, door.settings())
without, places = picks.rules_about(search), picks.places_about(search)
if not found and not without and not places:
    st.info("No measure mentions that. Try one word.")

for group, metrics in shows.by_group(found).items():
    folded = st.expander(f"**{group}** · {words.counted(len(metrics), 'measure')}", expanded=bool(search))
    with folded, st.container(key=f"measures_{group}"):
        st.markdown(shows.in_words(metrics))

if without:
    with st.expander(f"**Rules without data** · {words.counted(len(without), 'rule')}", expanded=bool(search)):
        st.markdown("The exports lack what these rules of account planning need, so no number is shown for them.")
        st.markdown("\n".join(f"- **{rule}** {reason}" for rule, reason in without.items()))

if places:
    with st.expander("**Where each rule is shown**", expanded=bool(search) and not found):
        st.markdown(shows.by_page(places))

st.header("All as a table")
tables.show(shows.as_frame(found), shows.DEFINITIONS, key="definitions", alt="Every measure found, for download")
