"""Who called in which week: a strip per submitter, told by letter as well as colour."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import ROW, clicked, figure, of_texts
from sightline.charts.palette import ACT, LADDER, MUTED, PAGE, WATCH, Theme, Tone, ink_on

STATES: dict[str, tuple[str, str, Tone]] = {
    "submitted": ("S", "submitted in time", LADDER["current"]),
    "late": ("L", "late", WATCH),
    "missing": ("M", "missing", ACT),
    "due": ("·", "still due", PAGE),
}
"""Letter, word and colour of each state of a call."""
_CELL = 0.94


@of_texts
def calls_heat(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A cell per submitter and week; a click on one selects its `[person_id, week_starts_on]` (customdata).

    Takes the rows of `calls_heat`, submitters in the order to draw them from the top.
    """
    people = list(dict.fromkeys(frame["person_name"]))
    traces = []
    for state, (letter, word, tone) in STATES.items():
        cells = frame[frame["call_status"] == state]
        if cells.empty:
            continue
        fill = tone.fill(theme)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": f"{letter} {word} ({len(cells)})",
                "y": cells["person_name"].tolist(),
                "base": [week - 1 for week in cells["week_of_quarter"]],
                "x": [_CELL] * len(cells),
                "width": 0.86,
                "text": [letter] * len(cells),
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": MUTED.fill(theme) if state == "due" else ink_on(fill)},
                "marker": {"color": fill, "line": {"width": 0}},
                **clicked(1),
                "customdata": [
                    [person, f"{week:%Y-%m-%d}", words.day(week)]
                    for person, week in zip(cells["person_id"], cells["week_starts_on"], strict=True)
                ],
                "hovertemplate": f"<b>%{{y}}</b><br>week of %{{customdata[2]}}: {word}<extra></extra>",
            }
        )
    last = int(frame["week_of_quarter"].max()) if len(frame) else 1
    return figure(
        traces,
        theme,
        height=ROW * len(people) + 70,
        legend=True,
        layout={"barmode": "overlay", "legend": {"y": 0, "yanchor": "top"}, "margin": {"t": 8, "b": 34}},
        xaxis={
            "side": "top",
            "range": [0, max(last, 13)],
            "tickvals": [place + _CELL / 2 for place in range(max(last, 13))],
            "ticktext": [str(place + 1) for place in range(max(last, 13))],
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": MUTED.fill(theme), "size": 12},
        },
        yaxis={
            "range": [len(people) - 0.5, -0.5],
            "categoryorder": "array",
            "categoryarray": people,
            "showgrid": False,
            "ticksuffix": "  ",
        },
    )
