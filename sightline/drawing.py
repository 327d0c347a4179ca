"""A figure on a page: theme, alt text, and what was clicked."""

from collections.abc import Callable
from typing import Any, cast

import plotly.graph_objects as go
import streamlit as st
from streamlit.typing import PlotlyState

from sightline.charts.base import CONFIG
from sightline.charts.palette import Theme


def theme() -> Theme:
    """Light or dark, as the viewer's browser shows it now."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw(make: Callable[..., go.Figure], *given: Any, key: str, alt: str, select: bool = False) -> list[list[Any]]:
    """Draw what one of the chart functions makes of the given frame; the customdata of each clicked point.

    `alt` says in a sentence what the picture shows, for who cannot see it.
    """
    state = st.plotly_chart(
        make(*given, theme=theme()),
        key=key,
        alt=alt,
        config=CONFIG,
        on_select="rerun" if select else "ignore",
        selection_mode="points",
    )
    if not select:
        return []
    points = cast("PlotlyState", state).selection.points
    return [list(point["customdata"]) for point in points if point.get("customdata")]
