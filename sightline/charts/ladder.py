"""The plan-state ladder: one bar per person that adds up to all their key accounts."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, figure
from sightline.charts.palette import LADDER, MUTED, PAGE, Theme, ink_on


def ladder_bar(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars to 100 %, one per person and lane, one colour per rung; covered by parent is hatched.

    Takes the rows of `plan_coverage_ladder` in the order to draw them from the top. A click on a piece selects its
    `[person_id, lane, state]` (customdata).
    """
    names = _names(frame)
    traces = []
    for state, tone in LADDER.items():
        rows = frame[frame["state"] == state]
        if rows.empty:
            continue
        fill = tone.fill(theme)
        traces.append(
            {
                "type": "bar",
                "name": state.capitalize(),
                "orientation": "h",
                "y": [names[row] for row in rows.index],
                "x": rows["state_share"].tolist(),
                "text": [str(accounts) for accounts in rows["accounts"]],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": ink_on(PAGE.fill(theme) if tone.is_hatched else fill)},
                "customdata": rows[["person_id", "lane", "state", "accounts", "eligible_accounts"]].to_numpy(object),
                "hovertemplate": (
                    f"<b>%{{y}}</b><br>{state}: %{{customdata[3]}} of %{{customdata[4]}} key accounts"
                    " (%{x:.0%})<extra></extra>"
                ),
                "marker": {
                    "color": fill,
                    "line": {"color": PAGE.fill(theme), "width": 1},
                    "pattern": {"shape": "/", "fgcolor": fill, "bgcolor": PAGE.fill(theme), "size": 6}
                    if tone.is_hatched
                    else {},
                },
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 0.45}},
            }
        )
    order = list(dict.fromkeys(names[row] for row in frame.index))
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


def _names(frame: pd.DataFrame) -> dict[Any, str]:
    """What stands left of each row's bar; a lane beside the person's own accounts says which."""
    lanes = ["" if lane == "own" else f" · {lane}" for lane in frame["lane"]]
    return dict(zip(frame.index, frame["person_name"] + lanes, strict=True))
