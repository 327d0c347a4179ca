"""Write into the audit how a file's columns were found, which of its records were broken, and why it is not loaded."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from sightline.contract import EXPORTS
from sightline.exports.opening.land import Broken
from sightline.exports.opening.sources import Source
from sightline.exports.problems import NO_ROOM, Ended, ExportError, is_out_of_room
from sightline.exports.recognising.found import Recognised


def quarantine_broken(connection: duckdb.DuckDBPyConnection, file: str, table: str, broken: list[Broken]) -> None:
    """Set apart the records that could not be told into cells."""
    if not broken:
        return
    connection.register(
        "read_broken",
        pa.table(
            {
                "record_number": pa.array([record.record for record in broken], pa.int64()),
                "line_number": pa.array([record.line for record in broken], pa.int64()),
                "message": [record.message for record in broken],
                "raw_record": [record.raw for record in broken],
            }
        ),
    )
    connection.execute(
        "insert into intake.quarantine select $file, $table, record_number, line_number, null, null, 'broken_record',"
        " $file || ', line ' || line_number || ': ' || message || '; correct the line and load again', raw_record"
        " from read_broken",
        {"file": file, "table": table},
    )
    connection.unregister("read_broken")


def note_columns(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    found: Recognised,
    derived: dict[str, str],
    notes: dict[str, str],
) -> None:
    """One line for each of our columns (found, derived or absent) and each header that means nothing to us."""
    rows: list[tuple[str, str, str | None, str | None, str, str | None]] = []
    for column in EXPORTS[found.table].columns:
        match = found.matches.get(column)
        if match:
            rows.append((source.file, found.table, column, match.header, match.by, notes.get(column)))
        elif column in derived:
            rows.append((source.file, found.table, column, None, "derived", derived[column]))
        elif column == "amount" and found.wide:
            headers = ", ".join(source.header[index] for index in found.wide.values())
            rows.append((source.file, found.table, column, headers, "synonym", "one row for each of these columns"))
        elif column == "category" and found.wide:
            rows.append((source.file, found.table, column, None, "derived", "from the names of the amount columns"))
        else:
            rows.append((source.file, found.table, column, None, "absent", None))
    rows += [
        (source.file, found.table, None, header, "unused", None) for header in found.unused.values() if header.strip()
    ]
    for column, index in found.companions.items():
        rows.append((source.file, found.table, None, source.header[index], "unused", f"read as the name of {column}"))
    cells = [pa.array(texts, pa.string()) for texts in zip(*rows, strict=True)]
    connection.register("read_columns", pa.table(cells, ["file", "table", "column", "header", "by", "note"]))
    connection.execute("insert into intake.columns from read_columns")
    connection.unregister("read_columns")


def note_end(
    connection: duckdb.DuckDBPyConnection,
    file: str,
    table: str | None,
    error: Exception,
    size: int,
    fingerprint: str | None,
) -> None:
    """Write into the audit why a file is not loaded. Raises ExportError where that is the disk's doing.

    A load that was stopped says nothing about the file: its error is raised again.
    """
    if isinstance(error, duckdb.InterruptException):
        raise error
    if is_out_of_room(error):
        raise ExportError(NO_ROOM) from error
    status, reason = error.status if isinstance(error, Ended) else "refused", str(error)
    if isinstance(error, (MemoryError, duckdb.OutOfMemoryException)):
        reason = "it takes more memory or disk than a load may use: export fewer rows or columns, or as CSV"
    elif not isinstance(error, Ended):
        detail = reason.splitlines()[0][:160] if reason else type(error).__name__
        reason = f"it cannot be read{f' as {table}' if table else ''} ({detail}): check the file and export it again"
    connection.execute(
        "insert into intake.files values ($file, $table, $status, $reason, null, null, $size, $fingerprint, 0,"
        " 0, 0, 0, 0)",
        {"file": file, "table": table, "status": status, "reason": reason, "size": size, "fingerprint": fingerprint},
    )


def add_raw(connection: duckdb.DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
    """Add the raw text to each record that was set apart."""
    rows = connection.execute(
        "select file, table_name, record_number, line_number from intake.quarantine where raw_record is null"
    ).fetchall()
    asked: dict[tuple[str, str], list[tuple[int, int | None]]] = {}
    for name, table, record, line in rows:
        asked.setdefault((name, table), []).append((record, line))
    found = [
        (name, table, record, text)
        for (name, table), records in asked.items()
        for record, text in sources[name].raw(records).items()
    ]
    if not found:
        return
    names = ("file", "table_name", "record_number", "raw_record")
    connection.register("read_raw", pa.table(dict(zip(names, map(list, zip(*found, strict=True)), strict=True))))
    connection.execute(
        "update intake.quarantine as q set raw_record = r.raw_record from read_raw as r where q.file = r.file"
        " and q.table_name = r.table_name and q.record_number = r.record_number and q.raw_record is null"
    )
    connection.unregister("read_raw")
