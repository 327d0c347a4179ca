"""What converting made of each file, before files are bound to each other: the state that a later load may begin with.

A file whose bytes and day are as before is then not read again. Who holds the database keeps a copy of this state, and
uses it only while all files are read in the same way: by the same code, with the same settings and profile.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb

Place = tuple[str, str]
"""A file and the table that it was converted into."""

READ_ALWAYS = "export_manifest"
"""The table that says when files were made; it is read before anything is known of them."""

_OF_A_FILE = ("columns", "quarantine", "flags", "money")


@dataclass(frozen=True)
class Known:
    """What the rest of a load has to know of a file that was converted: by which inputs, and the columns it gave."""

    inputs: str
    given: tuple[str, ...]
    has_made_key: bool


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """The schema `converted`, empty.

    `names` holds the names that stand beside ids; `moments`, for each record that is a change, its moment and a number
    that grows with time; `silent`, the records of a file that say nothing of a table.
    """
    drop(connection)
    connection.execute("create schema converted")
    for name, columns in {
        "files": "file varchar, table_name varchar, inputs varchar, given varchar[], has_made_key boolean",
        "names": "file varchar, table_name varchar, target varchar, id varchar, name varchar",
        "silent": "file varchar, table_name varchar, record_number bigint",
        "moments": "record_file varchar, record_number bigint, moment timestamp, later bigint",
    }.items():
        connection.execute(f"create table converted.{name} ({columns})")


def drop(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the schema: what is bound is no state that a load may begin with."""
    connection.execute("drop schema if exists converted cascade")


def note(connection: duckdb.DuckDBPyConnection, place: Place, known: Known) -> None:
    """Write down that all good rows of a file are in a table."""
    connection.execute(
        "insert into converted.files values (?, ?, ?, ?, ?)",
        [*place, known.inputs, list(known.given), known.has_made_key],
    )


def forget(connection: duckdb.DuckDBPyConnection, contents: Collection[str]) -> bool:
    """Take out what came from files of any other content than these, by checksum; whether there was any."""
    gone = connection.execute(
        "select file, table_name from converted.files join intake.files using (file, table_name)"
        " where fingerprint not in (select unnest($contents))",
        {"contents": sorted(contents)},
    ).fetchall()
    for place in gone:
        _take_out(connection, place)
    return bool(gone)


def look_again(connection: duckdb.DuckDBPyConnection) -> None:
    """Take out what is looked at with every load: the manifests, and the files that were not loaded."""
    for place in _known(connection):
        if place[1] == READ_ALWAYS:
            _take_out(connection, place)
    connection.execute(
        "delete from intake.files as f where not exists"
        " (from converted.files as c where c.file = f.file and c.table_name = f.table_name)"
    )


def retain(connection: duckdb.DuckDBPyConnection, wanted: Mapping[Place, str]) -> dict[Place, Known]:
    """What is known of the wanted files whose inputs are the same; what else had been converted is taken out."""
    known = _known(connection)
    for place in [place for place in known if place[1] != READ_ALWAYS and wanted.get(place) != known[place].inputs]:
        _take_out(connection, place)
        del known[place]
    return known


def _known(connection: duckdb.DuckDBPyConnection) -> dict[Place, Known]:
    rows = connection.execute("select file, table_name, inputs, given, has_made_key from converted.files").fetchall()
    return {(file, table): Known(inputs, tuple(given), made) for file, table, inputs, given, made in rows}


def _take_out(connection: duckdb.DuckDBPyConnection, place: Place) -> None:
    file, table = place
    connection.execute(f"delete from exports.{table} where record_file = ?", [file])  # a name of our own contract
    for part in (
        "intake.files",
        *(f"intake.{name}" for name in _OF_A_FILE),
        "converted.files",
        "converted.names",
        "converted.silent",
    ):
        connection.execute(f"delete from {part} where file = ? and table_name = ?", [file, table])
    connection.execute("delete from converted.moments where record_file = ?", [file])
