"""The customer's people as a picture: reporting lines solid, influence dashed, which are two different things."""

import textwrap
from typing import Any

import pandas as pd

from sightline.charts.palette import INK, LINE, MUTED, PAGE, PRIMARY, WATCH, Theme, Tone, ink_on

SUPPORT: dict[str, tuple[str, Tone]] = {
    "champion": ("★ champion", Tone("#1F7A75", "#62C2B9")),
    "supporter": ("☆ supporter", Tone("#93C5C1", "#2F706C")),
    "neutral": ("○ neutral", PAGE),
    "opponent": ("✕ against us", WATCH),
}
"""How each degree of support is marked and filled; nobody judged stays the colour of the page."""

_INFLUENCE = {"high": "▲ high", "medium": "△ medium", "low": "▽ low"}
_STRENGTH = {"high": 2.6, "medium": 1.8}
_PEOPLE_SHOWN = 30
"""Beyond this the picture is a smear; the table below it has everyone."""


def account_people(contacts: pd.DataFrame, influences: pd.DataFrame, theme: Theme = "light") -> str:
    """A DOT text: a box per contact, a solid line from manager to report, a dashed arrow from who sways to whom.

    Takes the rows of `account_contacts` and `account_influences`. Who has left is drawn dotted and grey. Of more
    than thirty people those who matter most are drawn, in the order of the rows.
    """
    shown = contacts.head(_PEOPLE_SHOWN)
    known = set(shown["contact_id"])
    muted, ink = MUTED.fill(theme), INK.fill(theme)
    lines = [
        "digraph people {",
        'graph [rankdir=TB, bgcolor="transparent", nodesep=0.18, ranksep=0.42, fontname="sans-serif", pad=0.1]',
        f'node [shape=box, style="filled,rounded", fontname="sans-serif", fontsize=11, margin="0.12,0.07", '
        f'color="{LINE.fill(theme)}", fontcolor="{ink}"]',
        f'edge [color="{muted}", arrowsize=0.7]',
    ]
    lines += [_person(row, theme) for row in shown.itertuples()]
    lines += [
        f"{_quoted(row.reports_to_id)} -> {_quoted(row.contact_id)} [dir=none, penwidth=1.3]"
        for row in shown.itertuples()
        if row.reports_to_id in known
    ]
    for row in influences[influences["to_contact_id"].isin(known)].itertuples():
        if row.from_contact_id in known:
            start = _quoted(row.from_contact_id)
        elif row.is_outside:
            start = _quoted(f"outside {row.from_name}")
            lines.append(f'{start} [label={_quoted(row.from_name)}, shape=plaintext, style="", fontcolor="{muted}"]')
        else:
            continue
        width = _STRENGTH.get(str(row.strength), 1.2)
        lines.append(
            f"{start} -> {_quoted(row.to_contact_id)} "
            f'[style=dashed, constraint=false, color="{PRIMARY.fill(theme)}", penwidth={width}]'
        )
    return "\n".join([*lines, "}"])


def _person(row: Any, theme: Theme) -> str:
    """One contact as a box: name, title, then marks for role, influence and support."""
    mark, tone = SUPPORT.get(row.support, ("", PAGE))
    marks = [
        "◆ signs" if row.is_economic_buyer else "",
        _INFLUENCE.get(row.influence, ""),
        mark,
        "left" if row.presence == "left" else "",
        "leaving" if row.presence == "leaving" else "",
    ]
    title = textwrap.shorten(row.title, 30, placeholder="…") if isinstance(row.title, str) else ""
    label = "\n".join(text for text in (row.contact_name, title, "  ".join(filter(None, marks))) if text)
    fill = tone.fill(theme)
    if row.presence == "left":
        faint = MUTED.fill(theme)
        style = f'style="rounded,dotted", color="{faint}", fontcolor="{faint}"'
    else:
        ink = INK.fill(theme) if tone is PAGE else ink_on(fill)
        border = INK.fill(theme) if row.influence == "high" else LINE.fill(theme)
        style = (
            f'fillcolor="{fill}", fontcolor="{ink}", color="{border}", penwidth={2 if row.influence == "high" else 1}'
        )
    return f"{_quoted(row.contact_id)} [label={_quoted(label)}, {style}]"


def _quoted(text: object) -> str:
    """A text as DOT takes it; quotes and backslashes of a name change nothing."""
    safe = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe}"'
