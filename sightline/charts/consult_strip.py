"""How many consults each team held per week: a strip per manager."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import ROW, figure, of_texts
from sightline.charts.palette import LADDER, MUTED, STEPS, Theme, ink_on


@of_texts
def consult_strip(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A grid of managers × weeks from `consult_weeks`; each cell says how many consults, darker from the target on."""
    managers = list(dict.fromkeys(frame["manager_name"]))
    days: list[Any] = frame["week_starts_on"].tolist()
    weeks = sorted(set(days))
    fills = [
        _fill(held, target, theme) for held, target in zip(frame["consults_held"], frame["weekly_target"], strict=True)
    ]
    cells = {
        "type": "bar",
        "orientation": "h",
        "y": frame["manager_name"].tolist(),
        "base": [weeks.index(day) for day in days],
        "x": [0.94] * len(frame),
        "width": 0.86,
        "text": [f"{held}" for held in frame["consults_held"]],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": [ink_on(fill) for fill in fills]},
        "marker": {"color": fills, "line": {"width": 0}},
        "customdata": [
            [words.day(day), int(reps), int(target)]
            for day, reps, target in zip(days, frame["consulted_reps"], frame["weekly_target"], strict=True)
        ],
        "hovertemplate": (
            "<b>%{y}</b> · week of %{customdata[0]}<br>%{text} consults with %{customdata[1]} AEs, "
            "%{customdata[2]} asked<extra></extra>"
        ),
    }
    return figure(
        [cells],
        theme,
        height=ROW * len(managers) + 46,
        layout={"barmode": "overlay"},
        xaxis={
            "side": "top",
            "range": [0, len(weeks)],
            "tickvals": [place + 0.47 for place in range(0, len(weeks), 3)],
            "ticktext": [words.short_day(week) for week in weeks[::3]],
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": MUTED.fill(theme), "size": 12},
        },
        yaxis={
            "range": [len(managers) - 0.5, -0.5],
            "categoryorder": "array",
            "categoryarray": managers,
            "showgrid": False,
            "ticksuffix": "  ",
        },
    )


def _fill(held: int, target: int, theme: Theme) -> str:
    """Nothing, something below the target, the target, and more."""
    if not held:
        return LADDER["none"].fill(theme)
    return STEPS[1 if held < target else 2 if held == target else 3].fill(theme)
