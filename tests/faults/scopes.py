"""Forgotten scopes, made by script from the row rules themselves: a noun that is added is among them at once."""

import csv
import re
from collections.abc import Iterator

from sightline import queries
from sightline.settings import ROOT
from tests.faults.in_memory import RULES
from tests.faults.listed import Fault

ROWS = (
    "tests/test_grants.py::test_a_noun_shows_exactly_what_plain_python_says[{noun}]",
    "tests/test_grants.py::test_a_deal_that_changed_hands_shows_each_side_to_whom_it_belonged",
    "tests/test_grants.py::test_that_a_deal_was_elsewhere_is_told_to_whoever_sees_it_on_another_day",
)
"""What reads the rows of a noun: all but two have a case of their own."""

COLUMNS = (
    "tests/test_grants.py::test_a_column_that_says_more_is_for_those_who_may_read_it[{noun}]",
    "tests/test_grants.py::test_a_deal_that_changed_hands_shows_each_side_to_whom_it_belonged",
)
"""What reads the columns of a noun that are not for everybody who gets the row."""

_CASE = re.compile(r"case\s+when (?:(?!\bcase\b).)*? then ([\w.]+)(?:\s+else [\w.]+)?\s+end as (\w+)", re.DOTALL)


def forgotten() -> list[Fault]:
    """Every row rule opened to everybody who works here, and every column of an irregular one shown with its row."""
    return [*_opened_rules(), *_opened_files()]


def _opened_rules() -> Iterator[Fault]:
    lines = (ROOT / RULES).read_text(encoding="utf-8").splitlines()
    for row, line in zip(csv.DictReader(lines), lines[1:], strict=True):
        if row["rule"] != "everyone":
            says = f"Every row of {row['noun']} is for everybody."
            put = f"\n{row['noun']},{row['source']},everyone,\n"
            yield Fault("scope", says, RULES, f"\n{line}\n", put, _of(ROWS, row["noun"]))


def _opened_files() -> Iterator[Fault]:
    for path in sorted((ROOT / "queries" / "visible").glob("*.sql")):
        noun, sql = path.stem, queries.layer("visible")[path.stem].sql
        file = f"queries/visible/{path.name}"
        whole = sql[sql.rindex("\nwhere") :]
        everybody = "\nwhere $viewer is not null and $today is not null"
        yield Fault("scope", f"Every row of {noun} is for everybody.", file, whole, everybody, _of(ROWS, noun))
        for found in _CASE.finditer(sql):
            says = f"{found[2]} of {noun} is shown with every row."
            yield Fault("scope", says, file, found[0], f"{found[1]} as {found[2]}", _of(COLUMNS, noun))


def _of(tests: tuple[str, ...], noun: str) -> tuple[str, ...]:
    return tuple(test.format(noun=noun) for test in tests)
