"""Read one cell the way people write it: numbers, money, dates, booleans.

Only cells that DuckDB's own cast cannot read come here, each distinct text once, so these functions may be careful
instead of quick.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from sightline.exports.names import CODES
from sightline.exports.profile import DateOrder, DecimalMark

NOTHING = {"", "none", "na", "nil", "nan%", "null", "n/a", "#n/a", "-", "--", "00/00/0000", "[blank]"}
TRUE = {
    "true", "t", "1", "1.0", "yes", "y", "on", "x", "checked", "active", "\u2713", "ja", "wahr", "oui", "vrai", "si",
    "s\u00ed", "sim",
}  # fmt: skip
FALSE = {
    "false", "f", "0", "0.0", "no", "n", "off", "unchecked", "inactive", "retired", "nein", "falsch", "non", "faux",
    "n\u00e3o",
}  # fmt: skip

_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
}  # fmt: skip
"""Signs of currencies as people write them, as ISO 4217 codes."""
_MONEY = "|".join([*map(re.escape, _SIGNS), *CODES])
_CURRENCY = re.compile(rf"^[\s(+-]*({_MONEY})(?![A-Za-z])|(?<![A-Za-z])({_MONEY})[\s)+-]*$")
_GROUP_BLANKS = re.compile(r"(?<=\d)[\u00a0\u202f'’](?=\d{3}(?!\d))")
_MINUS = str.maketrans("\u2212\u2012\u2013\ufe63\uff0d", "-----")
"""Signs that word processors write for a minus."""
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+[.,]\d{1,2}|[1-9]\d{0,2}(?: \d{3}){2,}")
_SCALE = {"k": 3, "m": 6, "mm": 6, "mn": 6, "b": 9, "bn": 9}
_SCALED = re.compile(r"^(.*\d)\s*(k|mm|mn|m|bn|b)$", re.IGNORECASE)
_PLAIN = re.compile(r"\d+(\.\d*)?([eE][+-]?\d+)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_NUMERIC_DATE = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_NAMED_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]+([A-Za-z]{3,9})\.?[\s\-/.,]+(\d{4}|\d{2})(?!\d)")
_MONTH_FIRST_NAMED = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_TIME = re.compile(
    r"[T\s,]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)


def currency_of(text: str) -> str | None:
    """The code of the currency that a written amount names by sign or code; null when it names none."""
    match = _CURRENCY.search(text.strip())
    sign = (match[1] or match[2]) if match else None
    return _SIGNS.get(sign, sign) if sign else None


def bare_number(text: str) -> str:
    """The digits and marks of a written amount, without currency, blanks between groups, sign or percent.

    A common blank may also stand between two numbers: it parts groups only where there are several, or decimals.
    """
    digits = _GROUP_BLANKS.sub("", _without_currency(text).removesuffix("%").strip("()+- \u00a0\u202f"))
    return digits.replace(" ", "") if _SPACED.fullmatch(digits) else digits


def _without_currency(text: str) -> str:
    written = text.strip().translate(_MINUS)
    if match := _CURRENCY.search(written):
        start, end = match.span(1) if match[1] else match.span(2)
        written = (written[:start] + written[end:]).strip()
    return written


def is_ambiguous(text: str) -> bool:
    """Whether `1.250` or `1,250`: one mark before exactly three digits says neither thousands nor decimals."""
    return bool(_AMBIGUOUS.fullmatch(bare_number(text)))


def decimal_mark(text: str) -> DecimalMark | None:
    """The decimal mark that one written amount proves; null when it proves none."""
    digits = bare_number(text)
    if scaled := _SCALED.match(digits):
        digits = scaled[1]
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if dots + commas > 1:
        return "," if dots else "."
    if dots + commas == 0 or _AMBIGUOUS.fullmatch(digits):
        return None
    return "." if dots else ","


def parse_number(text: str, mark: DecimalMark | None) -> Decimal | None:
    """The number a cell says, null when it says none that is finite; `mark` is the column's decimal mark."""
    written = text.strip()
    signed = _without_currency(text)
    negative = signed.startswith(("-", "(-")) or signed.endswith("-") or (signed[:1] + signed[-1:]) == "()"
    digits = bare_number(written)
    scale = 0
    if scaled := _SCALED.match(digits):
        digits, scale = scaled[1], _SCALE[scaled[2].lower()]
    if _AMBIGUOUS.fullmatch(digits) and mark is None:
        return None
    if (mark or decimal_mark(text)) == ",":
        digits = digits.translate({ord("."): ",", ord(","): "."})
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _PLAIN.fullmatch(digits):
        return None
    try:
        number = Decimal(digits).scaleb(scale)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 16:
        return None
    return -number if negative else number


def parse_bool(text: str) -> bool | None:
    """True or false as people and tools write it; null when neither."""
    word = text.strip().casefold()
    return True if word in TRUE else False if word in FALSE else None


def date_order(text: str) -> DateOrder | None:
    """The order that one date in digits proves: a part over twelve can only be a day."""
    match = _NUMERIC_DATE.match(text)
    if not match:
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return "day_first"
    return "month_first" if second > 12 >= first else None


def needs_order(text: str) -> bool:
    """Whether the day of this date depends on the order of its parts."""
    match = _NUMERIC_DATE.match(text)
    return match is not None and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1].zfill(2) != match[3].zfill(2)


def parse_moment(text: str, order: DateOrder | None) -> dt.datetime | None:
    """The moment a cell says, aware only where it names a zone; null when it says none.

    Two-digit years lie within 1970 to 2069. Thirteen digits are milliseconds since 1970 (UTC).
    """
    written = text.strip()
    if re.fullmatch(r"-?\d{12,13}", written):
        return dt.datetime.fromtimestamp(int(written) / 1000, dt.UTC)
    found = _day(written, order)
    if found is None:
        return None
    day, rest = found
    if not rest.strip():
        return dt.datetime.combine(day, dt.time())
    time = _TIME.fullmatch(rest)
    if time is None:
        return None
    hour = int(time[1])
    if time[4]:
        hour = hour % 12 + (12 if time[4].lower().startswith("p") else 0)
    try:
        clock = dt.time(hour, int(time[2]), int(time[3] or 0), tzinfo=_zone(time[5]))
    except ValueError:
        return None
    return dt.datetime.combine(day, clock)


def _zone(text: str | None) -> dt.tzinfo | None:
    if text is None:
        return None
    if text in ("Z", "UTC", "GMT"):
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    return dt.timezone(sign * dt.timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def _day(text: str, order: DateOrder | None) -> tuple[dt.date, str] | None:
    """The day at the beginning of a text, and what follows it."""
    if match := _ISO_DATE.match(text) or _COMPACT_DATE.match(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _NUMERIC_DATE.match(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        day_first = (order or date_order(text)) == "day_first" or first == second
        if order is None and date_order(text) is None and first != second:
            return None
        day, month = (first, second) if day_first else (second, first)
    elif match := _NAMED_DATE.match(text):
        day, month, year = int(match[1]), MONTHS.get(match[2][:3].lower(), 0), _year(match[3])
    elif match := _MONTH_FIRST_NAMED.match(text):
        day, month, year = int(match[2]), MONTHS.get(match[1][:3].lower(), 0), int(match[3])
    else:
        return None
    try:
        return dt.date(year, month, day), text[match.end() :]
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year
