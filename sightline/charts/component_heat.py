"""People by parts of the plan: how many of their accounts have got somewhere with each."""

import pandas as pd
import plotly.graph_objects as go

from sightline.charts.base import ROW, figure
from sightline.charts.palette import MUTED, PAGE, STEPS, Theme, ink_on

COMPONENTS = ("profile", "relationship", "whitespace", "action plan")


def component_heat(frame: pd.DataFrame, theme: Theme = "light") -> go.Figure:
    """A grid of people × parts of the plan; each cell reads "4/7": accounts at level 2 or higher of those known.

    Takes one row per person and component with `person_id, person_name, component, reached_accounts,
    known_accounts, reached_share`, in the order to draw people from the top; a null share (nothing known) is an
    empty cell with "?". The fill is one heatmap; a transparent square on each cell carries the click, because
    heatmap cells cannot be selected. A click selects `[person_id, component]` (customdata).
    """
    people = list(dict.fromkeys(frame["person_name"]))
    parts = [part for part in COMPONENTS if part in set(frame["component"])]
    grid = frame.pivot_table(
        index="person_name", columns="component", values="reached_share", aggfunc="first", dropna=False
    )
    fills = [tone.fill(theme) for tone in STEPS]
    last = len(fills) - 1
    cells = go.Heatmap(
        z=grid.reindex(index=people, columns=parts).to_numpy(float),
        x=parts,
        y=people,
        zmin=0,
        zmax=1,
        colorscale=[
            [edge, fill] for band, fill in enumerate(fills) for edge in (band / len(fills), (band + 1) / len(fills))
        ],
        xgap=3,
        ygap=3,
        showscale=False,
        hoverinfo="skip",
    )
    inks = [
        MUTED.fill(theme) if pd.isna(share) else ink_on(fills[min(int(share * len(fills)), last)])
        for share in frame["reached_share"]
    ]
    marks = go.Scatter(
        x=frame["component"].tolist(),
        y=frame["person_name"].tolist(),
        mode="markers+text",
        text=[
            "?" if pd.isna(row.reached_share) else f"{row.reached_accounts}/{row.known_accounts}"
            for row in frame.itertuples()
        ],
        textfont={"color": inks},
        marker={"symbol": "square", "size": ROW - 4, "color": PAGE.fill(theme), "opacity": 0.01},
        selected={"marker": {"opacity": 0.01}},
        unselected={"marker": {"opacity": 0.01}, "textfont": {"color": MUTED.fill(theme)}},
        customdata=frame[["person_id", "component"]].to_numpy(object),
        hovertemplate="<b>%{y}</b> · %{x}<br>%{text} accounts at level 2 or higher<extra></extra>",
    )
    drawn = figure([cells, marks], theme, height=ROW * len(people) + 50)
    drawn.update_xaxes(side="top", showgrid=False, categoryarray=parts, tickfont={"color": MUTED.fill(theme)})
    drawn.update_yaxes(
        autorange="reversed", showgrid=False, categoryorder="array", categoryarray=people, ticksuffix="  "
    )
    return drawn
