"""Follow merged accounts: what refers to a row that was merged away belongs to the row that survived."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from sightline.contract import EXPORTS
from sightline.exports.binding import duplicates
from sightline.exports.opening.land import quoted, scalar

OWN_PAST = ("account_owner_history",)
"""Tables that tell the merged row's own past. Its owners never owned the account that survived."""

WHY = "; both rows belong to one account since a merge"


def follow(connection: duckdb.DuckDBPyConnection) -> None:
    """Point every reference to a merged account to its survivor, note how many, and settle keys that became equal.

    The merged row stays. A reference stays too where the survivor has no row, or where merges run in a circle.
    """
    pairs = connection.execute(
        "select account_id, merged_into_id from exports.accounts where merged_into_id is not null"
    ).fetchall()
    ends = survivors(dict(pairs))
    if not ends:
        return
    table = pa.table({"merged": pa.array(ends.keys(), pa.string()), "survivor": pa.array(ends.values(), pa.string())})
    connection.register("read_merges", table)
    connection.execute(
        "create or replace temp table landing_merges as"
        " from read_merges where survivor in (select account_id from exports.accounts)"
    )
    connection.unregister("read_merges")
    for export in EXPORTS.values():
        moved = 0
        for column in export.columns.values():
            if column.refers_to == "accounts" and column.name != "merged_into_id" and export.name not in OWN_PAST:
                moved += _follow_one(connection, export.name, column.name)
        if moved and "account_id" in export.key:
            duplicates.settle(connection, export.name, WHY)


def survivors(merged_into: Mapping[str, str]) -> dict[str, str]:
    """Merged id -> the id at the end of its chain. A chain that runs in a circle has no end and is left out."""
    ends: dict[str, str] = {}
    for merged in merged_into:
        passed = {merged}
        end = merged_into[merged]
        while end in merged_into and end not in passed:
            passed.add(end)
            end = merged_into[end]
        if end not in passed:
            ends[merged] = end
    return ends


def _follow_one(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    """Re-point one column; how many rows it changed. An account whose parent was merged into it has no parent."""
    cell = quoted(column)
    connection.execute(
        f"""
        update intake.columns as c
        set note = concat_ws('; ', c.note, moved.n || ' cells name a merged account and count for its survivor')
        from (select t.record_file, count(*) as n
              from exports.{table} as t join landing_merges as m on m.merged = t.{cell} group by t.record_file) as moved
        where c.file = moved.record_file and c.table_name = $table and c.column_name = $column
        """,
        {"table": table, "column": column},
    )
    own = "t.account_id" if table == "accounts" else "null"
    return int(
        scalar(
            connection,
            f"update exports.{table} as t set {cell} = nullif(m.survivor, {own}) from landing_merges as m"
            f" where m.merged = t.{cell}",
        )
    )
