"""Every number in words, with its formula, rule, source and a worked example."""

import streamlit as st

from sightline import about, door, tables, words
from sightline.metrics import METRICS, WITHOUT_DATA

settings = door.settings()

st.title("Definitions")
st.markdown(
    f"**{words.counted(len(METRICS), 'measure')}, each with one meaning.** Shares always come with the two numbers "
    "behind them and are summed up the tree, never averaged. Unknown stays unknown; without cases a share says "
    "“none eligible”. The day and the settings in force are filled in below."
)

search = st.text_input("Search", placeholder="adoption, S6, gap …", key="search", bind="query-params")
found = about.metrics_about(search, settings)
if not found:
    st.info("No measure mentions that. Try one word, or a rule such as S2.")

for metric in found:
    with st.expander(f"**{metric.label}** · {metric.rule}", expanded=len(found) <= about.FEW):
        st.markdown(metric.definition)
        st.markdown(f"**Formula:** {metric.formula}.")
        st.markdown(f"**Example:** {metric.example}")
        st.caption(f"Source: {metric.source} · column {metric.name} in downloads")

tables.show(about.as_frame(found), about.DEFINITIONS, key="definitions", alt="Measures found, for download")

st.subheader("Rules without data")
st.markdown("No export can answer these rules of account planning, so no number is shown for them.")
with st.expander(words.counted(len(WITHOUT_DATA), "rule"), expanded=bool(search)):
    st.markdown("\n".join(f"- **{rule}** {reason}" for rule, reason in about.rules_about(search).items()))
