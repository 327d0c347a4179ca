"""Convert one landed file into one typed table, and give every row that cannot be loaded its verdict.

The verdicts are those of the export contract: a blank key, an amount or a required date that cannot be read set the
row apart; any other unreadable cell is flagged and loaded as unknown.
"""

from dataclasses import dataclass, replace

from sightline.contract import EXPORTS, Column
from sightline.exports.converting import cells, changes
from sightline.exports.converting.columns import read_columns
from sightline.exports.converting.parts import read_parts, rows_of_record
from sightline.exports.converting.reading import Context, Reading, joined
from sightline.exports.converting.unpivot import keep_silent, knowing_days, unpivot
from sightline.exports.converting.verdicts import (
    Doubts,
    bad_rows,
    but_bad,
    flag_cells,
    flag_offsets,
    joins_of,
    quarantine_bad,
    set_apart_rows,
)
from sightline.exports.opening.land import literal, quoted, scalar
from sightline.exports.problems import Refused
from sightline.exports.recognising.found import Match, Recognised
from sightline.exports.recognising.signs import ID_FROM, NEVER_BLANK, TOLD_APART_BY
from sightline.exports.vocabulary import outcome_of


@dataclass(frozen=True)
class Converted:
    """What became of one file in one table, before equal keys are weighed against each other.

    Records that say nothing of the table are among those `inserted`: they count as merged.
    """

    readings: dict[str, Reading]
    derived: dict[str, str]
    inserted: int
    set_apart: int


def key_sources(found: Recognised) -> list[int]:
    """Positions of the cells that identify a row: its key, else what an id can be made from."""
    export = EXPORTS[found.table]
    names = [name for name in (NEVER_BLANK.get(found.table) or export.key) if name in found.matches]
    names = names or [name for name in ID_FROM.get(found.table, ()) if name in found.matches][:1]
    return [found.matches[name].index for name in names]


def wanted_positions(found: Recognised) -> list[int]:
    """Positions of all cells that mean something, in file order."""
    positions = (
        {match.index for match in found.matches.values()}
        | set(found.wide.values())
        | set(found.companions.values())
        | set(found.roles.values())
        | {cell for row in found.rows for cell in row.values() if isinstance(cell, int)}
        | ({found.kinds.index} if found.kinds else set())
        | set(found.dates)
    )
    return sorted(positions | set(found.names or ()) | ({found.status} if found.status is not None else set()))


def convert(context: Context, found: Recognised) -> Converted:
    """Insert the file's good rows into `exports.<table>`, its other rows into the quarantine, its doubts into flags.

    Raises Refused when the key is neither there nor derivable, or when the file leaves a question open.
    """
    export = EXPORTS[found.table]
    derived: dict[str, str] = {}
    whole, given = context, found
    context, found, done = unpivot(knowing_days(context, found), found)
    sources = {export.columns[name]: f"c{match.index}" for name, match in found.matches.items()}
    measures = _measures(export.columns.get("amount"), found)
    read = read_columns(context, {**sources, **measures})
    readings = {reading.column.name: reading for reading in read if reading.column not in measures}
    wide = {reading.column.name: reading for reading in read if reading.column in measures}
    _read_status(context, found, readings, derived)
    doubts = _read_currency(
        context, found, [r for r in (readings | wide).values() if r.column.is_money], readings, derived
    )
    parts = read_parts(context, found, readings, derived)
    _join_names(readings, found)
    _derive_periods(context, found, readings, derived)
    _derive_key(context, found, readings, derived)
    everything = {**readings, **wide, **parts}
    set_apart_rows(context, found, everything)
    several = rows_of_record(found, wide, parts)
    inserted = _insert(context, found, readings, several, everything)
    inserted = _records(context) if several or done else inserted
    flag_cells(context, everything, doubts)
    flag_offsets(context, everything)
    _remember_names(context, found, readings)
    if not given.rows or found.table == "field_history":
        changes.remember(context, found)
    _reconcile_reading(context, everything, wide)
    for name, (_, why) in found.constants.items():
        derived[name] = why
    set_apart = scalar(context.connection, f"select count(distinct record_number) from {bad_rows(context)}")
    quarantine_bad(context)
    if done:
        inserted += keep_silent(whole, context)
        _note(everything, next(name for name in _WHAT_ROWS_ARE if name in found.matches), done)
    return Converted(everything, derived, inserted, set_apart)


