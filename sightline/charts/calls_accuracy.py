"""How close the calls came and which way they leant, by week of quarter."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure, of_texts, share_ticks
from sightline.charts.palette import CATEGORY_NAMES, INK, LINE, MUTED, Theme

_BIAS = (-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5)
"""Marks of the axis of bias; those within what is drawn are shown."""
_MARKS = {"commit": ("circle", "solid"), "best_case": ("diamond", "dash")}


@of_texts
def accuracy_by_week(frame: pd.DataFrame, column: str, theme: Theme = "light") -> go.Figure:
    """A line per category of `accuracy_share` or `bias_share` by week of quarter; undefined weeks break the line.

    Takes the rows of `calls_accuracy_weeks`. Accuracy below nought is drawn at nought and told on hover.
    """
    is_bias = column == "bias_share"
    lines = []
    for category, (symbol, dash) in _MARKS.items():
        label = CATEGORY_NAMES[category]
        rows = frame[frame["category"] == category]
        colour = (INK if category == "commit" else MUTED).fill(theme)
        lines.append(
            {
                "type": "scatter",
                "name": label,
                "x": rows["week_of_quarter"].tolist(),
                "y": rows[column].astype(float).tolist() if is_bias else rows[column].clip(lower=0).tolist(),
                "mode": "lines+markers",
                "connectgaps": False,
                "cliponaxis": False,
                "line": {"color": colour, "width": 2, "dash": dash},
                "marker": {"symbol": symbol, "size": 8, "color": colour},
                "customdata": rows[["calls", column]].to_numpy(object),
                "hovertemplate": (
                    f"<b>{label}, week %{{x}}</b><br>%{{customdata[1]:{'+' if is_bias else ''}.0%}}"
                    "<br>%{customdata[0]} calls<extra></extra>"
                ),
            }
        )
    muted = MUTED.fill(theme)
    return figure(
        lines,
        theme,
        height=260,
        legend=True,
        xaxis={
            "tickvals": list(range(1, 14)),
            "range": [0.5, 13.5],
            "showgrid": False,
            "tickfont": {"color": muted},
        },
        yaxis={
            **(share_ticks(*_BIAS, is_change=True) if is_bias else share_ticks(0, 0.25, 0.5, 0.75, 1)),
            "gridcolor": LINE.fill(theme),
            "zeroline": is_bias,
            "zerolinecolor": muted,
            "tickfont": {"color": muted},
            **({} if is_bias else {"range": [0, 1.04]}),
        },
    )
