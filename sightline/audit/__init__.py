"""Who did what and when: a record that is only ever added to, beside the notes and in no version of the warehouse.

`audit.record("export", who=..., ...)` is the one door for what happens in the app; `audit.of(folder)` is the record of
another warehouse, for the commands.
"""

from functools import cache
from pathlib import Path

from sightline.audit.events import EVENTS, KEEPER, REFUSED, Event, Fact, NotRecorded, Person
from sightline.audit.record import Record
from sightline.settings import read_settings, warehouse_folder

__all__ = ["EVENTS", "KEEPER", "REFUSED", "Event", "Fact", "NotRecorded", "Person", "Record", "of", "record", "trouble"]


def record(event: Event, *, who: str, as_whom: str = "", **facts: Fact) -> None:
    """Write an event into the record beside the warehouse in use. Raises as `Record.record` does."""
    of(warehouse_folder()).record(event, who=who, as_whom=as_whom, **facts)


def trouble() -> str:
    """Why no file can be given out at present; empty where one can."""
    return REFUSED if of(warehouse_folder()).is_stuck else ""


@cache
def of(folder: Path) -> Record:
    """The record of a warehouse folder."""
    return Record(folder, read_settings().audit_months)
