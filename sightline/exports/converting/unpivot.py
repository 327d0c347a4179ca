"""One row for each day or stage that a record tells of, and none for records of another kind.

The rows keep the record's number: what is read, loaded, rejected or merged is still counted in records of the file.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from sightline.exports.converting import cells
from sightline.exports.converting.reading import Context
from sightline.exports.opening.land import literal, scalar
from sightline.exports.profile import DateOrder
from sightline.exports.recognising.found import Kinds, Recognised
from sightline.exports.recognising.histories import OF_THE_RECORD, TRACKED

Row = Mapping[str, int | str]
ORDERS: tuple[DateOrder, ...] = ("day_first", "month_first")


def unpivot(context: Context, found: Recognised) -> tuple[Context, Recognised, str]:
    """The file as if it had one row for each thing that it tells: how it is looked at, what it is, and what was done.

    The landed rows are in a table of their own, whose columns stand in the order of the returned matches. What was
    done is a sentence for the report; empty where each record is one row as it stands.
    """
    if not found.rows:
        return context, found, ""
    names = list(dict.fromkeys(name for row in found.rows for name in row))
    rows = _as_deals_spell_them(context, found) if found.table == "field_history" else found.rows
    wanted = _of_kind(context, found.kinds)
    parts = " union all ".join(
        f"select record_number, line_number, {place} as place, {_cells(row, names)}"
        f" from landing_{context.landed} as l where {wanted if found.kinds else _says_something(row)}"
        for place, row in enumerate(rows)
    )
    long = replace(context, landed=f"{context.landed}_told", written_as_numbers=_typed(context, rows, names))
    context.connection.execute(
        f"create or replace temp table landing_{long.landed} as from ({parts}) order by record_number, place"
    )
    matches = {name: replace(found.matches[name], index=place) for place, name in enumerate(names)}
    told = replace(found, matches=matches, rows=(), kinds=None, also=(), companions={})
    return long, told, _said(context, long, found)


def until(history: Recognised, found: Recognised, today: dt.date | None) -> Recognised:
    """A history in pictures, with the present state as one more where the day of the export is known and not in it.

    Without it the newest picture, weeks old as it may be, would be all that is known to be open.
    """
    if history.table != "opportunity_snapshots" or today is None:
        return history
    written = [str(row["snapshot_date"]) for row in history.rows]
    readings = [cells.parse_moment(text, order) for text in written for order in ORDERS]
    if today in {moment.date() for moment in readings if moment}:
        return history
    now = {name: found.matches[name] for name in (*TRACKED, *OF_THE_RECORD) if name in found.matches}
    days = history.matches["snapshot_date"]
    said = {"snapshot_date": replace(days, header=f"{days.header} and the export's")}
    row = {"snapshot_date": today.isoformat()} | {name: match.index for name, match in now.items()}
    return replace(history, rows=(*history.rows, row), matches=now | history.matches | said)


def knowing_days(context: Context, found: Recognised) -> Context:
    """How the file is looked at once other dates of it have shown whether day or month comes first.

    The days in its headers show it for its own table, the dates of its own table for a history.
    """
    texts = [
        text for history in found.also for row in history.rows if isinstance(text := row.get("snapshot_date"), str)
    ]
    for index in found.dates:
        texts += context.distinct(f"c{index}", f"c{index} is not null")
    orders = {order for text in texts if (order := cells.date_order(text))}
    if context.said.date_order or len(orders) != 1:
        return context
    return replace(context, said=replace(context.said, date_order=orders.pop()))


def keep_silent(context: Context, long: Context) -> int:
    """Write down the records that say nothing of this table; how many. They count as merged: read, and not lost."""
    context.connection.execute(
        f"insert into converted.silent select {literal(context.file)}, {literal(context.table)}, record_number"
        f" from landing_{context.landed} where record_number not in (select record_number from landing_{long.landed})"
    )
    return _count(context, f"landing_{context.landed}") - _count(context, f"landing_{long.landed}")


def _count(context: Context, table: str) -> int:
    return int(scalar(context.connection, f"select count(distinct record_number) from {table}"))


def _cells(row: Row, names: list[str]) -> str:
    """The cells of one row in the order of the columns: positions of the record, texts, or nothing."""
    given = [row.get(name) for name in names]
    values = [f"c{cell}" if isinstance(cell, int) else "null" if cell is None else literal(cell) for cell in given]
    return ", ".join(f"cast({value} as varchar) as c{place}" for place, value in enumerate(values))


def _says_something(row: Row) -> str:
    """SQL that is true where a record has anything for this row but what all its rows share."""
    own = [f"l.c{cell}" for name, cell in row.items() if isinstance(cell, int) and name not in OF_THE_RECORD]
    return f"coalesce({', '.join(own)}, null) is not null"


def _typed(context: Context, rows: tuple[Row, ...], names: list[str]) -> frozenset[str]:
    """The columns whose cells a workbook wrote as numbers, all of them."""
    return frozenset(
        f"c{place}"
        for place, name in enumerate(names)
        if all(f"c{row[name]}" in context.written_as_numbers for row in rows if name in row)
    )


def _of_kind(context: Context, kinds: Kinds | None) -> str:
    """SQL that is true for a record of the wanted kind; a nought that nobody touched is no number."""
    if kinds is None:
        return "true"
    wanted = f"lower(l.c{kinds.index}) = {literal(kinds.wanted)}"
    return f"{wanted} and not ({_untouched(context, kinds)})" if kinds.touched else wanted


def _untouched(context: Context, kinds: Kinds) -> str:
    """SQL that is true for a nought of which another record of the same call says that nobody made it."""
    same = " and ".join(f"d.c{index} is not distinct from l.c{index}" for index in kinds.same)
    return (
        f"try_cast(l.c{kinds.number} as double) = 0 and exists (select 1 from landing_{context.landed} as d"
        f" where lower(d.c{kinds.index}) = {literal(kinds.touched)}"
        f" and lower(d.c{kinds.number}) in ('false', 'no', '0', '0.0') and {same})"
    )


def _as_deals_spell_them(context: Context, found: Recognised) -> tuple[Row, ...]:
    """The rows with each stage as the file's own deals write it: with its pipeline in brackets, or without."""
    source = f"c{found.matches['new_value'].index}"
    used = set(context.distinct(source, f"{source} is not null"))
    in_brackets = any(text.endswith(")") for text in used)

    def spelled(stage: str) -> str:
        bare = stage.rsplit(" (", 1)[0] if stage.endswith(")") else stage
        return stage if stage in used or (in_brackets and bare not in used) else bare

    return tuple({**row, "new_value": spelled(str(row["new_value"]))} for row in found.rows)


