"""Fetch the raw text of records that were set apart, by reading their file once more."""

import itertools
from collections.abc import Iterable
from pathlib import Path

import duckdb

from sightline.exports.opening.land import literal

LONGEST_RECORD_LINES = 10_000


def text_records(path: Path, lines: Iterable[int]) -> dict[int, str]:
    """Physical line -> the record that begins there, over as many lines as its quotes need."""
    wanted = sorted(set(lines))
    found: dict[int, str] = {}
    with path.open(encoding="utf-8-sig", newline="\n") as source:
        at = 0
        for line in wanted:
            if line <= at:
                continue
            held = list(itertools.islice(source, line - at - 1, line - at))
            at = line
            while held and sum(part.count('"') for part in held) % 2 and len(held) < LONGEST_RECORD_LINES:
                more = next(source, None)
                if more is None:
                    break
                held.append(more)
                at += 1
            found[line] = "".join(held).rstrip("\r\n")
    return found


def parquet_records(connection: duckdb.DuckDBPyConnection, path: Path, records: Iterable[int]) -> dict[int, str]:
    """Record number -> the record of a Parquet file as JSON."""
    numbers = ", ".join(str(record - 1) for record in set(records))
    rows = connection.execute(
        f"select file_row_number + 1, cast(to_json(t) as varchar) from read_parquet({literal(str(path))},"
        f" file_row_number=true) as t"
        f" where file_row_number in ({numbers})"
    ).fetchall()
    return {int(number): text for number, text in rows}
