"""The data dictionary and the templates say what the contract says."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from sightline.contract import EXPORTS, Column, Export, Kind, declared_rows
from sightline.contract.documents import data_dictionary, template, template_text, write_documents

ROOT = Path(__file__).resolve().parents[2]
TABLES = [pytest.param(export, id=export.name) for export in EXPORTS.values()]
EMPTY_WHILE_OPEN = "is_won"
STALE = "is out of date: run `python -m sightline.contract.documents`"

READERS: dict[Kind, Callable[[str], object]] = {
    "bool": {"true": True, "false": False}.__getitem__,
    "int": int,
    "decimal": Decimal,
    "date": dt.date.fromisoformat,
    "timestamp": dt.datetime.fromisoformat,
}


def example(export: Export) -> dict[str, str]:
    """The example row of `export` by column."""
    return dict(zip(*template(export), strict=True))


def test_the_committed_documents_are_what_the_contract_says_today(tmp_path: Path) -> None:
    """A changed contract with an old dictionary would mislead whoever prepares the files."""
    fresh = {path.relative_to(tmp_path): path.read_text(encoding="utf-8") for path in write_documents(tmp_path)}
    for path, text in fresh.items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path} {STALE}"
    kept = {path.relative_to(ROOT) for path in (ROOT / "data" / "templates").iterdir()}
    assert kept == {path for path in fresh if path.parent.name == "templates"}, f"data/templates {STALE}"


def test_the_dictionary_names_every_table_column_and_name() -> None:
    """Somebody who searches it for the header in the file must find the column."""
    text = data_dictionary()
    for export in EXPORTS.values():
        chapter = text.split(f"\n## {export.name}\n")[1].split("\n## ")[0]
        for column in export.columns.values():
            row = next(line for line in chapter.splitlines() if line.strip("| *").startswith(f"{column.name}"))
            assert row
            assert column.meaning in chapter
            assert all(name.replace("|", "\\|") in chapter for name in (*column.synonyms, *column.values))


def test_every_example_belongs_to_a_column() -> None:
    """An example for a renamed column would silently vanish from its template."""
    for row in declared_rows("examples.csv"):
        assert row["column"] in EXPORTS[row["table"]].columns, row


@pytest.mark.parametrize("export", TABLES)
def test_the_example_row_fits_the_kinds_and_allowed_values(export: Export) -> None:
    """The row is there to be written over: a wrong example would teach a wrong file."""
    for name, cell in example(export).items():
        column = export.columns[name]
        assert cell or not column.required or name == EMPTY_WHILE_OPEN, f"{name} is needed and has no example"
        for value in cell.split("; ") if column.kind in {"multi", "list"} else [cell]:
            assert not value or fits(column, value), f"{name}: {value}"


def fits(column: Column, value: str) -> bool:
    """Whether `value` is an allowed word, or can be read as the kind says."""
    if column.values:
        return value in column.values
    if column.kind == "code":
        return len(value) == 3 and value.isupper()
    read = READERS.get(column.kind, str)
    return read(value) is not None


@pytest.mark.parametrize("export", TABLES)
def test_every_reference_of_an_example_finds_its_row_in_another_template(export: Export) -> None:
    """A folder of all templates must load without a reference to nothing."""
    for name, cell in example(export).items():
        target = export.columns[name].refers_to
        if cell and target:
            assert cell == example(EXPORTS[target])[EXPORTS[target].key[0]], name


@pytest.mark.parametrize("export", TABLES)
def test_duckdb_reads_a_template_as_one_row_of_the_declared_types(export: Export, tmp_path: Path) -> None:
    """Any tool must be able to open the file: one header, one row, every cell castable."""
    path = tmp_path / f"{export.name}.csv"
    path.write_text(template_text(export), encoding="utf-8", newline="\n")
    columns = ", ".join(f'cast("{column.name}" as {column.sql_type})' for column in export.columns.values())
    with duckdb.connect() as connection:
        connection.execute("create table landed as from read_csv($path, all_varchar = true)", {"path": str(path)})
        rows = connection.execute(f"select {columns} from landed").fetchall()
    assert len(rows) == 1