def _said(context: Context, long: Context, found: Recognised) -> str:
    """How many rows became of how many records, and what was said by the others."""
    [(rows, records)] = context.rows(f"select count(*), count(distinct record_number) from landing_{long.landed}")
    made = f"{rows} {'row' if rows == 1 else 'rows'} from {records} {'record' if records == 1 else 'records'}"
    if found.kinds is None:
        silent = _count(context, f"landing_{context.landed}") - int(str(records))
        return f"{made}; {silent} without any, merged" if silent else made
    kind = f"l.c{found.kinds.index}"
    others = context.rows(
        f"select coalesce(lower({kind}), 'without a kind'), count(*) from landing_{context.landed} as l"
        f" where lower({kind}) is distinct from {literal(found.kinds.wanted)} group by all order by all"
    )
    told = [f"{count} {name}" for name, count in others]
    if found.kinds.touched:
        untouched = scalar(
            context.connection,
            f"select count(*) from landing_{context.landed} as l where lower({kind}) = {literal(found.kinds.wanted)}"
            f" and {_untouched(context, found.kinds)}",
        )
        told += [f"{untouched} {'call' if untouched == 1 else 'calls'} of 0 that nobody made"] if untouched else []
    return f"{made} of kind {found.kinds.wanted}" + (f"; the others are merged: {', '.join(told)}" if told else "")
