"""The day that the name of a file holds: a proposal for a person to confirm, never taken."""

import datetime as dt
import re

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
