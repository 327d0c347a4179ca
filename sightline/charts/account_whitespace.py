"""What each buying centre of one account uses per lifecycle stage, by colour and by letter."""

from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import figure, of_texts
from sightline.charts.palette import LINE, MUTED, PAGE, WHITESPACE, Theme, ink_on

_ROW = 44
_CELL = 0.94


@of_texts
def account_whitespace(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """One bar piece per cell, one trace per state, so that the legend filters fill and letter together.

    Takes the rows of `account_whitespace_grid`. A cell whose recordings differ shows how many of them are in its
    state. A click selects `[line, stage_id]` (customdata).
    """
    lines = list(dict.fromkeys(zip(frame["line"], frame["centre_name"], strict=True)))
    rows = {line: place for place, (line, _) in enumerate(lines)}
    stages = frame.drop_duplicates("stage_id").sort_values("display_order", kind="stable")
    columns = {stage: place for place, stage in enumerate(stages["stage_id"])}
    traces = []
    for state, tone in WHITESPACE.items():
        cells = frame[frame["state"] == state]
        if cells.empty:
            continue
        fill = tone.fill(theme)
        is_faint = state in ("unknown", "not applicable")
        traces.append(
            go.Bar(
                name=f"{tone.mark} {state} {len(cells)}",
                orientation="h",
                y=[rows[line] for line in cells["line"]],
                base=[columns[stage] for stage in cells["stage_id"]],
                x=[_CELL] * len(cells),
                width=0.88,
                text=[_letter(tone.mark, cell) for cell in cells.itertuples()],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": MUTED.fill(theme) if is_faint else ink_on(fill), "size": 14},
                marker={
                    "color": fill,
                    "line": {"width": 1, "color": LINE.fill(theme) if is_faint else PAGE.fill(theme)},
                },
                customdata=cells[["line", "stage_id", "centre_name", "stage_label"]].to_numpy(object),
                hovertext=[_hover(state, cell) for cell in cells.itertuples()],
                hovertemplate="<b>%{customdata[2]} · %{customdata[3]}</b><br>%{hovertext}<extra></extra>",
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 0.45}},
            )
        )
    drawn = figure(traces, theme, height=_ROW * len(lines) + 96, legend=True)
    drawn.update_layout(
        barmode="overlay",
        margin={"t": 40, "b": 48},
        legend={"y": 0, "yanchor": "bottom", "yref": "container"},
    )
    drawn.update_xaxes(
        side="top",
        range=[0, len(columns)],
        tickvals=[place + _CELL / 2 for place in columns.values()],
        ticktext=stages["stage_label"].tolist(),
        showgrid=False,
        tickfont={"color": MUTED.fill(theme), "size": 12},
    )
    drawn.update_yaxes(
        range=[len(lines) - 0.5, -0.5],
        tickvals=list(rows.values()),
        ticktext=[_wrapped(name) for _, name in lines],
        showgrid=False,
        ticksuffix="  ",
    )
    return drawn


def _letter(mark: str, cell: Annotated[Any, "account_whitespace_grid"]) -> str:
    """The mark, with `1/3` where the cell's recordings differ."""
    return f"{mark} {cell.same_recordings}/{cell.recordings}" if cell.same_recordings < cell.recordings else mark


def _hover(state: str, cell: Annotated[Any, "account_whitespace_grid"]) -> str:
    said = state if cell.recordings else "not mapped" if state == "unknown" else f"{state}, not mapped"
    return f"{said}, {cell.vendors}" if isinstance(cell.vendors, str) and cell.vendors != "us" else said


def _wrapped(name: str) -> str:
    """A long name on two lines, so that a phone keeps room for the cells."""
    first, _, rest = name.partition(" ")
    return f"{first}<br>{rest}" if rest and len(name) > 12 else name
