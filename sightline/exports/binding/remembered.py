"""Take rows that earlier loads left behind into a load, beside those that its exports bring."""

import datetime as dt

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.opening.land import quoted

SOURCE = "Kept of earlier loads"
"""Stands on the Exports page where a file's name does."""


def take_in(
    connection: duckdb.DuckDBPyConnection, table: str, kept: str, *, counted: int, others: int, since: dt.date
) -> int:
    """How many rows were added to `exports.<table>`; all that is kept is accounted for as a source of its own.

    `kept` is a relation of what is kept in columns of the table, with `is_new` true for the rows to add: the rest
    says what is said already, and counts as merged. So do `others`, which tell nothing new from the start. `counted` is
    how many all of them were when they were kept, the first of them on the day `since`.
    """
    export = EXPORTS[table]
    shape = [name for name, *_ in connection.execute(f"describe from {kept}").fetchall()]
    given = [name for name in shape if name in export.columns]
    cells, key = ", ".join(map(quoted, given)), ", ".join(map(quoted, export.key))
    [(added,)] = connection.execute(
        f"insert into exports.{table} ({cells}, record_file, record_number)"
        f" select {cells}, '{SOURCE}', row_number() over (order by {key}) from {kept} where is_new"
    ).fetchall()
    if not added and connection.execute(f"select count(*) from exports.{table}").fetchall() == [(0,)]:
        # a table without a row is one that nobody knows anything of, whatever was kept for it
        leave_aside(connection, table, f"nothing in it is new; history starts on {since:%Y-%m-%d}")
        return 0
    [(merged,)] = connection.execute(f"select count(*) from {kept} where not is_new").fetchall()
    _account_for(connection, table, "loaded", f"history starts on {since:%Y-%m-%d}", counted, added, merged + others)
    for name in given:
        connection.execute(
            "insert into intake.columns values (?, ?, ?, null, 'derived', 'as it was on the days of earlier loads')",
            [SOURCE, table, name],
        )
        if export.columns[name].is_money:
            sums = [f"coalesce(sum({name}){only}, 0)" for only in ("", " filter (is_new)", " filter (not is_new)")]
            connection.execute(
                f"insert into intake.money select '{SOURCE}', '{table}', '{name}', {sums[0]}, {sums[1]}, 0, {sums[2]}"
                f" from {kept}"
            )
    if added:
        _settle_missing(connection, table)
    return int(added)


def leave_aside(connection: duckdb.DuckDBPyConnection, table: str, reason: str) -> None:
    """Write down why nothing that is kept for a table is taken in."""
    _account_for(connection, table, "left_aside", reason, 0, 0, 0)


def _account_for(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    status: str,
    reason: str | None,
    read: int,
    loaded: int,
    merged: int,
) -> None:
    connection.execute(
        "insert into intake.files values ($file, $table, $status, $reason, 'Sightline', null, 0, null, $read, $loaded,"
        " 0, $merged, 0)",
        {
            "file": SOURCE, "table": table, "status": status, "reason": reason, "read": read, "loaded": loaded,
            "merged": merged,
        },
    )  # fmt: skip


def _settle_missing(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Say of a table that was missing as a whole which of its needed columns still are."""
    [(missing,)] = connection.execute(
        "select count(*) from intake.missing where table_name = $table and column_name is null", {"table": table}
    ).fetchall()
    if not missing:
        return
    connection.execute("delete from intake.missing where table_name = $table", {"table": table})
    for column in EXPORTS[table].columns.values():
        [(known,)] = connection.execute(f"select count({quoted(column.name)}) from exports.{table}").fetchall()
        if column.required and not known:
            connection.execute("insert into intake.missing values (?, ?)", [table, column.name])
