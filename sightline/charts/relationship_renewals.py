"""Single threads on the way to their renewal: when it comes, and what hangs on it."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import ACT, INK, LINE, MUTED, NOTE, WATCH, Theme

_TONES = {"act": ACT, "watch": WATCH, "later": NOTE}
_SYMBOLS = {"act": "diamond", "watch": "circle", "later": "circle-open"}


def relationship_renewals(
    frame: pd.DataFrame, marks: tuple[int, int], currency: str, theme: Theme = "light"
) -> go.Figure:
    """Accounts by days to their renewal and yearly spend, with a line at each of the two marks.

    Takes rows of `relationship_renewals` with a renewal still to come; `marks` are the days of the two lines. A
    click selects `[account_id]` (customdata).
    """
    muted = MUTED.fill(theme)
    traces = [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": {"act": f"within {marks[0]} days", "watch": f"within {marks[1]} days", "later": "later"}[mark],
            "x": rows["renewal_days"].tolist(),
            "y": rows["arr"].astype(float).fillna(0).tolist(),
            "text": [name if mark != "later" else "" for name in rows["account_name"]],
            "textposition": "top center",
            "textfont": {"color": INK.fill(theme), "size": 11},
            "customdata": rows[["account_id", "account_name", "threads", "person_name"]].to_numpy(object),
            "hovertemplate": (
                "<b>%{customdata[1]}</b> · %{customdata[3]}<br>renews in %{x} days · %{y:,.0f} "
                f"{currency} a year<br>threads: %{{customdata[2]}}<extra></extra>"
            ),
            "marker": {
                "size": 13,
                "color": tone.fill(theme),
                "symbol": _SYMBOLS[mark],
                "line": {"width": 2, "color": tone.fill(theme)},
            },
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 0.6}},
            "cliponaxis": False,
        }
        for mark, tone in _TONES.items()
        if len(rows := frame[frame["renewal_mark"] == mark])
    ]
    return figure(
        traces,
        theme,
        height=330,
        legend=True,
        layout={
            "margin": {"t": 50},
            "shapes": [
                {
                    "type": "line",
                    "x0": days,
                    "x1": days,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": muted, "dash": "dot", "width": 1.5},
                }
                for days in marks
            ],
            "annotations": [
                {
                    "x": days,
                    "y": 1,
                    "yref": "paper",
                    "yanchor": "bottom",
                    "text": f"{days} days",
                    "showarrow": False,
                    "font": {"color": muted, "size": 12},
                }
                for days in marks
            ],
        },
        xaxis={
            "title": {"text": "days to the renewal", "font": {"color": muted, "size": 12}},
            "rangemode": "tozero",
            "showgrid": False,
            "tickfont": {"color": muted},
        },
        yaxis={
            "title": {"text": f"{currency} a year", "font": {"color": muted, "size": 12}},
            "gridcolor": LINE.fill(theme),
            "rangemode": "tozero",
            "tickformat": "~s",
            "tickfont": {"color": muted},
        },
    )
