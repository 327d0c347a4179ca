"""Single threads on the way to their renewal: the next one on top, what hangs on it as a bar."""

from html import escape
from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import Spec, clicked, figure
from sightline.charts.palette import ACT, INK, LINE, MUTED, NOTE, WATCH, Theme

TONES = {"act": ACT, "watch": WATCH, "later": NOTE}
_ROW = 40
"""Height of one account in pixels: its words above, its bar below, so that a phone has room for both."""


def relationship_renewals(
    frame: pd.DataFrame, marks: tuple[int, int], currency: str, theme: Theme = "light"
) -> go.Figure:
    """Bars of yearly spend in the order of the frame, a line where each of the two marks is passed.

    Takes rows of `relationship_renewals` with a renewal still to come; `marks` are the days of the two lines. Red with
    `!` is within the nearer mark, amber with `~` within the farther. A click selects `[account_id]` (customdata).
    """
    muted = MUTED.fill(theme)
    tones = [TONES[mark] for mark in frame["renewal_mark"]]
    spend = frame["arr"].astype(float).fillna(0)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [line + 0.24 for line in range(len(frame))],
        "x": spend.tolist(),
        "width": 0.3,
        "marker": {"color": [tone.fill(theme) for tone in tones]},
        "customdata": frame[["account_id", "account_name", "person_name", "renewal_days"]].to_numpy(object),
        "hovertemplate": (
            "<b>%{customdata[1]}</b> · %{customdata[2]}<br>renews in %{customdata[3]} days · %{x:,.0f} "
            f"{currency} a year<extra></extra>"
        ),
        **clicked(1),
    }
    names = {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(frame),
        "y": [line - 0.2 for line in range(len(frame))],
        "text": [_words(row, tone.mark, currency) for row, tone in zip(frame.itertuples(), tones, strict=True)],
        "textposition": "middle right",
        "textfont": {"color": INK.fill(theme), "size": 13},
        "hoverinfo": "skip",
        "cliponaxis": True,
        "unselected": {"textfont": {"color": INK.fill(theme)}},
    }
    lines = {days: int((frame["renewal_days"] <= days).sum()) - 0.5 for days in marks}
    return figure(
        [bars, names],
        theme,
        height=_ROW * len(frame) + 40,
        layout={
            "shapes": [_line(place, muted) for place in lines.values()],
            "annotations": [
                {
                    "x": 1,
                    "xref": "paper",
                    "xanchor": "right",
                    "y": place,
                    "yanchor": "bottom",
                    "text": f"{days} days",
                    "showarrow": False,
                    "font": {"color": muted, "size": 12},
                }
                for days, place in lines.items()
            ],
        },
        xaxis={
            "range": [0, max(spend.max(), 1)],
            "gridcolor": LINE.fill(theme),
            "tickformat": "~s",
            "nticks": 5,
            "tickfont": {"color": muted},
        },
        yaxis={"range": [len(frame) - 0.4, -0.6], "visible": False},
    )


def _line(place: float, colour: str) -> Spec:
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": place, "y1": place}
    return {**across, "line": {"color": colour, "dash": "dot", "width": 1.5}}


def _words(row: Annotated[Any, "relationship_renewals"], mark: str, currency: str) -> str:
    """Days to go, the account in bold, its spend and who holds it."""
    days = f"in {words.counted(row.renewal_days, 'day')}" if row.renewal_days else "today"
    holder = escape(str(row.thread_contact_name)) if isinstance(row.thread_contact_name, str) else "nobody in touch"
    money = f" · {words.money(row.arr, currency)}" if pd.notna(row.arr) else ""
    return f"{mark} {days} · <b>{escape(str(row.account_name))}</b>{money} · {holder}".strip()
