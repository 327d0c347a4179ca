"""What every test may lean on: a tiny company given as rows, built into real marts."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from sightline import queries
from sightline.exports.audit import intake
from sightline.settings import ROOT, Settings, read_settings
from sightline.warehouse import versions
from sightline.warehouse.build import build_mart, prepare
from sightline.warehouse.versions import Warehouse
from tests.app import spoken

pytest_plugins = ["tests.browser"]

Rows = list[dict[str, Any]]
AS_OF = dt.date(2026, 10, 5)


def land(connection: duckdb.DuckDBPyConnection, tables: dict[str, Rows], as_of: dt.date = AS_OF) -> None:
    """Put rows where the loader puts them: the typed schema `exports` and its audit `intake`."""
    intake.create(connection)
    for name, rows in tables.items():
        for number, row in enumerate(rows, 1):
            given = {**row, "record_file": f"{name}.csv", "record_number": number, "line_number": number + 1}
            names = ", ".join(f'"{column}"' for column in given)
            marks = ", ".join("?" * len(given))
            connection.execute(f"insert into exports.{name} ({names}) values ({marks})", list(given.values()))
        connection.execute(
            "insert into intake.files values (?, ?, 'loaded', null, null, ?, 0, '', ?, ?, 0, 0, 0)",
            [f"{name}.csv", name, as_of, len(rows), len(rows)],
        )


class Marts:
    """A DuckDB connection whose marts are built when a statement first names them.

    A test reads a few of the hundred marts; building them all took most of the suite's time.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, beneath: "Marts | None" = None) -> None:
        self._connection = connection
        self._beneath = beneath or self
        self._built: set[str] = set()
        self.is_as_given = True
        """Until a statement other than a question runs; from then on no other test gets this company."""

    def execute(self, sql: str, *given: Any) -> duckdb.DuckDBPyConnection:
        """As the connection's own, with every mart there that the statement could mean."""
        self._beneath.need(re.findall(r"\w+", sql))
        self._beneath.is_as_given &= sql.lstrip().lower().startswith(("select", "with", "from"))
        return self._connection.execute(sql, *given)

    def sql(self, sql: str, **given: Any) -> duckdb.DuckDBPyRelation:
        """As the connection's own, with every mart there that the statement could mean."""
        self._beneath.need(re.findall(r"\w+", sql))
        return self._connection.sql(sql, **given)

    def cursor(self) -> "Marts":
        """A cursor of the same company."""
        return Marts(self._connection.cursor(), self._beneath)

    def need(self, words: list[str]) -> None:
        """Build the marts among these words that are not there yet, each after those it reads."""
        marts = queries.layer("marts")
        wanted, todo = set(), [word for word in words if word in marts]
        while todo:
            name = todo.pop()
            if name not in wanted | self._built:
                wanted.add(name)
                todo += [table for _, table in queries.relations(marts[name].sql) if table in marts]
        for query in _build_order():
            if query.name in wanted:
                build_mart(self._connection, query)
                self._built.add(query.name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@cache
def _build_order() -> list[queries.Query]:
    return queries.build_order(queries.layer("marts"))


COMPANIES_KEPT = 12
"""More than any one test makes: what is dropped is closed."""

Company = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture(scope="session")
def companies() -> Iterator[dict[str, Marts]]:
    """The last companies that tests gave, by all that they gave: most tests ask several things of the same one."""
    made: dict[str, Marts] = {}
    yield made
    for marts in made.values():
        marts.close()


@pytest.fixture
def company(companies: dict[str, Marts]) -> Company:
    """A function that makes the marts of a tiny company, given as rows by export table, as of 5 October 2026."""

    def make(settings: Settings | None = None, as_of: dt.date = AS_OF, **tables: Rows) -> duckdb.DuckDBPyConnection:
        given = repr((settings, as_of, tables))
        if given not in companies or not companies[given].is_as_given:
            connection = duckdb.connect()
            connection.execute("set global ieee_floating_point_ops = false")
            land(connection, tables, as_of)
            prepare(connection, settings or Settings(), loaded_on=as_of)
            companies[given] = Marts(connection)
        companies[given] = companies.pop(given)
        while len(companies) > COMPANIES_KEPT:
            companies.pop(next(iter(companies))).close()
        return companies[given]  # type: ignore[return-value]  # stands in for the connection

    return make


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The sample company, loaded and sealed once for all workers, opened read-only."""
    shared = tmp_path_factory.getbasetemp().parent / "sample-warehouse"
    settings = read_settings(ROOT / "data" / "settings.toml")
    with FileLock(f"{shared}.lock"):
        version = versions.ensure(ROOT / "data" / "sample", shared, settings)
    warehouse = versions.open_version(shared, version, settings)
    yield warehouse
    warehouse.connection.close()


@pytest.fixture(scope="session")
def own_words(sample: Warehouse) -> re.Pattern[str] | None:
    """What the sample's exports say that would be banned from the dashboard's own mouth."""
    return spoken.own_words(sample.connection)
