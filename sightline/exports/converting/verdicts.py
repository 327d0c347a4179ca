"""The verdicts on rows and cells, as the export contract gives them.

A blank key, an amount or a required date that cannot be read set the row apart; any other unreadable cell, unknown
word or blank where a number needs a value is flagged and loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.contract import EXPORTS, Column
from sightline.exports.converting.reading import UNREADABLE, Context, Reading
from sightline.exports.opening.land import literal, quoted
from sightline.exports.recognising.found import Recognised
from sightline.exports.recognising.signs import NEVER_BLANK, ONE_OF

OFFSET = r"\d:\d\d.*(z|utc|gmt|[+-]\d\d(:?\d\d)?)\s*$"
"""How the end of a date-time says its distance from UTC."""
SHOWN = 80
"""Characters of a doubtful cell that a message repeats; the whole cell stays in the audit."""


def joins_of(readings: dict[str, Reading]) -> str:
    """The joins that the readings' values need, each once."""
    return "".join(dict.fromkeys(reading.join for reading in readings.values()))


def bad_rows(context: Context) -> str:
    """The table of rows of this file that must not be loaded."""
    return quoted(f"landing_{context.landed}_{context.table}_bad")


def set_apart_rows(context: Context, found: Recognised, readings: dict[str, Reading]) -> None:
    """Fill the file's own table of rows that must not be loaded, the first reason for each."""
    context.connection.execute(
        f"create or replace temp table {bad_rows(context)}"
        " (record_number bigint, line_number bigint, column_name varchar, value varchar, rule varchar, message varchar)"
    )
    joins = joins_of(readings)
    checks = list(_checks(found, readings))
    counts = (
        context.rows(
            f"select {', '.join(f'count_if({where})' for _, _, where, _, _ in checks)} from"
            f" landing_{context.landed} as l{joins}"
        )[0]
        if checks
        else ()
    )
    for (column, source, where, rule, advice), count in zip(checks, counts, strict=True):
        if not count:
            continue
        header = found.matches[column].header if column in found.matches else column
        said = f"case when {source} is null then ' is empty' else ' is ''' || left({source}, {SHOWN}) || '''' end"
        context.connection.execute(
            f"insert into {bad_rows(context)} select record_number, line_number, $column, {source}, $rule,"
            f" $file || coalesce(', line ' || line_number, ', record ' || record_number) || ': ' || $header ||"
            f" {said} || $advice"
            f" from landing_{context.landed} as l{joins} where ({where})"
            f" and record_number not in (select record_number from {bad_rows(context)})",
            {"column": column, "rule": rule, "file": context.file, "header": header, "advice": advice},
        )


def _checks(found: Recognised, readings: dict[str, Reading]) -> Iterator[tuple[str, str, str, str, str]]:
    """The conditions under which a row is set apart: (column, source, condition, rule, advice)."""
    export = EXPORTS[found.table]
    headed = list(found.matches.values())
    repeats = " and ".join(f"c{match.index} is not distinct from {literal(match.header.strip())}" for match in headed)
    if headed:
        yield headed[0].column, f"c{headed[0].index}", repeats, "repeated_header", ", which repeats the header"
    for name in NEVER_BLANK.get(found.table) or export.key:
        if name in readings and not readings[name].full:
            reading = readings[name]
            where = f"({reading.value}) is null" + (f" and {reading.verdict} is null" if reading.verdict else "")
            yield (
                name,
                reading.source,
                where,
                "blank_key",
                ", but it identifies the row; fill it in the source and export again",
            )
    if pair := ONE_OF.get(found.table):
        given = [readings[name] for name in pair if name in readings]
        if given:
            where = " and ".join(f"({reading.value}) is null" for reading in given)
            yield given[0].column.name, given[0].source, where, "blank_key", f", and so is {pair[1]}; fill one of them"
    for name, reading in readings.items():
        column = reading.column
        if not reading.verdict:
            continue
        if column.is_money:
            advice = ", which is no amount; correct it or leave it empty in the source and export again"
            yield name, reading.source, f"{reading.verdict} = '{UNREADABLE}'", "unreadable_amount", advice
        elif column.kind in ("date", "timestamp") and (column.required or name in export.key):
            advice = ", which is no date; correct it or leave it empty in the source and export again"
            yield name, reading.source, f"{reading.verdict} = '{UNREADABLE}'", "unreadable_date", advice


