"""Read the label of a fiscal quarter or month and find its first day."""

import datetime as dt
import re

from sightline.exports.converting.cells import MONTHS

_YEAR_FIRST = re.compile(r"(?:FY)?\s*'?(\d{4}|\d{2})\s*[-_/ ,]*\s*(?:Q|Quarter\s*)?([1-4])", re.IGNORECASE)
_MONTH = re.compile(r"([A-Za-z]{3,9})\s*[-_/ ,]*\s*FY\s*'?(\d{4}|\d{2})", re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"(?:Q|Quarter\s*)([1-4])\s*[-_/ ,]*\s*(?:FY)?\s*'?(\d{4}|\d{2})", re.IGNORECASE)


def first_day(label: str, first_month: int, named_by: str) -> dt.date | None:
    """First day of the period that a label such as `2025-Q3`, `FY2025 Quarter 1` or `July FY 2026` names; else null.

    `named_by` is "end" where FY27 is the year that ends in 2027, "start" where it begins in 2027.
    """
    if (match := _MONTH.fullmatch(label.strip())) and (number := MONTHS.get(match[1][:3].lower())):
        after = (number - first_month) % 12
        return _month(match[2], first_month - 1 + after, first_month, named_by)
    if match := _YEAR_FIRST.fullmatch(label.strip()):
        year, quarter = match[1], int(match[2])
    elif match := _QUARTER_FIRST.fullmatch(label.strip()):
        year, quarter = match[2], int(match[1])
    else:
        return None
    return _month(year, first_month - 1 + 3 * (quarter - 1), first_month, named_by)


def _month(year: str, month: int, first_month: int, named_by: str) -> dt.date:
    """First day of a month counted from the January in or before which a fiscal year begins."""
    number = int(year) if len(year) == 4 else 2000 + int(year)
    if named_by == "end" and first_month > 1:
        number -= 1
    return dt.date(number + month // 12, month % 12 + 1, 1)


def calendar_of(known: dict[str, dt.date]) -> tuple[int, str] | None:
    """The fiscal year that files use: first month and "start" or "end", told by labels whose first days they give.

    Null where there is no such label or no calendar explains them all.
    """
    for first_month in range(1, 13):
        for named_by in ("end", "start"):
            starts = {label: first_day(label, first_month, named_by) for label in known}
            if known and starts == known:
                return first_month, named_by
    return None
