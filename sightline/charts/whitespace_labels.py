"""Heads and row names of the whitespace pictures: short enough for a phone, told apart where two are alike."""

from collections.abc import Iterable

from sightline.charts.base import Spec
from sightline.charts.palette import MUTED, Theme

_ROOM = 0.46
"""Room for the row names, as a part of all columns."""
_LONGEST = 20
"""Longer names are cut: on a phone they would leave no room for the cells."""


def row_labels(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A label by id for `(id, name)` pairs in their order; no two ids share one."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for identity, name in named:
        if identity in found:
            continue
        label = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
        copies, told = 1, label
        while told in taken:
            copies += 1
            told = f"{label} ({copies})"
        taken.add(told)
        found[identity] = told
    return found


def name_room(columns: list[str]) -> tuple[float, float]:
    """Where the row names lie on the axis of columns."""
    return (-_ROOM * len(columns), 0)


def column_heads(columns: list[str], theme: Theme) -> Spec:
    """The axis of columns one unit wide each, named on top, upright where there is no room; row names left of it."""
    return {
        "side": "top",
        "range": [name_room(columns)[0], len(columns)],
        "tickvals": [place + 0.5 for place in range(len(columns))],
        "ticktext": columns,
        "autotickangles": [0, 90],
        "showgrid": False,
        "ticks": "",
        "tickfont": {"color": MUTED.fill(theme), "size": 12},
    }


def row_names(labels: list[str]) -> Spec:
    """The axis of rows one unit high each, the first on top; a hover reads their names from it."""
    return {
        "range": [len(labels) - 0.5, -0.5],
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "showgrid": False,
        "showticklabels": False,
    }
