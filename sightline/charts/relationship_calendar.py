"""When key accounts renew: those on one contact or none each on a line of their own, all others faint on one."""

from html import escape
from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import Spec, clicked, figure, names
from sightline.charts.palette import ACT, LINE, MUTED, NOTE, WATCH, Theme

WEAK = {"nobody in touch": "x", "one contact": "diamond"}
"""The shape of a dot that says how little holds an account."""
SHOWN = 7
"""Lines of their own: the next renewals that hang on one contact or none."""
_TONES = {"act": ACT, "watch": WATCH, "later": NOTE}
_ROW = 36
"""Height of a line in pixels: its words above, its dot below, so that a phone has room for both."""
_HOVERS = "%{customdata[1]}<extra></extra>"
_LARGEST = 16
_SMALLEST = 8
"""Width of the dot of the largest yearly spend, and of any other at least, in pixels."""


def relationship_calendar(
    frame: pd.DataFrame, marks: tuple[int, int], currency: str, theme: Theme = "light"
) -> go.Figure:
    """A dot per account at the day of its renewal, as large as its yearly spend; red or amber where it is near.

    Takes the rows of `relationship_calendar`; `marks` are the days up to which a renewal is red, and amber. A click
    on a dot or a name selects `[account_id]` (customdata).
    """
    is_weak = frame["held_by"].isin(list(WEAK))
    weak = frame[is_weak].head(SHOWN)
    others = frame[~is_weak]
    largest = max(float(frame["arr"].max()) if frame["arr"].notna().any() else 0.0, 1.0)
    muted = MUTED.fill(theme)
    as_of = frame["as_of_on"].iloc[0]
    heads = {
        **names(
            [_words(row, currency) for row in weak.itertuples()],
            range(len(weak)),
            [[row.account_id, _hover(row, currency)] for row in weak.itertuples()],
            (0, 365),
            theme,
        ),
        "y": [line - 0.2 for line in range(len(weak))],
        "width": 0.5,
        "hovertemplate": _HOVERS,
    }
    dots = [
        {
            **_dots(rows, [line + 0.3 for line, held in enumerate(weak["held_by"]) if held == name]),
            "name": name,
            "marker": {
                "symbol": symbol,
                "size": _sizes(rows, largest),
                "opacity": 1,
                "color": [_TONES[mark].fill(theme) for mark in rows["renewal_mark"]],
                "line": {"width": 0},
            },
            **_opens(rows, currency),
            **clicked(1),
        }
        for name, symbol in WEAK.items()
        if len(rows := weak[weak["held_by"] == name])
    ]
    rest = {
        **_dots(others, [len(weak) + 0.3] * len(others)),
        "name": "other renewals",
        "marker": {
            "symbol": "circle",
            "size": _sizes(others, largest),
            "color": muted,
            "opacity": 0.45,
            "line": {"width": 0},
        },
        **_opens(others, currency),
        **clicked(0.45),
    }
    return figure(
        [*dots, rest, heads],
        theme,
        height=_ROW * (len(weak) + 1) + 64,
        legend=True,
        layout={
            "margin": {"t": 26, "b": 26},
            "legend": {"itemsizing": "constant", "itemclick": False, "itemdoubleclick": False},
            "shapes": [piece for line in range(len(weak) + 1) for piece in _lane(line, marks, LINE.fill(theme))],
        },
        xaxis={
            "range": [-12, 378],
            "tickvals": [0, *marks, 365],
            "ticktext": [words.day(as_of), *(f"+{days} days" for days in marks), "+1 year"],
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": muted, "size": 12},
        },
        yaxis={"range": [len(weak) + 0.6, -0.5], "visible": False},
    )


def _dots(rows: pd.DataFrame, lines: list[float]) -> Spec:
    return {"type": "scatter", "mode": "markers", "x": rows["renewal_days"].tolist(), "y": lines, "cliponaxis": False}


def _sizes(rows: pd.DataFrame, largest: float) -> list[float]:
    """Widths so that the area of a dot is as its yearly spend; what is unknown is the smallest."""
    return [max(_SMALLEST, _LARGEST * (float(arr) / largest) ** 0.5) for arr in rows["arr"].fillna(0).clip(lower=0)]


def _opens(rows: pd.DataFrame, currency: str) -> Spec:
    """What a click on a point selects, and what its hover says."""
    return {
        "customdata": [[row.account_id, _hover(row, currency)] for row in rows.itertuples()],
        "hovertemplate": _HOVERS,
    }


def _lane(line: int, marks: tuple[int, int], colour: str) -> list[Spec]:
    """The year of one line with its two marks, below the words, so that no line runs through a name."""
    common = {"type": "line", "layer": "below", "line": {"color": colour, "width": 1}}
    year = {**common, "x0": 0, "x1": 365, "y0": line + 0.3, "y1": line + 0.3}
    return [year, *({**common, "x0": days, "x1": days, "y0": line + 0.16, "y1": line + 0.44} for days in marks)]


def _words(row: Annotated[Any, "relationship_calendar"], currency: str) -> str:
    """The account in bold, the day it renews and its spend."""
    return f"<b>{escape(str(row.account_name))}</b> · {words.day(row.renewal_on)} · {words.money(row.arr, currency)}"


def _hover(row: Annotated[Any, "relationship_calendar"], currency: str) -> str:
    contact = f": {escape(str(row.thread_contact_name))}" if row.held_by == "one contact" else ""
    held = "contacts in touch unknown" if row.held_by == "unknown" else f"{row.held_by}{contact}"
    return (
        f"<b>{escape(str(row.account_name))}</b> · {escape(str(row.person_name))}<br>"
        f"Renews {words.day(row.renewal_on)}, {words.from_day(row.renewal_days, row.as_of_on)}"
        f" · {words.money(row.arr, currency)} a year<br>"
        f"{held[0].upper()}{held[1:]}<br>Click to open"
    )
