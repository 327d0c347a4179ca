"""A share over fiscal quarters, with the line a leader set as target."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import LINE, MUTED, PAGE, PRIMARY, Theme


def share_trend(frame: pd.DataFrame, target: float | None = None, theme: Theme = "light") -> go.Figure:
    """A line of `coverage_share` by `quarter_label`, its last point open where the quarter still runs.

    Takes the rows of `adoption_trend` in time order. A quarter without key accounts leaves a gap in the line.
    """
    ink = PRIMARY.fill(theme)
    running = frame["is_today"] if "is_today" in frame else pd.Series(data=False, index=frame.index)
    line = go.Scatter(
        x=frame["quarter_label"].tolist(),
        y=frame["coverage_share"].tolist(),
        mode="lines+markers+text",
        text=[
            *[""] * (len(frame) - 1),
            *[f"{share:.0%}" for share in frame["coverage_share"].tail(1) if pd.notna(share)],
        ],
        textposition="top center",
        cliponaxis=False,
        customdata=frame[["covered_accounts", "eligible_accounts"]].to_numpy(object),
        hovertemplate="<b>%{x}</b><br>%{y:.0%}: %{customdata[0]} of %{customdata[1]} key accounts<extra></extra>",
        line={"color": ink, "width": 2.5},
        marker={
            "size": 9,
            "color": [PAGE.fill(theme) if is_running else ink for is_running in running],
            "line": {"color": ink, "width": 2},
        },
        connectgaps=False,
    )
    drawn = figure([line], theme, height=260)
    drawn.update_xaxes(
        type="category",
        showgrid=False,
        tickangle=0,
        tickvals=frame["quarter_label"].tolist(),
        ticktext=["<br>".join(reversed(label.split("-"))) for label in frame["quarter_label"]],
        tickfont={"color": MUTED.fill(theme), "size": 11},
    )
    drawn.update_yaxes(
        range=[0, 1.08],
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        tickformat=".0%",
        gridcolor=LINE.fill(theme),
        tickfont={"color": MUTED.fill(theme)},
    )
    if target is not None:
        drawn.add_hline(
            y=target,
            line={"color": MUTED.fill(theme), "dash": "dot", "width": 1.5},
            annotation={"text": f"target {target:.0%}", "font": {"color": MUTED.fill(theme), "size": 12}},
            annotation_position="top left",
        )
    return drawn
