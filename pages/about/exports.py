"""What was loaded from which file, how old it is, and what was left out and why."""

import streamlit as st

from sightline import door, words
from sightline.contract import EXPORTS
from sightline.parts import tables
from sightline.sections.about import about

fresh = door.ask("freshness")
loaded = door.ask("exports_tables")
summary = door.ask("exports_summary")
missing = door.ask("exports_missing")

st.title("Exports")
if fresh.empty:
    st.info("You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you.")
    st.stop()

day = words.day(fresh.as_of_on[0])
st.markdown(f"**Every number is as of {day}**, {fresh.as_of_source[0]}.")
if fresh.is_key_stand_in[0]:
    st.info(about.key_account_offer(door.settings()))

if summary.empty:
    st.caption("What each file held, and what was set apart, is shown to those who may see everything.")
    tables.show(
        loaded, ["table_name", "exported_at", "is_derived"], key="loaded_tables", alt="Tables loaded and their age"
    )
else:
    load = summary.iloc[0]
    cards = st.grid(4, min_column_width=150)
    cards.metric("Files loaded", words.of(load.files_loaded, load.files_given), border=True, height="stretch")
    cards.metric("Rows loaded", words.number(load.rows_loaded), border=True, height="stretch")
    cards.metric("Rows quarantined", words.number(load.rows_quarantined), border=True, height="stretch")
    cards.metric("Cells flagged", words.number(load.cells_flagged), border=True, height="stretch")
    for place, (name, shown) in zip(st.tabs(list(about.LOAD_TABLES)), about.LOAD_TABLES.items(), strict=True):
        query, columns = shown.split(": ")
        with place:
            tables.show(door.ask(query), columns.split(), key=query, alt=f"{name} of the last load")

st.subheader("Missing exports")
if missing.empty:
    st.markdown("Nothing: every table and every column that a number needs is there.")
else:
    missing = missing.assign(needed_for=missing["table_name"].map(about.needed_for))
    tables.show(
        missing, ["table_name", "column_name", "needed_for"], key="exports_missing", alt="What no export carries"
    )

st.subheader("Templates")
table = st.selectbox(
    "Table", list(EXPORTS), format_func=about.title, key="template", help="Missing tables can be added one by one."
)
st.markdown(f"{EXPORTS[table].meaning} One file, {EXPORTS[table].grain}.")
tables.show(
    about.columns_of(table), ["column_name", "kind", "is_required", "meaning"], key=f"columns_of_{table}", alt="Columns"
)
st.download_button(
    "Download template", about.template(table), file_name=f"{table}.csv", mime="text/csv", on_click="ignore"
)
