"""What lies in the folder: each file opened as far as its header, ready to be recognised and landed."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sightline.exports.opening import raw
from sightline.exports.opening.checksums import verify
from sightline.exports.opening.columnar import MAGIC, land_parquet, parquet_header, sheets
from sightline.exports.opening.land import Landed, land_rows, land_text
from sightline.exports.opening.layout import find_layout
from sightline.exports.opening.scan import Stamp, plain_copy, scan, stamp
from sightline.exports.problems import Empty, LeftAside, Refused
from sightline.exports.profile import PROFILE_NAME

TABLE_SUFFIXES = {".csv", ".tsv", ".tab", ".txt", ".parquet", ".pq", ".xlsx", ".xlsm", ".xls"}
OLD_WORKBOOK, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


@dataclass(frozen=True)
class Source:
    """A table-shaped thing in a file. `file` is its name in every report; a sheet's has the sheet's title.

    `doubt` is a sentence about the whole file, loaded though it is; empty when there is none.
    """

    file: str
    path: Path
    header: list[str]
    lines_cut: int
    stated: int | None
    land: Callable[[str, Sequence[int], Sequence[int]], Landed]
    raw: Callable[[list[tuple[int, int | None]]], dict[int, str]]
    numbers: frozenset[int] = frozenset()
    doubt: str = ""


def files_in(folder: Path) -> list[Path]:
    """What to read in a folder, by name: hidden files, office locks, the profile and folders are none of it."""
    return [path for path in _shown(folder) if not path.is_dir() and path.name != PROFILE_NAME]


def files_read(folder: Path) -> list[Path]:
    """The files whose bytes a load reads: those of the folder that are files of its own, and the profile."""
    found = [path for path in files_in(folder) if path.is_file() and not leads_out(path)]
    profile = folder / PROFILE_NAME
    return [*found, profile] if profile.is_file() else found


def leads_out(path: Path) -> bool:
    """Whether a path is a link to something outside its folder."""
    return path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve())


def folders_in(folder: Path) -> list[str]:
    """The names of the folders in a folder; a load does not enter them."""
    return [path.name for path in _shown(folder) if path.is_dir()]


def _shown(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))


def open_sources(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, place: int
) -> tuple[Stamp, Iterator[Source]]:
    """The stamp of a file and the tables in it. Raises Empty, LeftAside or Refused when there is none to read."""
    _check_place(path)
    try:
        with path.open("rb") as source:
            head = source.read(8)
    except PermissionError as error:
        raise Refused("whoever runs this may not read it: change its permissions, then load again") from error
    suffix = path.suffix.lower()
    if head.startswith(MAGIC) and path.stat().st_size >= 8:
        return stamp(path), _parquet(connection, path)
    if head.startswith(ZIP):
        if suffix not in (".xlsx", ".xlsm"):
            raise LeftAside("it is an archive: unpack it into the folder")
        return stamp(path), _workbook(connection, path)
    if head.startswith(OLD_WORKBOOK):
        raise Refused("this is an old or protected workbook: save it as .xlsx or CSV")
    if suffix in (".parquet", ".pq") and head:
        raise Refused("this is no Parquet file, or it is cut off: export it again")
    if suffix not in TABLE_SUFFIXES:
        raise LeftAside("it is no table: CSV, Parquet and .xlsx are read")
    if not head:
        raise Empty("the file is empty")
    return _text(connection, path, scratch, place)


def _check_place(path: Path) -> None:
    """Raise LeftAside or Refused for what is no file of this folder, or has a name that no report can print."""
    if not path.is_file():
        link = (
            "it is a link to a file that is not there" if path.is_symlink() else "it is a pipe or a device, not a file"
        )
        raise LeftAside(f"{link}: copy the file itself into the folder")
    if leads_out(path):
        raise LeftAside("it is a link that leads out of the folder: copy the file itself into the folder")
    if printable(path) != path.name:
        raise Refused("the name of the file is not UTF-8: rename it, then load again")


def printable(path: Path) -> str:
    """The name of a file, with a sign in place of bytes that are no UTF-8."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _text(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, place: int
) -> tuple[Stamp, Iterator[Source]]:
    seen = scan(path)
    plain = path
    if not seen.plain:
        plain = scratch / f"{place}.plain"
        plain_copy(path, seen.encoding, plain)
    layout = find_layout(plain, scratch / f"{place}.cut", seen.lines)

    def land(name: str, wanted: Sequence[int], identity: Sequence[int]) -> Landed:
        return land_text(connection, layout, name, wanted, identity, seen.padded)

    def raw_of(rows: list[tuple[int, int | None]]) -> dict[int, str]:
        lines = raw.text_records(layout.path, [line for _, line in rows if line])
        return {record: lines.get(line or 0, "") for record, line in rows}

    doubt = seen.strays.sentence if seen.strays else ""
    found = Source(path.name, path, layout.header, layout.lines_cut, layout.stated, land, raw_of, doubt=doubt)
    return seen.stamp, iter((found,))


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Source]:
    header = parquet_header(connection, path)

    def land(name: str, wanted: Sequence[int], identity: Sequence[int]) -> Landed:
        return land_parquet(connection, path, name, header, wanted, identity)

    def raw_of(rows: list[tuple[int, int | None]]) -> dict[int, str]:
        return raw.parquet_records(connection, path, [record for record, _ in rows])

    doubt = verify(path)
    types = connection.execute("describe from read_parquet($path)", {"path": str(path)}).fetchall()
    numeric = frozenset(i for i, row in enumerate(types) if not row[1].startswith(("VARCHAR", "BLOB")))
    yield Source(path.name, path, header, 0, None, land, raw_of, numeric, doubt)


def _workbook(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Source]:
    found = list(sheets(path))
    for sheet in found:
        name = path.name if len(found) == 1 else f"{path.name} [{sheet.title}]"

        def land(table: str, wanted: Sequence[int], identity: Sequence[int], sheet=sheet) -> Landed:  # type: ignore[no-untyped-def]
            return land_rows(connection, table, wanted, identity, sheet.rows)

        def raw_of(rows: list[tuple[int, int | None]], sheet=sheet) -> dict[int, str]:  # type: ignore[no-untyped-def]
            cells = {record: "\t".join(texts) for record, _, texts in sheet.rows}
            return {record: cells[record] for record, _ in rows}

        yield Source(name, path, sheet.header, sheet.lines_cut, None, land, raw_of)
