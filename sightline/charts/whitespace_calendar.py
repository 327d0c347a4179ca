"""The displacement calendar: competitors' contracts above the line, our open opportunities below it, by month."""

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import Spec, clicked, figure, of_texts
from sightline.charts.palette import LINE, MUTED, WHITESPACE, Theme, Tone, ink_on

_WINDOWS = {
    "6 months": WHITESPACE["competitor"],
    "12 months": Tone("#C98A7C", "#9A4A45"),
    "18 months": Tone("#E8CFC8", "#57322F"),
}
"""What ends soon stands out: one hue, fainter with distance."""


@of_texts
def whitespace_calendar(frame: pd.DataFrame, marks: dict[str, dt.date], theme: Theme = "light") -> go.Figure:
    """Bars of `contracts` by `month_on` and `renewal_window`, and bars of `open_opportunities` hanging below.

    Takes the rows of `whitespace_calendar` with `spend_text` and `open_text`; `marks` are the upright lines by their
    word (the day of the data, then the ends of the windows). A bar is as tall as the count it says. A click
    selects `[month_on]` as "2026-10-01".
    """
    traces = [
        _bars(f"Contracts that end within {window}", rows, rows["contracts"].tolist(), rows["spend_text"], tone, theme)
        for window, tone in _WINDOWS.items()
        if len(rows := frame[frame["renewal_window"] == window])
    ]
    closing = frame[frame["open_opportunities"] > 0]
    below = [-count for count in closing["open_opportunities"]]
    ours = WHITESPACE["open opportunity"]
    traces.append(_bars("Our open deals closing", closing, below, closing["open_text"], ours, theme))
    first, last = frame["month_on"].min(), frame["month_on"].max()
    muted = MUTED.fill(theme)
    return figure(
        traces,
        theme,
        height=330,
        legend=True,
        xaxis={
            "type": "date",
            "range": [f"{first:%Y-%m-%d}", f"{last + pd.offsets.MonthEnd():%Y-%m-%d}"],
            "tickformat": "%b\n%Y",
            "nticks": 18,
            "ticklabelmode": "period",
            "showgrid": False,
            "tickfont": {"color": muted, "size": 11},
        },
        yaxis={
            "showgrid": False,
            "showticklabels": False,
            "zeroline": True,
            "zerolinecolor": LINE.fill(theme),
            "zerolinewidth": 2,
        },
        layout={
            "barmode": "relative",
            "uniformtext": {"minsize": 11, "mode": "hide"},
            "bargap": 0.18,
            "margin": {"t": 30},
            "legend": {"y": 0, "yanchor": "bottom", "yref": "container", "font": {"size": 12}},
            "shapes": [_line(day, muted, is_now=not place) for place, day in enumerate(marks.values())],
            "annotations": [
                _word(word, day, muted, is_now=not place) for place, (word, day) in enumerate(marks.items())
            ],
        },
    )


def _bars(name: str, rows: pd.DataFrame, sizes: list[int], texts: pd.Series, tone: Tone, theme: Theme) -> Spec:
    """One kind of bars; each is as tall as its count and says it, its amount on hover."""
    fill = tone.fill(theme)
    return {
        "type": "bar",
        "name": name,
        "x": [f"{month:%Y-%m-%d}" for month in rows["month_on"]],
        "y": sizes,
        "text": [words.number(abs(size)) for size in sizes],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink_on(fill), "size": 12},
        "customdata": [[f"{month:%Y-%m-%d}", text] for month, text in zip(rows["month_on"], texts, strict=True)],
        "hovertemplate": f"<b>%{{x|%B %Y}}</b><br>{name}: %{{text}}, %{{customdata[1]}}<extra></extra>",
        "marker": {"color": fill, "line": {"width": 0}},
        **clicked(),
        "xperiod": "M1",
        "xperiodalignment": "middle",
    }


def _line(day: dt.date, colour: str, *, is_now: bool) -> Spec:
    line = {"color": colour, "dash": "solid" if is_now else "dot", "width": 1.5}
    return {"type": "line", "x0": f"{day}", "x1": f"{day}", "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _word(word: str, day: dt.date, colour: str, *, is_now: bool) -> Spec:
    """A line's word above it; the first line is at the left edge, where a word in its middle would be cut."""
    font = {"color": colour, "size": 12}
    side = "left" if is_now else "center"
    place = {"x": f"{day}", "xanchor": side, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return {**place, "showarrow": False, "text": word, "font": font}
