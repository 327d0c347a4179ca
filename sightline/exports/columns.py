"""The SQL that turns one landed text column into its contract type, quick for clean cells and careful for the rest.

DuckDB's own cast reads nearly every cell. The few texts that it cannot read, or could read wrongly, are fetched
once each, read in Python and joined back as a small table of (text, value, verdict).
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from sightline.contract import Column
from sightline.exports import cells
from sightline.exports.fiscal import quarter_start
from sightline.exports.land import literal, quoted
from sightline.exports.names import word_key
from sightline.exports.problems import Refused
from sightline.exports.profile import FileProfile, Profile
from sightline.settings import Settings

SALESFORCE_ID = "(0[0-9A-Za-z]{2}|[1-9][0-9A-Za-z]{2}|a[0-9A-Za-z]{2})[0-9A-Za-z]{12}"
REGIONS = {"region"}
UNREADABLE, UNKNOWN = "unreadable_cell", "unknown_value"


@dataclass(frozen=True)
class Reading:
    """How one column of one file is read: the SQL value, the join that it needs, and the join's alias (or null).

    `verdict` is SQL that is null for a cell that was understood. `note` says in words what was decided. `full` says
    that no cell of the file is blank, which spares looking for blanks.
    """

    column: Column
    source: str
    value: str
    join: str = ""
    verdict: str | None = None
    note: str = ""
    full: bool = False


@dataclass(frozen=True)
class Context:
    """What the reading of a file's columns depends on."""

    connection: duckdb.DuckDBPyConnection
    landed: str
    file: str
    table: str
    said: FileProfile
    profile: Profile
    settings: Settings
    written_as_numbers: frozenset[str] = frozenset()

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return self.connection.execute(sql).fetchall()

    def distinct(self, source: str, where: str) -> list[str]:
        """The different texts of a landed column that meet a condition."""
        return [str(row[0]) for row in self.rows(f"select distinct {source} from landing.{self.landed} as l where {where}")]


def quick(column: Column, source: str, timezone: str) -> str:
    """The SQL cast that reads clean cells; null for a cell that needs care."""
    if column.kind == "date":
        return quick_date(source, timezone)
    if column.kind == "timestamp":
        return quick_timestamp(source, timezone)
    if column.kind == "bool":
        return f"try_cast({source} as boolean)"
    if column.kind == "int":
        return f"case when not contains({source}, '.') then try_cast({source} as bigint) end"
    if column.kind == "decimal":
        return f"try_cast({source} as {column.sql_type})"
    return source


def simple(column: Column, source: str) -> str:
    """The cast that suffices when every cell is written plainly; `is_simple` says whether it does."""
    return f"try_cast({source} as {column.sql_type})"


def is_simple(column: Column, source: str) -> str:
    """SQL that is true where a cell needs more than the simple cast. Year 12 is no year, and a moment has a zone."""
    cast = simple(column, source)
    if column.kind == "date":
        return (
            f"{source} is not null and (length({source}) > 10"
            f" or coalesce({cast} not between date '0100-01-01' and date '9999-12-31', true))"
        )
    if column.kind == "timestamp":
        return f"{source} is not null"
    if column.kind == "int":
        return f"({source} is not null and {cast} is null) or contains({source}, '.')"
    return f"{source} is not null and {cast} is null"


def quick_date(source: str, timezone: str) -> str:
    """A day written year first; a moment is cut to its day in the organisation's zone. Year 12 is no year."""
    moment = quick_timestamp(source, timezone)
    return (
        f"case when length({source}) > 10 then cast({moment} as date)"
        f" when try_cast({source} as date) between date '0100-01-01' and date '9999-12-31' then try_cast({source} as date) end"
    )


def quick_timestamp(source: str, timezone: str) -> str:
    """A moment written year first, in the organisation's zone; null for any other spelling."""
    return (
        f"case when substr({source}, 5, 1) = '-' and substr({source}, 8, 1) = '-' then case"
        f" when regexp_matches(substr({source}, 11), '[zZ+-]|UTC')"
        f" then timezone({literal(timezone)}, try_cast({source} as timestamptz)) else try_cast({source} as timestamp) end end"
    )


