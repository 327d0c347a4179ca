"""Drop exports, see what they would change, publish them, or take a load back."""

import streamlit as st

from sightline import words
from sightline.parts import guards, heading, tabs
from sightline.sections.about.load_files import picks, says, shows

heading.show("Load files", heeds=())
at = picks.at()
st.markdown(says.headline(at))
for sentence in says.troubles(at):
    st.warning(words.plain(sentence))
if at.drop and at.state.is_running:
    shows.progress(at.drop)
    guards.end()

if at.published:
    shows.published(at)
if undone := says.undone(at):
    st.info(words.plain(undone))
if mended := says.mended(at):
    st.info(mended)
if at.preview.get("version"):
    shows.asks(at)
shows.part(at)
shows.buttons(at)
if at.preview.get("version"):
    shows.preview(at)
shows.box(at)
if at.read.get("report"):
    shows.problems(at)
    for tab in tabs.opened(shows.TABS, key="view"):
        shows.tab(at, tab)
shows.versions()
