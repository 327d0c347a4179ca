"""The calls of a quarter week by week, over what is won and named by then."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure
from sightline.charts.palette import CATEGORY_NAMES, FORECAST, INK, LINE, MUTED, PAGE, Theme

_LINES = {
    "commit": (f"{CATEGORY_NAMES['commit']} called", "commit_amount", "commit_hollow", "circle", "solid"),
    "best_case": (f"{CATEGORY_NAMES['best_case']} called", "best_case_amount", "best_case_hollow", "diamond", "dash"),
}


def calls_by_week(frame: pd.DataFrame, quota: float | None, currency: str, theme: Theme = "light") -> go.Figure:
    """Bars of won and of named Commit deals, stacked, with the calls as lines above and the quota as a dotted line.

    Takes the rows of `calls_by_week` in time order. Where a call is missing the line is broken and a hollow mark
    stands at the last one before; a week without a snapshot has no bar.
    """
    weeks = frame["week_of_quarter"].tolist()
    named = frame["commit_roll_up"] - frame["won_amount"]
    traces: list[dict[str, Any]] = [
        _bar("Won", weeks, frame["won_amount"], FORECAST["closed"].fill(theme), currency),
        _bar("Named Commit deals", weeks, named, FORECAST["commit"].fill(theme), currency),
    ]
    for label, amount, hollow, symbol, dash in _LINES.values():
        colour = INK.fill(theme) if symbol == "circle" else MUTED.fill(theme)
        traces.append(_line(label, weeks, frame[amount], (colour, PAGE.fill(theme)), symbol, dash, currency))
        if frame[hollow].notna().any():
            traces.append(_hollow(label, frame, hollow, colour, symbol, theme, currency))
    return figure(
        traces,
        theme,
        height=330,
        legend=True,
        layout={"barmode": "stack", "bargap": 0.45, **_quota(quota, theme)},
        xaxis={
            "title": {"text": "Week of the quarter", "font": {"color": MUTED.fill(theme), "size": 12}},
            "tickvals": list(range(1, 14)),
            "range": [0.4, max([13.6, *[week + 0.6 for week in weeks]])],
            "showgrid": False,
            "tickfont": {"color": MUTED.fill(theme)},
        },
        yaxis={
            "rangemode": "tozero",
            "tickprefix": currency,
            "tickformat": "~s",
            "gridcolor": LINE.fill(theme),
            "tickfont": {"color": MUTED.fill(theme)},
        },
    )


def _bar(label: str, weeks: list[int], amounts: pd.Series, colour: str, currency: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": label,
        "x": weeks,
        "y": amounts.astype(float).tolist(),
        "marker": {"color": colour, "line": {"width": 0}},
        "hovertemplate": f"<b>Week %{{x}}</b><br>{label} {currency}%{{y:,.0f}}<extra></extra>",
    }


def _line(
    label: str, weeks: list[int], amounts: pd.Series, colours: tuple[str, str], symbol: str, dash: str, currency: str
) -> dict[str, Any]:
    colour, rim = colours
    return {
        "type": "scatter",
        "name": label,
        "x": weeks,
        "y": amounts.astype(float).tolist(),
        "mode": "lines+markers",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"symbol": symbol, "size": 10, "color": colour, "line": {"color": rim, "width": 1.5}},
        "hovertemplate": f"<b>Week %{{x}}</b><br>{label} {currency}%{{y:,.0f}}<extra></extra>",
    }


def _hollow(
    label: str, frame: pd.DataFrame, hollow: str, colour: str, symbol: str, theme: Theme, currency: str
) -> dict[str, Any]:
    missing = frame[frame[hollow].notna()]
    return {
        "type": "scatter",
        "name": f"{label}: call missing",
        "x": missing["week_of_quarter"].tolist(),
        "y": missing[hollow].astype(float).tolist(),
        "mode": "markers",
        "showlegend": symbol == "circle",
        "marker": {"symbol": symbol, "size": 10, "color": PAGE.fill(theme), "line": {"color": colour, "width": 2}},
        "customdata": missing[["calls_made", "calls_due"]].to_numpy(object),
        "hovertemplate": (
            f"<b>Week %{{x}}</b><br>%{{customdata[0]}} of %{{customdata[1]}} calls made<br>"
            f"with the last one before: {currency}%{{y:,.0f}}<extra></extra>"
        ),
    }


def _quota(quota: float | None, theme: Theme) -> dict[str, Any]:
    if not quota:
        return {}
    muted = MUTED.fill(theme)
    return {
        "shapes": [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": quota, "y1": quota}
            | {"line": {"color": muted, "dash": "dot", "width": 1.5}}
        ],
        "annotations": [
            {"xref": "paper", "x": 0, "y": quota, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
            | {"text": "quota", "font": {"color": muted, "size": 12}}
        ],
    }
