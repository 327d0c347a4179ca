"""What the last load had read, kept beside the versions: the next one begins with it and reads only what changed.

It is one file, taken before names were bound, with a note of its checksum and of what it was read with. Nobody asks it
anything, so one that is broken or of another release is thrown away, and everything is read anew.
"""

import contextlib
import json
import logging
import shutil
from pathlib import Path

import duckdb

from sightline import exports
from sightline.exports.opening.land import literal
from sightline.settings import Settings
from sightline.warehouse.build import limit
from sightline.warehouse.seal import sha256, write_json

KEPT, NOTE = ".converted", ".converted.json"
HALF = ".building.converted"
"""What is copied first, and tidied up when a load ends meanwhile."""


def begin(out: Path, building: Path, read_with: str, folder: Path, settings: Settings) -> bool:
    """Whether the file to build now holds what was read before, with the same settings, profile and code."""
    if not (out / KEPT).exists():
        return False
    note = _note(out)
    if note.get("sha256") != sha256(out / KEPT):
        logging.getLogger(__name__).warning("What the last load had read is damaged: every file is read anew.")
    elif note.get("read_with") != read_with:
        logging.getLogger(__name__).info("Files are read in another way than before: every file is read anew.")
    else:
        shutil.copyfile(out / KEPT, building)
        _forget_gone(building, out / HALF, {sha256(path) for path in exports.files_read(folder)}, settings)
        return True
    for name in (NOTE, KEPT):
        (out / name).unlink(missing_ok=True)
    return False


def _forget_gone(building: Path, half: Path, contents: set[str], settings: Settings) -> None:
    """Leave of files that are gone, or say something else now, not even bytes.

    The engine keeps rows that were deleted in the free blocks of a file, so what is left moves into another one.
    """
    with duckdb.connect(str(building)) as connection:
        limit(connection, settings)
        if not exports.forget(connection, contents):
            return
        connection.execute(f"attach {literal(str(half))} as half")
        [(own,)] = connection.execute("select current_database()").fetchall()
        connection.execute(f'copy from database "{own}" to half')
    half.replace(building)


def keep(connection: duckdb.DuckDBPyConnection, out: Path, building: Path, read_with: str) -> None:
    """Copy what was read so far, in place of what was kept before; where there is no room, the load goes on without."""
    connection.execute("checkpoint")
    try:
        shutil.copyfile(building, out / HALF)
        note = {"read_with": read_with, "sha256": sha256(out / HALF)}
        (out / HALF).replace(out / KEPT)
        write_json(out / NOTE, note)
    except OSError:
        (out / HALF).unlink(missing_ok=True)


def _note(out: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads((out / NOTE).read_text(encoding="utf-8")))
    return {}
