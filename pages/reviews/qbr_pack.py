"""The quarterly business review: slides to finish, and a deck, a workbook and a PDF that agree with every page."""

import streamlit as st

from sightline import door
from sightline.packs import slides
from sightline.parts import explain, tables
from sightline.sections.reviews.qbr_pack import pack_cards, pack_desk, pack_files, pack_lists

st.title("QBR pack")

if door.ask("freshness").empty:
    st.info("You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you.")
    st.stop()
unit = pack_desk.unit()
st.markdown(pack_desk.season())
found = pack_desk.opened(unit)
if found is None:
    pack_desk.begin(unit)
    pack_desk.readiness(unit)
    st.stop()

version, pack = found
st.markdown(pack_desk.headline(version, pack))
pack_desk.newer(version, unit)
with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    pack_files.export(pack)
    pack_desk.refresh(version, unit)

cards, lists, ready, moves = st.tabs(pack_desk.TABS, key="view", on_change="rerun", bind="query-params")
if cards.open:
    with cards:
        pack_cards.cards(pack.stamp.pack_id, slides.of(pack))
if lists.open:
    with lists:
        pack_lists.asks(pack.stamp.pack_id)
        pack_lists.commitments(unit, unit.next_quarters[0], f"Commitments for {unit.next_quarters[0]}")
        pack_lists.commitments(unit, unit.quarter, f"What became of the commitments for {unit.quarter}")
if ready.open:
    with ready:
        pack_desk.readiness(unit)
if moves.open:
    with moves:
        st.markdown(pack_desk.moved_sentence(version))
        tables.show(pack_desk.moved(version), pack_desk.MOVED, key="moved", alt="Numbers that moved with this version")

with st.expander("How this is counted"):
    st.markdown(pack_desk.FROZEN)
    explain.measures("coverage_share", "act_deal_share")
