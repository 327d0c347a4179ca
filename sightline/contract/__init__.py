"""The export contract: every table and column Sightline can read, declared once.

`tables.csv` and `columns.csv` beside this file are the declaration; `values.csv` maps the words other tools use to
ours. The loader, templates, data dictionary, sample company and Exports page all read `EXPORTS`, so a column
added here exists everywhere at once.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["text", "code", "enum", "multi", "list", "bool", "int", "decimal", "date", "timestamp"]

SQL_TYPES: dict[Kind, str] = {
    "text": "varchar",
    "code": "varchar",
    "enum": "varchar",
    "multi": "varchar",
    "list": "varchar",
    "bool": "boolean",
    "int": "bigint",
    "decimal": "decimal(18,2)",
    "date": "date",
    "timestamp": "timestamp",
}
"""DuckDB type of each kind. `multi` and `list` hold several values in one text, separated by `;`."""


@dataclass(frozen=True)
class Column:
    """One column of an export.

    `required` says that a number needs the column, not that a file without it is refused. `values` are the
    allowed values of an `enum` or `multi`; `refers_to` names the table whose key the column holds;
    `is_money` columns must reconcile to the cent.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    is_money: bool = False
    values: tuple[str, ...] = ()
    refers_to: str | None = None
    synonyms: tuple[str, ...] = ()
    value_synonyms: dict[str, str] = field(default_factory=dict, hash=False, compare=False)

    @property
    def sql_type(self) -> str:
        """DuckDB type the loaded column has; a rate keeps more decimals than money."""
        if self.kind == "decimal" and not self.is_money:
            return "decimal(18,6)"
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class Export:
    """One table of the contract: its grain in words, its key, its columns by name.

    `pages` are the titles of those that say less without it, `needed_by` of those that then have nothing to show.
    """

    name: str
    key: tuple[str, ...]
    grain: str
    meaning: str
    required: bool
    columns: dict[str, Column] = field(hash=False)
    pages: tuple[str, ...] = ()
    needed_by: tuple[str, ...] = ()


def declared_rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file beside this module, in file order; no cell holds a line end."""
    lines = files("sightline.contract").joinpath(name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def _declared() -> dict[str, Export]:
    value_synonyms: dict[tuple[str, str], dict[str, str]] = {}
    for row in declared_rows("values.csv"):
        value_synonyms.setdefault((row["table"], row["column"]), {})[row["found"].casefold()] = row["ours"]
    columns: dict[str, dict[str, Column]] = {}
    for row in declared_rows("columns.csv"):
        kind: Kind = row["kind"]  # type: ignore[assignment]  # a test checks every kind against SQL_TYPES
        columns.setdefault(row["table"], {})[row["column"]] = Column(
            name=row["column"],
            kind=kind,
            meaning=row["meaning"],
            required=row["required"] == "yes",
            is_money=row["is_money"] == "yes",
            values=_split(row["values"]),
            refers_to=row["refers_to"] or None,
            synonyms=_split(row["synonyms"]),
            value_synonyms=value_synonyms.get((row["table"], row["column"]), {}),
        )
    return {
        row["table"]: Export(
            name=row["table"],
            key=_split(row["key"]),
            grain=row["grain"],
            meaning=row["meaning"],
            required=row["required"] == "yes",
            columns=columns[row["table"]],
            pages=_split(row["pages"]),
            needed_by=_split(row["needed_by"]),
        )
        for row in declared_rows("tables.csv")
    }


EXPORTS: dict[str, Export] = _declared()
"""Every export table by name, in the order a reader meets them."""
