"""People by parts of the plan: how many of their accounts have got somewhere with each."""

from typing import Annotated, Any

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, figure, inked, names, of_texts
from sightline.charts.palette import MUTED, PAGE, STEPS, Theme, ink_on

COMPONENTS = ("profile", "relationship", "whitespace", "action plan")
_ROOM = 1.8
"""Room for the names, in cells."""
_CELL = 0.96
"""Width of a cell where the next one begins 1 further right."""


@of_texts
def component_heat(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A grid of people × parts of the plan; each cell reads "4/7": accounts at level 2 or higher of those known.

    Takes the rows of `plan_coverage_component_grid` in the order to draw people from the top; nothing known is an
    empty cell with "?". Cells are pieces of bars rather than of a heatmap, whose cells Streamlit cannot select; so a
    click anywhere in a cell selects its `[person_id, component]` (customdata), one on a name `[person_id]`.
    """
    people = frame.drop_duplicates("person_id")
    rows = {person: place for place, person in enumerate(people["person_id"])}
    parts = [part for part in COMPONENTS if part in set(frame["component"])]
    fills = [_fill(share, theme) for share in frame["reached_share"]]
    cells = {
        "type": "bar",
        "orientation": "h",
        "y": [rows[person] for person in frame["person_id"]],
        "base": [parts.index(part) for part in frame["component"]],
        "x": [_CELL] * len(frame),
        "width": 0.88,
        "text": [_fraction(row) for row in frame.itertuples()],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": [MUTED.fill(theme) if fill == PAGE.fill(theme) else ink_on(fill) for fill in fills]},
        "marker": {"color": fills, "line": {"width": 0}},
        **inked(theme),
        "customdata": frame[["person_id", "component", "eligible_accounts"]].to_numpy(object),
        "hovertext": frame["person_name"].tolist(),
        "hovertemplate": (
            "<b>%{hovertext}</b> · %{customdata[1]}<br>Worked on in %{text} accounts where it is known"
            "<br>%{customdata[2]} key accounts<br>Click to see them<extra></extra>"
        ),
    }
    heads = people[["person_id"]].to_numpy(object)
    return figure(
        [cells, names(people["person_name"].tolist(), list(rows.values()), heads, (-_ROOM, 0), theme)],
        theme,
        height=ROW * len(people) + 40,
        layout={"barmode": "overlay"},
        xaxis={
            "side": "top",
            "range": [-_ROOM, len(parts)],
            "tickvals": [place + _CELL / 2 for place in range(len(parts))],
            "ticktext": [part.capitalize().replace(" ", "<br>") for part in parts],
            "tickangle": 0,
            "showgrid": False,
            "tickfont": {"color": MUTED.fill(theme), "size": 12},
        },
        yaxis={"range": [len(people) - 0.5, -0.5], "visible": False},
    )


def _fill(share: float | None, theme: Theme) -> str:
    """One of five fills for a share; the page's own colour where nothing is known."""
    if share is None or pd.isna(share):
        return PAGE.fill(theme)
    return STEPS[min(int(share * len(STEPS)), len(STEPS) - 1)].fill(theme)


def _fraction(row: Annotated[Any, "plan_coverage_component_grid"]) -> str:
    return "?" if pd.isna(row.reached_share) else f"{row.reached_accounts}/{row.known_accounts}"