_WHAT_ROWS_ARE = ("snapshot_date", "changed_at", "category", "amount")
"""The column of a history beside which the report says what was made of its file, the first that there is."""


def _note(readings: dict[str, Reading], column: str, done: str) -> None:
    readings[column] = replace(readings[column], note="; ".join(filter(None, (readings[column].note, done))))


def _measures(amount: Column | None, found: Recognised) -> dict[Column, str]:
    if not amount:
        return {}
    return {
        replace(amount, name=f"amount of {category}", required=False): f"c{index}"
        for category, index in found.wide.items()
    }


def _read_status(context: Context, found: Recognised, readings: dict[str, Reading], derived: dict[str, str]) -> None:
    """Closed and won by a status column, where every word in it is an outcome: else it says something else."""
    if found.status is None:
        return
    source = f"c{found.status}"
    coded = {"0": "open", "1": "won", "2": "lost"}
    texts = context.distinct(source, f"{source} is not null")
    outcomes = {text: coded.get(text) or outcome_of(text)[0] for text in texts}
    if not texts or None in outcomes.values() or not {"won", "lost"} & set(outcomes.values()):
        return
    for name, yes in (("is_closed", ("won", "lost")), ("is_won", ("won",))):
        column = EXPORTS[found.table].columns[name]
        rows = [(text, outcome in yes, None) for text, outcome in outcomes.items()]
        readings[name] = joined(context, column, source, rows, "null")
        derived[name] = f"from the status ({found.unused[found.status]})"


def _read_currency(
    context: Context,
    found: Recognised,
    money: list[Reading],
    readings: dict[str, Reading],
    derived: dict[str, str],
) -> Doubts:
    """Take the currency of a row from its amount's sign or code where no column gives it; what is doubtful about it.

    Where all signs of a file are one, plain amounts are of that currency too. `$` is the sign of many dollars and
    contradicts none of them.
    """
    column = EXPORTS[found.table].columns.get("currency")
    written: list[tuple[Reading, Reading]] = []
    codes: set[str] = set()
    for amount in [reading for reading in money if column and reading.join]:
        texts = context.distinct(amount.source, f"{amount.source} is not null")
        rows = [(text, code, None) for text in texts if (code := cells.currency_of(text))]
        if column and rows:
            codes |= {code for _, code, _ in rows}
            name = f"currency of {amount.column.name}"
            written.append((amount, joined(context, replace(column, name=name), amount.source, rows, "null")))
    if not column or not written:
        return Doubts()
    join = "".join(read.join for _, read in written)
    said = f"coalesce({', '.join(read.value for _, read in written)}, null)"
    said = f"coalesce({said}, {literal(min(codes))})" if len(codes) == 1 else said
    checks = []
    if "currency" in readings:
        own = readings["currency"].value
        readings["currency"] = replace(readings["currency"], value=f"coalesce({own}, {said})")
    elif "currency" in found.constants:
        own = literal(found.constants["currency"][0])
    else:
        own = said
        readings["currency"] = Reading(column, written[0][0].source, said)
        derived["currency"] = "from the signs and codes in the amounts"
    for amount, read in written:
        conflict = f"({read.value}) <> ({own}) and not (({own}) like '__D' and not contains({amount.source}, 'USD')"
        conflict += f" and ({read.value}) = 'USD')"
        says = " names another currency than its row, whose currency is taken; correct one of the two"
        checks.append((amount, conflict, "currency_conflict", says))
        if own is said and len(codes) > 1:
            says = " names no currency, where others of the file name several; it counts in the reporting currency"
            checks.append((amount, f"({amount.value}) is not null and ({said}) is null", "currency_missing", says))
    if "currency" in readings:
        readings["currency"] = replace(readings["currency"], join=readings["currency"].join + join)
        join = ""
    return Doubts(tuple(checks), join)


