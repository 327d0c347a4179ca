"""Forecast categories: stacked against the quota, and week by week beside earlier quarters."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import ROW, clicked, figure, money_ticks, of_texts
from sightline.charts.palette import CATEGORY_NAMES, FORECAST, INK, LINE, MUTED, PAGE, PRIMARY, Theme, ink_on

_LETTERS_FROM = 0.07
"""A piece shorter than this share of the longest bar has no room for its amount."""


@of_texts
def category_bars(frame: pd.DataFrame, currency: str, theme: Theme = "light") -> go.Figure:
    """One bar per row of `pipeline_breakdown`: closed, each open category from the surest, and a mark at the quota.

    Individual categories only: cumulative ones contain each other and must not be stacked. A click selects
    `[group_id, category]` (customdata).
    """
    names = frame["group_name"].tolist()
    longest = max(frame[list(CATEGORY_NAMES)].clip(lower=0).sum(axis=1).max(), frame["quota"].fillna(0).max(), 1)
    traces: list[Any] = []
    for category, label in CATEGORY_NAMES.items():
        amounts = frame[category].tolist()
        if category == "most_likely" and not any(amounts):
            continue
        fill = FORECAST[category].fill(theme)
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": label,
                "y": names,
                "x": amounts,
                "text": [words.money(x, currency) if x / longest > _LETTERS_FROM else "" for x in amounts],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": ink_on(fill)},
                "customdata": [[group, category] for group in frame["group_id"]],
                "hovertext": [words.exact_money(x, currency) for x in amounts],
                "hovertemplate": f"<b>%{{y}}</b><br>{label}: %{{hovertext}}<extra></extra>",
                "marker": {"color": fill, "line": {"color": PAGE.fill(theme), "width": 1}},
                **clicked(),
            }
        )
    with_quota = frame[frame["quota"] > 0]
    if len(with_quota):
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "Quota",
                "y": with_quota["group_name"].tolist(),
                "x": with_quota["quota"].tolist(),
                "marker": {
                    "symbol": "line-ns-open",
                    "size": 24,
                    "color": INK.fill(theme),
                    "line": {"width": 3, "color": INK.fill(theme)},
                },
                "hovertext": [words.exact_money(x, currency) for x in with_quota["quota"]],
                "hovertemplate": "<b>%{y}</b><br>Quota: %{hovertext}<extra></extra>",
            }
        )
    return figure(
        traces,
        theme,
        height=(ROW + 6) * len(names) + 110,
        legend=True,
        layout={"barmode": "relative", "bargap": 0.3},
        xaxis={
            "rangemode": "tozero",
            "gridcolor": LINE.fill(theme),
            **money_ticks(currency),
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={"autorange": "reversed", "type": "category", "showgrid": False, "ticksuffix": "  "},
    )


@of_texts
def category_trend(frame: pd.DataFrame, currency: str, *, from_end: bool, theme: Theme = "light") -> go.Figure:
    """One line per quarter of `pipeline_trend`, the one looked at strong, earlier ones fainter and dashed.

    Weeks count from the quarter's start, or back from its end; a week without a snapshot breaks the line.
    """
    place = "week_norm" if from_end else "week_of_fq"
    traces: list[Any] = []
    for label, rows in frame.sort_values(["quarters_back", "week_of_fq"]).groupby("quarter_label", sort=False):
        back = int(rows["quarters_back"].iloc[0])
        is_now = back == 0
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": label,
                "x": rows[place].tolist(),
                "y": rows["amount"].tolist(),
                "connectgaps": False,
                "line": {
                    "color": PRIMARY.fill(theme) if is_now else MUTED.fill(theme),
                    "width": 3 if is_now else 1.5,
                    "dash": ("solid", "solid", "dash", "dot", "dashdot")[min(back, 4)],
                },
                "marker": {"size": 7 if is_now else 4},
                "opacity": 1 if is_now else 0.75,
                "customdata": [words.day(day) for day in rows["snapshot_on"]],
                "hovertext": [words.exact_money(amount, currency) for amount in rows["amount"]],
                "hovertemplate": f"<b>{label}</b>, %{{customdata}}<br>%{{hovertext}}<extra></extra>",
            }
        )
    return figure(
        traces[::-1],
        theme,
        height=300,
        legend=True,
        layout={"legend": {"traceorder": "reversed"}},
        xaxis={
            "title": {"text": "week, the last of the quarter is 12" if from_end else "week of the quarter"},
            "showgrid": False,
            "dtick": 1,
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={
            "rangemode": "tozero",
            "gridcolor": LINE.fill(theme),
            **money_ticks(currency),
            "tickfont": {"color": MUTED.fill(theme)},
        },
    )
