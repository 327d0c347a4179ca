"""What a statement reads, in which order marts are built, and a page query with its row rules in front."""

import graphlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import duckdb

from sightline.queries.files import Query, QueryError
from sightline.queries.layers import layer

DOOR_PARAMETERS = frozenset({"viewer", "today"})
"""Bound by the door alone, from who is looking; a page cannot give them."""


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
def bound_names(sql: str) -> frozenset[str]:
    """The $parameters of one statement."""
    statements = _parser().cursor().extract_statements(sql)
    return frozenset(statements[0].named_parameters)
