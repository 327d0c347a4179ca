"""Rejected rows, given out to be corrected, and taken back in the place where they stood. Runs in the child process.

A file of rejected rows is called after the file that they are from, and its first column says which record each is. So
a corrected row replaces the one that was rejected, everything else stays as it was exported, and all is read again as
one file: what is said of that file in the mapping holds for the corrected rows too.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import openpyxl

from sightline import words
from sightline.drops.receive import NotTaken
from sightline.drops.store import Drop
from sightline.exports.opening.careful import read_records
from sightline.exports.opening.columnar import sheets
from sightline.exports.opening.land import literal, quoted
from sightline.exports.opening.layout import Layout, find_layout
from sightline.exports.opening.scan import plain_copy, scan
from sightline.exports.problems import Ended
from sightline.settings import Settings

RECORD, EXPECTED = "Sightline record", "What is wrong and what was expected"
KEPT = "rejected"
"""The answer in which the rejected records of a drop are kept until they are corrected."""
_CALLED = re.compile(r"(?P<source>.+\.\w+(?: \[.+\])?) rejected(?: ?\(\d+\))?\.(?:csv|txt|tsv|xlsx)", re.IGNORECASE)
_PLACE = re.compile(r"(?P<file>.+?)(?: \[(?P<sheet>.+)\])?")

Cells = dict[int, str]
"""New texts by the position of their column."""


@dataclass(frozen=True)
class _Row:
    """A rejected record: its number, the line it begins on, how many it takes, and its cells as they were given out."""

    record: int
    line: int | None
    lines: int
    cells: list[str]


def rejected(connection: duckdb.DuckDBPyConnection, drop: Drop, settings: Settings) -> dict[str, Any]:
    """By file, its header and its rejected records: number, line, lines taken, what is wrong, cells.

    Of a file that was misread as a whole, the first `drop_rejected_rows`; `count` says how many there are.
    """
    found: dict[str, Any] = {}
    rows = connection.execute(
        """
        with

        records as (

            select
                file,
                record_number,
                any_value(line_number) as line_number,
                string_agg(distinct message, ' ' order by message) as message,
                coalesce(any_value(raw_record), '') as raw_record,
                any_value(table_name) as table_name
            from intake.quarantine
            group by file, record_number

        )

        select *, count(*) over (partition by file) as records
        from records
        qualify row_number() over (partition by file order by record_number) <= $most
        order by file, record_number
        """,
        {"most": settings.drop_rejected_rows},
    ).fetchall()
    for file, record, line, says, raw, table, count in rows:
        if file not in found:
            header, split = _shape(connection, drop, file)
            found[file] = {"table": table, "header": header, "count": count, "rows": []}
        found[file]["rows"].append([record, line, raw.count("\n") + 1, says, [cell.strip() for cell in split(raw)]])
    return found


def given_out(told: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a file of rejected records, all as wide as the file that they are from."""
    width = len(told["header"])
    rows = [[str(record), says, *(cells + [""] * width)[:width]] for record, _, _, says, cells in told["rows"]]
    return [RECORD, EXPECTED, *told["header"]], rows


def _shape(
    connection: duckdb.DuckDBPyConnection, drop: Drop, name: str
) -> tuple[list[str], Callable[[str], list[str]]]:
    """The header of a source, and what tells a raw record of it into cells."""
    path, sheet = _place(drop, name)
    if sheet or path.suffix.lower() in (".xlsx", ".xlsm"):
        header = next(one.header for one in sheets(path) if sheet in ("", one.title))
        return header, lambda raw: raw.split("\t")
    if path.suffix.lower() in (".parquet", ".pq"):
        header = [row[0] for row in _described(connection, path)]
        return header, lambda raw: _values_of(raw, header)
    layout = _layout(path, drop)
    return layout.header, lambda raw: next(csv.reader(io.StringIO(raw, newline=""), delimiter=layout.delimiter), [])


def _values_of(raw: str, header: Sequence[str]) -> list[str]:
    told = json.loads(raw or "{}")
    return ["" if told.get(name) is None else str(told[name]) for name in header]


def _place(drop: Drop, name: str) -> tuple[Path, str]:
    """The file of a source, and the sheet of it; empty where it has no sheets, or one alone."""
    if (drop.files / name).is_file():
        return drop.files / name, ""
    found = _PLACE.fullmatch(name)
    return drop.files / (found["file"] if found else name), (found and found["sheet"]) or ""


def _layout(path: Path, drop: Drop) -> Layout:
    """The layout of a text file, as the loader finds it. Raises Ended where it finds none."""
    plain = drop.scratch / "mend.plain"
    seen = scan(path)
    plain_copy(path, seen.encoding, plain)
    return find_layout(plain, drop.scratch / "mend.cut", None)


def take_in(drop: Drop) -> tuple[dict[str, int], list[str]]:
    """How many records of each file were corrected by what arrived; and what of it could not be used, in sentences."""
    known = drop.answer(KEPT)
    (drop.path / f"{KEPT}.json").unlink(missing_ok=True)  # from here on these files may be others, line by line
    mended: dict[str, int] = {}
    said: list[str] = []
    for path in sorted(drop.inbox.iterdir()):
        called = _CALLED.fullmatch(path.name)
        if called is None:
            continue
        source = called["source"]
        try:
            if source not in known or not _place(drop, source)[0].is_file():
                raise NotTaken(f"no row of {source} is rejected here: drop that file first")  # noqa: TRY301
            mended[source] = _mend(drop, source, known[source], path)
        except (NotTaken, Ended) as error:
            said.append(f"“{path.name}” could not be used: {error}.")
        path.unlink()
    return mended, said


