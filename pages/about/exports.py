"""What was loaded from which file, how old it is, and what was left out and why."""

import streamlit as st

st.title("Exports")
