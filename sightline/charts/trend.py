"""A share over fiscal quarters, with the line a leader set as target."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import UNDER_AXIS, figure, share_ticks
from sightline.charts.palette import LINE, MUTED, PAGE, PRIMARY, Theme

_BEHIND = ["coverage_share", "covered_accounts", "eligible_accounts"]


def share_trend(frame: pd.DataFrame, target: float | None = None, theme: Theme = "light") -> go.Figure:
    """A line of `coverage_share` by `quarter_label`, its last point open where the quarter still runs.

    Takes the rows of `adoption_trend` in time order. A quarter without key accounts leaves a gap in the line.
    """
    ink = PRIMARY.fill(theme)
    running = frame["is_today"] if "is_today" in frame else pd.Series(data=False, index=frame.index)
    line = {
        "type": "scatter",
        "x": frame["quarter_label"].tolist(),
        "y": frame["coverage_share"].tolist(),
        "mode": "lines+markers+text",
        "text": [
            *[""] * (len(frame) - 1),
            *[words.share(share) for share in frame["coverage_share"].tail(1) if pd.notna(share)],
        ],
        "textposition": "top center",
        "cliponaxis": False,
        "hovertext": [
            words.share_of(*row)
            for row in frame[["coverage_share", "covered_accounts", "eligible_accounts"]].to_numpy()
        ],
        "hovertemplate": "<b>%{x}</b><br>%{hovertext} of key accounts<extra></extra>",
        "line": {"color": ink, "width": 2.5},
        "marker": {
            "size": 9,
            "color": [PAGE.fill(theme) if is_running else ink for is_running in running],
            "line": {"color": ink, "width": 2},
        },
        "connectgaps": False,
    }
    muted = MUTED.fill(theme)
    target_line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target}
    target_name = {
        "text": f"target {words.share(target)}",
        "xref": "paper",
        "x": 0,
        "y": target,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
    }
    return figure(
        [line],
        theme,
        height=200,
        xaxis={
            "type": "category",
            "showgrid": False,
            "tickangle": 0,
            "tickvals": frame["quarter_label"].tolist(),
            "ticktext": ["<br>".join(reversed(label.split("-"))) for label in frame["quarter_label"]],
            "tickfont": {"color": muted, "size": 11},
        },
        yaxis={
            "range": [0, 1.08],
            **share_ticks(0, 0.25, 0.5, 0.75, 1),
            "gridcolor": LINE.fill(theme),
            "tickfont": {"color": muted},
        },
        layout={
            "margin": {"l": 41, "b": UNDER_AXIS},
            **(
                {}
                if target is None
                else {
                    "shapes": [{**target_line, "line": {"color": muted, "dash": "dot", "width": 1.5}}],
                    "annotations": [{**target_name, "font": {"color": muted, "size": 12}}],
                }
            ),
        },
    )
