"""Immutable versions of the warehouse: published under a pointer, opened read-only, never overwritten.

A half-built DuckDB file opens cleanly and looks empty, so only a sealed file is trusted.
"""

import contextlib
import datetime as dt
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from sightline import queries
from sightline.settings import Settings
from sightline.warehouse.build import limit
from sightline.warehouse.seal import (
    Contents,
    Damaged,
    NoWarehouse,
    Seal,
    intact,
    prove,
    read_seal,
    seal_path,
    sync,
    write_json,
    write_seal,
)

POINTER = "current.json"


@dataclass(frozen=True)
class Warehouse:
    """One opened version; `rows_seen_by` is the way to its rows."""

    version: str
    path: Path
    connection: duckdb.DuckDBPyConnection
    shelf: queries.Shelf
    settings: Settings

    def rows_seen_by(self, viewer: str, name: str, parameters: Mapping[str, Any], today: dt.date) -> pd.DataFrame:
        """The rows of one page query that somebody may see on that day. Raises QueryError."""
        return queries.run(
            self.connection,
            name,
            viewer=viewer,
            today=today,
            parameters=parameters,
            seconds=self.settings.query_seconds,
            shelf=self.shelf,
        )

    @cached_property
    def seal(self) -> Seal:
        """What was sealed: version, inputs, rows, sizes, and when."""
        return read_seal(self.path)


def settle(building: Path, path: Path, built: Contents, source: Path, **said: Any) -> None:
    """Prove a closed file, seal it and move it to its place; `said` is told by the seal as well.

    The seal is written before the file takes its name, so that no moment shows a file without one.
    """
    prove(building, built)
    rows = {table: count for table, (count, _) in built.items()}
    sealed_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    write_seal(path, building, {"rows": rows, "source": str(source.resolve()), "sealed_at": sealed_at, **said})
    building.rename(path)
    sync(path.parent)


def point(path: Path, **said: str) -> None:
    """From now on this is the version that is read; `said` is told by the pointer as well.

    `left` is what lay in the folder of exports when somebody pointed back to this version, and `history` what the next
    load goes on from, where that is not the history that the version was made with.
    """
    write_json(path.parent / POINTER, {"version": path.stem, **said})


def belongs(path: Path, source: Path, who: str) -> None:
    """Note in the seal of a version from which folder and by whom it is put in force, and when."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    mine = {"source": str(source.resolve()), "loaded_by": who, "in_force_at": now}
    write_json(seal_path(path), read_seal(path) | mine)


def place(out: Path, name: str) -> Path:
    """Where the version of this name is, or will be where nothing is yet.

    No file is ever replaced, also not a damaged one that somebody may be reading: the next number is taken.
    """
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    places = (out / f"{name}.duckdb" for name in names)
    return next(path for path in places if not path.exists() or intact(path))


def in_force(out: Path) -> Seal:
    """The seal of the version in force; empty where there is none."""
    try:
        return read_seal(out / f"{current(out)}.duckdb")
    except NoWarehouse:
        return {}


def current(out: Path) -> str:
    """The version the pointer names. Raises NoWarehouse where there is none, Damaged where its file is not in order."""
    version = _pointed(out)
    read_seal(out / f"{version}.duckdb")
    return version


def source_of(out: Path) -> Path | None:
    """The folder of exports behind the version in force, also where its file is damaged; null where nobody knows."""
    try:
        source = told(out / f"{_pointed(out)}.duckdb").get("source")
    except NoWarehouse:
        return None
    return Path(source) if source else None


def told(path: Path) -> Seal:
    """What the seal of a version tells, whatever became of its file; empty where it cannot be read."""
    try:
        return dict(json.loads(seal_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _pointed(out: Path) -> str:
    return str(pointer(out)["version"])


def pointer(out: Path) -> dict[str, str]:
    """What the pointer tells, a version at least. Raises NoWarehouse where there is none, else Damaged."""
    try:
        pointed: dict[str, str] = json.loads((out / POINTER).read_text(encoding="utf-8"))
        is_whole = bool(pointed["version"])
    except (FileNotFoundError, NotADirectoryError):
        raise NoWarehouse(f"No warehouse in {out} yet. Load a folder of exports first.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"The pointer {out / POINTER} cannot be read. Load the exports again.") from error
    if not is_whole:
        raise Damaged(f"The pointer {out / POINTER} names no version. Load the exports again.")
    return pointed


def open_version(out: Path, version: str, settings: Settings) -> Warehouse:
    """One version, opened read-only, limited and locked down. Raises Damaged where a byte is not as it was sealed."""
    path = out / f"{version}.duckdb"
    if not intact(path):
        raise Damaged(f"The warehouse version {version} is not as it was sealed. Load the exports again.")
    connection = opened(path, settings)
    shelf = queries.Shelf(connection, settings.kept_rows, settings.kept_share_rows, settings.kept_step_rows)
    return Warehouse(version=version, path=path, connection=connection, shelf=shelf, settings=settings)


def opened(path: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    """A connection that can read this file and nothing else.

    Limits are set after connecting because some are reported but not enforced when given to connect; after the
    lock no statement can read a file, attach a database or change a setting.
    """
    connection = duckdb.connect(str(path), read_only=True, config={"python_enable_replacements": False})
    limit(connection, settings)
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def standing(out: Path) -> list[Seal]:
    """The seals of all versions that can be pointed to, the last sealed first."""
    seals = []
    for name in sealed(out):
        with contextlib.suppress(Damaged):
            seals.append(read_seal(out / f"{name}.duckdb"))
    return seals


def sealed(out: Path) -> list[str]:
    """The names of all versions that have a seal, the last sealed first."""
    seals = sorted(out.glob("*.seal.json"), key=lambda seal: seal.stat().st_mtime_ns, reverse=True)
    return [seal.name.removesuffix(".seal.json") for seal in seals]


def sweep(out: Path, newest: int) -> list[str]:
    """Names of the old versions removed: all but the current one and the `newest` that were last in force.

    A page opened just before a load goes on reading its version, so the last few stay. Those that were only made to be
    looked at take no place from a load that can be undone: as many of them stay beside.
    """
    shown: list[str] = []
    looked_at: list[str] = []
    for name in sealed(out):
        is_shown = told(out / f"{name}.duckdb").get("in_force_at", "before") is not None
        (shown if is_shown else looked_at).append(name)
    removed = [name for name in (*shown[newest:], *looked_at[newest:]) if name != current(out)]
    for version in removed:
        remove(out / f"{version}.duckdb")
    return removed


def remove(path: Path) -> None:
    """Take away a version that nobody is pointed to."""
    seal_path(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
