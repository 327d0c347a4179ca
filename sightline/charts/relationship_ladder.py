"""Levels of relationships as stacked bars: one bar per AE, ASM or VP, never a mean."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import lanes, names, of_texts, piece
from sightline.charts.palette import RUNGS, Theme

_ROOM = 0.42
"""Room for the names, as a part of a whole bar."""


@of_texts
def relationship_ladder(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars to the whole, one per group, one colour per level; unknown is hatched.

    Takes the rows of `relationship_ladder` in the order to draw them from the top. A click on a piece selects its
    `[person_id, rung]` (customdata), a click on a name `[person_id]`.
    """
    groups = frame.drop_duplicates("person_id")
    places = {person: place for place, person in enumerate(groups["person_id"])}
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": tone.mark,
            "y": [places[person] for person in rows["person_id"]],
            "x": rows["rung_share"].tolist(),
            "text": [str(accounts) for accounts in rows["accounts"]],
            "customdata": rows[["person_id", "rung", "accounts", "group_accounts", "person_name"]].to_numpy(object),
            "hovertemplate": (
                f"<b>%{{customdata[4]}}</b><br>{tone.mark}: %{{customdata[2]}} of %{{customdata[3]}} key accounts"
                "<br>Click to see them<extra></extra>"
            ),
            **piece(tone, theme),
        }
        for rung, tone in RUNGS.items()
        if len(rows := frame[frame["rung"] == rung])
    ]
    people = groups[["person_id"]].to_numpy(object)
    heads = {
        **names(groups["person_name"].tolist(), list(places.values()), people, (-_ROOM, 0), theme),
        "hovertemplate": "<b>%{text}</b><br>Click to see the accounts<extra></extra>",
    }
    return lanes([*traces, heads], theme, count=len(places), room=_ROOM, reach=1.005, head=90)
