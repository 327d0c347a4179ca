"""How far a quarter is towards its quota: what is booked, and where Commit and Best Case would bring it."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import FORECAST, INK, PAGE, Theme

_BARS = {"With Best Case": "best_case", "With Commit": "commit", "Booked": "closed"}
"""From the longest: each contains the next, which is drawn over it."""


def attainment(amounts: Mapping[str, tuple[float, str]], theme: Theme = "light") -> go.Figure:
    """One slim bar of what is booked and where the categories bring it, the quota as a mark.

    Each amount comes with its text, which the legend has in the words of the sentence above it; what nobody knows is
    left out.
    """
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": f"{label} {amounts[label][1]}",
            "x": [amounts[label][0]],
            "y": [""],
            "marker": {"color": FORECAST[category].fill(theme), "line": {"color": PAGE.fill(theme), "width": 1}},
            "hovertemplate": f"{label} {amounts[label][1]}<extra></extra>",
        }
        for label, category in _BARS.items()
        if label in amounts
    ]
    if "Quota" in amounts:
        traces.append(_quota(*amounts["Quota"], theme))
    return figure(
        traces,
        theme,
        height=100,
        legend=True,
        layout={"barmode": "overlay", "bargap": 0, "legend": {"traceorder": "reversed"}, "margin": {"t": 46, "b": 4}},
        xaxis={"rangemode": "tozero", "visible": False},
        yaxis={"type": "category", "showgrid": False, "showticklabels": False},
    )


def _quota(quota: float, said: str, theme: Theme) -> dict[str, Any]:
    ink = INK.fill(theme)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"Quota {said}",
        "x": [quota],
        "y": [""],
        "cliponaxis": False,
        "marker": {"symbol": "line-ns-open", "size": 44, "color": ink, "line": {"width": 3, "color": ink}},
        "hovertemplate": f"Quota {said}<extra></extra>",
    }
