"""The declared contract is consistent in itself, whatever is added to its CSV files."""

import re
from itertools import groupby

import pytest

from sightline.contract import EXPORTS, SQL_TYPES, Column, Export, declared_rows
from tests.each import each

COLUMNS = [(export, column) for export in EXPORTS.values() for column in export.columns.values()]


def name(thing: Export | tuple[Export, Column]) -> str:
    """What a failing test calls a table or a column."""
    return ".".join(part.name for part in thing) if isinstance(thing, tuple) else thing.name


def loose(name: str) -> str:
    """`name` as headers are compared: without case, blanks, underscores, dots and a trailing `__c`."""
    return re.sub(r"[\s_.]", "", name.strip().lower().removesuffix("__c"))


def loose_word(word: str) -> str:
    """`word` as cells are compared: without case, blanks and punctuation."""
    return re.sub(r"[\W_]", "", word.casefold())


@each("export, column", COLUMNS, name)
def test_a_column_has_a_known_kind_and_values_exactly_where_the_kind_asks_for_them(
    export: Export, column: Column
) -> None:
    """An enum without values, or values on a date, would make the loader accept or refuse everything."""
    assert column.kind in SQL_TYPES
    assert bool(column.values) == (column.kind in {"enum", "multi"})
    assert len(set(column.values)) == len(column.values)
    assert not column.is_money or column.kind == "decimal"


@each("export, column", COLUMNS, name)
def test_a_column_is_explained_in_whole_sentences_of_words(export: Export, column: Column) -> None:
    """Sales-operations people read the meaning: three words at least, a full stop, no note for programmers."""
    assert len(column.meaning.split()) >= 3
    assert column.meaning.endswith(".")
    assert column.meaning[0].isupper() or column.meaning[0].isdigit()
    assert ";" not in column.meaning


@each("export", EXPORTS.values(), name)
def test_a_table_has_a_grain_a_meaning_and_a_key_made_of_its_own_columns(export: Export) -> None:
    """At least one key column must be needed, or rows without any key would be told apart by nothing."""
    assert export.grain.startswith("one row per ")
    assert export.meaning.endswith(".")
    assert export.key
    assert set(export.key) <= set(export.columns)
    assert any(export.columns[column].required for column in export.key)


@each("export, column", COLUMNS, name)
def test_a_reference_points_at_a_table_with_a_one_column_key_of_the_same_type(export: Export, column: Column) -> None:
    """A reference into a composite key, or of another type, could never be joined."""
    if column.refers_to is None:
        return
    target = EXPORTS[column.refers_to]
    assert len(target.key) == 1
    assert target.columns[target.key[0]].sql_type == column.sql_type


@each("export", EXPORTS.values(), name)
def test_a_header_means_one_column_of_a_table_and_no_other(export: Export) -> None:
    """Two columns that answer to one header would leave it to chance which of them is filled."""
    names = sorted(
        (loose(name), column.name) for column in export.columns.values() for name in (column.name, *column.synonyms)
    )
    shared = {name: [c for _, c in group] for name, group in groupby(names, key=lambda pair: pair[0])}
    assert {name: columns for name, columns in shared.items() if len(columns) > 1} == {}


@each("export, column", COLUMNS, name)
def test_a_synonym_is_a_header_that_a_file_could_have(export: Export, column: Column) -> None:
    """Notes such as 'custom checkbox' or 'Date entered <stage>' are no headers; `+` joins whole headers."""
    for synonym in column.synonyms:
        assert not re.search(r"[<>=]|->|^custom\b|^suffix\b|^wide\b", synonym)
        assert all(loose(part) for part in synonym.split(" + "))


def test_every_translated_word_leads_to_an_allowed_value_of_a_declared_column() -> None:
    """A row of values.csv for a column that does not exist would be ignored without a sound."""
    for row in declared_rows("values.csv"):
        assert row["ours"] in EXPORTS[row["table"]].columns[row["column"]].values, row


@each("export, column", COLUMNS, name)
def test_a_word_of_another_tool_means_one_of_our_values_however_it_is_written(export: Export, column: Column) -> None:
    """`Best-Case` and `best case` are one word to the loader, so they may not lead to two values."""
    tones: dict[str, set[str]] = {}
    for found, ours in [*((value, value) for value in column.values), *column.value_synonyms.items()]:
        assert loose_word(found), found
        tones.setdefault(loose_word(found), set()).add(ours)
    assert {word: values for word, values in tones.items() if len(values) > 1} == {}


@pytest.mark.parametrize(
    ("table", "column", "found", "ours"),
    [
        ("users", "role", "Sales Representative", "AE"),
        ("users", "role", "TAM", "CSM"),
        ("users", "role", "Sales Manager", "ASM"),
        ("opportunities", "forecast_category", "Forecast", "commit"),
        ("opportunities", "forecast_category", "BestCase", "best_case"),
        ("opportunities", "type", "Add-On", "expansion"),
        ("account_plans", "plan_type", "Land Account Plan", "land"),
        ("contacts", "decision_role", "BUDGET_HOLDER", "economic_buyer"),
        ("contacts", "influence", "4", "high"),
        ("accounts", "health", "Yellow", "neutral"),
    ],
)
def test_common_words_of_other_tools_are_understood(table: str, column: str, found: str, ours: str) -> None:
    """The words most exports carry need no mapping by hand."""
    declared = EXPORTS[table].columns[column]
    known = {loose_word(value): value for value in declared.values}
    known |= {loose_word(word): value for word, value in declared.value_synonyms.items()}
    assert known[loose_word(found)] == ours


def test_doubtful_words_are_left_to_the_person_who_knows() -> None:
    """`Existing Business` may be growth or a renewal: only the organisation can say which."""
    assert "existing business" not in EXPORTS["opportunities"].columns["type"].value_synonyms
    assert "other" not in EXPORTS["accounts"].columns["type"].value_synonyms
