"""Who speaks up for which competitor, by influence."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import clicked, lanes, names, of_texts
from sightline.charts.palette import PAGE, Theme, Tone, ink_on

INFLUENCE = {
    "high": Tone("#9D331B", "#D86057"),
    "medium": Tone("#CF7F63", "#A8584A"),
    "low": Tone("#EBC4B3", "#6E4038"),
    "other": Tone("#D5DCE6", "#4A545E"),
    "not judged": Tone("#E9ECEF", "#2B3138"),
}
"""From the loudest down; red is the competitor's colour."""


_ROOM = 0.35
"""Room for the names of competitors, as a part of the longest bar."""


@of_texts
def relationship_rivals(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked bars of people by competitor, the one with most supporters on top, one tone per influence.

    Takes the rows of `relationship_rivals`. A click on a piece selects `[competitor, influence]` (customdata), a
    click on a name `[competitor]`.
    """
    rivals = frame.drop_duplicates("competitor")
    places = {competitor: place for place, competitor in enumerate(rivals["competitor"])}
    longest = int(rivals["competitor_friends"].max()) if len(rivals) else 1
    traces = [
        {
            "type": "bar",
            "name": f"{influence} influence" if influence != "not judged" else "influence unknown",
            "orientation": "h",
            "y": [places[competitor] for competitor in rows["competitor"]],
            "x": rows["friends"].tolist(),
            "text": [str(friends) for friends in rows["friends"]],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"color": ink_on(tone.fill(theme))},
            "marker": {"color": tone.fill(theme), "line": {"color": PAGE.fill(theme), "width": 1}},
            "customdata": rows[["competitor", "influence", "accounts"]].to_numpy(object),
            "hovertemplate": (
                "<b>%{customdata[0]}</b><br>%{x} people, influence %{customdata[1]}<br>at %{customdata[2]} key accounts"
                "<br>Click to see them<extra></extra>"
            ),
            **clicked(),
        }
        for influence, tone in INFLUENCE.items()
        if len(rows := frame[frame["influence"] == influence])
    ]
    whose = rivals[["competitor"]].to_numpy(object)
    heads = {
        **names(list(places), list(places.values()), whose, (-_ROOM * longest, 0), theme),
        "hovertemplate": "<b>%{text}</b><br>Click to see the people<extra></extra>",
    }
    return lanes([*traces, heads], theme, count=len(places), room=_ROOM * longest, reach=longest * 1.02)
