"""What every measure shown is called, counted in, and means. No formula here is computed: numbers come from queries.

The declaration is what lies beside this file: `measures/` and `columns/` with one file per part of the product, and
`without_data.toml`; `rules.toml` says on which page each rule is shown. Table heads, hover texts, downloads and the
Definitions page all read them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Unit = Literal["count", "share", "points", "times", "money", "days", "day", "level", "flag", "word", "sentence", "link"]


@dataclass(frozen=True)
class Column:
    """How a column is called and shown."""

    name: str
    label: str
    unit: Unit


@dataclass(frozen=True)
class Metric(Column):
    """A measure: its sentence, formula in words, rule, source and worked example.

    Words in {braces} are settings; `filled` puts their values in.
    """

    rule: str
    definition: str
    formula: str
    source: str
    example: str

    @property
    def told(self) -> str:
        """What it counts and how, as one line of a hover or a file."""
        return f"{self.definition} Formula: {self.formula}."

    def filled(self, settings: Mapping[str, Any]) -> "Metric":
        """The same metric with the settings in force in its sentences. Raises KeyError for an unknown setting."""
        texts: dict[str, Any] = {
            f.name: str(getattr(self, f.name)).format_map(settings) for f in fields(self) if f.name != "unit"
        }
        return replace(self, **texts)


def _declared(folder: str) -> dict[str, Any]:
    """Every entry of the folder's files by name. Raises ValueError where two files declare the same name."""
    found: dict[str, Any] = {}
    for path in sorted(files("sightline.metrics").joinpath(folder).iterdir(), key=lambda path: path.name):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        if twice := found.keys() & entries.keys():
            raise ValueError(f"{folder}/{path.name} declares again: {', '.join(sorted(twice))}")
        found |= entries
    return found


METRICS: dict[str, Metric] = {name: Metric(name=name, **entry) for name, entry in _declared("measures").items()}
"""Every measure by the name of its column, in the order of the Definitions page."""

COLUMNS: dict[str, Column] = {
    **{name: Column(name=name, **entry) for name, entry in _declared("columns").items()},
    **METRICS,
}
"""Every column that may be shown, by name."""

WITHOUT_DATA: dict[str, str] = tomllib.loads(
    files("sightline.metrics").joinpath("without_data.toml").read_text(encoding="utf-8")
)
"""Rules that no export can answer, by rule id, each with the reason."""

SHOWN_ON: dict[str, str] = {
    rule: page
    for page, rules in tomllib.loads(
        files("sightline.metrics").joinpath("rules.toml").read_text(encoding="utf-8")
    ).items()
    for rule in rules.split()
}
"""The page where each rule that is computed is shown, by rule id."""


@cache
def column(name: str) -> Column:
    """How a column is shown. Raises KeyError for one that is not declared, so that nothing undocumented appears."""
    return COLUMNS[name]


def named(names: str) -> tuple[str, ...]:
    """Columns in their order, written as words with spaces between them. Raises KeyError as `column` does."""
    return tuple(column(name).name for name in names.split())
