"""Land Parquet files and workbook sheets: the same text columns, from sources that are no text."""

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import openpyxl

from sightline.exports.names import NULLS
from sightline.exports.opening.land import Landed, cut_totals, doubtful_cells, quoted, scalar
from sightline.exports.opening.layout import HEAD_RECORDS, header_at
from sightline.exports.opening.limits import bounded, check_width, check_workbook
from sightline.exports.opening.totals import TOTAL, totals
from sightline.exports.problems import STOPS, Empty, Refused

MAGIC = b"PAR1"


def parquet_header(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """The column names of a Parquet file. Raises Refused when it is cut off or damaged."""
    with path.open("rb") as source:
        source.seek(-4, 2)
        if source.read() != MAGIC:
            raise Refused("the Parquet file is cut off: copy or export it again")
    try:
        described = connection.execute("describe from read_parquet($path)", {"path": str(path)}).fetchall()
    except STOPS:
        raise
    except duckdb.Error as error:
        raise Refused(f"the Parquet file is damaged ({_first_line(error)}): export it again") from error
    header = [row[0] for row in described]
    check_width(header)
    return header


def land_parquet(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    header: list[str],
    wanted: Sequence[int],
    identity: Sequence[int],
) -> Landed:
    """Land the wanted columns as text. The count comes from the file's own metadata."""
    types = {
        row[0]: row[1]
        for row in connection.execute("describe from read_parquet($path)", {"path": str(path)}).fetchall()
    }
    cells = {index: _as_text(header[index], types[header[index]]) for index in range(len(header))}
    picked = [f"{cells[index]} as c{index}" for index in wanted]
    picked.append(doubtful_cells(list(cells.values()), identity))
    try:
        connection.execute(
            f"create or replace temp table landing_{name} as select {', '.join(picked)} from read_parquet($path)",
            {"path": str(path)},
        )
        records = int(
            scalar(
                connection, "select coalesce(sum(num_rows), 0) from parquet_file_metadata($path)", {"path": str(path)}
            )
        )
    except STOPS:
        raise
    except duckdb.Error as error:
        raise Refused(f"the Parquet file is damaged ({_first_line(error)}): export it again") from error
    cut, said = cut_totals(connection, name, wanted)
    connection.execute(
        f"create or replace temp view landing_{name}_rows as"
        f" select landed.rowid + 1 as record_number, null::bigint as line_number, landed.* from landing_{name}"
        f" as landed"
    )
    return Landed(f"{name}_rows", records - cut, cut, totals=said)


def _as_text(column: str, sql_type: str) -> str:
    cell = quoted(column)
    if sql_type.endswith("[]"):
        text = f"array_to_string({cell}, ';')"
    elif sql_type.startswith("DECIMAL"):
        text = f"regexp_replace(cast({cell} as varchar), '(\\.\\d*?)0+$', '\\1')"
    elif sql_type == "BLOB":
        text = f"decode({cell})"
    else:
        text = f"cast({cell} as varchar)"
    nulls = ", ".join("'" + word.replace("'", "''") + "'" for word in NULLS)
    if sql_type in ("VARCHAR", "BLOB"):
        text = f"case when trim({text}) in ('', {nulls}) then null else trim({text}) end"
    return text


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook as text: its header, the rows below with their row numbers, how many lines were cut."""

    title: str
    header: list[str]
    rows: list[tuple[int, int | None, list[str]]]
    lines_cut: int


def sheets(path: Path) -> Iterator[Sheet]:
    """The visible sheets of a workbook that hold any rows, titles and blank lines above the header cut.

    Blanks below a value in a grouped report are filled from above, where the sheet has lines of subtotals.
    """
    try:
        check_workbook(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refused("the workbook is damaged or protected: save it again as .xlsx or as CSV") from error
    try:
        found = False
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()  # else each row is as wide as the file says it is
            lines = [
                (number, [_text(cell) for cell in cells])
                for number, cells in bounded(sheet.values)
                if any(cell not in (None, "") for cell in cells)
            ]
            if len(lines) < 1:
                continue
            found = True
            yield _sheet(sheet.title, lines)
        if not found:
            raise Empty("the workbook has no rows")
    finally:
        book.close()


def _sheet(title: str, lines: list[tuple[int, list[str]]]) -> Sheet:
    at = header_at(lines[:HEAD_RECORDS])
    header = [cell.strip() for cell in lines[at][1]]
    width = max((index + 1 for index, cell in enumerate(header) if cell), default=0)
    check_width(header[:width])
    body = [(number, (cells + [""] * width)[:width]) for number, cells in lines[at + 1 :]]
    while body and sum(1 for cell in body[-1][1] if cell) <= 1 and width > 2:
        body.pop()
    cut = at + len(lines) - at - 1 - len(body)
    headed = {place: cells for place, (_, cells) in enumerate(body) if any(TOTAL.match(cell) for cell in cells[:3])}
    found = totals(headed, lambda index: {place: cells[index] for place, (_, cells) in enumerate(body)})
    if at and found - {len(body) - 1}:
        body = _filled_down([line for place, line in enumerate(body) if place not in found])
        cut += len(found)
    return Sheet(title, header[:width], [(count, number, cells) for count, (number, cells) in enumerate(body, 1)], cut)


def _filled_down(body: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Repeat the group's value in the leading columns that a grouped report leaves blank."""
    filled: list[tuple[int, list[str]]] = []
    above: list[str] = []
    for number, cells in body:
        lead = next((index for index, cell in enumerate(cells) if cell), 0)
        cells = above[:lead] + cells[lead:] if above else cells
        filled.append((number, cells))
        above = cells
    return filled


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
