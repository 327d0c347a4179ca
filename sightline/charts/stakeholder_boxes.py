"""The box of one person on the stakeholder map: name, title, influence, support, marks, and what a hover adds."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.charts.palette import ACT, INK, LINE, MUTED, NOTE, PAGE, PRIMARY, WATCH, Theme, Tone, ink_on
from sightline.charts.stakeholder_layout import BOX_HEIGHT, BOX_WIDTH, Point

Spec = dict[str, Any]

SUPPORT: dict[str, Tone] = {
    "champion": Tone("#1F7A75", "#62C2B9", "champion"),
    "supporter": Tone("#93C5C1", "#2F706C", "supporter"),
    "neutral": Tone("#C3C9CF", "#5A636C", "neutral"),
    "opponent": Tone("#DCB524", "#F3C458", "opponent"),
}
"""Edge of a box by support, and the word beside it; nobody judged has no edge."""

INFLUENCE = {"high": "▲", "medium": "△", "low": "▽"}

MARKS: dict[str, Tone] = {
    "no successor": ACT,
    "out of reach": ACT,
    "for competitor": ACT,
    "leaving": WATCH,
    "buyer": INK,
    "partner only": WATCH,
    "line unclear": WATCH,
    "in touch": PRIMARY,
    "has left": NOTE,
    "old data": NOTE,
}
"""What is marked on a box, in words, the most urgent first, each with its colour."""

_ROOM = 19
"""Letters of marks that a box has room for; what is more is counted, and is in the card."""

_SAFE = str.maketrans({"{": "(", "}": ")", "\n": " "})


def marks(row: Annotated[Any, "account_contacts"]) -> list[str]:
    """The marks of one person, in their order."""
    is_open = bool(row.is_departure_open)
    applies = {
        "no successor": row.presence == "leaving" and is_open,
        "out of reach": row.is_unreachable,
        "for competitor": isinstance(row.competitor_affinity, str),
        "leaving": row.presence == "leaving" and not is_open,
        "buyer": row.is_economic_buyer,
        "partner only": row.is_partner_only,
        "line unclear": isinstance(row.line_fault, str),
        "in touch": row.is_thread,
        "has left": row.presence == "left",
        "old data": row.is_aged,
    }
    return [mark for mark, is_so in applies.items() if pd.notna(is_so) and is_so]


def box(row: Annotated[Any, "account_contacts"], corner: Point, theme: Theme, *, is_picked: bool) -> Spec:
    """The point of a scatter series that draws one person as a card with its top left at a corner."""
    left, top = corner
    has_left = row.presence == "left"
    ink = MUTED.fill(theme) if has_left else INK.fill(theme)
    border = PRIMARY.fill(theme) if is_picked else INK.fill(theme) if row.influence == "high" else LINE.fill(theme)
    return {
        "name": words.line(str(row.contact_name)),
        "value": [left + BOX_WIDTH / 2, top + BOX_HEIGHT / 2, _hover(row)],
        "symbolSize": [BOX_WIDTH, BOX_HEIGHT],
        "itemStyle": {
            "color": PAGE.fill(theme),
            "opacity": 1,
            "borderColor": border,
            "borderWidth": 3 if is_picked else 1.6 if row.influence == "high" else 1,
            "borderType": "dashed" if has_left else "solid",
        },
        "label": {
            "show": True,
            "position": [12, 7],
            "align": "left",
            "verticalAlign": "top",
            "formatter": _label(row),
            "rich": _rich(theme, ink),
        },
    }


def _label(row: Annotated[Any, "account_contacts"]) -> str:
    """Name, title, influence with support, and below them as many marks as there is room for."""
    name = cut(str(row.contact_name), 20)
    title = cut(row.title, 25) if isinstance(row.title, str) else "no title"
    tone = SUPPORT.get(row.support)
    weight = f"{INFLUENCE[row.influence]} {row.influence}" if row.influence in INFLUENCE else "influence unknown"
    third = f"{weight} · {tone.mark}" if tone else weight
    every = marks(row)
    shown = [mark for place, mark in enumerate(every) if len("".join(every[: place + 1])) <= _ROOM]
    rest = f"{{g| }}{{third|+{len(every) - len(shown)}}}" if len(every) > len(shown) else ""
    written = "{g| }".join(f"{{{_style(mark)}|{mark}}}" for mark in shown)
    return f"{{name|{name}}}\n{{title|{title}}}\n{{third|{third}}}\n{written}{rest}"


def _style(mark: str) -> str:
    """What the style of a mark is called inside a label, where a name has no space."""
    return f"mark{list(MARKS).index(mark)}"


def cut(text: str, length: int) -> str:
    """A text shortened to so many characters, safe inside a label."""
    text = words.line(text.translate(_SAFE))
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _rich(theme: Theme, ink: str) -> Spec:
    """Text styles of a label by the name they have in it."""
    rich: Spec = {
        "name": {"fontSize": 12.5, "fontWeight": 600, "color": ink, "lineHeight": 16},
        "title": {"fontSize": 11, "color": MUTED.fill(theme), "lineHeight": 15},
        "third": {"fontSize": 11, "color": ink, "lineHeight": 17},
        "g": {"fontSize": 5, "lineHeight": 17},
    }
    for mark, tone in MARKS.items():
        fill = tone.fill(theme)
        rich[_style(mark)] = {
            "backgroundColor": fill,
            "color": ink_on(fill),
            "fontSize": 11,
            "padding": [2, 4],
            "borderRadius": 3,
            "lineHeight": 17,
        }
    return rich


def _hover(row: Annotated[Any, "account_contacts"]) -> str:
    """What a hover adds: role, health, touch and owner."""
    role = row.decision_role if isinstance(row.decision_role, str) else "role unknown"
    lines = [
        row.title if isinstance(row.title, str) else "no title",
        f"Role: {role}",
        f"Influence {row.influence if isinstance(row.influence, str) else 'unknown'}"
        f" · health {row.health if isinstance(row.health, str) else 'unknown'}",
        touch(row),
        f"Main contact of ours: {row.touch_owner_name}"
        if isinstance(row.touch_owner_name, str)
        else "No main contact of ours",
        row.marks if isinstance(row.marks, str) else "",
        "Click to open the card",
    ]
    return "\n".join(words.line(line) for line in lines if line)


def touch(row: Annotated[Any, "account_contacts"]) -> str:
    """When touch last went both ways, in words."""
    if pd.notna(row.two_way_on):
        return f"In touch {words.day(row.two_way_on)}"
    if pd.notna(row.last_touch_on):
        return f"Written {words.day(row.last_touch_on)}, no answer"
    return "Never in touch"
