"""The day that the name of a file holds: a proposal, which counts once a person has said so."""

import datetime as dt
import re

from sightline.exports.profile import FileProfile

_DATE = re.compile(r"(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})")
_EPOCH = re.compile(r"(?<!\d)(1\d{12})(?!\d)")


def date_in_name(file: str) -> dt.date | None:
    """The date that a file's name holds, as digits or as milliseconds since 1970; null when none."""
    if match := _DATE.search(file):
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    if match := _EPOCH.search(file):
        return dt.datetime.fromtimestamp(int(match[1]) / 1000, dt.UTC).date()
    return None


def exported_at(file: str, said: FileProfile) -> dt.datetime | None:
    """When a file was exported as the profile says, a moment or that the day is in its name; null where neither.

    A day to come is none: every number would be of a day that nobody has seen.
    """
    day = date_in_name(file) if said.day_in_name else None
    return said.exported_at or (dt.datetime.combine(day, dt.time()) if day and day <= dt.date.today() else None)
