"""A pack's chart on the page, drawn from the same block as in the deck."""

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import figure, money_ticks, share_ticks
from sightline.charts.palette import INK, WATERFALL, Theme, ink_on
from sightline.packs import waterfall
from sightline.packs.blocks import Chart

_HEIGHT = 320


def slide_chart(chart: Chart, theme: Theme) -> go.Figure:
    """The figure of one chart of a slide."""
    chart = replace(
        chart,
        categories=tuple(words.drawn(name) for name in chart.categories),
        series=tuple(replace(one, name=words.drawn(one.name)) for one in chart.series),
    )
    draw = {"waterfall": _waterfall, "lines": _lines, "bars": _bars, "stacked bars": _bars}.get(chart.kind, _columns)
    form = money_ticks(chart.currency) if chart.unit == "money" else {}
    form |= share_ticks(0, 0.25, 0.5, 0.75, 1) if chart.unit == "share" else {}
    is_lying = "bars" in chart.kind
    values: dict[str, Any] = {**form, "rangemode": "tozero", "showgrid": False, "showticklabels": not is_lying}
    names: dict[str, Any] = {"type": "category", "showgrid": False}
    if is_lying:
        names["autorange"] = "reversed"
    return figure(
        draw(chart, theme),
        theme,
        height=max(_HEIGHT, 34 * len(chart.categories)) if is_lying else _HEIGHT,
        legend=len(chart.series) > 1,
        xaxis=values if is_lying else names,
        yaxis=names if is_lying else values,
        layout={"barmode": "stack" if "stacked" in chart.kind else "group", "bargap": 0.35},
    )


def _waterfall(chart: Chart, theme: Theme) -> list[dict[str, Any]]:
    stand = waterfall.bars(chart)
    return [
        {
            "type": "bar",
            "x": list(chart.categories),
            "base": [bar.start for bar in stand],
            "y": [bar.end - bar.start for bar in stand],
            "marker": {"color": [WATERFALL[bar.tone].fill(theme) for bar in stand]},
            "text": [bar.text for bar in stand],
            "textposition": "outside",
            "cliponaxis": False,
            "hovertemplate": "%{x}: %{text}<extra></extra>",
        }
    ]


def _columns(chart: Chart, theme: Theme) -> list[dict[str, Any]]:
    inside = "stacked" in chart.kind
    return [
        {
            "type": "bar",
            "name": one.name,
            "x": list(chart.categories),
            "y": [cell.number for cell in one.cells],
            "text": [cell.text if cell.column else "" for cell in one.cells],
            "textposition": "inside" if inside else "outside",
            "insidetextanchor": "middle",
            "textfont": {"color": ink_on(one.tone.fill(theme)) if inside else INK.fill(theme)},
            "cliponaxis": False,
            "marker": {"color": one.tone.fill(theme)},
            "hovertemplate": f"{one.name}: %{{text}}<extra></extra>",
        }
        for one in chart.series
    ]


def _bars(chart: Chart, theme: Theme) -> list[dict[str, Any]]:
    """The same lying down."""
    return [{**one, "orientation": "h", "x": one["y"], "y": one["x"]} for one in _columns(chart, theme)]


def _lines(chart: Chart, theme: Theme) -> list[dict[str, Any]]:
    """Lines whose gaps stay gaps."""
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": one.name,
            "x": list(chart.categories),
            "y": [cell.number for cell in one.cells],
            "text": [cell.text for cell in one.cells],
            "connectgaps": False,
            "line": {"color": one.tone.fill(theme), "width": 2.5},
            "hovertemplate": f"%{{x}}, {one.name}: %{{text}}<extra></extra>",
        }
        for one in chart.series
    ]
