"""Accounts by lifecycle stages: one cell each, read by colour and by letter, with a legend that filters."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import OVER_AXIS, Spec, figure, inked
from sightline.charts.base import names as row_heads
from sightline.charts.palette import LINE, MUTED, PAGE, Theme, Tone, ink_on
from sightline.charts.whitespace_labels import column_heads, name_room, row_labels, row_names

_ROW = 28
_IN_A_LINE = 6
"""As many lanes as the legend of a laptop has in one line of 19 pixels, below its own heading of 16."""


def whitespace_heat(
    frame: pd.DataFrame,
    lanes: Mapping[str, Tone],
    theme: Theme = "light",
    *,
    marked: int | None = None,
    counted: str = "",
) -> go.Figure:
    """A grid of accounts × columns; each lane is one trace, so a click in the legend hides its cells and letters.

    Takes rows with `account_id, account_name, column_label, column_place, lane, text, hover` in the order to draw
    accounts from the top. A click selects `[row of the frame]` (customdata): a place, not an id, keeps 2 700 cells
    light; one on a name selects `["account", account_id]`. Cells are pieces of bars rather than of a heatmap, whose
    cells Streamlit cannot select. The picked cell is filled with ink and no other fades; `marked` is the row of a cell
    that was picked elsewhere. `counted` names what the legend counts, by `view_cells`; without it there are no counts.
    """
    frame = frame.reset_index(drop=True)
    names = row_labels(frame[["account_id", "account_name"]].itertuples(index=False, name=None))
    columns = list(dict.fromkeys(frame.sort_values("column_place")["column_label"]))
    heads = {column: place for place, column in enumerate(columns)}
    rows = {account: row for row, account in enumerate(names)}
    traces = [
        _lane(name, tone, frame[frame["lane"] == name], rows, heads, theme, is_counted=bool(counted), marked=marked)
        for name, tone in lanes.items()
        if (frame["lane"] == name).any()
    ]
    opens = [["account", account] for account in rows]
    heading = {"text": f"{counted}:", "font": {"size": 12}, "side": "top"} if counted else {}
    people = row_heads(list(names.values()), list(rows.values()), opens, name_room(columns), theme)
    return figure(
        [*traces, people | {"constraintext": "inside"}],
        theme,
        height=_ROW * len(rows) + 146,
        legend=True,
        xaxis=column_heads(columns, theme),
        yaxis=row_names(list(names.values())),
        layout={
            "barmode": "overlay",
            "bargap": 0,
            "margin": {"t": OVER_AXIS, "b": 37 + (16 if counted else 0) + (19 if len(traces) > _IN_A_LINE else 0)},
            "legend": {
                "y": 0,
                "yanchor": "bottom",
                "yref": "container",
                "font": {"size": 12},
                "itemwidth": 30,
                "title": heading,
            },
        },
    )


def _lane(
    name: str,
    tone: Tone,
    cells: pd.DataFrame,
    rows: Mapping[str, int],
    heads: Mapping[str, int],
    theme: Theme,
    *,
    is_counted: bool,
    marked: int | None,
) -> Spec:
    """All cells of one lane; the axis knows the accounts' names, on hover too, so that no cell repeats one."""
    fill = tone.fill(theme)
    is_bare = fill == PAGE.fill(theme)
    count = words.number(cells["view_cells"].iloc[0]) if is_counted else ""
    return {
        "type": "bar",
        "name": f"{tone.mark} {name.capitalize()} {count}".strip(),
        "orientation": "h",
        "y": [rows[account] for account in cells["account_id"]],
        "base": [heads[column] for column in cells["column_label"]],
        "x": [1] * len(cells),
        "width": 1,
        "text": cells["text"].tolist(),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": MUTED.fill(theme) if is_bare else ink_on(fill), "size": 13},
        "hovertext": cells["hover"].tolist(),
        "hovertemplate": (
            f"<b>%{{y}}</b> · %{{hovertext}}<br>{name.capitalize()}"
            f"{'<br>A fraction counts buying centres' if is_counted else ''}<br>Click for details<extra></extra>"
        ),
        "customdata": [[int(place)] for place in cells.index],
        "marker": {
            "color": fill,
            "line": {"color": LINE.fill(theme), "width": 1} if is_bare else {"color": PAGE.fill(theme), "width": 3},
        },
        **inked(theme),
        **({} if marked is None else {"selectedpoints": [*(cells.index == marked).nonzero()[0].tolist()]}),
    }
