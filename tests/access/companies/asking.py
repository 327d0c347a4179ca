"""One question asked by many people in one statement: what the property tests over random organisations stand on.

Asked one by one, a hundred people and a hundred and eighty questions take a quarter of an hour, most of it spent on
planning the same statements again. A test holds that both ways of asking give the same.
"""

import re
from collections.abc import Iterable
from functools import cache

import duckdb
import pyarrow as pa

from sightline import queries
from sightline.contract import EXPORTS
from sightline.exports.audit import intake
from sightline.queries.statements import in_front, reads, stands_on
from sightline.settings import Grant, Settings
from sightline.warehouse.build import build
from tests.conftest import AS_OF, Rows

ARROW = {
    "bool": pa.bool_(),
    "int": pa.int64(),
    "decimal": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}


def world(tables: dict[str, Rows], grants: Iterable[Grant] = ()) -> duckdb.DuckDBPyConnection:
    """The marts of these exports in memory, landed table by table."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("set global ieee_floating_point_ops = false")
    intake.create(connection)
    for name, rows in tables.items():
        kinds = {column.name: ARROW.get(column.kind, pa.string()) for column in EXPORTS[name].columns.values()}
        landed = pa.table({column: pa.array([row.get(column) for row in rows], kind) for column, kind in kinds.items()})
        numbers = pa.array(range(1, len(rows) + 1))
        landed = landed.append_column("record_number", numbers).append_column("line_number", numbers)
        connection.register("landed", landed)
        connection.execute(f"insert into exports.{name} by name select *, '{name}.csv' as record_file from landed")
        connection.unregister("landed")
        connection.execute(
            "insert into intake.files values (?, ?, 'loaded', null, null, ?, 0, '', ?, ?, 0, 0, 0)",
            [f"{name}.csv", name, AS_OF, len(rows), len(rows)],
        )
    build(connection, Settings(grants=tuple(grants)), loaded_on=AS_OF)
    return connection


@cache
def parts() -> tuple[str, ...]:
    """Every noun that has rows of somebody, and every registered question, each after those it stands on."""
    nouns = [name for name, noun in queries.layer("visible").items() if not noun.is_everyones]
    return (*nouns, *questions())


@cache
def questions() -> tuple[str, ...]:
    """Every registered question, each after those it stands on."""
    return tuple(query.name for query in queries.build_order(queries.layer("pages")))


def let_ask(
    connection: duckdb.DuckDBPyConnection, viewers: Iterable[str], only: Iterable[str] = (), region: str | None = None
) -> None:
    """Give each of these people what every noun and question, or those named, gives them, at most a region chosen.

    Afterwards each is a table of its name in the schema `told`, with `asked_by` before its columns. What is
    everybody's is left out.
    """
    connection.execute(
        "drop schema if exists told cascade; create schema told; create table told.asking (asked_by varchar)"
    )
    connection.execute("insert into told.asking select unnest($viewers)", {"viewers": list(viewers)})
    beneath = {part for name in only for part in stands_on(name)}
    for name in parts():
        if name in beneath or not only:
            connection.execute(f"create table told.{name} as {many(name, region)}")


@cache
def many(name: str, region: str | None = None) -> str:
    """What everybody who asks gets of a noun or question, each row with the one who got it."""
    noun = queries.layer("visible").get(name)
    if noun:
        sql = noun.sql
    else:
        question = queries.layer("pages")[name]
        sql = in_front(question.sql, {part: _known(part) for part in reads(name)})
        for parameter in question.parameters:
            chosen = f"'{region}'" if region and parameter == "region" else "null"
            sql = re.sub(rf"\${parameter}\b", chosen, sql)
    sql = re.sub(r"\$viewer\b", "asking.asked_by", re.sub(r"\$today\b", f"date '{AS_OF}'", sql))
    return f"select asking.asked_by, said.* from told.asking as asking, lateral (\n{sql}\n) as said"


def _known(part: str) -> str:
    """What one of those who ask was told of a noun or step; what is everybody's is looked up where it lies."""
    noun = queries.layer("visible").get(part)
    if noun and noun.is_everyones:
        return noun.sql
    return f"select * exclude (asked_by) from told.{part} as told where told.asked_by = asking.asked_by"
