"""Where deals stood against where they stand: one cell per pair of states."""

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import figure, of_texts
from sightline.charts.palette import INK, LINE, MUTED, PAGE, PRIMARY, Theme

_CELL = 42


@of_texts
def matrix(frame: pd.DataFrame, currency: str, theme: Theme = "light") -> go.Figure:
    """The rows of `pipeline_matrix` as a grid, a cell the fuller the more money it holds, with its deals below.

    A cell of deals that came says what they count for now, every other what they counted for before.
    """
    rows = list(dict.fromkeys(frame.sort_values("place_before")["state_before"].str.capitalize()))
    columns = list(dict.fromkeys(frame.sort_values("place_after")["state_after"].str.capitalize()))
    came = frame["place_before"] > 100
    amounts = frame["before_amount"].where(~came, frame["after_amount"]).tolist()
    cells = {
        (before.capitalize(), after.capitalize()): (amount, deals)
        for before, after, deals, amount in zip(
            frame["state_before"], frame["state_after"], frame["deals"], amounts, strict=True
        )
    }
    muted = MUTED.fill(theme)
    heat = {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "z": [[abs(cells[row, column][0]) if (row, column) in cells else None for column in columns] for row in rows],
        "text": [[_said(cells.get((row, column)), currency) for column in columns] for row in rows],
        "texttemplate": "%{text}",
        "textfont": {"color": INK.fill(theme)},
        "hovertemplate": "%{y} → %{x}<br>%{text}<extra></extra>",
        "hoverongaps": False,
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "colorscale": [[0, LINE.fill(theme)], [1, PRIMARY.fill(theme)]],
        "zmin": 0,
        "zmax": max([abs(amount) for amount in amounts] or [1]) * 2,
        "opacity": 0.9,
    }
    return figure(
        [heat],
        theme,
        height=_CELL * len(rows) + 70,
        layout={"plot_bgcolor": PAGE.fill(theme)},
        xaxis={"side": "top", "type": "category", "showgrid": False, "tickfont": {"color": muted}},
        yaxis={"autorange": "reversed", "type": "category", "showgrid": False, "ticksuffix": "  "},
    )


def _said(cell: tuple[float, int] | None, currency: str) -> str:
    return "" if cell is None else f"{words.money(cell[0], currency)}<br>{words.counted(cell[1], 'deal')}"
