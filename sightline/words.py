"""Numbers and days as people read them: the one formatter of every page, chart, table, slide, workbook and sheet.

And somebody's text as each of these shows it unchanged: `plain` in Markdown, `drawn` in a chart, `cell` in a
spreadsheet, `line` everywhere else. A text from an export or a form passes one of them before it is shown.
"""

import datetime as dt
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

THIN = "\u202f"
"""Narrow space that does not break: between a number and its unit."""

MINUS = "−"
"""The sign of a number below nought; a hyphen is not as wide as a plus."""

JOINER = "\u2060"
"""A mark without width, between two letters that Markdown would take for the beginning of something."""

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_TURNED = re.compile(
    r"https?:(?=//)|www(?=\.)|@(?=[\w-])|:(?=[\w+-][\w+-]*:|material/)|(?<!\S)[<>~-](?=(?:->|[->=])(?!\S))",
    re.IGNORECASE,
)
"""What the renderer of Streamlit turns into something else in a text that holds no Markdown any more."""

_PLOTLY = re.compile(r"<|&(?=#?\w+;)|%(?=\{)")
"""Where Plotly's own markup begins: tags, letters by name, and places for values."""

_RUNS = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""A cell that begins so may be taken for a formula by a spreadsheet that opens it as CSV."""

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_STEPS = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k"))
_MARKS = {"thousands": ",", "decimal": "."}


def write_numbers(thousands: str, decimal: str) -> None:
    """Set the marks of every number from now on; whoever reads the settings calls it once."""
    _MARKS.update(thousands=thousands, decimal=decimal)


def separators() -> str:
    """The decimal mark and the mark between thousands, as a chart takes them for the numbers it writes itself."""
    return _MARKS["decimal"] + _MARKS["thousands"]


def day(value: Any) -> str:
    """`5 Oct 2026`; "unknown" without a day. Takes dates, date-times and pandas' own."""
    return "unknown" if _is_unknown(value) else f"{value.day} {value:%b %Y}"


def from_day(days: Any, since: Any) -> str:
    """`22 days after 5 Oct`, `3 days before 5 Oct`, `on 5 Oct`: days from the day of the data, which is not today."""
    if _is_unknown(days):
        return "unknown"
    if not days:
        return f"on {short_day(since)}"
    return f"{counted(abs(int(days)), 'day')} {'after' if days > 0 else 'before'} {short_day(since)}"


def month(value: Any) -> str:
    """`Oct 2026`; "unknown" without a day."""
    return "unknown" if _is_unknown(value) else f"{value:%b %Y}"


def short_day(value: Any) -> str:
    """`5 Oct`, for the marks of an axis whose year is said elsewhere."""
    return "unknown" if _is_unknown(value) else f"{value.day} {value:%b}"


def money(amount: Any, currency: str) -> str:
    """`$2.4M`, or `CHF 2.4M` where a currency has no sign everybody knows; "unknown" without an amount."""
    if _is_unknown(amount):
        return "unknown"
    size = abs(float(amount))
    step = next((step for step, _ in _STEPS if size >= step * 0.9995), 1)
    places = 1 if step > 1 and size / step < 99.95 else 0
    text = _money(Decimal(str(amount)), currency, Decimal(step).scaleb(-places))
    return text.replace(_MARKS["decimal"] + "0", "") if places else text


def moneys(*amounts: Any, currency: str, whole: Any = None, figures: int | None = None) -> list[str]:
    """The amounts of one sentence or chart at one precision: `$1.40M`, `$1.35M`, `$50k`.

    They are rounded to two figures of the smallest, and to four of the largest at most; with `figures`, to so many of
    the largest. With `whole`, which the
    amounts add up to, its text comes last and the others are rounded so that they add up to it as printed.
    """
    every = [None if _is_unknown(one) else Decimal(str(one)) for one in (*amounts, *([] if whole is None else [whole]))]
    known = [one for one in every if one]
    if not known:
        return ["unknown" if one is None else _money(one, currency, Decimal(1)) for one in every]
    least, most = (pick(one.adjusted() for one in known) for pick in (min, max))
    coarsest = max(most + 1 - figures if figures else max(least - 1, most - 3), 0)
    unit = Decimal(1).scaleb(coarsest)
    exact = [one for one in every if one is not None]
    rounded = [_rounded(one / unit, 0) for one in exact]
    if whole is not None and len(exact) == len(every):
        rounded = _adding_up(exact, rounded, unit)
    texts = iter([_money(one * unit, currency, unit) for one in rounded])
    return ["unknown" if one is None else next(texts) for one in every]


def exact_money(amount: Any, currency: str, *, cents: bool = False) -> str:
    """`$117,247` or `$117,247.50`: an amount to the unit, where people add up by hand."""
    if _is_unknown(amount):
        return "unknown"
    return _money(Decimal(str(amount)), currency, Decimal("0.01") if cents else Decimal(1), is_short=False)


def symbol(currency: str) -> str:
    """`$`, or `CHF` and a thin space where a currency has no sign everybody knows."""
    return _SYMBOLS.get(currency, currency + THIN)


def share(value: Any) -> str:
    """`63 %`; "none eligible" without cases to divide by."""
    return "none eligible" if _is_unknown(value) else f"{decimal(Decimal(str(value)) * 100, 0)}{THIN}%"


def share_of(value: Any, part: Any, whole: Any) -> str:
    """`67 % (56 of 83)`: a share with the two numbers behind it; "none eligible" without cases."""
    return share(value) if _is_unknown(value) else f"{share(value)} ({of(part, whole)})"


