"""Look again at what a load held: the first rows of files it did not understand, and the names that others gave."""

import re
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.audit.report import Report
from sightline.exports.binding.references import NAMES
from sightline.exports.drafting.hints import Known, Peek, Values
from sightline.exports.load import BAD
from sightline.exports.names import header_key, word_key
from sightline.exports.opening.land import drop_landed, quoted
from sightline.exports.opening.sources import Source, files_in, open_sources, printable
from sightline.exports.problems import Ended
from sightline.exports.profile import FileProfile, Profile
from sightline.exports.profile.writing import Place
from sightline.settings import Settings

LOOKED = 2_000
"""Rows of a file whose values are weighed: enough to tell dates from amounts, and no second load."""
MOST_NAMES = 50_000
"""Names of other files that values are held against; beyond it the first will do."""
_DIGITS = re.compile(r"\d+(?:[-_. ]\d+)*")


@dataclass(frozen=True)
class Looked:
    """A load, as its questions are asked of it. `peeks` are the files looked into, by name."""

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    profile: Profile
    report: Report
    peeks: Mapping[str, Peek]
    known: Known

    def rows(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """All rows of a query over what was loaded."""
        return self.connection.execute(sql, parameters or None).fetchall()

    def section(self, file: str) -> Place:
        """Where the profile says something of a file: its section, else a new one for the next file of that name.

        Digits of a name are mostly a day: the section is for any. Where that would meet a file of another shape, it is
        for this file alone.
        """
        pattern = self.profile.pattern_of(file)
        if pattern:
            return "files", pattern
        escaped = re.sub(r"([\[*?])", r"[\1]", file)
        stem, dot, suffix = escaped.rpartition(".")
        pattern = _DIGITS.sub("*", stem) + dot + suffix if dot and re.search(r"[^\W\d_]", stem) else escaped
        others = [name for name in self._names() if name != file and FileProfile(pattern=pattern).matches(name)]
        same = all(name in self.peeks and self._shape(name) == self._shape(file) for name in others)
        return ("files", pattern) if same else ("files", file)

    def _shape(self, file: str) -> list[str]:
        return [header_key(cell) for cell in self.peeks[file].header] if file in self.peeks else []

    def _names(self) -> list[str]:
        return [file["file"] for file in self.report.files]


def peeked(connection: duckdb.DuckDBPyConnection, folder: Path, wanted: Collection[str]) -> dict[str, Peek]:
    """The named files with the values of their first rows; one that cannot be read has none."""
    found: dict[str, Peek] = {}
    with tempfile.TemporaryDirectory(prefix="sightline-") as scratch:
        for place, path in enumerate(files_in(folder)):
            name = printable(path)
            if not any(file == name or file.startswith(f"{name} [") for file in wanted):
                continue
            try:
                for source in open_sources(connection, path, Path(scratch), place)[1]:
                    if source.file in wanted:
                        found[source.file] = _peek(connection, source, f"look{place}_{len(found)}")
            except (*BAD, Ended):
                continue
    return found


def _peek(connection: duckdb.DuckDBPyConnection, source: Source, name: str) -> Peek:
    positions = [index for index, header in enumerate(source.header) if header.strip()]
    try:
        landed = source.land(name, positions, positions[:1])
        cells = ", ".join(f"c{index}" for index in positions)
        rows = connection.execute(f"select {cells} from landing_{landed.name} limit {LOOKED}").fetchall()
    except BAD:
        rows = []
    finally:
        drop_landed(connection, name)
    values = {i: Values([row[at] for row in rows if row[at] is not None]) for at, i in enumerate(positions)}
    return Peek(source.file, source.header, values)


def known_names(connection: duckdb.DuckDBPyConnection) -> Known:
    """The ids and names of what was loaded, made comparable, by table."""
    found: dict[str, frozenset[str]] = {}
    for table, names in NAMES.items():
        columns = ", ".join(quoted(column) for column in (EXPORTS[table].key[0], *names))
        rows = connection.execute(f"select {columns} from exports.{table} limit {MOST_NAMES}").fetchall()
        if rows:
            found[table] = frozenset(word_key(text) for row in rows for text in row if text)
    return found
