"""One reader for each kind of column: moments, numbers, yes and no, words and codes.

DuckDB's own cast reads nearly every cell. The few texts that it cannot read, or could read wrongly, are fetched once
each, read in Python and joined back as a small table of (text, value, verdict).
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import replace

from sightline.contract import Column
from sightline.exports.converting import cells
from sightline.exports.converting.casts import quick, simple
from sightline.exports.converting.fiscal import calendar_of, first_day
from sightline.exports.converting.reading import UNKNOWN, UNREADABLE, Context, Reading, joined
from sightline.exports.names import word_key
from sightline.exports.problems import Refused
from sightline.exports.profile import DateOrder, DecimalMark

Facts = Mapping[str, int]


def moments(context: Context, column: Column, source: str, facts: Facts, order: DateOrder | None) -> Reading:
    """Dates and date-times, in the order that the file was found to use."""
    zone = zoneinfo.ZoneInfo(context.settings.zone)
    if not facts["doubtful"]:
        return Reading(column, source, simple(column, source))
    value = quick(column, source, context.settings.zone)
    first_month, named_by = _fiscal_year(context) if column.name.startswith("period_") else (1, "end")

    def read(text: str) -> tuple[str, object, str | None]:
        if text.casefold() in cells.NOTHING:
            return text, None, None
        moment = cells.parse_moment(text, order)
        if moment is None and column.name.startswith("period_"):
            day = first_day(text, first_month, named_by)
            moment = dt.datetime.combine(day, dt.time()) if day else None
        if moment is None:
            return text, None, UNREADABLE
        try:
            local = moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
        except OverflowError:  # in our zone it lies before the year 1 or after 9999
            return text, None, UNREADABLE
        written = local.isoformat(sep=" ", timespec="milliseconds")
        return text, written[: written.index(" ")] if column.kind == "date" else written, None

    doubtful = context.distinct(source, f"{source} is not null and ({value}) is null")
    note = f"dates read {order.replace('_', ' ')}" if order and any(map(cells.date_order, doubtful)) else ""
    return joined(context, column, source, map(read, doubtful), value, note)


def _fiscal_year(context: Context) -> tuple[int, str]:
    """First month and naming of fiscal years: the profile, else what quotas show, else the settings."""
    settings = context.settings.fiscal_year_start_month, context.settings.fiscal_year_named_by
    if context.profile.fiscal:
        return settings
    shown = context.rows(
        "select distinct fiscal_label, period_start from exports.quotas"
        " where fiscal_label is not null and period_start is not null"
    )
    return calendar_of({str(label): start for label, start in shown if isinstance(start, dt.date)}) or settings


def numbers(context: Context, column: Column, source: str, facts: Facts) -> Reading:
    """Amounts, counts and shares. Raises Refused for an amount whose mark could mean thousands or decimals."""
    value = simple(column, source) if not facts["doubtful"] else quick(column, source, context.settings.zone)
    typed = source in context.written_as_numbers
    mark: DecimalMark | None = "." if typed else context.said.decimal_mark
    doubtful: list[str] = []
    if facts["doubtful"] or (facts.get("thousandths") and not typed):
        mark, doubtful = _settle_mark(context, column, source, value, mark, bool(facts.get("cents")))

    def read(text: str) -> tuple[str, object, str | None]:
        if text.casefold() in cells.NOTHING:
            return text, None, None
        number = cells.parse_number(text, mark)
        if number is None or (column.kind == "int" and number != int(number)):
            return text, None, UNREADABLE
        return text, format(number, "f").split(".")[0] if column.kind == "int" else format(number, "f"), None

    reading = joined(context, column, source, map(read, doubtful), value)
    value, notes = reading.value, ["decimal mark ','"] if mark == "," and doubtful else []
    unit = context.said.units.get(column.name)
    if unit and unit != 1:
        value = f"cast(({value}) * {unit} as {column.sql_type})"
        notes.append(f"times {unit}")
    if column.name == "employees":
        value = f"nullif({value}, -1)"
    if column.name == "probability" and _is_share(context, facts):
        value = f"cast(({value}) * 100 as {column.sql_type})"
        notes.append("1 means certain")
    return replace(reading, value=value, note="; ".join(notes))


def _settle_mark(
    context: Context, column: Column, source: str, value: str, mark: DecimalMark | None, cents: bool
) -> tuple[DecimalMark | None, list[str]]:
    """The decimal mark of a column and the texts that need care under it. `cents`: some end like `.50`."""
    unread = f"{source} is not null and ({value}) is null"
    doubtful = context.distinct(source, f"({unread}) or substr({source}, -4, 1) = '.'")
    if mark is None:
        proofs = {proof for text in doubtful if (proof := cells.decimal_mark(text))}
        if cents:
            proofs.add(".")
        mark = proofs.pop() if len(proofs) == 1 else None
    unsettled = next((text for text in doubtful if cells.is_ambiguous(text)), None)
    if mark is None and unsettled and column.is_money:
        raise Refused(
            f"{column.name} {unsettled!r} could mean thousands or decimals, and no other amount shows which:"
            ' say decimal_mark = "." or "," in sightline.toml'
        )
    if mark == ",":
        doubtful = context.distinct(source, f"({unread}) or contains({source}, '.')")
    return mark, doubtful


def _is_share(context: Context, facts: Facts) -> bool:
    if context.said.probability_scale:
        return context.said.probability_scale == 1
    return facts["above_one"] == 0 and facts["fractions"] > 0


def booleans(context: Context, column: Column, source: str, facts: Facts, said: Mapping[str, str]) -> Reading:
    """Yes and no, in the words of many tools."""
    value = quick(column, source, context.settings.zone)

    def read(text: str) -> tuple[str, object, str | None]:
        if text.casefold() in cells.NOTHING:
            return text, None, None
        flag = cells.parse_bool(said.get(text, text))
        if flag is None and word_key(text) in (word_key(column.name.removeprefix("is_")), word_key(column.name)):
            flag = True
        if flag is None and column.name in ("is_closed", "is_won"):
            flag = {"open": False, "won": True, "lost": column.name == "is_closed", "closed": True}.get(text.casefold())
        return text, flag, None if flag is not None else UNREADABLE

    doubtful = context.distinct(source, f"{source} is not null and ({value}) is null") if facts["doubtful"] else []
    reading = joined(context, column, source, map(read, doubtful), value)
    only_ones = facts["ones"] and facts["ones"] == facts["filled"] < facts["rows"]
    if only_ones and not facts["false"]:
        return Reading(
            column, source, f"coalesce({value}, false)", note="the file writes 1 and nothing; nothing is false"
        )
    return reading


def words(context: Context, column: Column, source: str, said: Mapping[str, str]) -> Reading:
    """Words to our values, exactly or without case, blanks and punctuation; an unknown word stays as it is."""
    known: dict[str, str] = {word_key(value): value for value in column.values}
    known |= {word_key(found): ours for found, ours in column.value_synonyms.items() if word_key(found)}
    known |= {word_key(found): ours for found, ours in said.items()}

    def one(text: str) -> tuple[str | None, str | None]:
        ours = known.get(word_key(text))
        if ours is None and text.casefold() in cells.NOTHING:
            return None, None
        return (ours, None) if ours is not None else (text, UNKNOWN)

    def read(text: str) -> tuple[str, object, str | None]:
        if column.kind == "enum":
            return text, *one(text)
        parts = [one(part.strip()) for part in text.replace("|", ";").replace(",", ";").split(";") if part.strip()]
        whole = one(text)
        if whole[1] is None:
            return text, *whole
        values = dict.fromkeys(value for value, _ in parts if value)
        return text, ";".join(values) or None, UNKNOWN if any(verdict for _, verdict in parts) else None

    changed = [
        row for text in context.distinct(source, f"{source} is not null") if (row := read(text))[1:] != (text, None)
    ]
    return joined(context, column, source, changed, source)


def texts(context: Context, column: Column, source: str, value: str, known: dict[str, str]) -> Reading:
    """Texts with words of their own in the profile or the contract; codes of currencies are three capitals."""
    by_key = {word_key(found): ours for found, ours in known.items()}
    change: Callable[[str], str] = (
        (lambda text: text.upper() if len(text) == 3 else text) if column.kind == "code" else str
    )
    read = [
        (text, ours, None)
        for text in context.distinct(source, f"{source} is not null")
        if (ours := by_key.get(word_key(text), change(text))) != text
    ]
    return joined(context, column, source, read, value)