def read_columns(context: Context, sources: dict[Column, str]) -> list[Reading]:
    """A reading for each column. Raises Refused when the file leaves open what only its owner can say."""
    facts = _facts(context, sources)
    order = _date_order(context, sources, facts)
    read = []
    for column, source in sources.items():
        counted = facts[column.name]
        reading = _reading(context, column, source, counted, order)
        read.append(replace(reading, full=counted["filled"] == counted["rows"] and reading.join == ""))
    return read


def _facts(context: Context, sources: dict[Column, str]) -> dict[str, dict[str, int]]:
    """Counts that decide how much care each column needs, all in one pass over the file."""
    asked: dict[str, list[tuple[str, str]]] = {}
    for column, source in sources.items():
        value = simple(column, source)
        wanted = [("filled", f"count({source})")]
        if column.kind in ("date", "timestamp", "bool", "int", "decimal"):
            wanted.append(("doubtful", f"count_if({is_simple(column, source)})"))
        if column.kind == "decimal":
            wanted.append(("thousandths", f"count_if(substr({source}, -4, 1) = '.')"))
            wanted.append(("cents", f"count_if(substr({source}, -3, 1) = '.' or substr({source}, -2, 1) = '.')"))
        if column.kind == "bool":
            wanted.append(("false", f"count_if(not ({value}))"))
            wanted.append(("ones", f"count_if({source} in ('1', '1.0'))"))
        if column.name == "probability":
            wanted.append(("above_one", f"count_if(({value}) > 1)"))
            wanted.append(("fractions", f"count_if(({value}) > 0 and ({value}) < 1)"))
        if column.kind in ("text", "code"):
            wanted.append(("words_of_nothing", f"count_if({source} in ('None', 'NA'))"))
        if column.name.endswith("_id"):
            wanted.append(("fifteen", f"count_if(length({source}) = 15)"))
        asked[column.name] = wanted
    flat = ["count(*)", *(sql for wanted in asked.values() for _, sql in wanted)]
    row = context.rows(f"select {', '.join(flat)} from landing.{context.landed}")[0]
    rows, *counts = (int(str(value or 0)) for value in row)
    each = iter(counts)
    return {name: {"rows": rows, **{fact: next(each) for fact, _ in wanted}} for name, wanted in asked.items()}


def _date_order(
    context: Context, sources: dict[Column, str], facts: dict[str, dict[str, int]]
) -> cells.DateOrder | None:
    """Day first or month first, decided once over all date columns of the file."""
    if context.said.date_order:
        return context.said.date_order
    proof: dict[str, tuple[str, str]] = {}
    open_cell: tuple[str, str] | None = None
    for column, source in sources.items():
        if column.kind not in ("date", "timestamp") or not facts[column.name]["doubtful"]:
            continue
        value = quick(column, source, context.settings.timezone)
        for text in context.distinct(source, f"{source} is not null and ({value}) is null"):
            if order := cells.date_order(text):
                proof.setdefault(order, (column.name, text))
            elif open_cell is None and cells.needs_order(text):
                open_cell = (column.name, text)
    if len(proof) == 2:
        day, month = proof["day_first"], proof["month_first"]
        raise Refused(
            f"its dates contradict each other ({day[0]} {day[1]!r} is day first, {month[0]} {month[1]!r} month first):"
            ' correct them, or say date_order = "day_first" or "month_first" in sightline.toml'
        )
    if proof:
        return "day_first" if "day_first" in proof else "month_first"
    if open_cell:
        raise Refused(
            f"no date tells whether day or month comes first ({open_cell[0]} {open_cell[1]!r} could be either):"
            ' say date_order = "day_first" or "month_first" in sightline.toml'
        )
    return None


