"""A figure on a page, with what a click on it picked."""

from typing import Any, cast

import plotly.graph_objects as go
import streamlit as st

from sightline.charts.base import CONFIG
from sightline.charts.palette import Theme


def theme() -> Theme:
    """Light or dark, as the reader's browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(figure: go.Figure, *, key: str, alt: str, select: bool = False) -> list[Any] | None:
    """Draw a figure across the page; the custom data of the piece that was clicked, None without a click."""
    state = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config=CONFIG,
        on_select="rerun" if select else "ignore",
        selection_mode="points",
    )
    if not select:
        return None
    points = cast("dict[str, Any]", state)["selection"]["points"]
    return list(points[0]["customdata"]) if points and points[0].get("customdata") is not None else None
