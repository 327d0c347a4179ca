"""What every test may lean on: a tiny company given as rows, built into real marts."""

import dataclasses
import datetime as dt
import gc
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from sightline import queries
from sightline.exports.audit import intake
from sightline.settings import ROOT, Settings, read_settings
from sightline.warehouse import publishing, versions
from sightline.warehouse.build import build_mart, prepare
from sightline.warehouse.versions import Warehouse
from tests.app import spoken

pytest_plugins = ["tests.browser", "tests.disks"]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect the tests without looking for garbage: of half a million objects none goes before the last test ends."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Loads go first, which take seconds each: at the end a worker that is done waits for the other's last tests."""
    items.sort(key=lambda item: not item.path.is_relative_to(ROOT / "tests" / "warehouse"))


Rows = list[dict[str, Any]]
Columns = Sequence[tuple[str, str, str | None, str]]
"""What the audit says of columns: file, table, column, and how it was matched."""
Real = Callable[..., Warehouse]
AS_OF = dt.date(2026, 10, 5)
DEFAULTS = Settings()
REAL = ROOT.parent / "shared" / "exports"
"""Folders of exports that nobody here wrote, where they are at hand."""


def land(connection: duckdb.DuckDBPyConnection, tables: dict[str, Rows], as_of: dt.date = AS_OF) -> None:
    """Put rows where the loader puts them: the typed schema `exports` and its audit `intake`."""
    intake.create(connection)
    for name, rows in tables.items():
        _put(connection, name, rows, as_of)


def _put(connection: duckdb.DuckDBPyConnection, name: str, rows: Rows, as_of: dt.date) -> None:
    """One export and its line in the audit; rows that give the same columns go in together."""
    given = [
        {**row, "record_file": f"{name}.csv", "record_number": number, "line_number": number + 1}
        for number, row in enumerate(rows, 1)
    ]
    for columns, alike in itertools.groupby(given, key=tuple):
        names = ", ".join(f'"{column}"' for column in columns)
        marks = f"({', '.join('?' * len(columns))})"
        waiting = list(alike)
        while some := waiting[:500]:
            del waiting[:500]
            connection.execute(
                f"insert into exports.{name} ({names}) values {', '.join([marks] * len(some))}",
                [cell for row in some for cell in row.values()],
            )
    connection.execute(
        "insert into intake.files values (?, ?, 'loaded', null, null, ?, 0, '', ?, ?, 0, 0, 0)",
        [f"{name}.csv", name, as_of, len(rows), len(rows)],
    )


QUESTIONS = ("select", "with", "from", "attach ':memory:' as kept_", "create or replace table kept_")
"""How a statement begins that changes nothing of a company: a question, or what is kept for the next one."""


class Marts:
    """The marts of a tiny company, each built when a statement first names it.

    A test reads a few of the hundred marts; building them all took most of the suite's time. Where a company gives
    way to another, a mart stays if all that it reads holds what it held when the mart was built.
    """

    def __init__(self, settings: Settings, as_of: dt.date) -> None:
        self.connection = duckdb.connect(config={"threads": 1})  # there is nothing to share out
        self.connection.execute("set global ieee_floating_point_ops = false")
        land(self.connection, {}, as_of)
        prepare(self.connection, settings, loaded_on=as_of)
        self.as_of = as_of
        self.exports: dict[str, str] = {}
        """The rows of each export, as text."""
        self._intake: object = None
        """How many rows each export has, and what is told of its columns."""
        self._holds: dict[str, object] = {}
        """What each mart holds, as a checksum."""
        self._read: dict[str, dict[str, object]] = {}
        """What the sources of each mart held when it was built."""
        self._stands: set[str] = set()
        """The marts known to be those of the company that is in."""
        self.is_as_given = True
        """Until a statement other than a question runs; from then on no other test gets this company."""

    def hold(self, tables: dict[str, Rows], columns: Columns = ()) -> None:
        """Be the company of these rows, of whose columns this is told."""
        exports = {name: repr(rows) for name, rows in tables.items()}
        differ = [name for name in self.exports | exports if self.exports.get(name) != exports.get(name)]
        for name in differ:
            self.connection.execute(f"delete from exports.{name}")
            self.connection.execute("delete from intake.files where table_name = ?", [name])
            if name in tables:
                _put(self.connection, name, tables[name], self.as_of)
        self.connection.execute("delete from intake.columns")
        for given in columns:
            self.connection.execute("insert into intake.columns values (?, ?, ?, null, ?, null)", given)
        self.exports, self._intake = exports, (columns, {name: len(rows) for name, rows in tables.items()})
        self._stands.clear()

    def prepare(self, sql: str) -> None:
        """Build the marts that a statement could mean, each after those it reads."""
        self.is_as_given &= sql.lstrip().lower().startswith(QUESTIONS)
        for name in _marts_behind(sql):
            if name not in self._stands:
                self._bring_up_to_date(name)
                self._stands.add(name)

    def _bring_up_to_date(self, name: str) -> None:
        reads = {source: self._what_it_holds(*source) for source in _sources(name)}
        if self._read.get(name) != reads:
            build_mart(self.connection, queries.layer("marts")[name])
            checksum = f"select count(*), sum(hash(m)::hugeint) from marts.{name} as m"
            self._holds[name] = self.connection.execute(checksum).fetchone()
            self._read[name] = reads

    def _what_it_holds(self, schema: str, table: str) -> object:
        return {"exports": self.exports.get(table), "intake": self._intake, "marts": self._holds.get(table)}[schema]


