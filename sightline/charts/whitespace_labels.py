"""Names of rows in a picture: short enough for a phone, and told apart where two are alike."""

from collections.abc import Iterable

_LONGEST = 22
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