def share_change(value: Any) -> str:
    """`+12 %` or `−12 %`: a share of something that is over or under; "unknown" without a value."""
    return "unknown" if _is_unknown(value) else _signed(value, share(value))


def points(value: Any) -> str:
    """`−0.1 pt`: the change of a share in points of a hundred; "unknown" without a value."""
    return "unknown" if _is_unknown(value) else f"{_signed(value, decimal(value, 1))}{THIN}pt"


def times(value: Any) -> str:
    """`2.4×`; "unknown" without a value."""
    return "unknown" if _is_unknown(value) else f"{decimal(value, 1)}×"


def of(part: Any, whole: Any) -> str:
    """`38 of 61`: the two numbers behind a share."""
    return f"{number(part)} of {number(whole)}"


def number(value: Any) -> str:
    """`117,247`; "unknown" without a value."""
    return decimal(value, 0)


def decimal(value: Any, places: int) -> str:
    """`1,234.5`, rounded half up as people do; "unknown" without a value."""
    if _is_unknown(value):
        return "unknown"
    rounded = _rounded(Decimal(str(value)), places)
    text = f"{abs(rounded):,f}".translate({ord(","): _MARKS["thousands"], ord("."): _MARKS["decimal"]})
    return f"{MINUS}{text}" if rounded < 0 else text


def change(value: Any) -> str:
    """`+4`, `−3` or `0`; "unknown" without a value."""
    return _signed(value, number(value))


def counted(value: Any, noun: str, plural: str | None = None) -> str:
    """`1 account`, `3 accounts`."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def is_yes(value: Any) -> bool:
    """Whether a flag is true; unknown is not."""
    return bool(value) if pd.notna(value) else False


def listed(text: object) -> list[str]:
    """The parts of a text whose parts are separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()] if isinstance(text, str) else []


def line(text: str) -> str:
    """Somebody's text on one line, as slide, sheet of paper, workbook and terminal take it, without what nobody sees.

    Control characters can steer a terminal and break a file. Marks of direction turn around the words after them, and
    marks without width make two names look like one; the two that join and part letters (U+200C, U+200D) are spelling.
    """
    if text.isprintable():
        return text.strip()
    return "".join(letter for letter in _BREAKS.sub(" ", text) if letter.isprintable() or _is_seen(letter)).strip()


def printed(text: str) -> str:
    """A report for a terminal, its lines as they are: what a terminal would obey shows that something was there."""
    return "".join(letter if letter == "\n" or letter.isprintable() or _is_seen(letter) else "�" for letter in text)


def plain(text: str) -> str:
    """Somebody's text so that Markdown shows it unchanged; an image written into a name would fetch it.

    What Markdown turns into links, pictures and arrows after it has taken the backslashes away (bare addresses,
    `:smile:`, ` -> `) is parted by a mark without width.
    """
    marked = re.sub(r"([\\`*_{}\[\]<>()#+!|~$:&=-])", r"\\\1", _TURNED.sub(rf"\g<0>{JOINER}", line(text)))
    return re.sub(r"^(\d+)\.", r"\1\.", marked)


def drawn(text: str) -> str:
    """Somebody's text so that a chart draws it unchanged: Plotly takes `<b>`, `&lt;` and `%{x}` for its own.

    A mark without width makes them unknown to it, and leaves alone how long the text is. Lines stay lines.
    """
    if text.isprintable() and not _PLOTLY.search(text):  # nearly every name; charts have thousands of them
        return text.strip()
    return "<br>".join(_PLOTLY.sub(rf"\g<0>{JOINER}", line(one)) for one in text.split("\n"))


def cell(text: str) -> str:
    """Somebody's text so that no spreadsheet runs it, however it is opened or saved: an apostrophe stands in front."""
    return f"'{text}" if _RUNS.match(text) else text


def unmarked(text: str) -> str:
    """A sentence of Markdown as plain text, for who hears it read."""
    return re.sub(r"\\(.)", r"\1", text.replace("**", "").replace(JOINER, ""))


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


def _is_seen(letter: str) -> bool:
    """Whether a letter that Python would not print is a space or part of a spelling."""
    return letter in "\u200c\u200d" or unicodedata.category(letter) == "Zs"


def _is_unknown(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _signed(value: Any, text: str) -> str:
    """The text with a plus in front where the value is above nought and does not round to it."""
    return f"+{text}" if not _is_unknown(value) and value > 0 and re.search("[1-9]", text) else text


def _money(amount: Decimal, currency: str, unit: Decimal, *, is_short: bool = True) -> str:
    """An amount rounded to a unit, a power of ten, in the largest step it fills."""
    whole = _rounded(amount / unit, 0) * unit
    step, letter = next(((s, x) for s, x in _STEPS if is_short and abs(whole) >= s), (1, ""))
    places = max(-(unit / step).adjusted(), 0)
    return f"{MINUS if whole < 0 else ''}{symbol(currency)}{decimal(abs(whole) / step, places)}{letter}"


def _adding_up(exact: list[Decimal], rounded: list[Decimal], unit: Decimal) -> list[Decimal]:
    """The rounded amounts, those furthest from their rounding moved by one so that all add up to the last.

    Amounts that do not add up to the last are left as they are: rounding hides no difference.
    """
    *parts, whole = exact
    if abs(sum(parts) - whole) >= unit / 2:
        return rounded
    missing = int(rounded[-1] - sum(rounded[:-1]))
    way = 1 if missing > 0 else -1
    order = sorted(range(len(parts)), key=lambda place: way * (rounded[place] - parts[place] / unit))
    moved = set(order[: abs(missing)])
    return [one + way if place in moved else one for place, one in enumerate(rounded)]
