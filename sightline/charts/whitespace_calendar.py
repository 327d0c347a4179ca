"""The displacement calendar: competitors' contracts above the line, our open opportunities below it, by month."""

import datetime as dt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import LINE, MUTED, WHITESPACE, Theme, Tone, ink_on

_WINDOWS = {
    "6 months": WHITESPACE["competitor"],
    "12 months": Tone("#C98A7C", "#9A4A45"),
    "18 months": Tone("#E8CFC8", "#57322F"),
}
"""What ends soon stands out: one hue, fainter with distance."""


def whitespace_calendar(frame: pd.DataFrame, marks: dict[str, dt.date], theme: Theme = "light") -> go.Figure:
    """Bars of `contracts` by `month_on` and `renewal_window`, and bars of `open_opportunities` hanging below.

    Takes the rows of `whitespace_calendar` with `spend_text` and `open_text`; `marks` are the upright lines by their
    word (today and the ends of the windows). A click selects `[month_on]` as "2026-10-01".
    """
    traces: list[Any] = []
    for window, tone in _WINDOWS.items():
        rows = frame[frame["renewal_window"] == window]
        traces.append(
            go.Bar(
                name=f"Contract ends within {window}",
                x=rows["month_on"].tolist(),
                y=rows["contracts"].tolist(),
                text=rows["spend_text"].tolist(),
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": ink_on(tone.fill(theme)), "size": 12},
                customdata=[[f"{month:%Y-%m-%d}"] for month in rows["month_on"]],
                hovertemplate="<b>%{x|%B %Y}</b><br>%{y} contracts end, %{text} a year<extra></extra>",
                marker={"color": tone.fill(theme), "line": {"width": 0}},
                xperiod="M1",
                xperiodalignment="middle",
            )
        )
    ours = frame[frame["open_opportunities"] > 0]
    blue = WHITESPACE["open opportunity"].fill(theme)
    traces.append(
        go.Bar(
            name="Our open opportunities closing",
            x=ours["month_on"].tolist(),
            y=[-count for count in ours["open_opportunities"]],
            text=ours["open_text"].tolist(),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink_on(blue), "size": 12},
            customdata=[
                [f"{month:%Y-%m-%d}", count] for month, count in ours[["month_on", "open_opportunities"]].to_numpy()
            ],
            hovertemplate="<b>%{x|%B %Y}</b><br>%{customdata[1]} open opportunities close, %{text}<extra></extra>",
            marker={"color": blue, "line": {"width": 0}},
            xperiod="M1",
            xperiodalignment="middle",
        )
    )
    drawn = figure(traces, theme, height=330, legend=True)
    muted = MUTED.fill(theme)
    drawn.update_layout(
        barmode="relative",
        bargap=0.18,
        margin={"t": 30},
        legend={"y": 0, "yanchor": "bottom", "yref": "container", "font": {"size": 12}},
    )
    drawn.update_xaxes(
        tickformat="%b\n%Y", dtick="M1", ticklabelmode="period", showgrid=False, tickfont={"color": muted, "size": 11}
    )
    drawn.update_yaxes(
        showgrid=False, showticklabels=False, zeroline=True, zerolinecolor=LINE.fill(theme), zerolinewidth=2
    )
    for word, day in marks.items():
        drawn.add_vline(
            x=f"{day:%Y-%m-%d}", line={"color": muted, "dash": "solid" if word == "today" else "dot", "width": 1.5}
        )
        drawn.add_annotation(
            x=f"{day:%Y-%m-%d}",
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            text=word,
            font={"color": muted, "size": 12},
        )
    return drawn
