"""The two pictures on a bare Streamlit page, in a fragment; `?show=text` gives two lines of text instead."""

import gc
import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parent))
import charts


@st.cache_resource
def warehouse() -> charts.duckdb.DuckDBPyConnection:
    """The one connection."""
    gc.collect()
    gc.freeze()
    return charts.open_warehouse()


@st.cache_resource
def owners() -> dict[str, str]:
    """Id by name."""
    return charts.owners(warehouse())


@st.fragment
def page(show: str) -> None:
    """A choice and what depends on it."""
    name = st.selectbox("AE", list(owners()))
    if show == "text":
        st.write(f"{name} was chosen.")
        st.write(f"The id is {owners()[name]}.")
        return
    left, right = st.columns([2, 1])
    figures = charts.draw(warehouse(), show, owners()[name])
    for place, key, figure in zip((left, right), ("left", "right"), figures, strict=True):
        place.plotly_chart(figure, key=key, theme=None)


st.set_page_config(layout="wide")
page(st.query_params.get("show", "whitespace"))
