"""What stands behind the boxes of the stakeholder map: frames, reporting lines, influence, the colour of support."""

import math
from typing import Annotated, Any

import pandas as pd

from sightline.charts.base import FONT
from sightline.charts.palette import LINE, MUTED, PRIMARY, WATCH, Theme
from sightline.charts.stakeholder_boxes import SUPPORT, Spec, cut
from sightline.charts.stakeholder_layout import BOX_HEIGHT, BOX_WIDTH, HANG, Layout, Point

_WHOLE = "No buying centre named"


def frames(layout: Layout, theme: Theme) -> list[Spec]:
    """A frame and its name for every buying centre."""
    drawn: list[Spec] = []
    for frame in layout.frames:
        drawn.append(
            {
                "type": "rect",
                "silent": True,
                "z": 0,
                "shape": {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height, "r": 6},
                "style": {"fill": "rgba(127,135,142,0.09)", "stroke": LINE.fill(theme), "lineWidth": 1},
            }
        )
        name = cut(frame.name or _WHOLE, max(int(frame.width / 7.5), 8))
        drawn.append(
            {
                "type": "text",
                "silent": True,
                "z": 1,
                "x": frame.x + 10,
                "y": frame.y + 7,
                "style": {"text": name, "fill": MUTED.fill(theme), "font": f"600 12px {FONT}"},
            }
        )
    return drawn


def reporting(contacts: pd.DataFrame, layout: Layout, theme: Theme) -> list[Spec]:
    """Solid elbows from managers to reports; a line at fault is amber, an edge in colour says the support."""
    drawn: list[Spec] = []
    for row in contacts.itertuples():
        if row.support in SUPPORT:
            left, top = layout.boxes[str(row.contact_id)]
            drawn.append(
                {
                    "type": "rect",
                    "silent": True,
                    "z": 3,
                    "shape": {"x": left, "y": top, "width": 5, "height": BOX_HEIGHT},
                    "style": {"fill": SUPPORT[str(row.support)].fill(theme)},
                }
            )
        if row.reports_to_id in layout.boxes:
            drawn += _line(row, layout, theme)
    return drawn


def _line(row: Annotated[Any, "account_contacts"], layout: Layout, theme: Theme) -> list[Spec]:
    """The line to a manager in the same frame; to one in another frame a stump that names the manager."""
    is_sound = isinstance(row.manager_id, str)
    manager, report = layout.boxes[row.reports_to_id], layout.boxes[row.contact_id]
    is_near = layout.frame_of[row.reports_to_id] == layout.frame_of[row.contact_id]
    style = {
        "stroke": MUTED.fill(theme) if is_sound else WATCH.fill(theme),
        "lineWidth": 1.4 if is_sound else 2.2,
        "fill": None,
    }
    if not is_sound:
        points = [[x + BOX_WIDTH / 2, y + BOX_HEIGHT / 2] for x, y in (manager, report)]
    elif is_near:
        points = _elbow(manager, report, is_hanging=row.contact_id in layout.hanging)
    else:
        points = [[report[0] + BOX_WIDTH / 2, report[1] - 6], [report[0] + BOX_WIDTH / 2, report[1]]]
    drawn: list[Spec] = [{"type": "polyline", "silent": True, "z": 1, "shape": {"points": points}, "style": style}]
    if is_sound and not is_near:
        drawn.append(
            {
                "type": "text",
                "silent": True,
                "z": 1,
                "x": report[0] + BOX_WIDTH / 2,
                "y": report[1] - 19,
                "style": {
                    "text": cut(f"↑ {row.contact_manager_name}", 24),
                    "fill": MUTED.fill(theme),
                    "font": f"11px {FONT}",
                    "align": "center",
                },
            }
        )
    return drawn


def _elbow(manager: Point, report: Point, *, is_hanging: bool) -> list[list[float]]:
    """Down from the manager, across, and down to the report, or into the side of who hangs in a column."""
    start_x, start_y = manager[0] + BOX_WIDTH / 2, manager[1] + BOX_HEIGHT
    middle = start_y + 10
    if is_hanging:
        trunk, side = report[0] - HANG / 2, report[1] + BOX_HEIGHT / 2
        return [[start_x, start_y], [start_x, middle], [trunk, middle], [trunk, side], [report[0], side]]
    end_x = report[0] + BOX_WIDTH / 2
    return [[start_x, start_y], [start_x, middle], [end_x, middle], [end_x, report[1]]]


def influence(influences: pd.DataFrame, layout: Layout, theme: Theme) -> list[Spec]:
    """Dashed arrows from who sways to whom, bowed so that they part from straight lines."""
    drawn: list[Spec] = []
    colour = PRIMARY.fill(theme)
    for row in influences.itertuples():
        if row.from_contact_id not in layout.boxes or row.to_contact_id not in layout.boxes:
            continue
        start, end = layout.boxes[str(row.from_contact_id)], layout.boxes[str(row.to_contact_id)]
        first, bend, last = _bow(start, end)
        drawn.append(
            {
                "type": "bezierCurve",
                "silent": True,
                "z": 1,
                "shape": {
                    "x1": first[0], "y1": first[1], "cpx1": bend[0], "cpy1": bend[1], "x2": last[0], "y2": last[1],
                },
                "style": {
                    "stroke": colour,
                    "lineWidth": {"high": 2.4, "medium": 1.7}.get(str(row.strength), 1.2),
                    "lineDash": [6, 4],
                    "fill": None,
                },
            }
        )  # fmt: skip
        drawn.append(
            {
                "type": "polygon",
                "silent": True,
                "z": 1,
                "shape": {"points": _head(bend, last)},
                "style": {"fill": colour, "stroke": None},
            }
        )
    return drawn


def _bow(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """First point, bend and last point of a curve between the edges of two boxes."""
    a = (start[0] + BOX_WIDTH / 2, start[1] + BOX_HEIGHT / 2)
    b = (end[0] + BOX_WIDTH / 2, end[1] + BOX_HEIGHT / 2)
    across, down = b[0] - a[0], b[1] - a[1]
    length = math.hypot(across, down) or 1.0
    lift = min(46.0, length / 4)
    bend = ((a[0] + b[0]) / 2 - down / length * lift, (a[1] + b[1]) / 2 + across / length * lift)
    return _edge(a, bend), bend, _edge(b, bend)


def _edge(centre: Point, towards: Point) -> Point:
    """Where a line from the middle of a box leaves it."""
    across, down = towards[0] - centre[0], towards[1] - centre[1]
    reach = max(abs(across) / (BOX_WIDTH / 2 + 2), abs(down) / (BOX_HEIGHT / 2 + 2), 1e-6)
    return (centre[0] + across / reach, centre[1] + down / reach)


def _head(bend: Point, tip: Point) -> list[list[float]]:
    """The three corners of an arrow head."""
    angle = math.atan2(tip[1] - bend[1], tip[0] - bend[0])
    return [
        [tip[0], tip[1]],
        *([tip[0] - 9 * math.cos(angle + side), tip[1] - 9 * math.sin(angle + side)] for side in (0.42, -0.42)),
    ]
