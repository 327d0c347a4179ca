"""What a reading of a column is, and what it may look at while it is made."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from sightline.contract import Column
from sightline.exports.opening.land import quoted
from sightline.exports.profile import FileProfile, Profile
from sightline.settings import Settings

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
        return [
            str(row[0]) for row in self.rows(f"select distinct {source} from landing_{self.landed} as l where {where}")
        ]


def joined(
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
    name = quoted(f"landing_{context.landed}_{context.table}_{column.name}")
    texts = pa.table(
        {
            "source": pa.array([text for text, _, _ in rows], pa.large_string()),
            "value": pa.array([None if value is None else str(value) for _, value, _ in rows], pa.large_string()),
            "verdict": pa.array([verdict for _, _, verdict in rows], pa.string()),
        }
    )
    context.connection.register("read_texts", texts)
    context.connection.execute(
        f"create or replace temp table {name} as"
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
