"""The committed sample through the real loader: every deliberate fault meets its verdict, nothing else is lost."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sightline import exports
from sightline.sample import MESS, Mess
from sightline.settings import Settings

BY_VERDICT = {verdict: [m for m in MESS if m.verdict == verdict] for verdict in {m.verdict for m in MESS}}
UNDECLARED_FLAGS = {("accounts", "owner_id", "blank_required"), ("opportunities", "close_date", "blank_required")}
"""Blanks that belong to the company itself: an account without an owner, deals without a close date."""


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample in the layout that the loader writes."""
    connection = duckdb.connect()
    exports.load(connection, folder, Settings())
    yield connection
    connection.close()


def rows(loaded: duckdb.DuckDBPyConnection, query: str, *values: str) -> list[tuple[object, ...]]:
    return loaded.execute(query, list(values)).fetchall()


def case(mess: Mess) -> str:
    return f"{mess.table}-{mess.kind}-{mess.column}"


def test_no_file_of_the_sample_is_refused(loaded: duckdb.DuckDBPyConnection) -> None:
    """The mess is in rows and formats, never enough to lose a file."""
    assert rows(loaded, "select file, reason from intake.files where status = 'refused'") == []


def test_every_row_read_is_loaded_quarantined_or_folded(loaded: duckdb.DuckDBPyConnection) -> None:
    """The identity of each file holds."""
    assert rows(
        loaded,
        "select file from intake.files where status = 'loaded' "
        "and records_read <> rows_loaded + rows_quarantined + rows_folded",
    ) == []  # fmt: skip


def test_the_manifest_counts_what_is_in_the_files(loaded: duckdb.DuckDBPyConnection) -> None:
    """The row counts that the tools announced are those that were read."""
    assert rows(
        loaded,
        "select m.file, m.row_count, f.records_read from exports.export_manifest as m "
        "left join intake.files as f on f.file = m.file where m.row_count is distinct from f.records_read",
    ) == []  # fmt: skip


def test_just_the_declared_rows_are_quarantined(loaded: duckdb.DuckDBPyConnection) -> None:
    """One quarantined row for each fault declared so, and no other."""
    found = rows(loaded, "select table_name, column_name from intake.quarantine order by all")
    key = {"conflicting_duplicate": "contact_id"}

    assert found == sorted((m.table, key.get(m.kind, m.column)) for m in BY_VERDICT["quarantined"])


def test_just_the_declared_cells_are_flagged(loaded: duckdb.DuckDBPyConnection) -> None:
    """Each doubtful cell is flagged under its rule, and nothing else is doubtful."""
    found = rows(loaded, "select distinct table_name, column_name, rule from intake.flags")
    declared = {(m.table, m.column, m.kind) for m in BY_VERDICT["flagged"]}

    assert set(found) == declared | UNDECLARED_FLAGS


@pytest.mark.parametrize("mess", BY_VERDICT["folded"], ids=case)
def test_an_identical_row_is_folded(loaded: duckdb.DuckDBPyConnection, mess: Mess) -> None:
    """It counts once."""
    assert rows(loaded, "select rows_folded from intake.files where table_name = ?", mess.table) == [(1,)]


@pytest.mark.parametrize("mess", BY_VERDICT["cut"], ids=case)
def test_a_report_footer_is_cut_and_counted(loaded: duckdb.DuckDBPyConnection, mess: Mess) -> None:
    """Lines of the footer are no records."""
    ((cut, quarantined),) = rows(
        loaded, "select lines_cut, rows_quarantined from intake.files where table_name = ?", mess.table
    )

    assert (cut > 0, quarantined) == (True, 0)


@pytest.mark.parametrize("mess", BY_VERDICT["left_aside"], ids=case)
def test_a_file_that_is_no_table_is_left_aside(loaded: duckdb.DuckDBPyConnection, mess: Mess) -> None:
    """A data dictionary beside the data is normal."""
    assert rows(loaded, "select status from intake.files where file = ?", f"{mess.table}.csv") == [("left_aside",)]


def test_decimal_commas_are_read_as_decimals(loaded: duckdb.DuckDBPyConnection) -> None:
    """A quota of 143000,00 is a hundred and forty-three thousand, not fourteen million."""
    ((largest, rows_read),) = rows(loaded, "select max(amount), count(*) from exports.quotas where level = 'rep'")

    assert 100_000 < largest < 1_000_000
    assert rows_read > 300
