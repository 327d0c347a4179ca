"""Marts, row rules and page queries keep to SQL that other engines speak too, so that one may take DuckDB's place."""

import re
from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import exp

from sightline import queries
from sightline.queries import Query

PORTABLE = [query for layer in ("marts", "visible", "pages") for query in queries.layer(layer).values()]

INSTEAD = {
    exp.Qualify: "row_number() in a CTE, then where place = 1",
    exp.Pivot: "pivot by case",
    exp.Lateral: "a join",
    exp.Unnest: "a table of the warehouse",
    exp.Struct: "plain columns",
    exp.Array: "a list parameter with array_contains",
    exp.Median: "a percentile in a mart of its own",
    exp.RegexpLike: "a staging column",
    exp.RegexpExtract: "a staging column",
    exp.GenerateSeries: "the calendar",
    exp.ILike: "lower(x) like lower(y)",
    exp.IntDiv: "floor(cast(x as double) / nullif(y, 0))",
}
FORBIDDEN_WORDS = {
    r"\bgroup by all\b": "group by the columns",
    r"\border by all\b": "order by the columns",
    r"\bdistinct on\b": "row_number() in a CTE",
    r"\basof\b": "a join on <= and row_number()",
    r"\bpositional\b": "a join on a key",
    r"\bcolumns\(": "the columns by name",
    r"\bexclude\b": "the columns by name",
    r"\bstrftime\b": "a label of the calendar",
    r"::": "cast(x as type)",
    r"_on as varchar": "day_labels, so that no sentence says 2026-10-05",
    r"\bavg\(": "sum / nullif(count, 0), cast to double",
    r"date_diff\('(?!day')": "date_diff in days, months from the calendar",
}


def name(query: Query) -> str:
    """What a failing test calls the query."""
    return f"{query.layer}/{query.name}"


def tree(query: Query) -> exp.Expression:
    """The query as sqlglot reads it."""
    parsed = sqlglot.parse_one(query.sql, read="duckdb")
    assert isinstance(parsed, exp.Expression)
    return parsed


def ordered(parsed: exp.Expression) -> Iterator[exp.Ordered]:
    """Every expression something is sorted by, window functions included."""
    yield from parsed.find_all(exp.Ordered)


@pytest.mark.parametrize("query", PORTABLE, ids=name)
def test_it_uses_no_construct_of_one_engine(query: Query) -> None:
    """Each forbidden construct names the spelling to use instead."""
    found = {type(node).__name__: INSTEAD[type(node)] for node in tree(query).walk() if type(node) in INSTEAD}
    words = {word: better for word, better in FORBIDDEN_WORDS.items() if re.search(word, query.sql, re.IGNORECASE)}

    assert {**found, **words} == {}


@pytest.mark.parametrize("query", PORTABLE, ids=name)
def test_it_says_where_nulls_go_whenever_order_decides(query: Query) -> None:
    """Engines differ in where they put nulls; a running window or a page's order must not."""
    if query.layer == "marts":
        places = [o for window in tree(query).find_all(exp.Window) for o in window.find_all(exp.Ordered)]
    else:
        places = list(ordered(tree(query)))
    texts = [place.sql(dialect="duckdb") for place in places]
    silent = [text for text in texts if re.sub(r"\s+", " ", text).upper().find("NULLS") < 0]
    # sqlglot writes NULLS LAST only where it was written or differs from DuckDB's default, so the source decides
    if silent:
        written = len(re.findall(r"nulls (?:first|last)", query.sql, re.IGNORECASE))
        assert written >= len(places)


@pytest.mark.parametrize("query", PORTABLE, ids=name)
def test_it_divides_by_nothing_that_may_be_zero(query: Query) -> None:
    """Every division guards its divisor with nullif and divides doubles, never decimals."""
    for division in tree(query).find_all(exp.Div):
        assert isinstance(division.expression, exp.Nullif), division.sql()
        assert isinstance(division.this, exp.Cast), division.sql()


@pytest.mark.parametrize("query", PORTABLE, ids=name)
def test_it_is_written_in_lower_case(query: Query) -> None:
    """Keywords are lower case, so that the eye rests on names."""
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|CASE|WHEN)\b", query.sql)
