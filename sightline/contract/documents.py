"""The written side of the contract: the data dictionary and one template file per table.

`python -m sightline.contract.documents` writes `data/README.md` and `data/templates/` anew; run it after every
change to the CSV files beside this module. A test fails while the written files say something else.
"""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from itertools import groupby
from pathlib import Path

from sightline.contract import EXPORTS, Column, Export, Kind, declared_rows

KIND_WORDS: dict[Kind, str] = {
    "text": "text",
    "code": "three-letter code",
    "enum": "one of",
    "multi": "several of",
    "list": "several values",
    "bool": "true or false",
    "int": "whole number",
    "decimal": "number",
    "date": "date",
    "timestamp": "date and time",
}
"""How each kind is called in front of people who do not program."""

INTRODUCTION = """\
# The files Sightline reads

<!-- Written by `python -m sightline.contract.documents` from `sightline/contract/*.csv`; edit those. -->

One table per file, as CSV, Parquet or an Excel sheet of detail rows. Sightline recognises the table by its columns, so
the file may have any name. Only {required} are needed;
every other table makes more pages work.

- `templates/` has a file for each table, with the headers and one example row to write over.
- A column may carry its own name or any name under *also known as*. Upper and lower case, blanks, `_`, dots and a
  trailing `__c` make no difference. A `+` joins several columns with a blank between them. Where a file has several
  of the names, the leftmost counts. Columns that mean nothing to us are left alone and listed.
- Dates are best written as 2026-09-30 and amounts as plain numbers in whole units of the currency, never in thousands.
  Shares are in percent from 0 to 100 unless the column says otherwise. Several values in one cell are separated by `;`.
- A column in **bold** is needed for the numbers. A file without it still loads, and the report says which numbers
  are unknown. The key identifies a row; a row whose needed key columns are empty is rejected.
"""


def data_dictionary() -> str:
    """The data dictionary as one Markdown text: every table and column with its kind, values, names and meaning."""
    needed = [export.name for export in EXPORTS.values() if export.required]
    parts = [INTRODUCTION.format(required=_and(f"`{name}`" for name in needed)), "## Tables\n", _overview()]
    parts += [_chapter(export) for export in EXPORTS.values()]
    return "\n".join(parts)


def template(export: Export) -> tuple[list[str], list[str]]:
    """Headers and one believable row for `export`, both in contract order; a cell may be empty.

    The keys agree between tables, so a folder of all templates loads without a reference to nothing.
    """
    example = _examples().get(export.name, {})
    return list(export.columns), [example.get(column, "") for column in export.columns]


def template_text(export: Export) -> str:
    """The template of `export` as the text of a CSV file."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(template(export))
    return text.getvalue()


def write_documents(root: Path) -> list[Path]:
    """Paths of the files written below `root`: the data dictionary first, then a template per table."""
    folder = root / "data" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {root / "data" / "README.md": data_dictionary()}
    texts |= {folder / f"{export.name}.csv": template_text(export) for export in EXPORTS.values()}
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


@cache
def _examples() -> dict[str, dict[str, str]]:
    """Example value by table and column; a column that is best left empty is absent."""
    found: dict[str, dict[str, str]] = {}
    for row in declared_rows("examples.csv"):
        found.setdefault(row["table"], {})[row["column"]] = row["example"]
    return found


def _overview() -> str:
    lines = (
        f"| [{export.name}](#{export.name}) | {'yes' if export.required else ''} | {export.grain} | {export.meaning} |"
        for export in EXPORTS.values()
    )
    return "\n".join(["| table | needed | grain | what it contains |", "|---|---|---|---|", *lines, ""])


def _chapter(export: Export) -> str:
    key = " + ".join(f"`{column}`" for column in export.key)
    words = [line for column in export.columns.values() for line in _words(column)]
    return "\n".join(
        [
            f"## {export.name}\n",
            f"{export.meaning} {export.grain.capitalize()}; key: {key}.\n",
            "| column | kind | also known as | meaning |",
            "|---|---|---|---|",
            *(_row(column) for column in export.columns.values()),
            *(["\nWords of other tools that are understood:\n", *words] if words else []),
            "",
        ]
    )


def _row(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    cells = (name, _kind(column), ", ".join(column.synonyms), column.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _kind(column: Column) -> str:
    """The kind in words, with the allowed values or the table referred to."""
    if column.values:
        return f"{KIND_WORDS[column.kind]}: {', '.join(column.values)}"
    if column.refers_to:
        return f"id of [{column.refers_to}](#{column.refers_to})"
    return "amount of money" if column.is_money else KIND_WORDS[column.kind]


def _words(column: Column) -> Iterator[str]:
    """One line per allowed value that other tools call by other words."""
    by_value = sorted(column.value_synonyms.items(), key=lambda pair: column.values.index(pair[1]))
    for ours, pairs in groupby(by_value, key=lambda pair: pair[1]):
        yield f"- {column.name} **{ours}**: {', '.join(found for found, _ in pairs)}"


def _and(names: Iterable[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


if __name__ == "__main__":
    for written in write_documents(Path(__file__).resolve().parents[2]):
        print(written)
