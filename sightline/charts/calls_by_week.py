"""The calls of a quarter week by week for one category, over what its deals add up to by then."""

from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import UNDER_AXIS, figure, money_ticks
from sightline.charts.palette import CATEGORY_NAMES, FORECAST, INK, LINE, MUTED, PAGE, Theme

Category = Literal["commit", "best_case"]
_COLUMNS = {
    "commit": ("commit_amount", "commit_hollow", "commit_below", "commit_roll_up"),
    "best_case": ("best_case_amount", "best_case_hollow", "best_case_below", "best_case_roll_up"),
}
_DEALS = {"commit": "With deals in Commit", "best_case": "With deals down to Best Case"}


def calls_by_week(
    frame: pd.DataFrame, quota: float | None, currency: str, category: Category = "commit", theme: Theme = "light"
) -> go.Figure:
    """Bars of what is booked and what it is with the deals of the category, the call as a line above, the quota dotted.

    Takes the rows of `calls_by_week` in time order. A second line is what the team called by itself, added up. Where a
    call is missing the line is broken and a hollow mark is at the last one before; a week without a snapshot has no
    bar, a week to come has nothing.
    """
    weeks = frame["week_of_quarter"].tolist()
    label = f"{CATEGORY_NAMES[category]} called"
    amount, hollow, below, deals = _COLUMNS[category]
    ink, muted, paper = INK.fill(theme), MUTED.fill(theme), PAGE.fill(theme)
    traces: list[dict[str, Any]] = [
        _bar(_DEALS[category], weeks, frame[deals], FORECAST[category].fill(theme), currency),
        _bar("Booked", weeks, frame["won_amount"], FORECAST["closed"].fill(theme), currency),
    ]
    if frame[below].notna().any():
        traces.append(_line("Team's own calls, added up", weeks, frame[below], (muted, paper), "dash", currency))
    traces.append(_line(label, weeks, frame[amount], (ink, paper), "solid", currency))
    if frame[hollow].notna().any():
        traces.append(_hollow(label, frame, hollow, ink, theme, currency))
    return figure(
        traces,
        theme,
        height=290,
        legend=True,
        layout={
            "barmode": "overlay",
            "bargap": 0.45,
            "margin": {"l": 38, "b": UNDER_AXIS},
            **_quota(quota, theme),
        },
        xaxis={
            "title": {"text": "Week of the quarter", "font": {"color": muted, "size": 12}},
            "tickvals": list(range(1, 14)),
            "range": [0.4, max([13.6, *[week + 0.6 for week in weeks]])],
            "showgrid": False,
            "tickfont": {"color": muted},
        },
        yaxis={
            "rangemode": "tozero",
            **money_ticks(currency),
            "gridcolor": LINE.fill(theme),
            "tickfont": {"color": muted},
        },
    )


def _bar(label: str, weeks: list[int], amounts: pd.Series, colour: str, currency: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": label,
        "x": weeks,
        "y": amounts.astype(float).tolist(),
        "marker": {"color": colour, "line": {"width": 0}},
        **_hover(label, amounts, currency),
    }


def _line(
    label: str, weeks: list[int], amounts: pd.Series, colours: tuple[str, str], dash: str, currency: str
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
        "marker": {
            "symbol": "circle" if dash == "solid" else "diamond",
            "size": 10,
            "color": colour,
            "line": {"color": rim, "width": 1.5},
        },
        **_hover(label, amounts, currency),
    }


def _hollow(label: str, frame: pd.DataFrame, hollow: str, colour: str, theme: Theme, currency: str) -> dict[str, Any]:
    missing = frame[frame[hollow].notna()]
    return {
        "type": "scatter",
        "name": f"{label}: call missing",
        "x": missing["week_of_quarter"].tolist(),
        "y": missing[hollow].astype(float).tolist(),
        "mode": "markers",
        "marker": {"symbol": "circle", "size": 10, "color": PAGE.fill(theme), "line": {"color": colour, "width": 2}},
        "customdata": [
            [words.of(made, due), words.money(amount, currency)]
            for made, due, amount in missing[["calls_made", "calls_due", hollow]].to_numpy(object)
        ],
        "hovertemplate": (
            "<b>Week %{x}</b><br>%{customdata[0]} calls made<br>with the last call before: %{customdata[1]}"
            "<extra></extra>"
        ),
    }


def _hover(label: str, amounts: pd.Series, currency: str) -> dict[str, Any]:
    return {
        "customdata": [words.money(amount, currency) for amount in amounts],
        "hovertemplate": f"<b>Week %{{x}}</b><br>{label} %{{customdata}}<extra></extra>",
    }


def _quota(quota: float | None, theme: Theme) -> dict[str, Any]:
    if not quota or pd.isna(quota):
        return {}
    muted = MUTED.fill(theme)
    return {
        "shapes": [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": quota, "y1": quota}
            | {"line": {"color": muted, "dash": "dot", "width": 1.5}}
        ],
        "annotations": [
            {"xref": "paper", "x": 1, "y": quota, "xanchor": "right", "yanchor": "bottom", "showarrow": False}
            | {"text": "quota", "font": {"color": muted, "size": 12}}
        ],
    }
