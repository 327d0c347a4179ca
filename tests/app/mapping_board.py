"""A page with the mapping editor alone, over the folder that the environment names."""

import os
from pathlib import Path

import duckdb
import streamlit as st

from sightline.exports import Draft, Profile, draft
from sightline.sections.about.mapping import editor
from sightline.settings import Settings

FOLDER = Path(os.environ["SIGHTLINE_DROP"])


def look(profile: Profile | None = None) -> Draft:
    """What is open in the folder under a profile."""
    with duckdb.connect(config={"threads": 1}) as connection:
        return draft(connection, FOLDER, Settings(), profile)


st.set_page_config(layout="wide")
st.title("Load files")
if "draft" not in st.session_state:
    st.session_state.draft = look()
if editor.show(FOLDER, st.session_state.draft, look):
    del st.session_state.draft
    st.rerun()
