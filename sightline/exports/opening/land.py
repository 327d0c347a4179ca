"""Land a file's cells as text in DuckDB, record by record, before anything is converted.

Everything of this kind is temporary and named `landing_…`, so that nothing of it reaches a database file.

Casts asked of the CSV reader itself would raise on the first bad cell; text never does. Only the columns that mean
something are landed, as `c<position>`, trimmed, with the spellings of nothing already null.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sightline.contract import EXPORTS
from sightline.exports.names import NULLS
from sightline.exports.opening.careful import count_records, read_records
from sightline.exports.opening.layout import Layout
from sightline.exports.opening.limits import check_careful
from sightline.exports.opening.totals import TOTAL, totals
from sightline.exports.problems import Refused

LONGEST_LINE = 1 << 21
BATCH = 20_000
BLANKS = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
"""What is trimmed from cells, as Python's own strip does."""


@dataclass(frozen=True)
class Broken:
    """A record that could not be told into cells."""

    record: int
    line: int | None
    message: str
    raw: str


@dataclass(frozen=True)
class Landed:
    """A temporary table `landing_<name>` with `record_number`, `line_number` and one text column per wanted position.

    `records` is what an independent count found, `cut` the lines of totals and blanks that are no records, `totals`
    what those of totals say.
    """

    name: str
    records: int
    cut: int
    broken: list[Broken] = field(default_factory=list)
    source: Path | None = None
    skip: int = 0
    totals: tuple[str, ...] = ()


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def scalar(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None) -> Any:
    """The one value of a one-row query. Fetches the whole answer: an unfinished one would block the connection."""
    return connection.execute(sql, parameters or {}).fetchall()[0][0]


def filled(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The exports that may have rows: of some forty most are empty, and asking each takes a millisecond."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'exports' and estimated_size > 0"
    ).fetchall()
    found = {name for (name,) in rows}
    return [name for name in EXPORTS if name in found]


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def land_text(
    connection: duckdb.DuckDBPyConnection,
    layout: Layout,
    name: str,
    wanted: Sequence[int],
    identity: Sequence[int],
    padded: bool,
) -> Landed:
    """Land a text table. The careful path is taken where DuckDB refuses the file or counts other than we do.

    `padded` says that cells may have blanks around them; trimming them costs half as much again as reading them.
    """
    width = len(layout.header)
    try:
        connection.execute(
            f"create or replace temp table landing_{name} as select {_cells(wanted, identity, width)}"
            f" from (select {_trimmed(width) if padded else '*'}"
            " from read_csv($path, columns=$columns, header=false, skip=$skip, auto_detect=false, delim=$delimiter,"
            " quote='\"', escape='\"', nullstr=$nulls, encoding='utf-8', strict_mode=true, null_padding=false))",
            {
                "path": str(layout.path),
                "columns": {f"c{index}": "varchar" for index in range(width)},
                "skip": layout.skip,
                "delimiter": layout.delimiter,
                "nulls": ["", *NULLS],
            },
        )
        landed = int(scalar(connection, f"select count(*) from landing_{name}"))
    except duckdb.InterruptException:
        raise
    except duckdb.Error:
        landed = -1
    if landed == layout.records and not layout.starts.open_quote:
        return _numbered(connection, layout, name, wanted)
    return _land_carefully(connection, layout, name, wanted, identity)


def _cells(wanted: Sequence[int], identity: Sequence[int], width: int) -> str:
    every = [f"c{index}" for index in range(width)]
    return ", ".join([*(every[index] for index in wanted), doubtful_cells(every, identity)])


def _trimmed(width: int) -> str:
    """SQL for every cell without the blanks around it, null where it then says nothing.

    Only a cell whose first or last sign may be a blank is trimmed: looking at those two costs a tenth of trimming. A
    chain of cases: DuckDB makes a join of each `in`, and planning hundreds of joins takes half a minute.
    """
    nothing = " ".join(f"when {literal(word)} then null" for word in ("", *NULLS))
    edged = "{0}[1] <= ' ' or {0}[-1] <= ' ' or {0}[1] >= '\u0085' or {0}[-1] >= '\u0085'"
    cells = [(f"c{index}", f"trim(c{index}, {literal(BLANKS)})") for index in range(width)]
    return ", ".join(
        f"case when {edged.format(cell)} then case {bare} {nothing} else {bare} end else {cell} end as {cell}"
        for cell, bare in cells
    )


def doubtful_cells(every: Sequence[str], identity: Sequence[int]) -> str:
    """SQL for `every_cell`: all cells of a row that may be a line of totals, or of none; null for any other row."""
    blank = " and ".join(f"{every[index]} is null" for index in identity) or "true"
    heads = "".join(f" or {every[index]} ilike '%total%'" for index in identity)
    return f"case when ({blank}){heads} then [{', '.join(every)}] end as every_cell"


def _numbered(connection: duckdb.DuckDBPyConnection, layout: Layout, name: str, wanted: Sequence[int]) -> Landed:
    """Give each landed row its record and line number, and take out lines of totals."""
    first = layout.first_record
    if layout.starts.starts is None:
        lines = f"landed.rowid + {first + 1}"
        source = f"landing_{name} as landed"
    else:
        begins = layout.starts.starts[first : first + layout.records]
        table = pa.table({"record": pa.array(range(len(begins)), pa.int64()), "line": pa.array(begins, pa.int64())})
        connection.register("landed_lines", table)
        connection.execute(f"create or replace temp table landing_{name}_lines as from landed_lines")
        connection.unregister("landed_lines")
        lines = "starts.line"
        source = f"landing_{name} as landed join landing_{name}_lines as starts on starts.record = landed.rowid"
    cut, said = cut_totals(connection, name, wanted)
    connection.execute(
        f"create or replace temp view landing_{name}_rows as"
        f" select landed.rowid + 1 as record_number, {lines} as line_number, landed.* from {source}"
    )
    return Landed(f"{name}_rows", layout.records - cut, cut, [], layout.path, layout.skip, layout.totals + said)


