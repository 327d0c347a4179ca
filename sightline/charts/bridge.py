"""The adoption bridge: how many accounts there were, what came, what went, how many there are."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import ROW, figure, inked, names, of_texts
from sightline.charts.palette import BRIDGE, INK, PAGE, Theme, Tone

_ENDS = ("start", "end")
_ROOM, _AROUND = 0.5, 0.3
"""Room for the names, and beside the changes, as parts of what the changes span."""


@of_texts
def bridge(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A waterfall of one bar of `adoption_bridge` ("eligible" or "covered"), steps in their order from the top.

    The axis shows the changes, not the way up to them from nought. Start and end are drawn from the frame and every
    step begins where the one before ended, so a bridge that did not balance would be seen. A click selects the
    step's `[bar, bucket]` (customdata). Bars rather than Plotly's own waterfall, whose steps Streamlit cannot select.
    """
    frame = frame.sort_values("place")
    steps, sizes = frame["bucket"].tolist(), frame["accounts"].tolist()
    reached = frame["accounts"].where(frame["bucket"] != "end", 0).cumsum()
    begins = [0 if step in _ENDS else begin for step, begin in zip(steps, reached.shift(), strict=True)]
    first, last = _zoomed([*reached, *sizes[-1:]])
    data = frame[["bar", "bucket", "accounts"]].to_numpy(object)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(steps))),
        "x": sizes,
        "base": begins,
        "text": [
            words.number(size) if step in _ENDS else words.change(size) for step, size in zip(steps, sizes, strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": data,
        "hovertext": [step.capitalize() for step in steps],
        "hovertemplate": "<b>%{hovertext}</b><br>%{customdata[2]} accounts<extra></extra>",
        "marker": {"color": [_tone(step, size).fill(theme) for step, size in zip(steps, sizes, strict=True)]},
        **inked(theme, INK),
    }
    labels = [step.capitalize() for step in steps]
    begin = first - _ROOM * (last - first)
    heads = names(labels, range(len(steps)), data, (begin, first), theme)
    return figure(
        [bars, {**heads, "marker": {"color": PAGE.fill(theme)}}],
        theme,
        height=ROW * len(steps) + 40,
        layout={"bargap": 0.3, "barmode": "overlay", "margin": {"r": 44}},
        xaxis={
            "range": [begin, last],
            "visible": False,
        },
        yaxis={"range": [len(steps) - 0.5, -0.5], "visible": False},
    )


def _zoomed(reached: list[int]) -> tuple[float, float]:
    """The part of the axis where the changes lie, with room beside them; never below nought."""
    low, high = min(reached), max(reached)
    around = max(_AROUND * (high - low), 1)
    return max(low - around, 0), high + around


def _tone(step: str, size: int) -> Tone:
    if step in _ENDS:
        return BRIDGE["total"]
    return BRIDGE["came" if size > 0 else "went"]
