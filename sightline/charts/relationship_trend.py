"""How relationships moved: levels at the end of each quarter, and the recommendation score by half-year."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import figure, of_texts, piece
from sightline.charts.palette import INK, LINE, MUTED, PRIMARY, RUNGS, Theme


@of_texts
def relationship_trend(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """Stacked columns of accounts by level per quarter, the last one for the day of the data.

    Takes the rows of `relationship_trend`. A quarter without data stays an empty place.
    """
    known = frame[frame["rung"] != "unknown"]
    quarters = _labels(frame)
    traces = [
        {
            "type": "bar",
            "name": tone.mark,
            "x": [quarters[day] for day in rows["day_on"]],
            "y": rows["accounts"].tolist(),
            "text": [str(accounts) for accounts in rows["accounts"]],
            "hovertemplate": f"<b>%{{x}}</b><br>{tone.mark}: %{{y}} key accounts<extra></extra>",
            **piece(tone, theme),
        }
        for rung, tone in RUNGS.items()
        if len(rows := known[known["rung"] == rung])
    ]
    muted = MUTED.fill(theme)
    gaps = [label for day, label in quarters.items() if day not in set(known["day_on"])]
    return figure(
        traces,
        theme,
        height=320,
        legend=True,
        layout={
            "barmode": "stack",
            "bargap": 0.28,
            "annotations": [
                {
                    "x": label,
                    "y": 0,
                    "yanchor": "bottom",
                    "text": "no data",
                    "showarrow": False,
                    "font": {"color": muted},
                }
                for label in gaps
            ],
        },
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(quarters.values()),
            "range": [-0.5, len(quarters) - 0.5],
            "showgrid": False,
            "tickangle": 0,
            "tickfont": {"color": muted, "size": 11},
        },
        yaxis={"gridcolor": LINE.fill(theme), "tickfont": {"color": muted}, "rangemode": "tozero"},
    )


@of_texts
def relationship_nps(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A line of `nps` by `half_label` with the number of answers; a half-year of too few answers is a gap.

    Takes the rows of `relationship_nps` in time order.
    """
    ink, muted = PRIMARY.fill(theme), MUTED.fill(theme)
    line = {
        "type": "scatter",
        "x": frame["half_label"].tolist(),
        "y": frame["nps"].astype(object).where(frame["nps"].notna(), None).tolist(),
        "mode": "lines+markers+text",
        "text": ["" if pd.isna(nps) else words.change(nps) for nps in frame["nps"]],
        "textposition": "top center",
        "textfont": {"color": INK.fill(theme)},
        "cliponaxis": False,
        "connectgaps": False,
        "customdata": frame[["nps_answers", "promoters", "detractors"]].to_numpy(object),
        "hovertemplate": (
            "<b>%{x}</b><br>NPS %{text} of %{customdata[0]} answers<br>%{customdata[1]} promoters, "
            "%{customdata[2]} detractors<extra></extra>"
        ),
        "line": {"color": ink, "width": 2.5},
        "marker": {"size": 9, "color": ink},
    }
    return figure(
        [line],
        theme,
        height=260,
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": frame["half_label"].tolist(),
            "tickvals": frame["half_label"].tolist(),
            "ticktext": [f"{row.half_label}<br>{row.nps_answers} answers" for row in frame.itertuples()],
            "showgrid": False,
            "tickangle": 0,
            "tickfont": {"color": muted, "size": 11},
        },
        yaxis={
            "range": [-105, 115],
            "tickvals": [-100, -50, 0, 50, 100],
            "gridcolor": LINE.fill(theme),
            "zeroline": True,
            "zerolinecolor": muted,
            "tickfont": {"color": muted},
        },
    )


def _labels(frame: pd.DataFrame) -> dict[pd.Timestamp, str]:
    """What stands below each column: its quarter, at the end of which it is, and "today" for the last."""
    days = frame.drop_duplicates("day_on")
    return {
        row.day_on: "<br>".join([*reversed(str(row.quarter_label).split("-")), *(["today"] if row.is_today else [])])  # type: ignore[misc]
        for row in days.itertuples()
    }
