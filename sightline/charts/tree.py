"""A share down the reporting tree: one bar per person, managers above their reports."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, figure
from sightline.charts.palette import INK, LADDER, LINE, MUTED, PAGE, PRIMARY, Theme


def tree_bar(frame: pd.DataFrame, target: float | None = None, theme: Theme = "light") -> go.Figure:
    """Bars of `coverage_share` in the order of the frame, each with its fraction, the earlier day as a tick, and the
    target as a line.

    Takes rows with `person_id, label, coverage_share, coverage_share_before, covered_accounts, eligible_accounts`,
    `is_rep` and `is_thin` (too few accounts for a share to mean much: the fraction stands first). A click selects
    `[person_id, is_rep]` (customdata).
    """
    places = list(range(len(frame)))
    shares = frame["coverage_share"].fillna(0)
    texts = [_text(row.coverage_share, row.covered_accounts, row.eligible_accounts, row.is_thin) for row in frame.itertuples()]
    data = frame[["person_id", "is_rep", "covered_accounts", "eligible_accounts"]].to_numpy(object)
    bars = go.Bar(
        orientation="h",
        y=places,
        x=shares.tolist(),
        text=texts,
        textposition="outside",
        cliponaxis=False,
        textfont={"color": INK.fill(theme)},
        marker={"color": [(LADDER["live"] if is_rep else PRIMARY).fill(theme) for is_rep in frame["is_rep"]]},
        customdata=data,
        hovertext=frame["person_name"].tolist(),
        hovertemplate="<b>%{hovertext}</b><br>%{customdata[2]} of %{customdata[3]} key accounts covered<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        showlegend=False,
    )
    before = go.Scatter(
        y=places,
        x=frame["coverage_share_before"].tolist(),
        mode="markers",
        name="on the earlier day",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 2.5, "color": MUTED.fill(theme)}},
        hovertemplate="%{x:.0%} on the earlier day<extra></extra>",
        hoverinfo="skip",
    )
    drawn = figure([bars, before], theme, height=ROW * len(frame) + 70, legend=True)
    drawn.update_layout(bargap=0.34, margin={"r": 120})
    drawn.update_xaxes(
        range=[0, 1],
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        tickformat=".0%",
        gridcolor=LINE.fill(theme),
        tickfont={"color": MUTED.fill(theme)},
    )
    drawn.update_yaxes(
        tickvals=places,
        ticktext=frame["label"].tolist(),
        range=[len(frame) - 0.5, -0.5],
        showgrid=False,
        ticksuffix="  ",
        ticklabelposition="outside",
    )
    if target is not None:
        drawn.add_vline(
            x=target,
            line={"color": MUTED.fill(theme), "dash": "dot", "width": 1.5},
            annotation={"text": f"target {target:.0%}", "font": {"color": MUTED.fill(theme), "size": 12}},
            annotation_position="bottom left",
            layer="below",
        )
    drawn.update_layout(hoverlabel={"bgcolor": PAGE.fill(theme), "font": {"color": INK.fill(theme)}})
    return drawn


def _text(share: float | None, covered: int, eligible: int, is_thin: bool) -> str:
    """`68 % · 141 of 208`; few accounts show the fraction first, none show that there are none."""
    if share is None or pd.isna(share):
        return "none eligible"
    return f"{covered} of {eligible} · {share:.0%}" if is_thin else f"{share:.0%} · {covered} of {eligible}"