class Asked:
    """A DuckDB connection to a tiny company, whose marts are there when a statement names them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, marts: Marts) -> None:
        self._connection, self._marts = connection, marts
        self._exports = marts.exports

    def execute(self, sql: str, *given: Any) -> duckdb.DuckDBPyConnection:
        """As the connection's own."""
        self._prepare(sql)
        return self._connection.execute(sql, *given)

    def sql(self, sql: str, **given: Any) -> duckdb.DuckDBPyRelation:
        """As the connection's own."""
        self._prepare(sql)
        return self._connection.sql(sql, **given)

    @cached_property
    def shelf(self) -> queries.Shelf:
        """What the questions of one test share, kept as the app keeps it."""
        return queries.Shelf(self, DEFAULTS.kept_rows, DEFAULTS.kept_share_rows, DEFAULTS.kept_step_rows)  # type: ignore[arg-type]

    def cursor(self) -> "Asked":
        """A cursor of the same company."""
        return Asked(self._connection.cursor(), self._marts)

    def _prepare(self, sql: str) -> None:
        assert self._exports is self._marts.exports, "A company is there for one test; another one has taken its place."
        self._marts.prepare(sql)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@cache
def _build_order() -> list[queries.Query]:
    return queries.build_order(queries.layer("marts"))


@cache
def _marts_behind(sql: str) -> list[str]:
    """The marts that a statement could mean and all that these are built on, in the order of building."""
    wanted: set[str] = set()
    todo = [word for word in re.findall(r"\w+", sql) if word in queries.layer("marts")]
    while todo:
        name = todo.pop()
        if name not in wanted:
            wanted.add(name)
            todo += [table for schema, table in _sources(name) if schema == "marts"]
    return [query.name for query in _build_order() if query.name in wanted]


@cache
def _sources(mart: str) -> frozenset[tuple[str, str]]:
    """Schema and name of the marts, exports and tables of the audit that a mart reads, staging views seen through."""
    marts, staging = queries.layer("marts"), queries.layer("staging")
    found: set[tuple[str, str]] = set()
    for schema, table in queries.relations(marts[mart].sql):
        if table in marts:
            found.add(("marts", table))
        elif table in staging:
            found |= set(re.findall(r"\b(exports|intake)\.(\w+)", staging[table].sql))
        elif schema == "intake":
            found.add((schema, table))
    return frozenset(found)


COMPANIES_KEPT = 3
"""As many as tests that follow each other ask in turn; of any others one gives way, none that the test is using."""

Company = Callable[..., duckdb.DuckDBPyConnection]
Made = tuple[str, str]
"""Settings and day, and the rows of every export, as text."""


@pytest.fixture(scope="session")
def companies() -> Iterator[dict[Made, Marts]]:
    """The last companies that tests gave, by all that they gave: most tests ask several things of the same one."""
    made: dict[Made, Marts] = {}
    yield made
    for marts in made.values():
        marts.connection.close()


@pytest.fixture
def company(companies: dict[Made, Marts]) -> Company:
    """A function that makes the marts of a tiny company, given as rows by export table, as of 5 October 2026.

    `columns` is what the audit says of the columns of the files.
    """
    mine: set[Made] = set()

    def make(
        settings: Settings | None = None, as_of: dt.date = AS_OF, columns: Columns = (), **tables: Rows
    ) -> duckdb.DuckDBPyConnection:
        given = repr((settings, as_of)), repr((columns, tables))
        marts = companies.pop(given, None)
        if marts is None or not marts.is_as_given:
            marts = _one_to_give_way(companies, mine, given[0], tables) or Marts(settings or Settings(), as_of)
            marts.hold(tables, columns)
        companies[given] = marts
        mine.add(given)
        return Asked(marts.connection, marts)  # type: ignore[return-value]  # stands in for the connection

    return make


def _one_to_give_way(
    companies: dict[Made, Marts], mine: set[Made], world: str, tables: dict[str, Rows]
) -> Marts | None:
    """Once enough are kept, the one most like these tables, or none of the same settings and day."""
    free = [made for made in companies if made not in mine]
    if len(companies) < COMPANIES_KEPT or not free:
        return None
    usable = [made for made in free if made[0] == world and companies[made].is_as_given]
    if not usable:
        companies.pop(free[0]).connection.close()
        return None
    rows = {name: repr(given) for name, given in tables.items()}
    return companies.pop(max(usable, key=lambda made: len(rows.items() & companies[made].exports.items())))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The sample company, loaded and sealed once for all workers, opened read-only."""
    shared = tmp_path_factory.getbasetemp().parent / "sample-warehouse"
    settings = read_settings(ROOT / "data" / "settings.toml")
    with FileLock(f"{shared}.lock"):
        version = publishing.ensure(ROOT / "data" / "sample", shared, settings)
    warehouse = versions.open_version(shared, version, dataclasses.replace(settings, threads=1))
    yield warehouse
    warehouse.connection.close()


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    """A function that opens a folder of exports that nobody here wrote; each is published once for all workers."""
    shared = tmp_path_factory.getbasetemp().parent
    opened: dict[tuple[str, Settings], Warehouse] = {}

    def of(folder: str, settings: Settings = DEFAULTS) -> Warehouse:
        if not (REAL / folder).is_dir():
            pytest.skip(f"the real exports are not on this machine: {folder}")
        if (folder, settings) not in opened:
            out = shared / f"real-in-{settings.reporting_currency}" / folder
            path, _ = publishing.publish(REAL / folder, out, settings, today=AS_OF, anyway=True)
            opened[folder, settings] = versions.open_version(out, path.stem, settings)
        return opened[folder, settings]

    yield of
    for warehouse in opened.values():
        warehouse.connection.close()


@pytest.fixture(scope="session")
def own_words(sample: Warehouse) -> re.Pattern[str] | None:
    """What the sample's exports say that would be banned from the dashboard's own mouth."""
    return spoken.own_words(sample.connection)
