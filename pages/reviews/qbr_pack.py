"""The quarterly business review: slides to finish, and a deck, a workbook and a PDF that agree with every page."""

import streamlit as st

from sightline import door
from sightline.parts import explain, guards, heading, tabs
from sightline.sections.reviews.qbr_pack import asks_and_commitments, files, picks, says, shows, slide_desk

heading.show("QBR pack", heeds=("team", "owner", "quarter"))
guards.need_person(door.ask("freshness"))
unit = picks.unit()
if unit is None:
    guards.end()
found = shows.opened(unit)
if found is None:
    st.markdown(shows.season(unit))
    st.markdown(says.not_begun(unit))
    shows.begin(unit)
    shows.readiness(unit)
    guards.end()

version, pack = found
made = shows.slides_of(pack)
with st.container(key="pack_head", horizontal=True, gap="small", vertical_alignment="center"):
    st.markdown(says.headline(version, pack, made), width="stretch")
    files.export(pack)
    shows.refresh(version, unit)
if newer := says.newer(version, unit):
    st.info(newer)

for tab in tabs.opened(shows.TABS, key="view"):
    match tab:
        case "Slides":
            slide_desk.show(pack.stamp, made)
        case "Asks and commitments":
            begins, ends = unit.next_quarters[0], unit.quarter
            asks_and_commitments.asks(pack.stamp.pack_id)
            asks_and_commitments.commitments(unit, begins, f"Commitments for {begins}")
            asks_and_commitments.commitments(unit, ends, f"What became of the commitments for {ends}")
        case "Readiness":
            shows.readiness(unit)
        case "What moved":
            st.markdown(says.moved(version))
            shows.moved(version)

with st.expander("How this is counted"):
    st.markdown(f"{shows.season(unit)} {says.FROZEN}")
    explain.measures("coverage_share", "act_deal_share")
