"""The plan-state ladder: one bar per person that adds up to all their key accounts."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import piece, stacked
from sightline.charts.palette import LADDER, Theme


def ladder_bar(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars to 100 %, one per person and lane, one colour per rung; covered by parent is hatched.

    Takes the rows of `plan_coverage_ladder` in the order to draw them from the top. A click on a piece selects its
    `[person_id, lane, state]` (customdata).
    """
    names = _names(frame)
    traces = [
        {
            "name": state.capitalize(),
            "y": [names[row] for row in rows.index],
            "x": rows["state_share"].tolist(),
            "text": [str(accounts) for accounts in rows["accounts"]],
            "customdata": rows[["person_id", "lane", "state", "accounts", "eligible_accounts"]].to_numpy(object),
            "hovertemplate": (
                f"<b>%{{y}}</b><br>{state}: %{{customdata[3]}} of %{{customdata[4]}} key accounts"
                " (%{x:.0%})<extra></extra>"
            ),
            **piece(tone, theme),
        }
        for state, tone in LADDER.items()
        if len(rows := frame[frame["state"] == state])
    ]
    return stacked(traces, list(dict.fromkeys(names[row] for row in frame.index)), theme)


def _names(frame: pd.DataFrame) -> dict[Any, str]:
    """What stands left of each row's bar; a lane beside the person's own accounts says which."""
    lanes = ["" if lane == "own" else f" · {lane}" for lane in frame["lane"]]
    return dict(zip(frame.index, frame["person_name"] + lanes, strict=True))