def _mend(drop: Drop, source: str, known: Mapping[str, Any], path: Path) -> int:
    rows = {row[0]: _Row(row[0], row[1], row[2], row[4]) for row in known["rows"]}
    changes: dict[int, Cells] = {}
    for number, cells in _corrected(path, drop, known["header"]):
        if number not in rows:
            raise NotTaken(f"record {number} is none of the rejected ones: leave the first column as it was given out")
        before = rows[number].cells
        given = {at: cell for at, cell in cells.items() if cell != words.cell(_at(before, at))}
        if given:
            changes[number] = given
    if changes:
        place, sheet = _place(drop, source)
        kept = place.stat()
        _WRITERS.get(place.suffix.lower(), _into_text)(drop, place, sheet, len(known["header"]), rows, changes)
        os.utime(place, ns=(kept.st_atime_ns, kept.st_mtime_ns))  # the newer file wins, and it is no newer
    return len(changes)


def _corrected(path: Path, drop: Drop, header: Sequence[str]) -> list[tuple[int, Cells]]:
    """The rows of a file that was given out and comes back: the record each is, and its cells by position."""
    if path.suffix.lower() == ".xlsx":
        sheet = next(iter(sheets(path)))
        head, lines = sheet.header, [cells for _, _, cells in sheet.rows]
    else:
        layout = _layout(path, drop)
        head = layout.header
        found = [*read_records(layout.path, layout.delimiter, layout.skip, len(head))]
        if broken := next((record for record in found if record.broken), None):
            raise NotTaken(f"line {broken.line:,}: {broken.broken}")
        lines = [record.cells for record in found]
    if RECORD not in head:
        raise NotTaken(f"its first column, {RECORD}, is gone: correct the file as it was given out")
    at, taken = head.index(RECORD), {RECORD, EXPECTED}
    places = [place for place, name in enumerate(head) if name not in taken]
    if [head[place] for place in places] != [name.strip() for name in header]:
        raise NotTaken("its columns are others than those that were given out: correct the cells alone")
    corrected = []
    for cells in lines:
        if any(cell.strip() for cell in cells):
            number = cells[at].strip().removesuffix(".0")
            if not number.isdecimal():
                raise NotTaken(f"“{number[:40]}” in the column {RECORD} is no record: leave that column as it is")
            corrected.append((int(number), {i: cells[place].strip() for i, place in enumerate(places)}))
    return corrected


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


Rows = Mapping[int, _Row]
Changes = Mapping[int, Cells]


def _into_text(drop: Drop, path: Path, _: str, width: int, rows: Rows, changes: Changes) -> None:
    """Write each corrected record over the lines that the rejected one took."""
    layout = _layout(path, drop)
    begins = {rows[number].line: number for number in changes}
    waiting, left = path.with_name(f".{path.name}.new"), 0
    plain = drop.scratch / "mend.plain"
    with (
        plain.open(encoding="utf-8-sig", newline="\n") as source,
        waiting.open("w", encoding="utf-8", newline="") as target,
    ):
        write = csv.writer(target, delimiter=layout.delimiter, lineterminator="\n").writerow
        for line, text in enumerate(source, 1):
            if number := begins.get(line):
                row, left = rows[number], rows[number].lines
                write([changes[number].get(at, _at(row.cells, at)) for at in range(width)])
            if left:
                left -= 1
            else:
                target.write(text)
    waiting.replace(path)


def _into_workbook(_: Drop, path: Path, sheet: str, __: int, rows: Rows, changes: Changes) -> None:
    """Write into each corrected cell; a formula elsewhere becomes the value that it showed, which is what is read."""
    book = openpyxl.load_workbook(path, data_only=True)
    visible = [one for one in book.worksheets if one.sheet_state == "visible" and one.max_row > 1]
    page = next(one for one in visible if sheet in ("", one.title))
    for number, cells in changes.items():
        for place, text in cells.items():
            page.cell(row=rows[number].line, column=place + 1).value = text or None
    book.save(path)


def _into_parquet(_: Drop, path: Path, __: str, ___: int, rows: Rows, changes: Changes) -> None:
    """Write into each corrected cell, in the type of its column."""
    waiting = path.with_name(f".{path.name}.new")
    with duckdb.connect() as connection:
        types = _described(connection, path)
        connection.execute(f"create table t as select * from {_read(path)}")
        for number, cells in changes.items():
            for place, text in cells.items():
                name, kind = types[place]
                try:
                    connection.execute(
                        f"update t set {quoted(name)} = cast(nullif($text, '') as {kind}) where file_row_number = $row",
                        {"text": text, "row": rows[number].record - 1},
                    )
                except duckdb.ConversionException as error:
                    raise NotTaken(f"record {number}: “{text[:40]}” is no {kind} as {name} holds") from error
        connection.execute(
            "copy (select * exclude file_row_number from t order by file_row_number)"
            f" to {literal(str(waiting))} (format parquet)"
        )
    waiting.replace(path)


def _described(connection: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[str, str]]:
    found = connection.execute("describe from read_parquet($path)", {"path": str(path)}).fetchall()
    return [(name, kind) for name, kind, *_ in found]


def _read(path: Path) -> str:
    return f"read_parquet({literal(str(path))}, file_row_number=true)"


_WRITERS: Mapping[str, Callable[[Drop, Path, str, int, Rows, Changes], None]] = {
    ".xlsx": _into_workbook,
    ".xlsm": _into_workbook,
    ".parquet": _into_parquet,
    ".pq": _into_parquet,
}