def _reading(
    context: Context, column: Column, source: str, facts: dict[str, int], order: cells.DateOrder | None
) -> Reading:
    words = context.profile.values.get((context.table, column.name), {})
    if column.kind in ("enum", "multi"):
        return _words(context, column, source, words)
    if column.kind in ("date", "timestamp"):
        return _moments(context, column, source, facts, order)
    if column.kind in ("int", "decimal"):
        return _numbers(context, column, source, facts)
    if column.kind == "bool":
        return _booleans(context, column, source, facts, words)
    value = source
    if facts.get("words_of_nothing"):
        value = f"nullif({value}, 'None')" if column.name in REGIONS else f"nullif(nullif({value}, 'None'), 'NA')"
    if facts.get("fifteen"):
        value = f"salesforce_18({value})"
    if column.kind == "code" or words:
        known = {**{key: ours for key, ours in column.value_synonyms.items()}, **words}
        return _texts(context, column, source, value, known)
    return Reading(column, source, value)


def _joined(
    context: Context,
    column: Column,
    source: str,
    read: Iterable[tuple[str, object, str | None]],
    otherwise: str,
    note: str = "",
) -> Reading:
    """A reading that takes its value from a table of (text, value, verdict) where the text is there."""
    rows = list(read)
    if not rows:
        return Reading(column, source, otherwise, note=note)
    alias = quoted(f"m_{column.name}")
    name = f"landing.{quoted(f'{context.landed}_{context.table}_{column.name}')}"
    texts = pa.table(
        {
            "source": pa.array([text for text, _, _ in rows], pa.large_string()),
            "value": pa.array([None if value is None else str(value) for _, value, _ in rows], pa.large_string()),
            "verdict": pa.array([verdict for _, _, verdict in rows], pa.string()),
        }
    )
    context.connection.register("read_texts", texts)
    context.connection.execute(
        f"create or replace table {name} as"
        f" select source, cast(value as {column.sql_type}) as value, verdict from read_texts"
    )
    context.connection.unregister("read_texts")
    return Reading(
        column,
        source,
        f"case when {alias}.source is not null then {alias}.value else {otherwise} end",
        f" left join {name} as {alias} on {alias}.source = l.{source}",
        f"{alias}.verdict",
        note,
    )


def _moments(
    context: Context, column: Column, source: str, facts: dict[str, int], order: cells.DateOrder | None
) -> Reading:
    zone = zoneinfo.ZoneInfo(context.settings.timezone)
    if not facts["doubtful"]:
        return Reading(column, source, simple(column, source))
    value = quick(column, source, context.settings.timezone)
    first_month, named_by = context.settings.fiscal_year_start_month, context.settings.fiscal_year_named_by

    def read(text: str) -> tuple[str, object, str | None]:
        if text.casefold() in cells.NOTHING:
            return text, None, None
        moment = cells.parse_moment(text, order)
        if moment is None and column.name.startswith("period_"):
            day = quarter_start(text, first_month, named_by)
            moment = dt.datetime.combine(day, dt.time()) if day else None
        if moment is None:
            return text, None, UNREADABLE
        local = moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
        written = local.isoformat(sep=" ", timespec="milliseconds")
        return text, written[: written.index(" ")] if column.kind == "date" else written, None

    doubtful = context.distinct(source, f"{source} is not null and ({value}) is null")
    note = f"dates read {order.replace('_', ' ')}" if order and any(map(cells.date_order, doubtful)) else ""
    return _joined(context, column, source, map(read, doubtful), value, note)


