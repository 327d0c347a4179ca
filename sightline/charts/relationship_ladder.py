"""Levels of relationships as stacked bars: one bar per AE, ASM or VP, never a mean."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import piece, stacked
from sightline.charts.palette import RUNGS, Theme


def relationship_ladder(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars to 100 %, one per group, one colour per level; unknown is hatched.

    Takes the rows of `relationship_ladder` in the order to draw them from the top. A click on a piece selects its
    `[person_id, rung]` (customdata).
    """
    traces = [
        {
            "name": tone.mark,
            "y": rows["person_name"].tolist(),
            "x": rows["rung_share"].tolist(),
            "text": [words.number(accounts) for accounts in rows["accounts"]],
            "hovertext": [words.share(share) for share in rows["rung_share"]],
            "customdata": rows[["person_id", "rung", "accounts", "group_accounts"]].to_numpy(object),
            "hovertemplate": (
                f"<b>%{{y}}</b><br>{tone.mark}: %{{customdata[2]}} of %{{customdata[3]}} key accounts"
                " (%{hovertext})<br>Click to see them<extra></extra>"
            ),
            **piece(tone, theme),
        }
        for rung, tone in RUNGS.items()
        if len(rows := frame[frame["rung"] == rung])
    ]
    order = list(dict.fromkeys(frame["person_name"]))
    return stacked(traces, order, theme)
