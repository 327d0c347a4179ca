"""Histories list changes: of several changes of one thing at one moment, the last is the state that counts."""

from dataclasses import replace

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.converting.columns import read_columns
from sightline.exports.converting.reading import Context
from sightline.exports.names import header_key
from sightline.exports.opening.land import literal, scalar
from sightline.exports.recognising.found import Recognised

CHANGES = {"opportunity_snapshots": ("opportunity_id", "snapshot_date"), "field_history": ("record_id", "changed_at")}
"""Tables that may list changes, with the columns that say of what and when."""

HEADERS = {"createddate", "lastmodified", "lastmodifieddate", "changedat", "timestamp"}
"""Headers of the day of a snapshot that show a file to list changes, one a row."""


def remember(context: Context, found: Recognised) -> None:
    """Keep the order of a history's changes in `converted.moments`; nothing for a file that lists none.

    A history carries a time of day, or has the shape of one row per change. A dated copy has neither: there, two rows
    of one deal are a conflict. Where times are equal, the rows' own order tells, and it may run newest first.
    """
    what, when = CHANGES.get(found.table, ("", ""))
    if what not in found.matches or when not in found.matches:
        return
    connection, landed = context.connection, f"landing_{context.landed}"
    source, thing = f"c{found.matches[when].index}", f"c{found.matches[what].index}"
    shaped = (
        found.table == "field_history"
        or "from_stage" in found.matches
        or header_key(found.matches[when].header) in HEADERS
    )
    if not shaped and not scalar(connection, f"select count_if(length({source}) > 10) from {landed}"):
        return
    column = EXPORTS[found.table].columns[when]
    [moment] = read_columns(context, {replace(column, name="moment of change", kind="timestamp"): source})
    connection.execute(
        f"create or replace temp table landing_changes as select l.record_number, l.{thing} as thing,"
        f" {moment.value} as moment from {landed} as l{moment.join}"
    )
    sign = "-" if _runs_backward(connection) else ""
    connection.execute(
        f"insert into converted.moments select {literal(context.file)}, record_number, max(moment),"
        f" {sign}record_number from landing_changes group by record_number"
    )


def _runs_backward(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a history lists the newest change first: told by the changes of one thing, else by the whole file."""
    return bool(
        scalar(
            connection,
            """
            with steps as (
                select moment, lag(moment) over (order by record_number) as before,
                       lag(moment) over (partition by thing order by record_number) as own_before
                from landing_changes
            ),
            counted as (
                select count_if(moment < own_before) - count_if(moment > own_before) as own,
                       count_if(moment < before) - count_if(moment > before) as whole
                from steps
            )
            select case when own <> 0 then own > 0 else whole > 0 end from counted
            """,
        )
    )


def note_folded(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Say at the column of the moment how many earlier changes in `landing_doubled` gave way to the last one."""
    connection.execute(
        """
        update intake.columns as c
        set note = concat_ws('; ', c.note, f.n || ' earlier changes merged: the last one of a day counts')
        from (select record_file, count(*) as n from landing_doubled
              where verdict = 'folded' and content_hash <> kept_hash group by record_file) as f
        where c.file = f.record_file and c.table_name = $table and c.column_name = $column
        """,
        {"table": table, "column": CHANGES[table][1]},
    )
