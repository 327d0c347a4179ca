"""Nothing is computed, described or set that nobody asks, reads or shows."""

import dataclasses
import re

from sightline import queries
from sightline.metrics import METRICS
from sightline.queries import Query
from sightline.settings import ROOT, Settings
from tests.each import each
from tests.queries import use

PAGES = queries.layer("pages")

SHOWN_NOWHERE_YET = {
    "after_need": "what pipeline the quarter after next still lacks",
}
"""Measures that the definitions ask for and no page shows yet."""

OPERATORS = {"exports_summary"}
"""Queries whose every column is the loader's report about files; the loader's page picks from it."""


def ordered_by(query: Query) -> str:
    """What the rows of a query are ordered by in the end."""
    return query.sql.rpartition("\norder by")[2] if "\norder by" in query.sql else ""


@each("name", PAGES)
def test_a_page_query_is_asked_or_built_on(name: str) -> None:
    """By a page, a part, a pack or another page query."""
    assert name in use.asked() or use.readers(name)


@each("query", [q for q in PAGES.values() if not q.is_step], lambda query: query.name)
def test_a_column_of_a_page_query_is_shown_or_used(query: Query) -> None:
    """By the code, by a query that builds on it, or because it is the key or the order of its own rows."""
    read = {word for reader in use.readers(query.name) for word in re.findall(r"\w+", reader.sql)}
    own = {*query.key, *re.findall(r"\w+", ordered_by(query))}

    unused = query.columns.keys() - use.words() - read - own - SHOWN_NOWHERE_YET.keys()
    assert unused == set() or query.name in OPERATORS


@each("name", METRICS)
def test_a_measure_is_shown(name: str) -> None:
    """The code names it, or it is a line of a query whose measures stand below each other."""
    assert name in use.words() | use.texts("marts", "pages") | SHOWN_NOWHERE_YET.keys()


def test_what_is_shown_nowhere_yet_is_still_shown_nowhere() -> None:
    """The short list shrinks as pages learn to show what is on it."""
    assert not SHOWN_NOWHERE_YET.keys() & use.words()


@each("name", [field.name for field in dataclasses.fields(Settings)])
def test_a_setting_is_read(name: str) -> None:
    """In SQL as a column of `thresholds`, or in the code as a field of the settings."""
    assert name in use.words() | use.words_of("staging", "marts", "visible", "pages")


def test_a_word_of_the_dictionary_stands_in_a_header() -> None:
    """What no header lists any more leaves the dictionary."""
    listed: set[str] = set()
    for path in (ROOT / "queries").rglob("*.sql"):
        for kind, names in re.findall(
            r"^-- (columns|parameters): (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            listed |= {f"${name}" if kind == "parameters" else name for name in names.split(", ")}

    assert queries.dictionary().keys() <= listed
