"""What was loaded from which file, how old it is, and what was left out and why."""

import streamlit as st

from sightline import door, words
from sightline.contract import EXPORTS
from sightline.metrics import named
from sightline.parts import guards, heading, tables, tabs
from sightline.sections.about.exports import says, shows

heading.show("Exports", heeds=())
fresh = door.ask("freshness")
guards.need_person(fresh)
st.markdown(f"**Every number is as of {words.day(fresh.as_of_on[0])}**, {fresh.as_of_source[0]}.")
if fresh.is_key_stand_in[0]:
    st.info(says.key_account_offer(door.settings()))

loaded = door.ask("exports_tables")
if told := says.apart(loaded, door.settings().export_apart_hours):
    st.warning(told)
summary = door.ask("exports_summary")
if summary.empty:
    st.caption("What each file held, and what was set apart, is shown to those who may see everything.")
    tables.show(loaded, shows.LOADED, key="loaded_tables", alt="Tables loaded and their age")
else:
    load = summary.iloc[0]
    cards = st.grid(4, min_column_width=150)
    cards.metric("Files loaded", words.of(load.files_loaded, load.files_given), border=True, height="stretch")
    cards.metric("Rows loaded", words.number(load.rows_loaded), border=True, height="stretch")
    cards.metric("Rows quarantined", words.number(load.rows_quarantined), border=True, height="stretch")
    cards.metric("Cells flagged", words.number(load.cells_flagged), border=True, height="stretch")
    for tab in tabs.opened(list(shows.LOAD), key="view"):
        query, columns = shows.LOAD[tab]
        tables.show(door.ask(query), named(columns), key=query, alt=f"{tab} of the last load")

st.subheader("Missing exports")
missing = door.ask("exports_missing")
if missing.empty:
    st.markdown("Nothing: every table and every column that a number needs is there.")
else:
    missing = missing.assign(needed_for=missing["table_name"].map(says.needed_for))
    tables.show(missing, shows.MISSING, key="exports_missing", alt="What no export carries")

st.subheader("Templates")
table = st.selectbox(
    "Table", list(EXPORTS), format_func=words.table, key="template", help="Missing tables can be added one by one."
)
st.markdown(f"{EXPORTS[table].meaning} One file, {EXPORTS[table].grain}.")
tables.show(shows.columns_of(table), shows.COLUMNS, key=f"columns_of_{table}", alt="Columns")
guards.template(table)