def but_bad(context: Context) -> str:
    """SQL that leaves those rows out; empty where there are none."""
    count = context.rows(f"select count(*) from {bad_rows(context)}")[0][0]
    return f" and l.record_number not in (select record_number from {bad_rows(context)})" if count else ""


def quarantine_bad(context: Context) -> None:
    """Move the rows set apart into the audit; their raw records are added once the file is read again."""
    context.connection.execute(
        "insert into intake.quarantine select $file, $table, record_number, line_number, column_name, value,"
        f" rule, message, null from {bad_rows(context)}",
        {"file": context.file, "table": context.table},
    )


@dataclass(frozen=True)
class Doubts:
    """Conditions under which a cell is flagged: (reading, condition, rule, sentence), and a join that they need."""

    checks: tuple[tuple[Reading, str, str, str], ...] = ()
    join: str = ""


def flag_cells(context: Context, readings: dict[str, Reading], doubts: Doubts) -> None:
    """Flag cells that were loaded but are doubtful: unreadable, unknown or blank where a number needs them."""
    good = but_bad(context)
    landed = f"landing_{context.landed} as l"
    asked = list(doubts.checks)
    for reading in readings.values():
        if reading.verdict:
            asked.append(
                (
                    reading,
                    f"{reading.verdict} = '{UNREADABLE}'",
                    UNREADABLE,
                    f" cannot be read as {_kind(reading.column)}; it counts as unknown",
                )
            )
            asked.append((reading, f"{reading.verdict} = 'unknown_value'", "unknown_value", _allowed(reading.column)))
        if reading.column.required and not reading.full and reading.column.name not in EXPORTS[context.table].key:
            blank = f"({reading.value}) is null" + (
                f" and {reading.verdict} is distinct from '{UNREADABLE}'" if reading.verdict else ""
            )
            asked.append((reading, blank, "blank_required", " is empty; it counts as unknown"))
    if not asked:
        return
    joins = joins_of(readings) + doubts.join
    counts = context.rows(f"select {', '.join(f'count_if({where})' for _, where, _, _ in asked)} from {landed}{joins}")[
        0
    ]
    for (reading, where, rule, says), count in zip(asked, counts, strict=True):
        if count:
            shown = f" || ' ''' || left({reading.source}, {SHOWN}) || ''''" if rule != "blank_required" else ""
            context.connection.execute(
                "insert into intake.flags select $file, $table, l.record_number, l.line_number, $column,"
                f" {reading.source}, $rule, $column{shown} || $says from {landed}{joins} where ({where}){good}",
                {
                    "file": context.file,
                    "table": context.table,
                    "column": reading.column.name,
                    "rule": rule,
                    "says": says,
                },
            )


def flag_offsets(context: Context, readings: dict[str, Reading]) -> None:
    """Flag the file once where its date-times carry an offset and no setting says in which zone a day begins."""
    if context.settings.timezone:
        return
    for reading in readings.values():
        if reading.column.kind not in ("date", "timestamp"):
            continue
        [(cells, shown)] = context.rows(
            f"select count(*), min({reading.source}) from landing_{context.landed} as l"
            f" where strlen({reading.source}) > 10 and regexp_matches({reading.source}, {literal(OFFSET)}, 'i')"
        )
        if cells:
            context.connection.execute(
                "insert into intake.flags select $file, $table, null, null, $column, $shown, 'zone_not_said',"
                " $column || ' ''' || $shown || ''' carries an offset, as ' || $cells || ' of its cells do: the day was"
                ' taken in UTC; say timezone = "Europe/Berlin", or whichever yours is, in data/settings.toml and load'
                " again'",
                {
                    "file": context.file,
                    "table": context.table,
                    "column": reading.column.name,
                    "shown": shown,
                    "cells": cells,
                },
            )
            return


def _kind(column: Column) -> str:
    return {
        "int": "a whole number",
        "decimal": "a number",
        "bool": "yes or no",
        "date": "a date",
        "timestamp": "a moment",
    }.get(column.kind, "a value")


def _allowed(column: Column) -> str:
    return f" is none of {', '.join(column.values)}; it is kept as it is and counted apart. sightline.toml can map it"
