"""Key accounts by aspects of the relationship: one coloured cell each, with the figure and a mark in it."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, figure
from sightline.charts.palette import BANDS, LINE, MUTED, Theme, ink_on

ASPECTS = {
    "rung_band": "Rung",
    "touch_band": "Threads",
    "buyer_band": "Economic<br>buyer",
    "power_band": "Power<br>reached",
    "breadth_band": "Lines<br>reached",
    "nps_band": "NPS",
    "age_band": "Median<br>age",
    "fill_band": "Filled in",
}
"""The columns of the picture from left to right: the band that colours a cell, and its head."""

_CELL = 0.96
_BUYER = {"good": "met", "fair": "known", "poor": "none", "unknown": "?"}
_ARROWS = {"up": " ↑", "down": " ↓", "level": " →"}


def relationship_heat(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A grid of accounts × aspects in the order of the frame; each cell says its figure and, where weak, a mark.

    Takes rows of `relationship_accounts`. `!` is weak, `~` is middling, `?` is unknown. A click anywhere in a row
    selects its `[account_id]` (customdata).
    """
    names = _names(frame)
    rows = list(zip(names, frame.itertuples(), strict=True))
    cells = [(name, row, place, band) for name, row in rows for place, band in enumerate(ASPECTS)]
    bands = [str(getattr(row, band)) for _, row, _, band in cells]
    fills = [BANDS[band].fill(theme) for band in bands]
    muted = MUTED.fill(theme)
    grid = {
        "type": "bar",
        "orientation": "h",
        "y": [name for name, _, _, _ in cells],
        "base": [place for _, _, place, _ in cells],
        "x": [_CELL] * len(cells),
        "width": 0.88,
        "text": [_text(row, band, standing) for (_, row, _, band), standing in zip(cells, bands, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {
            "size": 12,
            "color": [muted if band == "unknown" else ink_on(fill) for band, fill in zip(bands, fills, strict=True)],
        },
        "marker": {
            "color": fills,
            "line": {"width": [1 if band == "unknown" else 0 for band in bands], "color": LINE.fill(theme)},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "customdata": [[row.account_id, row.account_name, _hover(row)] for _, row, _, _ in cells],
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    }
    return figure(
        [grid],
        theme,
        height=ROW * max(len(frame), 1) + 56,
        layout={"barmode": "overlay"},
        xaxis={
            "side": "top",
            "range": [0, len(ASPECTS)],
            "tickvals": [place + _CELL / 2 for place in range(len(ASPECTS))],
            "ticktext": list(ASPECTS.values()),
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": muted, "size": 11},
        },
        yaxis={
            "range": [len(frame) - 0.5, -0.5],
            "categoryorder": "array",
            "categoryarray": names,
            "showgrid": False,
            "ticksuffix": "  ",
        },
    )


def _names(frame: pd.DataFrame) -> list[str]:
    """Names short enough for the axis, made different where two accounts share one."""
    seen: dict[str, int] = {}
    names = []
    for name in frame["account_name"]:
        short = name if len(name) <= 26 else f"{name[:25]}…"
        seen[short] = seen.get(short, 0) + 1
        names.append(short + "\u200b" * (seen[short] - 1))
    return names


def _text(row: Any, band: str, standing: str) -> str:
    mark = BANDS[standing].mark
    said = _said(row, band, standing)
    return said if standing == "unknown" or not mark else f"{said} {mark}"


def _said(row: Any, band: str, standing: str) -> str:
    """What a cell says; "?" where nothing is known."""
    match band:
        case "rung_band":
            return str(row.rung) if row.rung != "unknown" else "?"
        case "touch_band":
            return _count(row.threads)
        case "buyer_band":
            return _BUYER[standing]
        case "power_band":
            return "?" if standing == "unknown" else f"{_count(row.power_reached)}/{_count(row.power_contacts)}"
        case "breadth_band":
            known = "" if pd.isna(row.known_lobs) else f"/{_count(row.known_lobs)}"
            return f"{_count(row.reached_lobs)}{known}"
        case "nps_band":
            if pd.notna(row.nps):
                return f"{row.nps:+.0f} ({_count(row.nps_answers)}){_ARROWS.get(str(row.nps_trend), '')}"
            return f"n={_count(row.nps_answers)}" if pd.notna(row.nps_answers) and row.nps_answers else "?"
        case "age_band":
            return "?" if standing == "unknown" else f"{_count(row.attribute_age_days)} d"
        case _:
            return "?" if pd.isna(row.fill_share) else f"{row.fill_share:.0%}"


def _count(value: Any) -> str:
    return "?" if pd.isna(value) else f"{int(value)}"


def _hover(row: Any) -> str:
    return str(row.blocking_fact) if isinstance(row.blocking_fact, str) else "every rung reached"
