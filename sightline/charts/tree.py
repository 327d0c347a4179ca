"""A share down the reporting tree: one bar per person, managers above their reports."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, clicked, figure
from sightline.charts.palette import INK, LADDER, LINE, MUTED, PAGE, PRIMARY, Theme, ink_on

_LABELS = -0.72
"""Where the names begin, left of the bars' zero; a phone still has room for a name there."""

_INDENT = 0.05
"""How much further right the names of each level begin."""


def tree_bar(frame: pd.DataFrame, target: float | None = None, theme: Theme = "light") -> go.Figure:
    """Bars of `coverage_share` in the order of the frame, with the earlier day as a tick and the target as a line.

    Takes rows with `person_id, person_name, label, depth, is_rep`, `coverage_share` and its two numbers,
    `coverage_share_before` and `is_thin` (too few accounts for a share to mean much: the fraction stands first).
    A click selects `[person_id, is_rep]` (customdata).
    """
    places = list(range(len(frame)))
    shares = frame["coverage_share"].fillna(0)
    texts = [
        _text(*row)
        for row in frame[["coverage_share", "covered_accounts", "eligible_accounts", "is_thin"]].to_numpy(object)
    ]
    fills = [(LADDER["live"] if is_rep else PRIMARY).fill(theme) for is_rep in frame["is_rep"]]
    data = frame[["person_id", "is_rep", "covered_accounts", "eligible_accounts"]].to_numpy(object)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": shares.tolist(),
        "text": texts,
        "textposition": "auto",
        "insidetextanchor": "start",
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"color": INK.fill(theme)},
        "insidetextfont": {"color": [ink_on(fill) for fill in fills]},
        "marker": {"color": fills},
        "customdata": data,
        "hovertext": frame["person_name"].tolist(),
        "hovertemplate": "<b>%{hovertext}</b><br>%{customdata[2]} of %{customdata[3]} key accounts<extra></extra>",
        **clicked(1),
        "showlegend": False,
    }
    before = {
        "type": "scatter",
        "y": places,
        "x": frame["coverage_share_before"].tolist(),
        "mode": "markers",
        "name": "on the earlier day",
        "marker": {"symbol": "line-ns", "size": 16, "line": {"width": 2.5, "color": MUTED.fill(theme)}},
        "hovertemplate": "%{x:.0%} on the earlier day<extra></extra>",
    }
    names = {
        "type": "scatter",
        "y": places,
        "x": [_LABELS + _INDENT * depth for depth in frame["depth"]],
        "mode": "text",
        "text": frame["label"].tolist(),
        "textposition": "middle right",
        "textfont": {"color": INK.fill(theme), "size": 13},
        "customdata": data,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    muted = MUTED.fill(theme)
    target_line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": target, "x1": target}
    target_name = {"x": target, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return figure(
        [bars, before, names],
        theme,
        height=ROW * len(frame) + 100,
        legend=True,
        layout={
            "bargap": 0.34,
            "margin": {"r": 16, "t": 30, "b": 60},
            "legend": {"x": 1, "xanchor": "right", "y": 0, "yanchor": "bottom", "yref": "container"},
            "hoverlabel": {"bgcolor": PAGE.fill(theme), "font": {"color": INK.fill(theme)}},
            "shapes": []
            if target is None
            else [{**target_line, "line": {"color": muted, "dash": "dot", "width": 1.5}}],
            "annotations": []
            if target is None
            else [{**target_name, "text": f"target {target:.0%}", "font": {"color": muted, "size": 12}}],
        },
        xaxis={
            "range": [_LABELS, 1.005],
            "tickvals": [0, 0.5, 1],
            "tickformat": ".0%",
            "tickangle": 0,
            "gridcolor": LINE.fill(theme),
            "tickfont": {"color": muted},
            "side": "bottom",
        },
        yaxis={"range": [len(frame) - 0.5, -0.5], "visible": False},
    )


def _text(share: float | None, covered: int, eligible: int, is_thin: bool) -> str:
    """`68 % · 141 of 208`; few accounts show the fraction first, none show that there are none."""
    if share is None or pd.isna(share):
        return "none eligible"
    return f"{covered} of {eligible} · {share:.0%}" if is_thin else f"{share:.0%} · {covered} of {eligible}"
