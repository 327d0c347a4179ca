"""The sentences of the Audit page, and one event as a row."""

from collections.abc import Mapping

import pandas as pd

from sightline import words
from sightline.address import name_of
from sightline.audit.events import Line
from sightline.menu import EVERY
from sightline.sections.about.audit.picks import MOST, Picked

HOW = (
    "Each event is a line that carries the hash of the line before it. `python -m sightline audit verify` says whether "
    "every line is as it was written. A person is kept as a code, and can be forgotten without breaking the chain. "
    "Downloads are found again by their SHA-256: `python -m sightline audit show --file <the file>`."
)
EVENTS = {
    "export": "Download",
    "pack": "QBR pack",
    "denied": "Denied",
    "login_denied": "Sign-in denied",
    "view_as_denied": "View as denied",
    "login": "Signed in",
    "logout": "Signed out",
    "view_as": "View as",
    "grant_used": "Grant in use",
    "view": "Page opened",
    "load": "Data loaded",
    "rollback": "Load undone",
    "history": "History changed",
    "inspection_mark": "Inspection",
    "mended": "Half a line mended",
    "retention": "Old months deleted",
    "forgotten": "Person forgotten",
}
"""What each event is called."""

_APART = ("rows", "sha256", "filters")
_TITLES = {name_of(path): title for path, title in EVERY.items()}


def headline(found: Picked) -> str:
    """How many events of how many people, and since when."""
    people = len({line.who for line in found.lines if line.who})
    shown = f" The newest {words.number(MOST)} are shown." if len(found.lines) > MOST else ""
    since = found.days if found.days.startswith("All") else f"last {found.days}"
    return (
        f"**{found.events}: {words.counted(len(found.lines), 'event')} by "
        f"{words.counted(people, 'person', 'people')}**, {since.lower()}.{shown}"
    )


def rows(found: Picked) -> pd.DataFrame:
    """One row per event, the newest first."""
    return pd.DataFrame(
        [_row(line, found.names) for line in found.lines[:MOST]],
        columns=["recorded_at", "actor", "seen_as", "event", "event_about", "rows_given", "filters_set", "file_hash"],
    )


def _row(line: Line, names: Mapping[str, str]) -> tuple[object, ...]:
    facts = line.facts
    filters = facts.get("filters") or {}
    return (
        f"{line.at[:10]} {line.at[11:19]}",
        names.get(line.who, line.who),
        names.get(line.as_whom, line.as_whom),
        EVENTS[line.event],
        " · ".join(_word(value, names) for name, value in facts.items() if name not in _APART and value),
        facts.get("rows"),
        ", ".join(f"{name} {_word(value, names)}" for name, value in filters.items()),
        facts.get("sha256"),
    )


def _word(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_word(one, names) for one in value)
    text = str(value)
    return _TITLES.get(text) or names.get(text, text)
