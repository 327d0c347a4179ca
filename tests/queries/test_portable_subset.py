"""Marts, row rules and page queries keep to SQL that other engines speak too, so that one may take DuckDB's place."""

import re

import sqlglot
from sqlglot import exp

from sightline import queries
from sightline.queries import Query
from tests.each import each

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


def foreign(query: Query, parsed: exp.Expression) -> dict[str, str]:
    """What one engine alone understands, with the spelling to use instead."""
    found = {type(node).__name__: INSTEAD[type(node)] for node in parsed.walk() if type(node) in INSTEAD}
    words = {word: better for word, better in FORBIDDEN_WORDS.items() if re.search(word, query.sql, re.IGNORECASE)}
    return {**found, **words}


def silent_orders(query: Query, parsed: exp.Expression) -> dict[str, str]:
    """Orders that do not say where nulls go: engines differ, and a running window or a page's order must not."""
    roots = parsed.find_all(exp.Window) if query.layer == "marts" else [parsed]
    places = [place for root in roots for place in root.find_all(exp.Ordered)]
    texts = [re.sub(r"\s+", " ", place.sql(dialect="duckdb")) for place in places]
    # sqlglot writes NULLS LAST only where it was written or differs from DuckDB's default, so the source decides
    written = len(re.findall(r"nulls (?:first|last)", query.sql, re.IGNORECASE))
    return {text: "nulls first or last" for text in texts if "NULLS" not in text.upper() and written < len(places)}


def bare_divisions(parsed: exp.Expression) -> dict[str, str]:
    """Divisions whose divisor may be zero, or which divide decimals."""
    return {
        division.sql(): "cast(x as double) / nullif(y, 0)"
        for division in parsed.find_all(exp.Div)
        if not (isinstance(division.expression, exp.Nullif) and isinstance(division.this, exp.Cast))
    }


@each("query", PORTABLE, name)
def test_it_keeps_to_what_other_engines_understand_the_same_way(query: Query) -> None:
    """No construct of one engine, no order that is silent about nulls, no division by what may be zero."""
    parsed = sqlglot.parse_one(query.sql, read="duckdb")
    assert isinstance(parsed, exp.Expression)

    assert foreign(query, parsed) | silent_orders(query, parsed) | bare_divisions(parsed) == {}


@each("query", PORTABLE, name)
def test_it_is_written_in_lower_case(query: Query) -> None:
    """Keywords are lower case, so that the eye rests on names."""
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|CASE|WHEN)\b", query.sql)
