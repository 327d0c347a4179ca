"""Changing the history as a whole: out into one file, in from one, without a day, and without somebody.

Each makes a history that the next load goes on from; a version that stands keeps the one that it was made with.
"""

import datetime as dt
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from sightline import audit
from sightline.contract import EXPORTS
from sightline.settings import Settings
from sightline.warehouse import versions
from sightline.warehouse.build import limit
from sightline.warehouse.history import entries, store
from sightline.warehouse.history.manifest import Day, Manifest
from sightline.warehouse.lock import BUILDING, alone
from sightline.warehouse.seal import NoWarehouse, sync

_TEXT = "history.json"
_LARGEST = 8 << 30
"""Bytes that a file of a history may unpack to: a hundred times what ten years of a large company take."""


class NoHistory(NoWarehouse):
    """A history that cannot be taken in, or has no such day or person; the text is for the operator."""


def hand_out(out: Path, file: Path) -> Manifest:
    """Write the history into one file, all or nothing, and give back what it holds. Raises NoHistory or BuildError."""
    half = file.with_name(f".{file.name}.new")
    with alone(out, None):  # a load would sweep away what is being read
        manifest = store.in_force(out)
        if not manifest.days:
            raise NoHistory(f"Nothing is kept in {out} yet: load a folder of exports first.")
        entries.prove(out, manifest.entries)
        try:
            with zipfile.ZipFile(half, "w") as whole:
                whole.writestr(_TEXT, manifest.text)
                for entry in sorted(manifest.entries):
                    whole.write(entries.path_of(out, entry), f"{entry}.parquet")
            sync(half)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
    return manifest


def take_in(out: Path, file: Path) -> Sequence[dt.date]:
    """The days that a file of a history adds; a day that is kept already stays as it is. Raises NoHistory."""
    with alone(out, None):
        before = store.in_force(out)
        try:
            with zipfile.ZipFile(file) as whole:
                given = Manifest.read(whole.read(_TEXT).decode())
                if sum(part.file_size for part in whole.infolist()) > _LARGEST:
                    raise NoHistory(f"{file.name} is larger than any history. Nothing was taken in.")
                for entry in sorted(given.entries):
                    half = out / f"{BUILDING}.entry"
                    with whole.open(f"{entry}.parquet") as part, half.open("wb") as copy:
                        shutil.copyfileobj(part, copy)
                    if entries.take_in(out, half) != entry:
                        raise NoHistory(f"{file.name} is damaged: {entry}.parquet is not what was kept.")
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, UnicodeDecodeError) as error:
            raise NoHistory(
                f"{file.name} is no history that was handed out, or is damaged. Nothing changed."
            ) from error
        added = sorted(given.days.keys() - before.days.keys())
        go_on_from(out, Manifest(dict(sorted({**given.days, **before.days}.items()))))
    return added


def leave_out(out: Path, day: dt.date) -> None:
    """Go on without one day. Raises NoHistory where nothing is kept of it or it is shown."""
    with alone(out, None):
        manifest = store.in_force(out)
        if day not in manifest.days:
            raise NoHistory(f"Nothing is kept of {day:%Y-%m-%d}: `history list` names the days.")
        if versions.in_force(out).get("day") == day.isoformat():
            raise NoHistory(f"What is shown is of {day:%Y-%m-%d}: load other exports first, or undo that load.")
        go_on_from(out, manifest.without(day))


def forget(out: Path, name: str, settings: Settings) -> int:
    """In how many rows an id stood: from now on in none, though the rows of deals that somebody owned stay.

    A row that is about the id itself goes as a whole. Raises NoHistory where the exports in force still hold it, and
    BuildError where an entry is damaged.
    """
    with alone(out, None), duckdb.connect(str(out / BUILDING)) as connection:
        limit(connection, settings)
        if "left" in versions.pointer(out) or _is_in_force(out, name, settings):
            raise NoHistory(f"{name} may still be in the exports that are shown: take them out there and load first.")
        before, after, rows = store.in_force(out), Manifest(), 0
        connection.execute("create schema exports")
        for table, state in entries.STATES.items():
            for day, piece in before.of_table(table, dt.date.max).items():
                past = entries.read(connection, out, state, {day: piece}).name
                rows += _without(connection, state, past, name)
                kept = entries.keep(connection, out, state, after.near(table, day), settings.history_changed_share)
                after = after.with_day(day, Day({table: kept}, before.days[day].is_partial))
        if rows:
            go_on_from(out, after)
    return rows


def sweep_all_but_the_one_in_force(out: Path) -> None:
    """Remove every other version, and what of the history none stands on any more: nothing of it can be undone."""
    with alone(out, None):
        versions.sweep(out, 0)
        store.sweep(out)


def _without(connection: duckdb.DuckDBPyConnection, state: entries.State, past: str, name: str) -> int:
    """Make `exports.<table>` of what is kept of a day but for an id; in how many rows it stood."""
    texts = [column for column, kind in state.shape.items() if kind == "varchar"]
    named = " or ".join(f"{column} = $name" for column in texts)
    about = " or ".join(f"{column} = $name" for column in state.key if column in texts)
    cells = ", ".join(f"nullif({column}, $name) as {column}" if column in texts else column for column in state.columns)
    [(rows,)] = connection.execute(f"select count(*) from {past} where {named}", {"name": name}).fetchall()
    connection.execute(
        f"create or replace table exports.{state.table} as select {cells} from {past}"
        f" where not coalesce({about}, false)",
        {"name": name},
    )
    return int(rows)


def _is_in_force(out: Path, name: str, settings: Settings) -> bool:
    """Whether an id is the key of a person, account, contact or deal that the version in force was loaded with."""
    path = out / f"{versions.current(out)}.duckdb"
    with versions.opened(path, settings) as connection:
        return any(
            connection.execute(
                f"select 1 from exports.{table} where {EXPORTS[table].key[0]} = $name limit 1", {"name": name}
            ).fetchall()
            for table in ("users", "accounts", "contacts", "opportunities")
        )


def go_on_from(out: Path, manifest: Manifest) -> None:
    """From now on the next load goes on from this history; the version in force stays what it is."""
    pointer = versions.pointer(out)
    told = {name: text for name, text in pointer.items() if name not in ("version", "history")}
    versions.point(out / f"{pointer['version']}.duckdb", **told, history=store.write(out, manifest))
    audit.of(out).record("history", who=audit.KEEPER, days=len(manifest.days))
