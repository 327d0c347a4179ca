"""How far a quarter is towards its quota: what is booked, and where Commit and Best Case would bring it."""

from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import figure
from sightline.charts.palette import FORECAST, INK, LINE, MUTED, PAGE, Theme
from sightline.door import Row

_BARS = (
    ("With Best Case", "best_case_cumulative", "best_case"),
    ("With Commit", "commit_cumulative", "commit"),
    ("Booked", "won_amount", "closed"),
)
"""From the longest: each contains the next, which is drawn over it."""


def attainment(summary: Annotated[Row, "pipeline_summary"], currency: str, theme: Theme = "light") -> go.Figure:
    """One slim bar of the row of `pipeline_summary`, the quota as a mark; the legend has the amounts.

    What nobody knows is not drawn: without a snapshot there is the booked amount alone.
    """
    traces: list[dict[str, Any]] = []
    for label, name, category in _BARS:
        amount = getattr(summary, name)
        if pd.isna(amount):
            continue
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": f"{label} {words.money(amount, currency)}",
                "x": [float(amount)],
                "y": [""],
                "marker": {
                    "color": FORECAST[category].fill(theme),
                    "line": {"color": PAGE.fill(theme), "width": 1},
                },
                "hovertemplate": f"{label}: {currency} %{{x:,.0f}}<extra></extra>",
            }
        )
    if pd.notna(summary.quota) and summary.quota > 0:
        traces.append(_quota(float(summary.quota), currency, theme))
    return figure(
        traces,
        theme,
        height=116,
        legend=True,
        layout={"barmode": "overlay", "bargap": 0, "legend": {"traceorder": "reversed"}},
        xaxis={
            "rangemode": "tozero",
            "gridcolor": LINE.fill(theme),
            "tickformat": "~s",
            "nticks": 6,
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={"type": "category", "showgrid": False, "showticklabels": False},
    )


def _quota(quota: float, currency: str, theme: Theme) -> dict[str, Any]:
    ink = INK.fill(theme)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"Quota {words.money(quota, currency)}",
        "x": [quota],
        "y": [""],
        "cliponaxis": False,
        "marker": {"symbol": "line-ns-open", "size": 44, "color": ink, "line": {"width": 3, "color": ink}},
        "hovertemplate": f"Quota: {currency} %{{x:,.0f}}<extra></extra>",
    }
