"""Rungs of the relationship ladder as stacked bars: one bar per AE, ASM or VP, never a mean."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, Spec, figure
from sightline.charts.palette import MUTED, PAGE, RUNGS, Theme, Tone, ink_on


def relationship_ladder(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars to 100 %, one per group, one colour per rung; unknown is hatched.

    Takes the rows of `relationship_ladder` in the order to draw them from the top. A click on a piece selects its
    `[person_id, rung]` (customdata).
    """
    traces = [
        {
            "type": "bar",
            "name": rung,
            "orientation": "h",
            "y": rows["person_name"].tolist(),
            "x": rows["rung_share"].tolist(),
            "text": [str(accounts) for accounts in rows["accounts"]],
            "customdata": rows[["person_id", "rung", "accounts", "group_accounts"]].to_numpy(object),
            "hovertemplate": (
                f"<b>%{{y}}</b><br>{rung}: %{{customdata[2]}} of %{{customdata[3]}} key accounts"
                " (%{x:.0%})<extra></extra>"
            ),
            **piece(tone, theme),
        }
        for rung, tone in RUNGS.items()
        if len(rows := frame[frame["rung"] == rung])
    ]
    order = list(dict.fromkeys(frame["person_name"]))
    return figure(
        traces,
        theme,
        height=ROW * len(order) + 70,
        legend=True,
        layout={"barmode": "stack", "bargap": 0.28},
        xaxis={
            "range": [0, 1.005],
            "tickvals": [0, 0.5, 1],
            "tickformat": ".0%",
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={"categoryorder": "array", "categoryarray": order[::-1], "showgrid": False, "ticksuffix": "  "},
    )


def piece(tone: Tone, theme: Theme) -> Spec:
    """How a piece of a stacked bar looks in a tone: its fill, its number, hatched where nobody can tell."""
    fill, paper = tone.fill(theme), PAGE.fill(theme)
    return {
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink_on(paper if tone.is_hatched else fill)},
        "marker": {
            "color": fill,
            "line": {"color": paper, "width": 1},
            "pattern": {"shape": "/", "fgcolor": fill, "bgcolor": paper, "size": 6} if tone.is_hatched else {},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0.45}},
    }
