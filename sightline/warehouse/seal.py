"""The seal of a version: what was built, proved to be what lies on the disk before anybody is pointed to it.

A disk that fills up can leave a DuckDB file that opens cleanly and holds nothing. So the rows and the checksum of every
table are taken while they are in hand, and again from the file, opened anew after it was forced to the disk.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

Seal = dict[str, Any]
Contents = dict[str, tuple[int, int]]


class NoWarehouse(Exception):
    """There is no version in this folder that can be shown, or the folder cannot hold any."""


class Damaged(NoWarehouse):
    """A version whose file is not what was sealed, or a file that is not what was built; the text says what differs."""


def contents(connection: duckdb.DuckDBPyConnection, known: Contents | None = None) -> Contents:
    """For each table its rows and a checksum over all its cells; what is `known` is not asked for again."""
    tables = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where not temporary and database_name = current_database() order by all"
    ).fetchall()
    return checked(connection, [name for (name,) in tables], known or {})


def checked(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], known: Contents) -> Contents:
    """What is known, and for each of these tables its rows and a checksum that does not depend on their order."""
    taken = [
        f"select '{table}', count(*), coalesce(sum(hash(t)::hugeint), 0) from {table} as t"
        for table in tables  # names of our own, from the catalog or the queries
        if table not in known
    ]
    found = connection.execute(" union all ".join(taken)).fetchall() if taken else []
    return known | {name: (rows, checksum) for name, rows, checksum in found}


def prove(path: Path, built: Contents) -> None:
    """Force a closed file to the disk and read it anew. Raises Damaged where it holds anything but what was built."""
    if path.with_name(f"{path.name}.wal").exists():
        raise Damaged("Part of what was built never reached the file: the disk may be full.")
    sync(path)
    with duckdb.connect(str(path), read_only=True) as connection:
        written = contents(connection)
    for table in sorted(built.keys() | written.keys()):
        if built.get(table) != written.get(table):
            raise Damaged(f"The file contains another {table} than was built: the disk may be full or failing.")


def write_seal(path: Path, building: Path, said: Seal) -> None:
    """Write the seal of the version that a built file will be, with what tells it from a damaged one."""
    told = {"version": path.stem, "file": path.name, "bytes": building.stat().st_size, "sha256": sha256(building)}
    write_json(seal_path(path), told | said)


def read_seal(path: Path) -> Seal:
    """The seal of a version. Raises Damaged where there is none, or its file is missing or of another length.

    This is asked at every click, so only the length is held against the seal; `intact` looks at every byte.
    """
    try:
        seal: Seal = json.loads(seal_path(path).read_text(encoding="utf-8"))
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise Damaged(f"The warehouse version {path.stem} is incomplete. Load the exports again.") from error
    if seal.get("bytes") != size:
        raise Damaged(
            f"The warehouse version {path.stem} is not as long as when it was sealed. Load the exports again."
        )
    return seal


def intact(path: Path) -> bool:
    """Whether a version is sealed and every byte of it as it was then."""
    try:
        return bool(read_seal(path)["sha256"] == sha256(path))
    except (Damaged, KeyError, OSError):
        return False


def seal_path(path: Path) -> Path:
    """Where the seal of a version lies."""
    return path.with_suffix(".seal.json")


def sha256(path: Path) -> str:
    """The checksum of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Replace a text as `replace_text` does."""
    replace_text(path, json.dumps(content, indent=1, default=str))


def replace_text(path: Path, text: str) -> None:
    """Replace atomically and durably, so that a reader sees the old text or the new one, never half or none."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, encoding="utf-8")
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Force a file or a folder to the disk; folders only where the system can."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
