"""What is written down: a closed list of events, and what one line of the record says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

Event = Literal[
    "login",
    "login_denied",
    "logout",
    "denied",
    "view",
    "view_as",
    "view_as_denied",
    "export",
    "pack",
    "load",
    "rollback",
    "history",
    "grant_used",
    "inspection_mark",
]
"""What people do; `record` takes nothing else."""

OwnEvent = Literal["mended", "retention", "forgotten"]
"""What the record does to itself, and says so."""

EVENTS: tuple[str, ...] = (*get_args(Event), *get_args(OwnEvent))

UNSYNCED = frozenset({"view"})
"""Written with every page that is opened: a cut of power may lose the last of them, and no click waits for a disk."""

NO_FILE_WITHOUT = frozenset({"export", "pack"})
"""What gives a file away: where this cannot be written down, the file is not given."""


KEEPER = "operator"
"""Whoever runs Sightline on its own computer, and its commands."""


class NotRecorded(Exception):
    """The record cannot be written, so what should have stood in it is refused; the text is for the person."""


REFUSED = (
    "Downloads are recorded, and the record cannot be written just now, so no file is given out. Tell whoever looks "
    "after Sightline; the pages go on."
)


@dataclass(frozen=True)
class Person:
    """Somebody's id among the facts of an event, so that it can be forgotten as who did it can."""

    person_id: str


Fact = str | int | float | bool | None | Person | Sequence["Fact"] | Mapping[str, "Fact"]


@dataclass(frozen=True)
class Line:
    """One line as it is read: persons by their ids, or by their codes where they were forgotten."""

    number: int
    at: str
    event: str
    who: str
    as_whom: str
    facts: Mapping[str, Any]
