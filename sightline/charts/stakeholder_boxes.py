"""The box of one person on the stakeholder map: name, title, influence, support, letters, and what a hover adds."""

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
    "opponent": Tone("#DCB524", "#F3C458", "against us"),
}
"""Edge of a box by support, and the word beside it; nobody judged has no edge."""

INFLUENCE = {"high": "▲", "medium": "△", "low": "▽"}

MARKS: dict[str, tuple[Tone, str]] = {
    "E": (INK, "economic buyer"),
    "C": (PRIMARY, "champion"),
    "D": (WATCH, "detractor, against us"),
    "K": (ACT, "speaks for a competitor"),
    "L": (WATCH, "leaving"),
    "!": (ACT, "leaves without a successor in touch"),
    "U": (ACT, "power out of reach"),
    "P": (WATCH, "known to a partner alone"),
    "F": (WATCH, "reporting line at fault"),
    "A": (NOTE, "judged long ago"),
    "X": (NOTE, "has left"),
    "↔": (PRIMARY, "in two-way touch lately"),
}
"""The letters on a box: colour and meaning, in the order in which they are written."""

_SAFE = str.maketrans({"{": "(", "}": ")", "\n": " "})
_STYLES = {"E": "e", "↔": "t", "!": "w"}


def marks(row: Annotated[Any, "account_contacts"]) -> list[str]:
    """The letters of one person, in their order."""
    is_open = bool(row.is_departure_open)
    applies = {
        "E": row.is_economic_buyer,
        "C": row.support == "champion",
        "D": row.support == "opponent",
        "K": isinstance(row.competitor_affinity, str),
        "L": row.presence == "leaving" and not is_open,
        "!": row.presence == "leaving" and is_open,
        "U": row.is_unreachable,
        "P": row.is_partner_only,
        "F": isinstance(row.line_fault, str),
        "A": row.is_aged,
        "X": row.presence == "left",
        "↔": row.is_thread,
    }
    return [letter for letter, is_so in applies.items() if pd.notna(is_so) and is_so]


def box(row: Annotated[Any, "account_contacts"], corner: Point, theme: Theme, *, is_picked: bool) -> Spec:
    """The point of a scatter series that draws one person as a card with its top left at a corner."""
    left, top = corner
    has_left = row.presence == "left"
    ink = MUTED.fill(theme) if has_left else INK.fill(theme)
    border = PRIMARY.fill(theme) if is_picked else INK.fill(theme) if row.influence == "high" else LINE.fill(theme)
    return {
        "name": str(row.contact_name),
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
    """Name, title, then influence, support and the letters."""
    name = cut(str(row.contact_name), 20)
    title = cut(row.title, 25) if isinstance(row.title, str) else "no title"
    tone = SUPPORT.get(row.support)
    third = " ".join(filter(None, (INFLUENCE.get(row.influence, "?"), tone.mark if tone else "not judged")))
    letters = marks(row)
    written = "{g| }".join(f"{{{_STYLES.get(letter, letter.lower())}|{letter}}}" for letter in letters)
    if len(letters) > 3:
        third = INFLUENCE.get(row.influence, "?")
    return f"{{name|{name}}}\n{{title|{title}}}\n{{third|{third}}}{{g|  }}{written}"


def cut(text: str, length: int) -> str:
    """A text shortened to so many characters, safe inside a label."""
    text = text.translate(_SAFE).strip()
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _rich(theme: Theme, ink: str) -> Spec:
    """Text styles of a label by the name they bear in it."""
    rich: Spec = {
        "name": {"fontSize": 12.5, "fontWeight": 600, "color": ink, "lineHeight": 16},
        "title": {"fontSize": 11, "color": MUTED.fill(theme), "lineHeight": 15},
        "third": {"fontSize": 11, "color": ink, "lineHeight": 17},
        "g": {"fontSize": 5, "lineHeight": 17},
    }
    for letter, (tone, _) in MARKS.items():
        fill = tone.fill(theme)
        rich[_STYLES.get(letter, letter.lower())] = {
            "backgroundColor": fill,
            "color": ink_on(fill),
            "fontSize": 10,
            "fontWeight": 700,
            "padding": [2, 4],
            "borderRadius": 3,
            "lineHeight": 17,
        }
    return rich


def _hover(row: Annotated[Any, "account_contacts"]) -> str:
    """What a hover adds: role, health, touch and owner."""
    role = row.decision_role if isinstance(row.decision_role, str) else "part not known"
    lines = [
        row.title if isinstance(row.title, str) else "no title",
        f"Part: {role}",
        f"Influence {row.influence if isinstance(row.influence, str) else 'not judged'}"
        f" · health {row.health if isinstance(row.health, str) else 'not judged'}",
        touch(row),
        f"Kept up by {row.touch_owner_name}" if isinstance(row.touch_owner_name, str) else "Nobody of ours named",
        row.marks if isinstance(row.marks, str) else "",
    ]
    return "\n".join(line for line in lines if line)


def touch(row: Annotated[Any, "account_contacts"]) -> str:
    """When touch last went both ways, in words."""
    if pd.notna(row.two_way_on):
        return f"Two-way touch {words.day(row.two_way_on)}"
    if pd.notna(row.last_touch_on):
        return f"Last touch {words.day(row.last_touch_on)}, no answer on record"
    return "No touch on record"
