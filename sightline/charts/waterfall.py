"""The pipeline waterfall: what was there, what came and went, what is there."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import ROW, clicked, figure
from sightline.charts.palette import LINE, MUTED, PAGE, WATERFALL, Theme

_LABEL = 0.1
"""What a label takes of the widest bar: left of a step that goes down to nothing it would lie over the step's name."""


def waterfall(frame: pd.DataFrame, currency: str, theme: Theme = "light") -> go.Figure:
    """One bar per step of `pipeline_waterfall` that has deals, from the top; the ends are always drawn.

    Every step begins where the query says the ones before it ended, above or below zero, so a waterfall that did not
    balance would be seen. A click selects the step's `[bucket, deals, amount]` (customdata).
    """
    rows = frame[((frame["deals"] > 0) | frame["kind"].isin(["start", "end"])) & (frame["kind"] != "note")]
    tones = [WATERFALL[tone] for tone in rows["tone"]]
    ends = rows["begins_amount"] + rows["amount"]
    room = _LABEL * max(rows["begins_amount"].max(), ends.max(), 0)
    crowded = ((rows["amount"] < 0) & (ends >= 0) & (ends < room)).any()
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": [bucket.capitalize() for bucket in rows["bucket"]],
        "x": rows["amount"].tolist(),
        "base": rows["begins_amount"].tolist(),
        "text": [_said(kind, amount, currency) for kind, amount in rows[["kind", "amount"]].to_numpy()],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": rows[["bucket", "deals", "amount", "meaning"]].to_numpy(object),
        "hovertemplate": (
            f"<b>%{{y}}</b><br>{currency} %{{customdata[2]:,.0f}} in %{{customdata[1]}} deals<br>%{{customdata[3]}}"
            "<extra></extra>"
        ),
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
    return figure(
        [bars],
        theme,
        height=ROW * len(rows) + 50,
        layout={"bargap": 0.28, "margin": {"r": 64}},
        xaxis={
            "rangemode": "tozero",
            "autorangeoptions": {"include": [-room] if crowded else [0]},
            "gridcolor": LINE.fill(theme),
            "zeroline": True,
            "zerolinecolor": MUTED.fill(theme),
            "tickformat": "~s",
            "nticks": 6,
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={"autorange": "reversed", "type": "category", "showgrid": False, "ticksuffix": "  "},
    )


def _said(kind: str, amount: float, currency: str) -> str:
    short = words.money(amount, currency)
    return short if kind in ("start", "end") or amount <= 0 else f"+{short}"
