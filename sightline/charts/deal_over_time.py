"""One deal over its snapshots: amount, close date, category and stage as steps, and what happened above them."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import figure, money_ticks, of_texts
from sightline.charts.palette import ACT, FORECAST, INK, LINE, MUTED, NOTE, PRIMARY, Theme, Tone

_MARKS: dict[str, tuple[str, Tone]] = {
    "pushed": ("triangle-right", ACT),
    "consult": ("diamond", PRIMARY),
    "in a Commit call": ("circle-open", INK),
    "won": ("star", FORECAST["closed"]),
    "lost": ("x", NOTE),
}
_TOLD = ["mark", "close_was_on", "close_on", "amount", "person_name"]
_PANELS = (("yaxis2", 0.66, 0.86), ("yaxis3", 0.44, 0.60), ("yaxis4", 0.22, 0.38), ("yaxis5", 0.0, 0.16))
"""Where each panel of steps lies, from the top: amount, close date, category, stage."""


@of_texts
def deal_over_time(days: pd.DataFrame, marks: pd.DataFrame, currency: str, theme: Theme = "light") -> go.Figure:
    """The rows of `deal_days` as four lines of steps under the `deal_marks`, over one axis of days."""
    traces = [_marked(kind, marks[marks["mark"] == kind], currency, theme) for kind in _MARKS]
    titles, values = (
        ("Amount", "Close date", "Category", "Stage"),
        (
            days["amount"].astype(float),
            days["close_on"],
            days["category_label"],
            days["stage"],
        ),
    )
    said = (
        [words.money(amount, currency) for amount in days["amount"]],
        [words.day(day) for day in days["close_on"]],
        days["category_label"].fillna("unknown").tolist(),
        days["stage"].fillna("unknown").tolist(),
    )
    for (name, _, _), title, column, texts in zip(_PANELS, titles, values, said, strict=True):
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "showlegend": False,
                "x": days["snapshot_on"].tolist(),
                "y": column.tolist(),
                "yaxis": name.replace("axis", ""),
                "line": {"shape": "hv", "width": 2, "color": PRIMARY.fill(theme)},
                "marker": {"size": 5, "color": PRIMARY.fill(theme)},
                "connectgaps": False,
                "customdata": texts,
                "hovertemplate": f"%{{x|%-d %b %Y}}<br>{title}: %{{customdata}}<extra></extra>",
            }
        )
    muted = {"color": MUTED.fill(theme), "size": 12}
    axes: dict[str, Any] = {
        name: {"domain": [low, high], "fixedrange": True, "automargin": True, "gridcolor": LINE.fill(theme)}
        | {"tickfont": muted, "zeroline": False, "nticks": 3, "ticksuffix": "  "}
        for name, low, high in _PANELS
    }
    axes["yaxis2"] |= {**money_ticks(currency), "nticks": 3, "rangemode": "tozero"}
    axes["yaxis3"] |= {"type": "date", "tickformat": "%-d %b"}
    axes["yaxis4"] |= _ordered(days, "category_label", "category_place", reverse=True)
    axes["yaxis5"] |= _ordered(days, "stage", "stage_order", reverse=False)
    return figure(
        [trace for trace in traces if trace["x"]],
        theme,
        height=520,
        legend=True,
        layout={
            **axes,
            "annotations": [
                {"text": f"<b>{title}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": high, "showarrow": False}
                | {"xanchor": "left", "yanchor": "bottom", "font": muted}
                for title, (_, _, high) in zip(titles, _PANELS, strict=True)
            ],
        },
        xaxis={"type": "date", "anchor": "y5", "gridcolor": LINE.fill(theme), "tickfont": muted, "nticks": 6}
        | {"tickformat": "%-d %b<br>%Y"},
        yaxis={"domain": [0.92, 1], "range": [-1, 1], "visible": False},
    )


def _marked(kind: str, rows: pd.DataFrame, currency: str, theme: Theme) -> dict[str, Any]:
    symbol, tone = _MARKS[kind]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": kind.capitalize(),
        "x": rows["marked_on"].tolist(),
        "y": [0] * len(rows),
        "cliponaxis": False,
        "marker": {"symbol": symbol, "size": 11, "color": tone.fill(theme), "line": {"width": 1.5}},
        "customdata": [
            _said(mark, words.day(was), words.day(now), words.money(amount, currency), who)
            for mark, was, now, amount, who in rows[_TOLD].to_numpy(object)
        ],
        "hovertemplate": "<b>%{x|%-d %b %Y}</b><br>%{customdata}<extra></extra>",
    }


def _said(mark: str, was: str, now: str, amount: str, who: str) -> str:
    """What one mark says on hover."""
    match mark:
        case "pushed":
            return f"Pushed from {was} to {now}"
        case "consult":
            return "Consult with the team"
        case "in a Commit call":
            return f"In the Commit call of {who}: {amount}"
        case _:
            return f"{mark.capitalize()}: {amount}"


def _ordered(days: pd.DataFrame, name: str, place: str, *, reverse: bool) -> dict[str, Any]:
    """An axis of the names that occur, the further along the higher."""
    names = days.sort_values(place, ascending=not reverse, na_position="first")[name].dropna()
    found = list(dict.fromkeys(names))
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": found,
        "range": [-0.5, max(len(found) - 0.5, 0.5)],
        "nticks": max(len(found), 1),
    }
