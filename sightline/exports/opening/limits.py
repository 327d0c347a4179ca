"""How much of anything one file may hold, so that none can take a machine's memory or an afternoon.

Each limit lies far above what a CRM exports, and what goes beyond is refused with a sentence before it is read.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sightline.exports.problems import Refused

MOST_COLUMNS = 2_000
"""Salesforce allows 800 fields of an object; every column costs text in each statement."""
CAREFUL_BYTES = 256 << 20
"""What is read line by line in Python takes a minute and a gigabyte at this size; DuckDB reads as much in a second."""
RECORD_CHARACTERS = 8 << 20
"""A record beyond this is a quote that never closes; DuckDB's reader stops at a quarter of it."""
UNPACKED_BYTES = 512 << 20
"""What the parts of a workbook may unpack to: about ten million cells."""
MOST_CELLS = 20_000_000
"""Cells of a sheet, blank ones up to the last of each row included."""
LAST_ROW = 1 << 20
"""The last row that Excel knows."""


def check_width(header: Sequence[str]) -> None:
    """Raise Refused for a header with more columns than any table has."""
    if len(header) > MOST_COLUMNS:
        raise Refused(
            f"it has {len(header):,} columns, and {MOST_COLUMNS:,} are read at most: export the columns you need"
        )


def check_careful(path: Path, open_line: int | None) -> None:
    """Raise Refused for a file too large to be read line by line; `open_line` is where a quote opens for good."""
    if path.stat().st_size <= CAREFUL_BYTES:
        return
    if open_line:
        raise Refused(f"a quote opens on line {open_line:,} and never closes: correct that line, then load again")
    raise Refused(
        "some of its lines are very long, have more or fewer cells than the header, or quotes out of place, and it is"
        " too large to separate them line by line: export it again"
    )


def check_workbook(path: Path) -> None:
    """Raise Refused for a workbook that unpacks to too much, or whose parts declare entities of their own."""
    with zipfile.ZipFile(path) as book:
        parts = book.infolist()
        if sum(part.file_size for part in parts) > UNPACKED_BYTES:
            raise Refused("the workbook unpacks to more than 512 MB: save it as CSV or Parquet")
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            with book.open(part) as text:
                if b"<!DOCTYPE" in text.read(4096):
                    raise Refused("the workbook declares entities, as no export does: save it again as .xlsx or as CSV")


def bounded(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of a sheet with their numbers. Raises Refused where they are more than a sheet can have."""
    cells = 0
    for number, row in enumerate(rows, 1):
        cells += len(row)
        if number > LAST_ROW or cells > MOST_CELLS:
            raise Refused("a sheet of the workbook has too many cells, most of them blank: save it as CSV or Parquet")
        yield number, row
