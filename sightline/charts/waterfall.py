"""The pipeline waterfall: what was there, what came and went, what is there."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import ROW, UNDER_AXIS, clicked, figure, money_ticks
from sightline.charts.palette import INK, LINE, MUTED, PAGE, WATERFALL, Theme

_ROOM = 0.3
"""Room on either side of the steps for their labels, as a share of the width they take."""
_SLIGHT = 0.05
"""Changes below this share of the totals are drawn alone, from nothing: zoomed in, they would look like most of it."""
_NAMES = 0.24
"""The share of the width that the names take: the longest one on a phone."""


def waterfall(frame: pd.DataFrame, currency: str, theme: Theme = "light") -> go.Figure:
    """One bar per step of `pipeline_waterfall` that has deals, from the top, and the two ends.

    Every step begins where the query says the ones before it ended, above or below zero, so a waterfall that did not
    balance would be seen. The axis shows the steps; where it does not reach down to nothing, it says where it begins,
    and the two ends are cut there. Changes too slight to be seen beside the totals are drawn without them. A click on a
    bar or on its name selects the step's `[bucket, deals, amount]` (customdata): names are bars without a colour, as
    nobody can click the mark of an axis.
    """
    rows = frame[((frame["deals"] > 0) | frame["kind"].isin(["start", "end"])) & (frame["kind"] != "note")]
    ends = rows["kind"].isin(["start", "end"])
    low, high = _reach(rows)
    cut = f"Axis starts at {words.money(low, currency)}" if low > 0 else ""
    if (~ends).any() and rows.loc[~ends, "amount"].abs().sum() < _SLIGHT * rows.loc[ends, "amount"].abs().max():
        start, end = (words.exact_money(amount, currency) for amount in rows.loc[ends, "amount"])
        cut = f"Changes alone: {start} at the start, {end} at the end"
        rows = rows[~ends].assign(begins_amount=0.0)
        low, high = _reach(rows)
    tones = [WATERFALL[tone] for tone in rows["tone"]]
    names = [bucket.capitalize() for bucket in rows["bucket"]]
    shared: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "customdata": [
            [bucket, deals, amount, words.exact_money(amount, currency), words.counted(deals, "deal"), meaning]
            for bucket, deals, amount, meaning in rows[["bucket", "deals", "amount", "meaning"]].to_numpy(object)
        ],
        "hovertemplate": (
            "<b>%{y}</b><br>%{customdata[3]} in %{customdata[4]}<br>%{customdata[5]}<br>Click to see the deals"
            "<extra></extra>"
        ),
    }
    bars = {
        **shared,
        "x": rows["amount"].tolist(),
        "base": rows["begins_amount"].tolist(),
        "text": [_said(kind, amount, currency) for kind, amount in rows[["kind", "amount"]].to_numpy()],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": [tone.fill(theme) for tone in tones],
            "pattern": {
                "shape": ["/" if tone.is_hatched else "" for tone in tones],
                "fgcolor": [tone.fill(theme) for tone in tones],
                "bgcolor": PAGE.fill(theme),
                "size": 6,
            },
        },
        **clicked(),
    }
    named = {
        **shared,
        "x": [1] * len(names),
        "xaxis": "x2",
        "text": names,
        "textposition": "inside",
        "insidetextanchor": "end",
        "constraintext": "none",
        "textangle": 0,
        "textfont": {"color": INK.fill(theme)},
        "marker": {"color": "rgba(0,0,0,0)"},
        "selected": {"textfont": {"color": INK.fill(theme)}},
        "unselected": {"textfont": {"color": MUTED.fill(theme)}},
    }
    return figure(
        [bars, named],
        theme,
        height=ROW * len(rows) + (70 if cut else 50),
        layout={
            "bargap": 0.28,
            "margin": {"r": 64, "b": UNDER_AXIS},
            "xaxis2": {"domain": [0, _NAMES], "range": [0, 1], "visible": False, "fixedrange": True},
        },
        xaxis={
            "domain": [_NAMES + 0.01, 1],
            "range": [low, high],
            "title": {"text": cut, "font": {"color": MUTED.fill(theme), "size": 12}},
            "gridcolor": LINE.fill(theme),
            "zeroline": True,
            "zerolinecolor": MUTED.fill(theme),
            **money_ticks(currency),
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={"autorange": "reversed", "type": "category", "showgrid": False, "showticklabels": False},
    )


def _reach(rows: pd.DataFrame) -> tuple[float, float]:
    """From where to where the axis goes: what the steps span, with room for their labels."""
    begins = rows.loc[~rows["kind"].isin(["start", "end"]), "begins_amount"]
    marks = pd.concat([begins, rows["begins_amount"] + rows["amount"]]).astype(float)
    low, high = float(marks.min()), float(marks.max())
    room = _ROOM * ((high - low) or abs(high) or 1)
    return low - room, high + room


def _said(kind: str, amount: float, currency: str) -> str:
    short = words.money(amount, currency)
    return short if kind in ("start", "end") or amount <= 0 else f"+{short}"
