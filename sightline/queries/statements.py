"""What a statement reads, in which order marts are built, and a page query with its row rules in front."""

import graphlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import duckdb

from sightline.queries.files import Query, QueryError
from sightline.queries.layers import layer

DOOR_PARAMETERS = frozenset({"viewer", "today"})
"""Bound by the door alone, from who is looking; a page cannot give them."""


class Statement(NamedTuple):
    """A statement and the names of the $parameters that it binds."""

    sql: str
    bound: frozenset[str]


class _Reference(NamedTuple):
    """Where a statement names something that it reads: at which byte, and what it calls it; "" where just the name."""

    schema: str
    name: str
    place: int
    alias: str


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@cache
def relations(sql: str) -> frozenset[tuple[str, str]]:
    """(schema, name) of everything one SELECT reads, its own CTEs left out; schema is "" where none is written.

    Raises QueryError for anything but a single SELECT and for table functions such as file readers. DuckDB's own
    parser decides, not a pattern.
    """
    return frozenset((found.schema, found.name) for found in _references(sql))


@cache
def _references(sql: str) -> frozenset[_Reference]:
    answer = _parser().cursor().execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone()
    tree: dict[str, Any] = json.loads(answer[0]) if answer else {"error": True}
    if tree["error"]:
        raise QueryError(f"Not a SELECT: {tree.get('error_message', 'no statement')}")
    if len(tree["statements"]) != 1:
        raise QueryError("A query file holds exactly one SELECT.")
    found: set[_Reference] = set()
    _collect(tree["statements"][0], frozenset(), found)
    return frozenset(found)


def _collect(node: Any, ctes: frozenset[str], found: set[_Reference]) -> None:
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
                found.add(_Reference(schema, name, node["query_location"], node["alias"]))
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
    """The statement of one page query with the row rule of every noun it stands on in front of it.

    A page query may build on another one, which then stands in front of it too. Raises QueryError where a query
    reads anything but visible nouns, page queries and its own CTEs, or hides a noun behind a CTE of the same name.
    """
    if name not in layer("pages"):
        raise QueryError(f"There is no page query named {name}.")
    pages, visible = layer("pages"), layer("visible")
    *beneath, asked = stands_on(name)
    nouns = sorted(part for part in beneath if part in visible)
    steps = [part for part in beneath if part in pages]
    return in_front(pages[asked].sql, {part: (visible | pages)[part].sql for part in [*nouns, *steps]})


def in_front(sql: str, sources: Mapping[str, str]) -> str:
    """A statement with each source as a common table expression of its name in front, in the order given."""
    if not sources:
        return sql
    parts = ",\n".join(f"{name} as (\n{source}\n)" for name, source in sources.items())
    own = re.match(r"with\s+(?!recursive\b)(.*)", sql, re.IGNORECASE | re.DOTALL)
    return f"with {parts}" + (f",\n{own[1]}" if own else f"\n{sql}")


def over(sql: str, tables: Mapping[str, str]) -> str:
    """A statement that reads a table wherever it names one of `tables`; what it calls it stays.

    In front of the statement each table would be one more question to plan: that cost a quarter of every answer.
    """
    text = sql.encode()
    for found in sorted(_references(sql), key=lambda found: found.place, reverse=True):
        if not found.schema and found.name in tables:
            table = tables[found.name] + ("" if found.alias else f" as {found.name}")
            text = text[: found.place] + table.encode() + text[found.place + len(found.name) :]
    return text.decode()


def stands_on(name: str, above: tuple[str, ...] = ()) -> list[str]:
    """The nouns and page queries that one page query stands on, each after those it reads, itself last."""
    if name in above:
        raise QueryError(f"These page queries read each other in a circle: {' -> '.join((*above, name))}")
    found: dict[str, None] = {}
    for part in reads(name):
        found |= dict.fromkeys(stands_on(part, (*above, name)) if part in layer("pages") else [part])
    return [*found, name]


@cache
def reads(name: str) -> tuple[str, ...]:
    """The visible nouns and page queries that one page query names itself. Raises QueryError for anything else."""
    pages, visible = layer("pages"), layer("visible")
    if hidden := sorted(cte_names(pages[name].sql) & (visible.keys() | pages.keys())):
        raise QueryError(f"{name} defines a CTE named like a noun or a page query: {', '.join(hidden)}.")
    found = sorted(relations(pages[name].sql))
    for schema, table in found:
        if schema or table not in visible.keys() | pages.keys():
            raise QueryError(f"{name} may read visible nouns only, not {schema}.{table}.".replace(" .", " "))
    return tuple(table for _, table in found)


@cache
def bound_names(sql: str) -> frozenset[str]:
    """The $parameters of one statement."""
    statements = _parser().cursor().extract_statements(sql)
    return frozenset(statements[0].named_parameters)
