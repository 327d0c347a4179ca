"""What arrived in a drop becomes files that a load reads, or a sentence why not. Runs in the child process.

Nothing that arrives is trusted: neither its name, nor its size, nor what an archive says of itself.
"""

import contextlib
import os
import stat
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from sightline.exports import is_out_of_room
from sightline.exports.opening.sources import TABLE_SUFFIXES, ZIP, files_in
from sightline.exports.profile import PROFILE_NAME
from sightline.settings import Settings

ARCHIVE = ".zip"
TAKEN = "CSV, Parquet, .xlsx, or a .zip of them"
LONGEST_NAME = 200
"""Bytes of a name; file systems take 255, and what is written beside a file adds to it."""
_PIECE = 1 << 20


class NotTaken(Exception):
    """Something that arrived is not taken in; the text says what and why."""


def why_not(name: str) -> str:
    """The sentence that says why nothing of this name is taken in; empty where it is."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)[:80]
    if not name or len(os.fsencode(name)) > LONGEST_NAME or not name.isprintable():
        return f"“{shown}”: this name is too long, or has signs in it that cannot be shown. Rename the file."
    if name in (".", "..") or set(name) & {"/", "\\"}:
        return f"“{shown}” is not the name of a file. Drop the file itself."
    suffix = Path(name).suffix.lower()
    if name.startswith((".", "~$")) or (suffix not in {*TABLE_SUFFIXES, ARCHIVE} and name != PROFILE_NAME):
        return f"“{shown}” is no table. Drop {TAKEN}."
    return ""


def let_in(inbox: Path, given: Iterable[tuple[str, memoryview]]) -> list[str]:
    """Write what was given at once, by name; what is not let in, in sentences."""
    said, seen = [], set[str]()
    for name, content in given:
        if why := why_not(name):
            said.append(why)
        elif name in seen:
            said.append(f"There are two files called {name}, and one was taken in. Give each a name of its own.")
        else:
            (inbox / name).write_bytes(content)
        seen.add(name)
    return said


def receive(inbox: Path, files: Path, settings: Settings) -> list[str]:
    """Take in everything that arrived, a name that is there already in its place; what is not taken, in sentences."""
    said = []
    for path in sorted(inbox.iterdir()):
        try:
            said += _take(path, files, settings)
        except NotTaken as error:
            said.append(str(error))
        path.unlink(missing_ok=True)
    return said


def _take(path: Path, files: Path, settings: Settings) -> list[str]:
    if why := why_not(path.name):
        return [why]
    if _is_archive(path):
        return _unpack(path, files, settings)
    _check_room(files, path.name, path.stat().st_size, settings)
    path.replace(files / path.name)
    return []


def _is_archive(path: Path) -> bool:
    with path.open("rb") as source:
        is_zip = source.read(4) == ZIP
    if path.suffix.lower() == ARCHIVE and not is_zip:
        raise NotTaken(f"“{path.name}” is no .zip, or it is cut off. Make it again.")
    return is_zip and path.suffix.lower() not in (".xlsx", ".xlsm")


def _check_room(files: Path, name: str, size: int, settings: Settings) -> None:
    """Raise NotTaken where a file of this size is too much, or one too many."""
    others = [path for path in files_in(files) if path.name != name]
    if len(others) >= settings.drop_files:
        raise NotTaken(f"“{name}”: {settings.drop_files:,} files are taken at most. Load the others with the command.")
    if sum(path.stat().st_size for path in others) + size > settings.drop_total_mb << 20:
        raise NotTaken(
            f"“{name}”: the files of a drop hold {settings.drop_total_mb:,} MB at most, unpacked. Export fewer columns,"
            " or Parquet in place of CSV."
        )


def _unpack(path: Path, files: Path, settings: Settings) -> list[str]:
    """Take in the files of an archive; what of it is not taken, in sentences. Raises NotTaken for all of it."""
    said = []
    try:
        with zipfile.ZipFile(path) as archive:
            for member in _members(archive, path.name, settings):
                name = PurePosixPath(member.filename).name
                if why := _why_not_inside(member, name):
                    said.append(f"{path.name}: {why}")
                else:
                    _extract(archive, member, files, name, settings)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        if is_out_of_room(error):
            raise
        raise NotTaken(
            f"“{path.name}” is damaged, or packed in a way that cannot be read. Make the .zip again."
        ) from error
    return said


def _members(archive: zipfile.ZipFile, name: str, settings: Settings) -> Iterator[zipfile.ZipInfo]:
    """The files of an archive. Raises NotTaken where it holds too many, is locked, or names places outside of it."""
    members = [one for one in archive.infolist() if not one.is_dir() and not _is_by_the_way(one.filename)]
    if len(members) > settings.drop_files:
        raise NotTaken(f"There are {len(members):,} files in “{name}”, and {settings.drop_files:,} are taken at most.")
    for member in members:
        way = PurePosixPath(member.filename.replace("\\", "/"))
        if way.is_absolute() or ".." in way.parts or ":" in way.parts[0]:
            raise NotTaken(f"“{name}” names places outside of itself, as no export does, and was not unpacked.")
        if member.flag_bits & 1:
            raise NotTaken(f"“{name}” is locked with a password. Make the .zip without one.")
    seen: set[str] = set()
    for member in members:
        base = PurePosixPath(member.filename).name
        if base in seen:
            raise NotTaken(f"There are two files called {base} in “{name}”. Give each a name of its own.")
        seen.add(base)
    yield from members


def _is_by_the_way(name: str) -> bool:
    """Whether it is what a computer puts into an archive by itself."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or (bool(parts) and parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini"))


def _why_not_inside(member: zipfile.ZipInfo, name: str) -> str:
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return f"“{name}” is a link or a device, not a file. Put the file itself into the .zip."
    if name.lower().endswith(ARCHIVE):
        return f"“{name}” is a .zip in a .zip. Unpack it first."
    return why_not(name)


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, files: Path, name: str, settings: Settings) -> None:
    """Write one file of an archive, and stop where it holds more than there is room for, whatever it says of itself."""
    growing, written = files / ".growing", 0
    try:
        with archive.open(member) as source, growing.open("wb") as target:
            while piece := source.read(_PIECE):
                written += len(piece)
                _check_room(files, name, written, settings)
                target.write(piece)
        with contextlib.suppress(OverflowError, ValueError):  # a day that no calendar has: as old as it is here
            made_at = time.mktime((*member.date_time, 0, 0, -1))
            os.utime(growing, (made_at, made_at))  # the newer of two files wins, as in the folder that was packed
        growing.replace(files / name)
    finally:
        growing.unlink(missing_ok=True)
