"""Sentences about the view itself, kept until a page shows them: the landing page only passes through."""

import streamlit as st

from sightline import words

_STATE = "notices"


def add(sentence: str) -> None:
    """Keep one sentence for the next page that is shown."""
    st.session_state.setdefault(_STATE, []).append(sentence)


def show() -> None:
    """Say each sentence once."""
    for sentence in st.session_state.pop(_STATE, []):
        st.warning(words.plain(sentence))