def _numbers(context: Context, column: Column, source: str, facts: dict[str, int]) -> Reading:
    value = simple(column, source) if not facts["doubtful"] else quick(column, source, context.settings.timezone)
    doubtful: list[str] = []
    typed = source in context.written_as_numbers
    mark, note = "." if typed else context.said.decimal_mark, ""
    if facts["doubtful"] or (facts.get("thousandths") and not typed):
        dotted = f" or contains({source}, '.')" if mark == "," else f" or substr({source}, -4, 1) = '.'"
        doubtful = context.distinct(source, f"({source} is not null and ({value}) is null){dotted}")
        proofs = {proof for text in doubtful if (proof := cells.decimal_mark(text))}
        if facts.get("cents"):
            proofs.add(".")
        if mark is None and len(proofs) == 1:
            mark = proofs.pop()
        unsettled = next((text for text in doubtful if cells.is_ambiguous(text)), None)
        if mark is None and unsettled and column.is_money:
            raise Refused(
                f"{column.name} {unsettled!r} could mean thousands or decimals, and no other amount tells:"
                ' say decimal_mark = "." or "," in sightline.toml'
            )
        if mark == "," and not context.said.decimal_mark:
            doubtful = context.distinct(
                source, f"{source} is not null and (({value}) is null or contains({source}, '.'))"
            )
        note = f"decimal mark {mark!r}" if mark == "," else ""

    def read(text: str) -> tuple[str, object, str | None]:
        if text.casefold() in cells.NOTHING:
            return text, None, None
        number = cells.parse_number(text, mark)
        if number is None or (column.kind == "int" and number != int(number)):
            return text, None, UNREADABLE
        return text, format(number, "f").split(".")[0] if column.kind == "int" else format(number, "f"), None

    reading = _joined(context, column, source, map(read, doubtful), value, note)
    value, note = reading.value, reading.note
    unit = context.said.units.get(column.name)
    if unit and unit != 1:
        value, note = f"cast(({value}) * {unit} as {column.sql_type})", f"{note}; times {unit}".strip("; ")
    if column.name == "employees":
        value = f"nullif({value}, -1)"
    if column.name == "probability" and _is_share(context, facts):
        value, note = f"cast(({value}) * 100 as {column.sql_type})", f"{note}; 1 means certain".strip("; ")
    return Reading(column, source, value, reading.join, reading.verdict, note)


def _is_share(context: Context, facts: dict[str, int]) -> bool:
    if context.said.probability_scale:
        return context.said.probability_scale == 1
    return facts["above_one"] == 0 and facts["fractions"] > 0


def _booleans(
    context: Context, column: Column, source: str, facts: dict[str, int], words: object
) -> Reading:
    value = quick(column, source, context.settings.timezone)
    known: dict[str, str] = dict(words) if isinstance(words, dict) else {}

    def read(text: str) -> tuple[str, object, str | None]:
        if text.casefold() in cells.NOTHING:
            return text, None, None
        flag = cells.parse_bool(known.get(text, text))
        if flag is None and word_key(text) in (word_key(column.name.removeprefix("is_")), word_key(column.name)):
            flag = True
        if flag is None and column.name in ("is_closed", "is_won"):
            flag = {"open": False, "won": True, "lost": column.name == "is_closed", "closed": True}.get(text.casefold())
        return text, flag, None if flag is not None else UNREADABLE

    doubtful = context.distinct(source, f"{source} is not null and ({value}) is null") if facts["doubtful"] else []
    reading = _joined(context, column, source, map(read, doubtful), value)
    only_ones = facts["ones"] and facts["ones"] == facts["filled"] < facts["rows"]
    if only_ones and not facts["false"]:
        return Reading(column, source, f"coalesce({value}, false)", note="the file writes 1 and nothing; nothing is false")
    return reading


def _words(context: Context, column: Column, source: str, said: object) -> Reading:
    """Words to our values, exactly or without case, blanks and punctuation; an unknown word stays as it is."""
    known: dict[str, str] = {word_key(value): value for value in column.values}
    known |= {word_key(found): ours for found, ours in column.value_synonyms.items() if word_key(found)}
    if isinstance(said, dict):
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

    changed = [row for text in context.distinct(source, f"{source} is not null") if (row := read(text))[1:] != (text, None)]
    return _joined(context, column, source, changed, source)


def _texts(context: Context, column: Column, source: str, value: str, known: dict[str, str]) -> Reading:
    """Texts with words of their own in the profile or the contract; codes of currencies are three capitals."""
    by_key = {word_key(found): ours for found, ours in known.items()}
    change: Callable[[str], str] = (lambda text: text.upper() if len(text) == 3 else text) if column.kind == "code" else str
    read = [
        (text, ours, None)
        for text in context.distinct(source, f"{source} is not null")
        if (ours := by_key.get(word_key(text), change(text))) != text
    ]
    return _joined(context, column, source, read, value)
