"""Key accounts by aspects of the relationship: one coloured cell each, with the figure and a mark in it."""

from html import escape
from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import Spec, clicked, figure
from sightline.charts.palette import BANDS, INK, LINE, MUTED, Theme, ink_on

ASPECTS = {
    "rung_band": "Rung",
    "touch_band": "Threads",
    "buyer_band": "Buyer",
    "power_band": "Power",
    "breadth_band": "Lines",
    "nps_band": "NPS",
    "age_band": "Age",
    "fill_band": "Filled",
}
"""The columns of the picture from left to right: the band that colours a cell, and its head."""

STANDINGS = ("strong", "fair", "weak", "no data")
"""What the bands are called in the legend."""

_CELL = 0.96
_ROW = 46
"""Height of one account in pixels: its name above, its cells below, so that a phone has room for both."""
_BUYER = {"good": "met", "fair": "known", "poor": "none", "unknown": "?"}
_ARROWS = {"up": "↑", "down": "↓", "level": "→"}


def relationship_heat(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A strip of coloured cells per account in the order of the frame, each with its figure and, where weak, a mark.

    Takes rows of `relationship_accounts`. `!` is weak, `~` is fair, `?` is unknown. A click anywhere in a strip
    selects its `[account_id]` (customdata).
    """
    cells = [
        (line, row, place, band) for line, row in enumerate(frame.itertuples()) for place, band in enumerate(ASPECTS)
    ]
    bands = [str(getattr(row, band)) for _, row, _, band in cells]
    fills = [BANDS[band].fill(theme) for band in bands]
    muted = MUTED.fill(theme)
    grid = {
        "type": "bar",
        "orientation": "h",
        "y": [line + 0.22 for line, _, _, _ in cells],
        "base": [place for _, _, place, _ in cells],
        "x": [_CELL] * len(cells),
        "width": 0.52,
        "text": [_text(row, band, standing) for (_, row, _, band), standing in zip(cells, bands, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {
            "size": 12,
            "color": [muted if band == "unknown" else ink_on(fill) for band, fill in zip(bands, fills, strict=True)],
        },
        "showlegend": False,
        "marker": {
            "color": fills,
            "line": {"width": [1 if band == "unknown" else 0 for band in bands], "color": LINE.fill(theme)},
        },
        **clicked(1),
        "customdata": [[row.account_id, row.account_name, _hover(row)] for _, row, _, _ in cells],
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    }
    names = {
        "type": "scatter",
        "mode": "text",
        "showlegend": False,
        "x": [0] * len(frame),
        "y": [line - 0.24 for line in range(len(frame))],
        "text": [_name(row) for row in frame.itertuples()],
        "textposition": "middle right",
        "textfont": {"color": INK.fill(theme), "size": 13},
        "hoverinfo": "skip",
        "cliponaxis": True,
        "unselected": {"textfont": {"color": INK.fill(theme)}},
    }
    return figure(
        [grid, names, *_legend(theme)],
        theme,
        height=_ROW * max(len(frame), 1) + 90,
        legend=True,
        layout={
            "barmode": "overlay",
            "margin": {"t": 62},
            "legend": {"y": 1, "yref": "container", "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
        },
        xaxis={
            "side": "top",
            "range": [0, len(ASPECTS)],
            "tickvals": [place + _CELL / 2 for place in range(len(ASPECTS))],
            "ticktext": list(ASPECTS.values()),
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": muted, "size": 11},
        },
        yaxis={"range": [len(frame) - 0.5, -0.5], "visible": False},
    )


def _legend(theme: Theme) -> list[Spec]:
    """What each fill and mark means: traces without a point, which only the legend shows."""
    return [
        {
            "type": "bar",
            "x": [None],
            "y": [None],
            "name": f"{said} {tone.mark}".strip(),
            "marker": {"color": tone.fill(theme), "line": {"width": 1, "color": LINE.fill(theme)}},
            "hoverinfo": "skip",
        }
        for said, tone in zip(STANDINGS, BANDS.values(), strict=True)
    ]


def _name(row: Annotated[Any, "relationship_accounts"]) -> str:
    """The account in bold, and whose it is."""
    name = str(row.account_name)
    return f"<b>{escape(name if len(name) <= 30 else f'{name[:29]}…')}</b> · {escape(str(row.person_name))}"


def _text(row: Annotated[Any, "relationship_accounts"], band: str, standing: str) -> str:
    mark = BANDS[standing].mark
    said = _said(row, band, standing)
    return said if standing == "unknown" or not mark else f"{said}{mark}"


def _said(row: Annotated[Any, "relationship_accounts"], band: str, standing: str) -> str:
    """What a cell says; "?" where nothing is known."""
    match band:
        case "rung_band":
            return str(row.rung) if row.rung != "unknown" else "?"
        case "touch_band":
            return _count(row.threads)
        case "buyer_band":
            return _BUYER[standing]
        case "power_band":
            if standing == "unknown":
                return "?"
            return f"{_count(row.power_reached)}/{_count(row.power_contacts)}" if row.power_contacts else "none"
        case "breadth_band":
            known = "" if pd.isna(row.known_lobs) else f"/{_count(row.known_lobs)}"
            return f"{_count(row.reached_lobs)}{known}"
        case "nps_band":
            if pd.notna(row.nps):
                return f"{row.nps:+.0f}{_ARROWS.get(str(row.nps_trend), '')}<sub>{_count(row.nps_answers)}</sub>"
            return f"n={_count(row.nps_answers)}" if pd.notna(row.nps_answers) and row.nps_answers else "?"
        case "age_band":
            return "?" if standing == "unknown" else f"{_count(row.attribute_age_days)} d"
        case _:
            return "?" if pd.isna(row.fill_share) else f"{row.fill_share:.0%}"


def _count(value: Any) -> str:
    return "?" if pd.isna(value) else f"{int(value)}"


def _hover(row: Annotated[Any, "relationship_accounts"]) -> str:
    return str(row.blocking_fact) if isinstance(row.blocking_fact, str) else "every rung reached"
