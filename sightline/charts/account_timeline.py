"""What happened at one account over time: events, reviews and changes on three lines."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure, of_texts
from sightline.charts.palette import INK, LINE, MUTED, PRIMARY, WATCH, Theme

LANES = ("event", "review", "change")


@of_texts
def account_timeline(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """One mark per happening, on a line per kind; what overtook the plan is a large amber diamond.

    Takes the rows of `account_timeline`.
    """
    lanes = [lane for lane in LANES if lane in set(frame["kind"])]
    kinds = (
        ("overtook the plan", frame["is_overtaking"], WATCH, "diamond", 15),
        ("event", (frame["kind"] == "event") & ~frame["is_overtaking"], INK, "diamond-open", 10),
        ("review", frame["kind"] == "review", PRIMARY, "circle", 10),
        ("change", frame["kind"] == "change", MUTED, "line-ns-open", 12),
    )
    traces = []
    for name, is_shown, tone, symbol, size in kinds:
        rows = frame[is_shown]
        if rows.empty:
            continue
        traces.append(
            go.Scatter(
                name=name,
                mode="markers",
                x=rows["happened_on"].tolist(),
                y=[lanes.index(kind) for kind in rows["kind"]],
                marker={"symbol": symbol, "size": size, "color": tone.fill(theme), "line": {"width": 2}},
                customdata=rows[["what", "note"]].fillna("").to_numpy(object),
                hovertemplate="<b>%{x|%-d %b %Y}</b><br>%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
            )
        )
    drawn = figure(traces, theme, height=46 * len(lanes) + 90, legend=True)
    drawn.update_xaxes(gridcolor=LINE.fill(theme), tickfont={"color": MUTED.fill(theme), "size": 12}, nticks=6)
    drawn.update_yaxes(
        range=[len(lanes) - 0.4, -0.6],
        tickvals=list(range(len(lanes))),
        ticktext=[lane.capitalize() + "s" for lane in lanes],
        gridcolor=LINE.fill(theme),
        ticksuffix="  ",
    )
    return drawn
