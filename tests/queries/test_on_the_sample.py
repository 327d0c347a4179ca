"""Every query on the sample company: what its header promises is what DuckDB gives back."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from sightline import queries
from sightline.queries import Query
from sightline.warehouse.versions import Warehouse
from tests.conftest import DEFAULTS
from tests.each import each

PAGES = list(queries.layer("pages").values())
MARTS = list(queries.layer("marts").values())
TODAY = dt.date(2026, 10, 5)
Ask = Callable[[Query, str], pd.DataFrame]


def repeated_keys(connection: duckdb.DuckDBPyConnection, sql: str, query: Query) -> int:
    """How many keys of the result stand there more than once."""
    key = ", ".join(query.key)
    counted = f"select count(*) from (select 1 from ({sql}) group by {key} having count(*) > 1)"
    row = connection.cursor().execute(counted).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("query", MARTS, ids=lambda query: query.name)
def test_a_mart_has_the_columns_and_the_key_its_header_promises(query: Query, sample: Warehouse) -> None:
    """The same columns; the key is unique."""
    result = sample.connection.cursor().execute(f"select * from marts.{query.name} limit 0")

    assert {column[0] for column in result.description} == set(query.columns)
    assert repeated_keys(sample.connection, f"select * from marts.{query.name}", query) == 0


@pytest.fixture(scope="module")
def strict(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks page queries of the sample company, where an unguarded division by zero is an error."""
    copy = shutil.copy(sample.path, tmp_path_factory.mktemp("strict") / "copy.duckdb")
    with duckdb.connect(str(copy), read_only=True) as connection:
        connection.execute("set global ieee_floating_point_ops = false")  # a question runs on a cursor of its own
        connection.execute("set global error_on_division_by_zero = true")
        shelf = queries.Shelf(connection, DEFAULTS.kept_rows, DEFAULTS.kept_share_rows, DEFAULTS.kept_step_rows)
        yield lambda query, viewer: queries.run(connection, query.name, viewer=viewer, today=TODAY, shelf=shelf)


@pytest.mark.parametrize("query", PAGES, ids=lambda query: query.name)
def test_a_page_query_has_the_columns_and_the_key_its_header_promises(query: Query, strict: Ask) -> None:
    """Asked with every parameter null by someone who sees everything; it divides by no zero."""
    rows = strict(query, "operator")

    assert set(rows.columns) == set(query.columns)
    assert not rows.duplicated(list(query.key)).any()


@pytest.mark.parametrize("query", PAGES, ids=lambda query: query.name)
def test_a_stranger_gets_no_row_of_a_page_query(query: Query, strict: Ask) -> None:
    """An unknown viewer sees nothing, not even a count of zero, and no query divides by the nothing it counts."""
    assert strict(query, "nobody").empty


@each("query", PAGES, lambda query: query.name)
def test_a_query_without_a_viewer_does_not_run(query: Query, sample: Warehouse) -> None:
    """No viewer is an error, never everything."""
    with pytest.raises(queries.QueryError, match="Nobody is looking"):
        queries.run(sample.connection, query.name, viewer="", today=TODAY)


NOT_OF_THE_SCOPE = {
    "days_left": "days of the quarter, whoever looks",
    "place": "order of the lines",
    "metric_place": "order of the measures",
    "target_share": "what the leaders ask for, from settings",
    "month_of_fq": "a fact of the calendar",
    "week_of_fq": "a fact of the calendar",
    "week_norm": "a fact of the calendar",
    "quarters_back": "a fact of the calendar",
}
"""Numbers that an empty scope leaves as they are, with the reason."""


@pytest.mark.parametrize("query", [q for q in PAGES if "team" in q.parameters], ids=lambda query: query.name)
def test_a_filter_outside_the_data_counts_and_sums_nothing(query: Query, sample: Warehouse) -> None:
    """An unknown team is an empty scope, not an error and not everyone: every number is zero or unknown."""
    rows = sample.rows_seen_by("operator", query.name, {"team": "nobody"}, TODAY)

    said = {
        name
        for name in rows.columns
        for value in rows[name].dropna().tolist()
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and value != 0
    }
    assert said <= NOT_OF_THE_SCOPE.keys()
