"""Every query is a file under `queries/`; this room finds them, reads their headers, orders them and runs them.

A page query never reads a table. It names nouns; `compose` puts each noun's row rule (`queries/visible/<noun>.sql`)
in front of it as a common table expression, so the person looking is part of the statement itself.
"""

import csv
import datetime as dt
import graphlib
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

QUERIES = Path(__file__).resolve().parent.parent / "queries"

Layer = Literal["staging", "marts", "visible", "pages"]
DOOR_PARAMETERS = frozenset({"viewer", "today"})
"""Bound by the door alone, from who is looking; a page cannot give them."""


class QueryError(Exception):
    """A query that may not run or ran too long; the text says which and why."""


@dataclass(frozen=True)
class Query:
    """One SQL file: what its header promises, and its text.

    A step is what others are built on: no page may name a mart that is one, none asks a page query that is one.
    """

    name: str
    layer: Layer
    purpose: str
    grain: str
    key: tuple[str, ...]
    parameters: dict[str, str]
    columns: dict[str, str]
    sql: str
    is_step: bool = False


_HEADER = re.compile(
    r"-- (?:(?P<kind>grain|key|parameters|columns): |\$(?P<parameter>\w+): |(?P<column>[a-z]\w*): )?(?P<text>.+)"
)


@cache
def dictionary() -> dict[str, str]:
    """What a column or a $parameter means wherever a header lists its name alone."""
    with (QUERIES / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["meaning"] for row in csv.DictReader(file)}


def _listed(text: str) -> dict[str, str]:
    """The columns of one `columns:` line: names of the dictionary, and `as <query>` for all columns of another one."""
    found: dict[str, str] = {}
    for name in text.split(", "):
        if name.startswith("as "):
            found |= read_query(_file_of(name.removeprefix("as "))).columns
        else:
            found[name] = dictionary()[name]
    return found


def _file_of(name: str) -> Path:
    """The file of a mart or a page query; their names are told apart across both layers."""
    return next(path for layer in ("marts", "pages") for path in (QUERIES / layer).rglob(f"{name}.sql"))


def read_query(path: Path) -> Query:
    """The query in one file. Raises QueryError where a header line is none of the seven kinds."""
    lines = path.read_text(encoding="utf-8").splitlines()
    grain, key, purpose = "", "", ""
    parameters: dict[str, str] = {}
    columns: dict[str, str] = {}
    body = 0
    for body, line in enumerate(lines):  # noqa: B007  # the first line of SQL is needed afterwards
        if not line.startswith("--"):
            break
        match = _HEADER.fullmatch(line)
        if match is None:
            raise QueryError(f"{path.name}: header line is not a sentence, grain, key, $parameter or column: {line}")
        if match["kind"] == "grain":
            grain = match["text"]
        elif match["kind"] == "key":
            key = match["text"]
        elif match["kind"] == "parameters":
            parameters |= {name: dictionary()[f"${name}"] for name in match["text"].split(", ")}
        elif match["kind"] == "columns":
            columns |= _listed(match["text"])
        elif match["parameter"]:
            parameters[match["parameter"]] = match["text"]
        elif match["column"]:
            columns[match["column"]] = match["text"]
        else:
            purpose = f"{purpose} {match['text']}".strip()
    layer: Layer = path.relative_to(QUERIES).parts[0]  # type: ignore[assignment]  # the four folders are the layers
    return Query(
        name=path.stem,
        layer=layer,
        purpose=purpose,
        grain=grain,
        key=tuple(part.strip() for part in key.split(",") if part.strip()),
        parameters=parameters,
        columns=columns,
        sql="\n".join(lines[body:]).strip(),
        is_step=path.parent.name == "steps",
    )


@cache
def layer(name: Layer) -> dict[str, Query]:
    """Every query of one layer by name."""
    return {path.stem: read_query(path) for path in sorted((QUERIES / name).rglob("*.sql"))}


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@cache
def relations(sql: str) -> frozenset[tuple[str, str]]:
    """(schema, name) of everything one SELECT reads, its own CTEs left out; schema is "" where none is written.

    Raises QueryError for anything but a single SELECT and for table functions such as file readers. DuckDB's own
    parser decides, not a pattern.
    """
    answer = _parser().cursor().execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone()
    tree: dict[str, Any] = json.loads(answer[0]) if answer else {"error": True}
    if tree["error"]:
        raise QueryError(f"Not a SELECT: {tree.get('error_message', 'no statement')}")
    if len(tree["statements"]) != 1:
        raise QueryError("A query file holds exactly one SELECT.")
    found: set[tuple[str, str]] = set()
    _collect(tree["statements"][0], frozenset(), found)
    return frozenset(found)