def cut_totals(connection: duckdb.DuckDBPyConnection, name: str, wanted: Sequence[int]) -> tuple[int, tuple[str, ...]]:
    """Delete lines of totals and lines without any cell; how many there were, and what those of totals say."""
    blank = scalar(
        connection,
        f"delete from landing_{name} where every_cell is not null"
        " and len(list_filter(every_cell, lambda c: c <> '')) = 0",
    )
    headed = {
        int(row): cells
        for row, cells in connection.execute(
            f"select rowid, every_cell from landing_{name} where every_cell is not null"
            " and len(list_filter(every_cell, lambda c: regexp_full_match(c, $total))) > 0",
            {"total": "(?i)" + TOTAL.pattern.strip("^$")},
        ).fetchall()
    }
    columns: dict[int, dict[int, str]] = {}

    def column(index: int) -> dict[int, str] | None:
        if index in wanted and index not in columns:
            cells = connection.execute(f"select rowid, c{index} from landing_{name} where c{index} is not null")
            columns[index] = dict(cells.fetchall())
        return columns.get(index)

    found = sorted(totals(headed, column)) if headed else []
    if found:
        connection.execute(f"delete from landing_{name} where rowid in ({', '.join(map(str, found))})")
    return int(blank) + len(found), tuple(" ".join(cell for cell in headed[row] if cell) for row in found)


def _land_carefully(
    connection: duckdb.DuckDBPyConnection, layout: Layout, name: str, wanted: Sequence[int], identity: Sequence[int]
) -> Landed:
    broken: list[Broken] = []
    last = layout.starts.count - 1
    check_careful(layout.path, layout.starts.line(last) if layout.starts.open_quote else None)

    def good() -> Iterable[tuple[int, int, list[str]]]:
        found = read_records(layout.path, layout.delimiter, layout.skip, len(layout.header))
        for number, record in enumerate(found, 1):
            if record.broken:
                broken.append(Broken(number, record.line, record.broken, record.raw))
            else:
                yield number, record.line, record.cells

    landed = land_rows(connection, name, wanted, identity, good())
    counted = count_records(layout.path, layout.delimiter, layout.skip)
    if counted != landed.records + landed.cut + len(broken):
        raise Refused(
            f"{counted} records were counted and {landed.records + len(broken)} could be read: a quote is out of place;"
            " export the file again"
        )
    said = layout.totals + landed.totals
    return Landed(landed.name, counted - landed.cut, landed.cut, broken, layout.path, layout.skip, said)


def land_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    wanted: Sequence[int],
    identity: Sequence[int],
    rows: Iterable[tuple[int, int | None, list[str]]],
) -> Landed:
    """Land rows that Python already holds as (record number, line number, cells), a batch at a time."""
    columns = ", ".join(f"c{index} varchar" for index in wanted)
    connection.execute(
        f"create or replace temp table landing_{name}_rows"
        f" (record_number bigint, line_number bigint, {columns}{', ' if columns else ''}every_cell varchar[])"
    )
    nothing = {"", *NULLS}
    batch: list[tuple[int, int | None, list[str]]] = []
    count = 0

    def write() -> None:
        data: dict[str, pa.Array] = {
            "record_number": pa.array([row[0] for row in batch], pa.int64()),
            "line_number": pa.array([row[1] for row in batch], pa.int64()),
        }
        cleaned = [[None if (cell := text.strip()) in nothing else cell for text in row[2]] for row in batch]
        for index in wanted:
            data[f"c{index}"] = pa.array([cells[index] for cells in cleaned], pa.large_string())
        data["every_cell"] = pa.array(
            [cells if _doubtful(cells, identity) else None for cells in cleaned], pa.list_(pa.large_string())
        )
        connection.register("landed_batch", pa.table(data))
        connection.execute(f"insert into landing_{name}_rows by name from landed_batch")
        connection.unregister("landed_batch")
        batch.clear()

    for row in rows:
        batch.append(row)
        count += 1
        if len(batch) == BATCH:
            write()
    if batch:
        write()
    cut, said = cut_totals(connection, f"{name}_rows", wanted)
    return Landed(f"{name}_rows", count - cut, cut, totals=said)


def _doubtful(cells: Sequence[str | None], identity: Sequence[int]) -> bool:
    return not any(cells[index] for index in identity) or any("total" in (cells[i] or "").lower() for i in identity)


def drop_landed(connection: duckdb.DuckDBPyConnection, name: str = "") -> None:
    """Drop the temporary tables and views whose name after `landing_` begins with `name`."""
    for kind in ("view", "table"):
        found = connection.execute(
            f"select {kind}_name from duckdb_{kind}s() where temporary and starts_with({kind}_name, $name)",
            {"name": f"landing_{name}"},
        ).fetchall()
        for (relation,) in found:
            connection.execute(f"drop {kind} {quoted(relation)}")
