"""Write into the audit how a file's columns were found and which of its records were broken."""

import duckdb
import pyarrow as pa

from sightline.contract import EXPORTS
from sightline.exports.opening.land import Broken
from sightline.exports.opening.sources import Source
from sightline.exports.recognising.recognise import Recognised


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
