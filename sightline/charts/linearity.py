"""When in the quarter it is won, against the quarters before."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import LINE, MUTED, PRIMARY, Theme

_SERIES = {"this quarter": ("solid", 3), "the quarters before": ("dash", 2)}


def linearity(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """The share won by each week, weeks counted back from the quarter's end so that quarters of any length meet there.

    Takes the rows of `linearity_weeks`; a series without a whole to divide by is left out.
    """
    lines = []
    for series, (dash, width) in _SERIES.items():
        rows = frame[(frame["series"] == series) & frame["won_share"].notna()]
        if rows.empty:
            continue
        colour = (PRIMARY if series == "this quarter" else MUTED).fill(theme)
        lines.append(
            {
                "type": "scatter",
                "name": series.capitalize(),
                "x": rows["week_norm"].tolist(),
                "y": rows["won_share"].astype(float).tolist(),
                "mode": "lines+markers",
                "cliponaxis": False,
                "line": {"color": colour, "width": width, "dash": dash},
                "marker": {"size": 7, "color": colour},
                "customdata": [13 - week for week in rows["week_norm"]],
                "hovertemplate": "<b>%{customdata} weeks to the end, or fewer</b><br>%{y:.0%} won<extra></extra>",
            }
        )
    muted = MUTED.fill(theme)
    return figure(
        lines,
        theme,
        height=280,
        legend=True,
        xaxis={
            "tickvals": [0, 4, 8, 12],
            "ticktext": ["13 weeks left", "9", "5", "last week"],
            "range": [-1.3, 12.5],
            "showgrid": False,
            "tickfont": {"color": muted},
        },
        yaxis={"tickformat": ".0%", "rangemode": "tozero", "gridcolor": LINE.fill(theme), "tickfont": {"color": muted}},
    )