def _join_names(readings: dict[str, Reading], found: Recognised) -> None:
    if found.names:
        first, last = (f"c{index}" for index in found.names)
        value = f"nullif(concat_ws(' ', {first}, {last}), '')"
        readings["full_name"] = replace(readings["full_name"], value=value, source=value, full=False)


def _derive_periods(context: Context, found: Recognised, readings: dict[str, Reading], derived: dict[str, str]) -> None:
    """The first day of a quarter from its label, or from the day a call was made."""
    columns = EXPORTS[found.table].columns
    if "period_start" not in columns or "period_start" in readings:
        return
    if "fiscal_label" in readings:
        label = readings["fiscal_label"]
        [reading] = read_columns(context, {columns["period_start"]: label.source})
        readings["period_start"] = reading
        derived["period_start"] = f"first day of the quarter named by {found.matches['fiscal_label'].header}"
    elif "submitted_on" in readings:
        shift = (context.settings.fiscal_year_start_month - 1) % 3
        day = readings["submitted_on"]
        value = f"cast(date_trunc('quarter', ({day.value}) - interval {shift} month) + interval {shift} month as date)"
        readings["period_start"] = replace(
            day, column=columns["period_start"], value=value, join="", verdict=None, note=""
        )
        derived["period_start"] = "the fiscal quarter in which the call was made"


def _derive_key(context: Context, found: Recognised, readings: dict[str, Reading], derived: dict[str, str]) -> None:
    """Make an id where the file has none; raise Refused where nothing tells its rows apart."""
    export = EXPORTS[found.table]
    needed = NEVER_BLANK.get(found.table) or export.key
    for name in needed:
        if name in readings or name in found.constants or (name == "table_name" and found.table == "field_history"):
            continue
        parts = [part for part in ID_FROM.get(found.table, ()) if part in readings]
        if (
            name != export.key[0]
            or len(export.key) > 1
            or not parts
            or (parts[0] != ID_FROM[found.table][0] and found.table != "contacts")
        ):
            raise Refused(
                f"no column gives {name}, and nothing else in it identifies a row: add the column and export again"
            )
        if found.table == "contacts":
            parts = parts[:1] if parts[0] == "email" else parts
        texts = [rf"regexp_replace(trim(cast({readings[part].value} as varchar)), '\s+', ' ', 'g')" for part in parts]
        value = texts[0] if len(parts) == 1 else f"nullif(concat_ws(' · ', {', '.join(texts)}), '')"
        readings[name] = Reading(export.columns[name], value, value)
        derived[name] = f"made from {', '.join(parts)}"
        if more := [part for part in TOLD_APART_BY.get(found.table, ()) if part in readings and part not in parts]:
            readings[name] = _told_apart(context, readings[name], [readings[part] for part in parts + more], len(parts))
            derived[name] += f", and {', '.join(more)} where those are equal"


def _told_apart(context: Context, key: Reading, parts: list[Reading], given: int) -> Reading:
    """A made key that several records share, with more of their cells; `given` parts are in it already."""
    joins = joins_of({part.column.name: part for part in parts})
    name, alias = quoted(f"landing_{context.landed}_{context.table}_shared"), quoted("m_shared")
    context.connection.execute(
        f"create or replace temp table {name} as select {key.value} as source from landing_{context.landed} as l{joins}"
        f" group by all having count(*) > 1 and ({key.value}) is not null"
    )
    if not scalar(context.connection, f"select count(*) from {name}"):
        return key
    more = ", ".join(f"cast({part.value} as varchar)" for part in parts[given:])
    value = f"case when {alias}.source is null then {key.value} else concat_ws(' · ', {key.value}, {more}) end"
    return replace(key, value=value, join=f" left join {name} as {alias} on {alias}.source = {key.value}")


