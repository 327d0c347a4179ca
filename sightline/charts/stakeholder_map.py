"""The customer's people as a map: reporting lines solid, influence dashed, which are two different things.

An ECharts picture, the one chart engine here whose boxes answer to a click. Boxes are the points of a scatter series
on a field counted in pixels; frames and lines are drawn behind them.
"""

import pandas as pd

from sightline.charts import stakeholder_lines
from sightline.charts.base import FONT
from sightline.charts.palette import INK, LINE, PAGE, PRIMARY, Theme
from sightline.charts.stakeholder_boxes import Spec, box
from sightline.charts.stakeholder_layout import Layout, Person, arrange

PEOPLE_SHOWN = 30
"""Beyond this the picture is a smear; a list by buying centre stands in its place."""


def stakeholder_map(
    contacts: pd.DataFrame, influences: pd.DataFrame, theme: Theme = "light", *, width: int, picked: str | None = None
) -> Spec:
    """The map of the first thirty of `account_contacts`, its lines from `account_influences`, as ECharts takes it.

    `width` is the room in pixels, `picked` the person whose card is open. The height stands in the key "height" of
    the grid. Points stand in the order of the rows. A line that cannot hold is drawn in amber, and makes no tree.
    """
    shown = contacts.head(PEOPLE_SHOWN)
    layout = placed(shown, width)
    drawn = [
        *stakeholder_lines.frames(layout, theme),
        *stakeholder_lines.reporting(shown, layout, theme),
        *stakeholder_lines.influence(influences, layout, theme),
    ]
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT},
        "grid": {"left": 0, "top": 0, "width": layout.width, "height": layout.height, "containLabel": False},
        "xAxis": {"show": False, "type": "value", "min": 0, "max": layout.width},
        "yAxis": {"show": False, "type": "value", "min": 0, "max": layout.height, "inverse": True},
        "tooltip": {
            "confine": True,
            "formatter": "<b>{b}</b><br>{@[2]}",
            "extraCssText": "max-width: 320px; white-space: pre-line;",
            "backgroundColor": PAGE.fill(theme),
            "borderColor": LINE.fill(theme),
            "textStyle": {"color": INK.fill(theme), "fontSize": 12},
        },
        "graphic": drawn,
        "series": [
            {
                "type": "scatter",
                "symbol": "rect",
                "selectedMode": "single",
                "cursor": "pointer",
                "z": 2,
                "data": [
                    box(row, layout.boxes[str(row.contact_id)], theme, is_picked=row.contact_id == picked)
                    for row in shown.itertuples()
                ],
                "emphasis": {"scale": False, "itemStyle": {"borderColor": PRIMARY.fill(theme), "borderWidth": 2}},
                "select": {"itemStyle": {}},
            },
        ],
    }


def placed(contacts: pd.DataFrame, width: int) -> Layout:
    """Where the people stand, and who with whom: grouped by buying centre, below their managers."""
    people = [
        Person(
            str(row.contact_id),
            row.manager_id if isinstance(row.manager_id, str) else None,
            row.buying_centre_name if isinstance(row.buying_centre_name, str) else "",
        )
        for row in contacts.itertuples()
    ]
    return arrange(people, width)
