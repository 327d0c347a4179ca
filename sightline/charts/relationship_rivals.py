"""Who speaks up for which competitor, by influence."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, clicked, figure
from sightline.charts.palette import LINE, MUTED, PAGE, Theme, Tone, ink_on

INFLUENCE = {
    "high": Tone("#9D331B", "#D86057"),
    "medium": Tone("#CF7F63", "#A8584A"),
    "low": Tone("#EBC4B3", "#6E4038"),
    "other": Tone("#D5DCE6", "#4A545E"),
    "not judged": Tone("#E9ECEF", "#2B3138"),
}
"""From the loudest down; red is the competitor's colour."""


def relationship_rivals(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars of people by competitor, the one with most friends on top, one tone per influence.

    Takes the rows of `relationship_rivals`. A click selects `[competitor, influence]` (customdata).
    """
    traces = [
        {
            "type": "bar",
            "name": influence,
            "orientation": "h",
            "y": rows["competitor"].tolist(),
            "x": rows["friends"].tolist(),
            "text": [str(friends) for friends in rows["friends"]],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"color": ink_on(tone.fill(theme))},
            "marker": {"color": tone.fill(theme), "line": {"color": PAGE.fill(theme), "width": 1}},
            "customdata": rows[["competitor", "influence", "accounts"]].to_numpy(object),
            "hovertemplate": (
                "<b>%{y}</b><br>%{x} people, influence %{customdata[1]}<br>at %{customdata[2]} key accounts"
                "<extra></extra>"
            ),
            **clicked(),
        }
        for influence, tone in INFLUENCE.items()
        if len(rows := frame[frame["influence"] == influence])
    ]
    order = list(dict.fromkeys(frame["competitor"]))
    return figure(
        traces,
        theme,
        height=ROW * len(order) + 80,
        legend=True,
        layout={"barmode": "stack", "bargap": 0.28},
        xaxis={"gridcolor": LINE.fill(theme), "tickfont": {"color": MUTED.fill(theme)}, "rangemode": "tozero"},
        yaxis={"categoryorder": "array", "categoryarray": order[::-1], "showgrid": False, "ticksuffix": "  "},
    )