def _collect(node: Any, ctes: frozenset[str], found: set[tuple[str, str]]) -> None:
    """Walk DuckDB's syntax tree and note every table that is not a CTE in force at that place."""
    if isinstance(node, list):
        for part in node:
            _collect(part, ctes, found)
    elif isinstance(node, dict):
        entries = (node.get("cte_map") or {}).get("map", [])
        for entry in entries:
            name = entry["key"].casefold()
            recursive = entry["value"]["query_node"]["type"] == "RECURSIVE_CTE_NODE"
            _collect(entry["value"], ctes | {name} if recursive else ctes, found)
            ctes |= {name}
        kind = node.get("type")
        if kind == "TABLE_FUNCTION":
            raise QueryError("A query may not call a table function or read a file.")
        if kind == "BASE_TABLE":
            schema, name = node["schema_name"] or node["catalog_name"], node["table_name"].casefold()
            if schema or name not in ctes:
                found.add((schema, name))
        for name, part in node.items():
            if name != "cte_map":
                _collect(part, ctes, found)


def cte_names(sql: str) -> frozenset[str]:
    """Names of every CTE a statement defines, at any depth."""
    answer = _parser().cursor().execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone()
    names: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            names.update(entry["key"].casefold() for entry in (node.get("cte_map") or {}).get("map", []))
            node = list(node.values())
        if isinstance(node, list):
            for part in node:
                collect(part)

    collect(json.loads(answer[0]) if answer else {})
    return frozenset(names)


def build_order(queries: Mapping[str, Query]) -> list[Query]:
    """The queries, each after those it reads. Raises QueryError naming the files of a cycle."""
    needs = {
        name: {table for _, table in relations(query.sql) if table in queries and table != name}
        for name, query in queries.items()
    }
    try:
        return [queries[name] for name in graphlib.TopologicalSorter(needs).static_order()]
    except graphlib.CycleError as error:
        raise QueryError(f"These queries read each other in a circle: {' -> '.join(error.args[1])}") from error


@cache
def compose(name: str) -> str:
    """The statement of one page query with the row rule of every noun it names in front of it.

    A page query may build on another one, which then stands in front of it too. Raises QueryError where a query
    reads anything but visible nouns, page queries and its own CTEs, or hides a noun behind a CTE of the same name.
    """
    if name not in layer("pages"):
        raise QueryError(f"There is no page query named {name}.")
    nouns, steps = _needs(name, ())
    parts = [f"{noun} as (\n{layer('visible')[noun].sql}\n)" for noun in sorted(nouns)]
    parts += [f"{step} as (\n{layer('pages')[step].sql}\n)" for step in steps[:-1]]
    sql = layer("pages")[name].sql
    if not parts:
        return sql
    own = re.match(r"with\s+(?!recursive\b)(.*)", sql, re.IGNORECASE | re.DOTALL)
    return "with " + ",\n".join(parts) + (f",\n{own[1]}" if own else f"\n{sql}")


def _needs(name: str, above: tuple[str, ...]) -> tuple[set[str], list[str]]:
    """The visible nouns one page query stands on, and the page queries in the order they must be defined."""
    pages, visible = layer("pages"), layer("visible")
    if name in above:
        raise QueryError(f"These page queries read each other in a circle: {' -> '.join((*above, name))}")
    if hidden := sorted(cte_names(pages[name].sql) & (visible.keys() | pages.keys())):
        raise QueryError(f"{name} defines a CTE named like a noun or a page query: {', '.join(hidden)}.")
    nouns: set[str] = set()
    steps: list[str] = []
    for schema, table in sorted(relations(pages[name].sql)):
        if not schema and table in visible:
            nouns.add(table)
        elif not schema and table in pages:
            deeper_nouns, deeper_steps = _needs(table, (*above, name))
            nouns |= deeper_nouns
            steps += [step for step in deeper_steps if step not in steps]
        else:
            raise QueryError(f"{name} may read visible nouns only, not {schema}.{table}.".replace(" .", " "))
    return nouns, [*steps, name]


@cache
def _bound_names(sql: str) -> frozenset[str]:
    statements = _parser().cursor().extract_statements(sql)
    return frozenset(statements[0].named_parameters)


def run(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    *,
    viewer: str,
    today: dt.date,
    parameters: Mapping[str, Any] | None = None,
    seconds: float = 10.0,
) -> pd.DataFrame:
    """The rows of one page query that `viewer` may see; an unknown viewer gets none.

    `today` is the day grants are judged on. Parameters left out are null, which means everything. Raises
    QueryError without a viewer, for a parameter the query does not have, or when `seconds` have passed.
    """
    if not viewer:
        raise QueryError("Nobody is looking, so nothing is shown.")
    given = dict(parameters or {})
    known = layer("pages")[name].parameters if name in layer("pages") else {}
    if unknown := sorted(given.keys() - known.keys()):
        raise QueryError(f"{name} has no parameter {', '.join(unknown)}.")
    sql = compose(name)
    values = {**dict.fromkeys(known), **given, "viewer": viewer, "today": today}
    bound = {key: value for key, value in values.items() if key in _bound_names(sql)}
    cursor = connection.cursor()
    alarm = threading.Timer(seconds, cursor.interrupt)
    alarm.start()
    try:
        return cursor.execute(sql, bound).df()
    except duckdb.InterruptException as error:
        raise QueryError(f"{name} took longer than {seconds:g} seconds and was stopped.") from error
    finally:
        alarm.cancel()
        cursor.close()
