"""What every figure shares: no grid to read past, nothing to drag by mistake, room that fits a phone."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from sightline import words
from sightline.charts.palette import INK, PAGE, Theme, Tone, ink_on

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
    "doubleClick": False,
    "doubleClickDelay": 0,
}
"""No mode bar at all: its buttons zoom what is fixed, and one offers to send the figure to another host.

No double click either: there is nothing to zoom back, and Plotly takes two quick clicks on two pieces for one and
drops the second.
"""

FONT = '"Source Sans", sans-serif'
"""The face of the page itself, which comes with Streamlit."""

ROW = 30
"""Height of one row in a chart of rows, in pixels."""

DRAWN_ONCE = {"datarevision": 1, "template": "none"}
"""Streamlit hands each figure to Plotly twice, the second time as a copy, and gives a figure of other data a new place.

Plotly takes copied lists and a copied template for new ones and draws everything anew, unless the data say their own
revision and the template is a word. Numbers have to be lists for that: an array of NumPy's always counts as new.
"""

UNDER_AXIS, OVER_AXIS = 38, 23
"""Margins that the marks of an axis and its title take, below or above.

A margin that turns out too small when the marks are written makes Plotly draw the whole picture a second time.
"""

Spec = dict[str, Any]


def figure(
    traces: list[Any],
    theme: Theme,
    *,
    height: int,
    legend: bool = False,
    xaxis: Spec | None = None,
    yaxis: Spec | None = None,
    layout: Spec | None = None,
) -> go.Figure:
    """A figure of the given traces, plain dictionaries, in the look all figures share.

    `layout` is laid over that look, its nested parts one level deep. Plotly checks every property of a figure it
    builds, which was measured at nine tenths of the time (20 ms against 2); here the tests check them instead.
    """
    shared: Spec = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 34 if legend else 8, "b": 8, "autoexpand": True},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "color": INK.fill(theme), "size": 13},
        "showlegend": legend,
        "legend": {"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        "dragmode": False,
        "clickmode": "event+select",
        **DRAWN_ONCE,
        "hoverlabel": {"align": "left"},
        "separators": words.separators(),
        "xaxis": {"fixedrange": True, "automargin": True, "zeroline": False},
        "yaxis": {"fixedrange": True, "automargin": True, "zeroline": False},
    }
    for name, part in {"xaxis": xaxis, "yaxis": yaxis, **(layout or {})}.items():
        shared[name] = {**shared.get(name, {}), **part} if isinstance(part, dict) else part or shared.get(name)
    return go.Figure({"data": traces, "layout": shared}, _validate=False)


def lanes(traces: list[Any], theme: Theme, *, count: int, room: float, reach: float, head: int = 60) -> go.Figure:
    """A figure of bars made of pieces, a lane each from the top down, names in the `room` left of 0.

    `reach` is the length of the longest bar, `head` the pixels that legend and margins take.
    """
    return figure(
        traces,
        theme,
        height=ROW * count + head,
        legend=True,
        layout={"barmode": "stack", "bargap": 0.28, "legend": {"font": {"size": 12}, "itemwidth": 30}},
        xaxis={"range": [-room, reach], "visible": False},
        yaxis={"range": [count - 0.5, -0.5], "visible": False},
    )


def money_ticks(currency: str) -> Spec:
    """What an axis of money needs: `$0.5M`, `$1M`, all in one step."""
    return {"tickprefix": words.symbol(currency), "exponentformat": "B", "nticks": 6}


def share_ticks(*shares: float, is_change: bool = False) -> Spec:
    """What an axis of shares needs: its marks, written as everywhere, with a sign where they are over or under."""
    write = words.share_change if is_change else words.share
    return {"tickvals": list(shares), "ticktext": [write(one) for one in shares]}


def clicked(others: float = 0.45) -> Spec:
    """How marks look once one of them was clicked: that one as it is, the others faint."""
    return {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": others}}}


def inked(theme: Theme, text: Tone = PAGE) -> Spec:
    """How marks look once one of them was clicked: that one filled with ink, the others as they are.

    Without a colour for the text of the one, Plotly makes the text of the others faint.
    """
    return {
        "selected": {"marker": {"color": INK.fill(theme)}, "textfont": {"color": text.fill(theme)}},
        "unselected": {"marker": {"opacity": 1}},
    }


def names(labels: Sequence[str], places: Sequence[int], data: Any, room: tuple[float, float], theme: Theme) -> Spec:
    """Row names that can be clicked like the bars beside them; `room` is where on the axis they lie, from and to.

    They are bars without a fill: the marks of an axis cannot be clicked, and the text of a point only near its start.
    """
    begin, end = room
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(places),
        "base": [begin] * len(places),
        "x": [end - begin] * len(places),
        "width": 1,
        "text": list(labels),
        "textposition": "inside",
        "insidetextanchor": "start",
        "constraintext": "none",
        "textangle": 0,
        "textfont": {"color": INK.fill(theme), "size": 12},
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "customdata": data,
        "hovertemplate": "<b>%{text}</b><br>Click to open<extra></extra>",
        "showlegend": False,
        "selected": {"textfont": {"color": INK.fill(theme)}},
    }


def piece(tone: Tone, theme: Theme) -> Spec:
    """How a piece of a stacked bar looks in a tone: its fill, its number, hatched where the tone is."""
    fill, paper = tone.fill(theme), PAGE.fill(theme)
    return {
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink_on(paper if tone.is_hatched else fill)},
        "marker": {
            "color": fill,
            "line": {"color": paper, "width": 1},
            "pattern": {"shape": "/", "fgcolor": fill, "bgcolor": paper, "size": 6} if tone.is_hatched else {},
        },
        **clicked(),
    }
