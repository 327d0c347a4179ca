"""What became of the deals that did not pass a month's gate, one bar per month."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, figure, of_texts
from sightline.charts.palette import ACT, BRIDGE, LADDER, LINE, MUTED, NOTE, Theme, Tone, ink_on

OUTCOMES: dict[str, Tone] = {
    "still there": ACT,
    "cleared by upgrade": BRIDGE["total"],
    "cleared by push": BRIDGE["went"],
    "won": BRIDGE["came"],
    "lost": NOTE,
    "omitted": LADDER["none"],
    "gone": LADDER["draft"],
}
"""Each outcome in its colour; the number in each piece and the legend say it without."""


@of_texts
def gate_bars(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A stacked bar per month of `hygiene_gate_outcomes`, the newest on top, each piece with its deals."""
    months = sorted(set(frame["month_of_fq"]), reverse=True)
    names = {month: f"Month {month}" for month in months}
    traces: list[Any] = []
    for outcome, tone in OUTCOMES.items():
        rows = frame[frame["outcome"] == outcome]
        if rows.empty:
            continue
        fill = tone.fill(theme)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": f"{outcome.capitalize()} ({int(rows['gate_deals'].sum())})",
                "y": [names[month] for month in rows["month_of_fq"]],
                "x": rows["gate_deals"].tolist(),
                "text": [str(count) for count in rows["gate_deals"]],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": ink_on(fill)},
                "marker": {"color": fill, "line": {"width": 0}},
                "customdata": rows[["outcome", "month_deals"]].to_numpy(object),
                "hovertemplate": "<b>%{y}</b><br>%{x} of %{customdata[1]} deals: %{customdata[0]}<extra></extra>",
            }
        )
    return figure(
        traces,
        theme,
        height=ROW * len(months) + 100,
        legend=True,
        layout={"barmode": "stack", "bargap": 0.35},
        xaxis={
            "rangemode": "tozero",
            "dtick": _step(frame),
            "gridcolor": LINE.fill(theme),
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={
            "categoryorder": "array",
            "categoryarray": [names[month] for month in months],
            "autorange": "reversed",
            "showgrid": False,
            "ticksuffix": "  ",
        },
    )


def _step(frame: pd.DataFrame) -> int:
    """Whole deals between two marks of the axis, some five of them."""
    return max(int(frame["month_deals"].max()) // 5, 1)
