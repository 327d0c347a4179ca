"""Our people against the customer's key people: how often they were in touch lately, as words on a scale of fills."""

from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go

from sightline import words
from sightline.charts.base import ROW, figure, of_texts
from sightline.charts.palette import LADDER, MUTED, PAGE, Theme, Tone, ink_on

STRENGTH: dict[str, tuple[Tone, str]] = {
    "strong": (LADDER["worked"], "strong"),
    "regular": (LADDER["current"], "regular"),
    "thin": (LADDER["live"], "rare"),
    "earlier": (LADDER["draft"], "earlier"),
    "none": (LADDER["none"], "–"),
    "unknown": (PAGE, "no data"),
}
"""Fill and word of how often one of ours is in touch with a key person, the most often first."""

HOLDER = "◆"
"""Marks who is the main contact of ours."""

_CELL = 0.96
_NAME = 16


@of_texts
def coverage_matrix(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A grid of key people × our people from the rows of `account_coverage_grid`; empty rows give an empty grid.

    A cell reads its word, with a diamond at the main contact of ours; the hover has the rest.
    """
    contacts = frame.drop_duplicates("contact_id").sort_values("contact_place", kind="stable")
    persons = frame.drop_duplicates("person_id").sort_values("person_place", kind="stable")
    rows = {contact: place for place, contact in enumerate(contacts["contact_id"])}
    lines = {person: place for place, person in enumerate(persons["person_id"])}
    fills = [STRENGTH[state][0].fill(theme) for state in frame["strength"]]
    cells = {
        "type": "bar",
        "orientation": "h",
        "y": [rows[contact] for contact in frame["contact_id"]],
        "base": [lines[person] for person in frame["person_id"]],
        "x": [_CELL] * len(frame),
        "width": 0.88,
        "text": [_text(row) for row in frame.itertuples()],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {
            "size": 11,
            "color": [MUTED.fill(theme) if fill == PAGE.fill(theme) else ink_on(fill) for fill in fills],
        },
        "marker": {"color": fills, "line": {"width": 0}},
        "hovertext": [_hover(row) for row in frame.itertuples()],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return figure(
        [cells],
        theme,
        height=ROW * len(rows) + 48,
        layout={"barmode": "overlay"},
        xaxis={
            "side": "top",
            "range": [0, max(len(lines), 5)],
            "tickvals": [place + _CELL / 2 for place in lines.values()],
            "ticktext": [_short(name).replace(" ", "<br>", 1) for name in persons["person_name"]],
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": MUTED.fill(theme), "size": 12},
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(rows.values()),
            "ticktext": list(contacts["contact_name"]),
            "showgrid": False,
            "ticksuffix": "  ",
        },
    )


def _text(row: Annotated[Any, "account_coverage_grid"]) -> str:
    word = STRENGTH[row.strength][1]
    return f"{word} {HOLDER}" if row.is_holder else word


def _short(name: str) -> str:
    """A name short enough for the head of a column: the given name and an initial where it is long."""
    given, _, family = name.partition(" ")
    return name if len(name) <= _NAME or not family else f"{given} {family[0]}."


def _hover(row: Annotated[Any, "account_coverage_grid"]) -> str:
    if row.strength == "unknown":
        told = "unknown without an interactions export"
    elif pd.isna(row.last_touch_on):
        told = "never in touch"
    else:
        told = (
            f"{words.counted(row.touches, 'touch', 'touches')} lately, last {words.day(row.last_touch_on)}"
            f"<br>{row.direction}"
        )
    keeps = "<br>main contact of ours" if row.is_holder else ""
    return f"<b>{row.person_name}</b> → {row.contact_name}<br>{told}{keeps}"
