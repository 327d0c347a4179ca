"""What is unknown where an export is missing: nothing counts as none because nobody exported it.

`queries/needs.csv` names the measures that only one export can tell. A page, a pack and a download ask through the same
door, so each of them shows a dash, whatever the statement counted.
"""

import csv
from collections.abc import Sequence
from functools import cache

import duckdb

from sightline.queries.files import QUERIES
from sightline.queries.layers import layer


@cache
def needs() -> dict[str, str]:
    """The export that each listed measure needs, by name of the measure."""
    with (QUERIES / "needs.csv").open(encoding="utf-8", newline="") as file:
        return {line["measure"]: line["export"] for line in csv.DictReader(file)}


@cache
def _told_by(name: str) -> dict[str, str]:
    """Of the columns of one page query those that need an export, each with its export."""
    return {column: needs()[column] for column in layer("pages")[name].columns if column in needs()}


def untold(cursor: duckdb.DuckDBPyConnection, name: str) -> Sequence[str]:
    """The columns of one page query of which nothing is known, as the export that would tell was not loaded."""
    if not (told := _told_by(name)):
        return ()
    exports = sorted(set(told.values()))
    [flags] = cursor.execute(f"select {', '.join(f'has_{one}' for one in exports)} from marts.exported").fetchall()
    loaded = dict(zip(exports, flags, strict=True))
    return [column for column, export in told.items() if not loaded[export]]


def blanked(sql: str, columns: Sequence[str]) -> str:
    """A statement whose answer has nothing in these columns, their types and the order of the rows as they were."""
    if not columns:
        return sql
    empty = ", ".join(f"case when false then {column} end as {column}" for column in columns)
    return f"select * replace ({empty})\nfrom (\n{sql}\n)"
