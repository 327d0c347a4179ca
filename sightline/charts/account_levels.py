"""The four parts of one account's plan, each as a row of steps from 1 to 4."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import INK, LINE, PAGE, PRIMARY, Theme, ink_on

_TOP = 4
_PART = 38


def account_levels(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Four steps per part, those reached filled, the next one outlined; a question mark where it cannot be judged.

    Takes the rows of `account_levels` in order. Nothing is filled where a part's level is unknown.
    """
    parts = [str(part).capitalize() for part in frame["component"]]
    traces = []
    for step in range(1, _TOP + 1):
        levels = frame["level"].tolist()
        is_reached = [pd.notna(level) and level >= step for level in levels]
        is_next = [(0 if pd.isna(level) else level) + 1 == step for level in levels]
        fills = [PRIMARY.fill(theme) if reached else PAGE.fill(theme) for reached in is_reached]
        texts = [
            "?" if following and unknown else str(step)
            for following, unknown in zip(is_next, frame["is_level_unknown"], strict=True)
        ]
        traces.append(
            go.Bar(
                orientation="h",
                y=parts,
                base=step - 1,
                x=[0.94] * len(parts),
                width=0.72,
                text=texts,
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={
                    "color": [
                        ink_on(fill) if reached else INK.fill(theme)
                        for fill, reached in zip(fills, is_reached, strict=True)
                    ]
                },
                marker={
                    "color": fills,
                    "line": {
                        "width": 1.5,
                        "color": [
                            PRIMARY.fill(theme) if reached or following else LINE.fill(theme)
                            for reached, following in zip(is_reached, is_next, strict=True)
                        ],
                    },
                },
                customdata=frame[["blocking_fact"]].fillna("every level reached").to_numpy(object),
                hovertemplate="<b>%{y}</b><br>%{customdata[0]}<extra></extra>",
            )
        )
    drawn = figure(traces, theme, height=_PART * len(parts) + 8)
    drawn.update_layout(barmode="overlay", margin={"t": 0, "b": 0})
    drawn.update_xaxes(visible=False, range=[-0.02, _TOP])
    drawn.update_yaxes(categoryorder="array", categoryarray=parts[::-1], showgrid=False, ticksuffix="  ")
    return drawn
