"""When in the quarter it is won, against the quarters before."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import figure, money_ticks, of_texts
from sightline.charts.palette import LINE, MUTED, PRIMARY, Theme

_SERIES = {
    "this quarter": ("This quarter", "solid", 3),
    "the quarters before": ("Mean of the four quarters before", "dash", 2),
}


@of_texts
def linearity(frame: pd.DataFrame, currency: str, theme: Theme = "light") -> go.Figure:
    """What is booked by each week, weeks counted back from the quarter's end so that quarters of any length meet there.

    Takes the rows of `linearity_weeks`; a series that won nothing is left out, weeks to come are blank.
    """
    lines = []
    for series, (label, dash, width) in _SERIES.items():
        rows = frame[(frame["series"] == series) & frame["quarter_amount"].notna()]
        if rows.empty:
            continue
        colour = (PRIMARY if series == "this quarter" else MUTED).fill(theme)
        lines.append(
            {
                "type": "scatter",
                "name": label,
                "x": rows["week_norm"].tolist(),
                "y": rows["quarter_amount"].astype(float).tolist(),
                "mode": "lines+markers",
                "cliponaxis": False,
                "line": {"color": colour, "width": width, "dash": dash},
                "marker": {"size": 7, "color": colour},
                "customdata": [
                    [13 - week, words.money(amount, currency)]
                    for week, amount in zip(rows["week_norm"], rows["quarter_amount"], strict=True)
                ],
                "hovertemplate": "<b>%{customdata[0]} weeks left</b><br>%{customdata[1]} booked<extra></extra>",
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
        yaxis={
            **money_ticks(currency),
            "rangemode": "tozero",
            "gridcolor": LINE.fill(theme),
            "tickfont": {"color": muted},
        },
    )