def _insert(
    context: Context,
    found: Recognised,
    readings: dict[str, Reading],
    several: list[tuple[dict[str, str], str]],
    everything: dict[str, Reading],
) -> int:
    """Insert the good rows; how many they are."""
    columns = EXPORTS[found.table].columns
    values = {name: reading.value for name, reading in readings.items()}
    for name, (value, _) in found.constants.items():
        values[name] = f"cast({literal(value)} as {columns[name].sql_type})"
    if not several:
        return _insert_rows(context, values, joins_of(readings), "true")
    return sum(_insert_rows(context, values | row, joins_of(everything), keep) for row, keep in several)


def _records(context: Context) -> int:
    """How many records of the file the rows in its table are."""
    return int(
        scalar(
            context.connection,
            f"select count(distinct record_number) from exports.{context.table} where record_file = $file",
            {"file": context.file},
        )
    )


def _insert_rows(context: Context, values: dict[str, str], joins: str, where: str) -> int:
    columns = ", ".join(quoted(name) for name in values)
    return int(
        scalar(
            context.connection,
            f"insert into exports.{context.table} ({columns}, record_file, record_number, line_number)"
            f" select {', '.join(values.values())}, {literal(context.file)}, l.record_number, l.line_number"
            f" from landing_{context.landed} as l{joins} where ({where}){but_bad(context)}",
        )
    )


def _remember_names(context: Context, found: Recognised, readings: dict[str, Reading]) -> None:
    """Keep the names that stand beside ids, so that people and companies without a file of their own get them."""
    for name, position in found.companions.items():
        target = EXPORTS[found.table].columns[name].refers_to
        if target and name in readings:
            context.connection.execute(
                f"insert into converted.names select distinct $file, $table, $target, {readings[name].value},"
                f" c{position} from landing_{context.landed} as l{readings[name].join} where c{position} is not null",
                {"file": context.file, "table": context.table, "target": target},
            )


def _reconcile_reading(context: Context, readings: dict[str, Reading], wide: dict[str, Reading]) -> None:
    """Write down each money column's sum as read, before anything is set apart."""
    money = [reading for reading in readings.values() if reading.column.is_money]
    if not money:
        return
    joins = joins_of(readings)
    sums = ", ".join(f"coalesce(sum({reading.value}), 0)::decimal(38,2)" for reading in money)
    bad = ", ".join(
        f"coalesce(sum({reading.value}) filter (where l.record_number in (select record_number from"
        f" {bad_rows(context)})), 0)::decimal(38,2)"
        for reading in money
    )
    row = context.rows(f"select {sums}, {bad} from landing_{context.landed} as l{joins}")[0]
    totals: dict[str, list[object]] = {}
    for place, reading in enumerate(money):
        name = "amount" if reading.column.name in wide else reading.column.name
        total = totals.setdefault(name, [0, 0])
        total[0] += row[place]  # type: ignore[operator]  # decimals of one query
        total[1] += row[place + len(money)]  # type: ignore[operator]
    for name, (read, apart) in totals.items():
        context.connection.execute(
            "insert into intake.money values ($file, $table, $column, $read, 0, $apart, 0)",
            {"file": context.file, "table": context.table, "column": name, "read": read, "apart": apart},
        )


def as_snapshot(found: Recognised, day: str, why: str) -> Recognised:
    """A dated full copy of the opportunities, seen as snapshot rows of that day."""
    columns = EXPORTS["opportunity_snapshots"].columns
    matches: dict[str, Match] = {name: match for name, match in found.matches.items() if name in columns}
    constants = {name: said for name, said in found.constants.items() if name in columns} | {
        "snapshot_date": (day, why)
    }
    return replace(found, table="opportunity_snapshots", matches=matches, constants=constants)
