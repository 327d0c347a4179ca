"""The plan-state ladder: one bar per person, as long as they have key accounts."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import inked, lanes, names, of_texts, piece
from sightline.charts.palette import LADDER, Theme

_ROOM = 0.75
"""Room for the names, as a part of the longest bar."""
_LANES = {"own": "", "unassigned": " · vacant"}


@of_texts
def ladder_bar(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars of accounts, one per person and lane, one colour per rung; covered by parent is hatched.

    Takes the rows of `plan_coverage_ladder` in the order to draw them from the top. A click on a piece selects its
    `[person_id, lane, state]` (customdata), a click on a name `[person_id, lane]`.
    """
    frame = frame.assign(name=_names(frame))
    bars = frame.drop_duplicates(["person_id", "lane"])
    places = {name: place for place, name in enumerate(bars["name"])}
    longest = int(bars["eligible_accounts"].max())
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": state.capitalize(),
            "y": [places[name] for name in rows["name"]],
            "x": rows["accounts"].tolist(),
            "text": [str(accounts) for accounts in rows["accounts"]],
            "customdata": rows[["person_id", "lane", "state", "accounts", "eligible_accounts"]].to_numpy(object),
            "hovertext": rows["name"].tolist(),
            "hovertemplate": (
                f"<b>%{{hovertext}}</b><br>{state.capitalize()}: %{{customdata[3]}} of %{{customdata[4]}} key accounts"
                "<br>Click to see them<extra></extra>"
            ),
            **piece(tone, theme),
            **inked(theme),
            "constraintext": "none",
        }
        for state, tone in LADDER.items()
        if len(rows := frame[frame["state"] == state])
    ]
    people = names(
        list(places), list(places.values()), bars[["person_id", "lane"]].to_numpy(object), (-_ROOM * longest, 0), theme
    )
    return lanes([*traces, people], theme, count=len(places), room=_ROOM * longest, reach=longest * 1.02)


def _names(frame: pd.DataFrame) -> pd.Series:
    """What each row's bar is called; a lane beside the AE's own accounts says which."""
    lanes = [_LANES.get(lane, f" · {lane}") for lane in frame["lane"]]
    return frame["person_name"] + lanes
