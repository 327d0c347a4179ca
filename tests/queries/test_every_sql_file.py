"""Rules that every SQL file keeps; a new file is tested without anyone adding a test."""

import re
from pathlib import Path

import pytest

from sightline import queries
from sightline.contract import EXPORTS
from sightline.queries import Query, QueryError
from sightline.queries.files import read_query
from sightline.queries.statements import over
from tests.each import each

LAYERS = ("staging", "marts", "visible", "pages")
EVERY = [query for layer in LAYERS for query in queries.layer(layer).values()]
DESCRIBED = [query for query in EVERY if query.layer in ("marts", "pages")]
PORTABLE = [query for query in EVERY if query.layer != "staging"]


def name(query: Query) -> str:
    """What a failing test calls the query."""
    return f"{query.layer}/{query.name}"


@each("query", EVERY, name)
def test_its_header_says_what_it_is_at_which_grain_and_by_which_key(query: Query) -> None:
    """A purpose that is a sentence, a grain and a key stand on top of every file."""
    assert query.purpose.endswith(".")
    assert query.grain
    assert query.key


@each("query", PORTABLE, name)
def test_it_is_one_select_that_reads_no_file(query: Query) -> None:
    """`relations` refuses anything but a single SELECT over named relations."""
    assert queries.relations(query.sql)


@each("query", queries.layer("pages").values(), name)
def test_whatever_it_names_can_be_read_from_a_table_in_its_place(query: Query) -> None:
    """Each name is found where it stands, also twice and under another name, and nothing else is taken for it."""
    names = {part for _, part in queries.relations(query.sql)}
    moved = over(query.sql, {part: f"told.{part}_1" for part in names})

    assert queries.relations(moved) == {("told", f"{part}_1") for part in names}
    assert re.sub(r"told\.(\w+)_1( as \1)?\b", r"\1", moved) == re.sub(r"\b(\w+) as \1\b", r"\1", query.sql)


@each("query", PORTABLE, name)
def test_it_has_no_clock(query: Query) -> None:
    """Yesterday's number can be computed again: the day comes from export_run or from the viewer's door."""
    assert not re.search(
        r"\b(current_date|current_timestamp|now\(|today\(|get_current|localtime)", query.sql, re.IGNORECASE
    )


def test_every_table_of_the_contract_has_a_staging_view() -> None:
    """No export can be loaded that a mart could not read."""
    staged = {query.name.removeprefix("stg_") for query in queries.layer("staging").values()}

    assert EXPORTS.keys() <= staged


def test_every_row_rule_has_a_reader() -> None:
    """A rule about who sees what nobody asks for would be kept up for nothing."""
    read = {name for query in queries.layer("pages").values() for _, name in queries.relations(query.sql)}

    assert queries.layer("visible").keys() <= read


def test_a_mart_is_a_noun_with_a_row_rule_or_a_step_without_one() -> None:
    """Pages name nouns; what only marts build on lies under steps/, where no page can reach it."""
    nouns = {query.name for query in queries.layer("marts").values() if not query.is_step}
    steps = {query.name for query in queries.layer("marts").values() if query.is_step}

    assert nouns <= set(queries.layer("visible"))
    assert not steps & set(queries.layer("visible"))


def test_a_step_of_page_queries_is_built_on_by_another_one() -> None:
    """What no page query reads is no step."""
    pages = queries.layer("pages").values()
    read = {name for query in pages for _, name in queries.relations(query.sql)}

    assert {query.name for query in pages if query.is_step} <= read


def test_names_are_told_apart_across_layers() -> None:
    """One name means one thing; only a row rule bears the name of the mart it guards."""
    names = [query.name for query in EVERY if query.layer != "visible"]

    assert len(names) == len(set(names))


@each("query", list(queries.layer("visible").values()), name)
def test_a_row_rule_names_the_viewer_and_nothing_else_from_outside(query: Query) -> None:
    """Who is looking is part of the statement itself; the day judges grants."""
    assert "$viewer" in query.sql
    assert set(re.findall(r"\$(\w+)", query.sql)) <= {"viewer", "today"}


@each("query", list(queries.layer("pages").values()), name)
def test_a_page_query_reads_visible_nouns_only(query: Query) -> None:
    """`compose` refuses a page query that names a schema, a mart or a file."""
    assert "$viewer" not in query.sql
    assert queries.compose(query.name)


@each("query", list(queries.layer("pages").values()), name)
def test_a_page_query_declares_exactly_the_parameters_it_binds(query: Query) -> None:
    """The header lists every parameter, those of the steps it builds on included."""
    bound = set(re.findall(r"\$(\w+)", queries.compose(query.name))) - queries.DOOR_PARAMETERS

    assert set(query.parameters) == bound


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("-- columns: shoe_size", "dictionary.csv does not say what shoe_size is"),
        ("-- parameters: shoe_size", "dictionary.csv does not say what $shoe_size is"),
        ("--shoe_size of a foot", "header line is not a sentence"),
    ],
)
def test_a_header_that_cannot_be_read_is_answered_with_a_sentence(tmp_path: Path, line: str, said: str) -> None:
    """Whoever adds a column meets this first."""
    (tmp_path / "shoes.sql").write_text(f"{line}\nselect 1\n", encoding="utf-8")
    with pytest.raises(QueryError, match=re.escape(said)):
        read_query(tmp_path / "shoes.sql")
