"""How far a quarter is towards its quota: what is booked, and where Commit and Best Case would bring it."""

from collections.abc import Mapping
from typing import Annotated, Any

import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import FORECAST, INK, PAGE, Theme
from sightline.door import Row

_BARS = (
    ("With Best Case", "best_case_cumulative", "best_case"),
    ("With Commit", "commit_cumulative", "commit"),
    ("Booked", "won_amount", "closed"),
)
"""From the longest: each contains the next, which is drawn over it."""


def attainment(
    summary: Annotated[Row, "pipeline_summary"], amounts: Mapping[str, str], theme: Theme = "light"
) -> go.Figure:
    """One slim bar of the row of `pipeline_summary`, the quota as a mark, of what `amounts` has a text for.

    The legend has the amounts, in the words of the sentence above it.
    """
    traces: list[dict[str, Any]] = []
    for label, name, category in _BARS:
        if label not in amounts:
            continue
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": f"{label} {amounts[label]}",
                "x": [float(getattr(summary, name))],
                "y": [""],
                "marker": {
                    "color": FORECAST[category].fill(theme),
                    "line": {"color": PAGE.fill(theme), "width": 1},
                },
                "hovertemplate": f"{label} {amounts[label]}<extra></extra>",
            }
        )
    if "Quota" in amounts:
        traces.append(_quota(float(summary.quota), amounts["Quota"], theme))
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
