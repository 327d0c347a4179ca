"""The adoption bridge: how many accounts there were, what came, what went, how many there are."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, clicked, figure
from sightline.charts.palette import BRIDGE, LINE, MUTED, Theme, Tone

_ENDS = ("start", "end")


def bridge(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A waterfall of one bar of `adoption_bridge` ("eligible" or "covered"), steps in their order from the top.

    Start and end are drawn from the frame and every step begins where the one before ended, so a bridge that did
    not balance would be seen. A click selects the step's `[bar, bucket]` (customdata). Bars rather than Plotly's own
    waterfall, whose steps Streamlit cannot select.
    """
    frame = frame.sort_values("place")
    steps, sizes = frame["bucket"].tolist(), frame["accounts"].tolist()
    changes = frame["accounts"].where(frame["bucket"] != "end", 0)
    begins = [0 if step in _ENDS else begin for step, begin in zip(steps, changes.cumsum().shift(), strict=True)]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [step.capitalize() for step in steps],
        "x": sizes,
        "base": begins,
        "text": [
            f"{size}" if step in _ENDS else f"{size:+d}".replace("-", "−")
            for step, size in zip(steps, sizes, strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": frame[["bar", "bucket", "accounts"]].to_numpy(object),
        "hovertemplate": "<b>%{y}</b><br>%{customdata[2]} accounts<extra></extra>",
        "marker": {"color": [_tone(step, size).fill(theme) for step, size in zip(steps, sizes, strict=True)]},
        **clicked(),
    }
    return figure(
        [bars],
        theme,
        height=ROW * len(steps) + 40,
        layout={"bargap": 0.3, "margin": {"r": 44}},
        xaxis={"rangemode": "tozero", "gridcolor": LINE.fill(theme), "tickfont": {"color": MUTED.fill(theme)}},
        yaxis={"autorange": "reversed", "type": "category", "showgrid": False, "ticksuffix": "  "},
    )


def _tone(step: str, size: int) -> Tone:
    if step in _ENDS:
        return BRIDGE["total"]
    return BRIDGE["came" if size > 0 else "went"]
