"""Teams or people by lifecycle stages: one share or amount per cell."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import OVER_AXIS, ROW, Spec, clicked, figure
from sightline.charts.base import names as row_heads
from sightline.charts.palette import MUTED, PAGE, STEPS, Theme, ink_on
from sightline.charts.whitespace_labels import column_heads, name_room, row_labels, row_names


def whitespace_teams(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A grid of people × columns, coloured from faint to strong; what is unknown has the page's colour.

    Takes rows with `person_id, person_name, is_person, column_label, column_place, scale` (0 to 1, null unknown),
    `text` and `hover`, in the order to draw people from the top. A click on a cell or a name selects
    `[person_id, is_person]`.
    """
    frame = frame.assign(person_id=frame["person_id"].fillna(""))
    names = row_labels(frame[["person_id", "person_name"]].itertuples(index=False, name=None))
    rows = {person: row for row, person in enumerate(names)}
    columns = list(dict.fromkeys(frame.sort_values("column_place")["column_label"]))
    heads = {column: place for place, column in enumerate(columns)}
    fills = [_fill(scale, theme) for scale in frame["scale"]]
    muted = MUTED.fill(theme)
    cells: Spec = {
        "type": "bar",
        "orientation": "h",
        "y": [rows[person] for person in frame["person_id"]],
        "base": [heads[column] for column in frame["column_label"]],
        "x": [1] * len(frame),
        "width": 1,
        "text": frame["text"].tolist(),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": [muted if fill == PAGE.fill(theme) else ink_on(fill) for fill in fills], "size": 12},
        "marker": {"color": fills, "line": {"color": PAGE.fill(theme), "width": 3}},
        "hovertext": frame["hover"].tolist(),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": frame[["person_id", "is_person"]].to_numpy(object),
        **clicked(1),
    }
    people = frame.drop_duplicates("person_id")[["person_id", "is_person"]].to_numpy(object)
    return figure(
        [cells, row_heads(list(names.values()), list(rows.values()), people, name_room(columns), theme)],
        theme,
        height=ROW * len(names) + 60,
        xaxis=column_heads(columns, theme),
        yaxis=row_names(list(names.values())),
        layout={"barmode": "overlay", "bargap": 0, "margin": {"t": OVER_AXIS}},
    )


def _fill(scale: float | None, theme: Theme) -> str:
    """One of five fills; the page's own colour where nothing is known."""
    if scale is None or pd.isna(scale):
        return PAGE.fill(theme)
    return STEPS[min(int(scale * len(STEPS)), len(STEPS) - 1)].fill(theme)
