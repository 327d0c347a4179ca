"""What was loaded from which file, what is wrong with it and what to do."""

import streamlit as st

from sightline import door, words
from sightline.parts import acts, guards, heading, tables, tabs
from sightline.sections.about.exports import says, shows, templates

heading.show("Exports", heeds=())
fresh = door.ask("freshness")
guards.need_person(fresh)
summary = door.ask("exports_summary")
sees_rows = not summary.empty
st.markdown(says.headline(fresh.iloc[0], summary.iloc[0] if sees_rows else None))
loaded = door.ask("exports_tables")
if behind := says.apart(loaded, door.settings().export_apart_hours, loads=sees_rows):
    st.warning(behind)
if sees_rows:
    found = says.faults(door.ask("exports_files"), door.ask("exports_quarantine"), door.ask("exports_flag_kinds"))
    acts.show(found[: says.SHOWN], key="faults")
    st.caption(says.more(len(found)))
shows.way_to_load()
if fresh.is_key_stand_in[0]:
    st.info(says.key_account_offer(door.settings()))

for tab in tabs.opened(shows.tabs(sees_rows=sees_rows), key="view"):
    match tab:
        case shows.MISSING_EXPORTS:
            shows.missing()
        case shows.TEMPLATES:
            templates.show()
        case "Tables":
            loaded["table_name"] = loaded["table_name"].map(words.table)  # names of files are for those who load
            tables.show(loaded, shows.LOADED, key="loaded_tables", alt="Tables loaded and their age")
        case _:
            shows.load(tab)
