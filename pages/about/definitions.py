"""Every number in words, with its formula, rule, source and a worked example."""

import streamlit as st

st.title("Definitions")
