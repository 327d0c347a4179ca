"""The adoption bridge: how many accounts there were, what came, what went, how many there are."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import BRIDGE, LINE, MUTED, Theme

_MEASURES = {"start": "absolute", "end": "total"}


def bridge(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A waterfall of one bar of `adoption_bridge` ("eligible" or "covered"), steps in their order.

    Plotly stacks the signed steps itself, so a bridge that did not balance would show an end that differs from the
    one in the frame. A click selects the step's `[bar, bucket]` (customdata).
    """
    frame = frame.sort_values("place")
    steps = frame["bucket"].tolist()
    fall = go.Waterfall(
        x=[step.replace(" ", "<br>", 1) for step in steps],
        y=frame["accounts"].tolist(),
        measure=[_MEASURES.get(step, "relative") for step in steps],
        text=[
            f"{value:+d}" if step not in _MEASURES else f"{value}"
            for step, value in zip(steps, frame["accounts"], strict=True)
        ],
        textposition="outside",
        cliponaxis=False,
        customdata=frame[["bar", "bucket", "accounts"]].to_numpy(object),
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]} accounts<extra></extra>",
        totals={"marker": {"color": BRIDGE["total"].fill(theme)}},
        increasing={"marker": {"color": BRIDGE["came"].fill(theme)}},
        decreasing={"marker": {"color": BRIDGE["went"].fill(theme)}},
        connector={"line": {"color": MUTED.fill(theme), "width": 1, "dash": "dot"}},
    )
    drawn = figure([fall], theme, height=300)
    drawn.update_layout(waterfallgap=0.35, margin={"t": 26})
    drawn.update_xaxes(type="category", showgrid=False, tickfont={"color": MUTED.fill(theme), "size": 12}, tickangle=0)
    drawn.update_yaxes(rangemode="tozero", gridcolor=LINE.fill(theme), tickfont={"color": MUTED.fill(theme)})
    return drawn
