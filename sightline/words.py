"""Numbers and days as people read them, the same on every page, download and slide."""

import datetime as dt
import re
from typing import Any

import pandas as pd

THIN = "\u202f"
"""Narrow space that does not break: between a number and its unit."""

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_STEPS = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k"))


def day(value: Any) -> str:
    """`5 Oct 2026`; "unknown" without a day. Takes dates, date-times and pandas' own."""
    if value is None or pd.isna(value):
        return "unknown"
    return f"{value.day} {value:%b %Y}"


def money(amount: Any, currency: str) -> str:
    """`$2.4M`, or `CHF 2.4M` where a currency has no sign everybody knows; "unknown" without an amount."""
    if amount is None or pd.isna(amount):
        return "unknown"
    sign = "-" if amount < 0 else ""
    return f"{sign}{symbol(currency)}{_short(abs(float(amount)))}"


def symbol(currency: str) -> str:
    """`$`, or `CHF` and a thin space where a currency has no sign everybody knows."""
    return _SYMBOLS.get(currency, currency + THIN)


def share(value: Any) -> str:
    """`62 %`; "none eligible" without cases to divide by."""
    if value is None or pd.isna(value):
        return "none eligible"
    return f"{round(float(value) * 100)}{THIN}%"


def times(value: Any) -> str:
    """`2.4×`; "unknown" without a value."""
    if value is None or pd.isna(value):
        return "unknown"
    return f"{float(value):.1f}×"


def of(part: Any, whole: Any) -> str:
    """`38 of 61`: the two numbers behind a share."""
    return f"{number(part)} of {number(whole)}"


def number(value: Any) -> str:
    """`1 234` with narrow spaces; "unknown" without a value."""
    if value is None or pd.isna(value):
        return "unknown"
    return f"{round(float(value)):,}".replace(",", THIN)


def counted(value: Any, noun: str, plural: str | None = None) -> str:
    """`1 account`, `3 accounts`."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def is_yes(value: Any) -> bool:
    """Whether a flag is true; unknown is not."""
    return bool(value) if pd.notna(value) else False


def listed(text: object) -> list[str]:
    """The parts of a text whose parts are separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()] if isinstance(text, str) else []


def plain(text: str) -> str:
    """Somebody's text so that Markdown shows it as it stands; an image written into a name would fetch it."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~$:-])", r"\\\1", text)


def table(name: str) -> str:
    """`Account plans`, `NPS`: the name of a table as people read it."""
    said = name.replace("_", " ").capitalize()
    return said.replace("Nps", "NPS").replace("Fx ", "FX ")


def age(since: dt.date, today: dt.date) -> str:
    """`today`, `1 day old`, `3 days old`, or "ahead of this computer's clock" for data from tomorrow."""
    days = (today - since).days
    if days < 0:
        return "ahead of this computer's clock"
    return "today" if days == 0 else f"{counted(days, 'day')} old"


def _short(amount: float) -> str:
    for step, letter in _STEPS:
        if amount >= step * 0.9995:
            scaled = amount / step
            return f"{scaled:.0f}{letter}" if scaled >= 99.95 else f"{scaled:.1f}{letter}".replace(".0", "")
    return f"{amount:.0f}"
