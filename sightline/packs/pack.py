"""A pack: what it is of, its frozen answers, and the words people wrote on it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sightline import words
from sightline.charts.palette import ACT, WATCH
from sightline.metrics import Unit as MetricUnit
from sightline.metrics import column
from sightline.notes.pack_texts import Comment
from sightline.packs.blocks import Cell, shown

_TONES = {"act": ACT, "watch": WATCH}
"""Severity words carry their mark; a note is plain."""


@dataclass(frozen=True)
class Unit:
    """What a pack is of. Everything that can change one of its numbers stands here, so the id says it all.

    `seen_as` is the person whose rows it holds: what a manager may see of a team is not what its members may see.
    `running_quarter` and `coming_quarter` are the quarter of the day of the data and the next one, for what can only be
    told as of today; they are empty in packs frozen before they were written down.
    `rates` is each currency's rate and day; `policies` are the settings its numbers depend on, by name.
    """

    seen_as: str
    scope_id: str
    scope_name: str
    is_team: bool
    quarter: str
    quarter_starts_on: dt.date
    quarter_ends_on: dt.date
    next_quarters: tuple[str, str]
    as_of: dt.date
    compare_to: dt.date | None
    snapshot_on: dt.date | None
    currency: str
    rates: tuple[tuple[str, str, str], ...] = ()
    policies: tuple[tuple[str, str], ...] = ()
    running_quarter: str = ""
    coming_quarter: str = ""

    @property
    def is_ended(self) -> bool:
        """Whether the quarter lies behind the day of the data."""
        return self.quarter_ends_on < self.as_of

    @property
    def days_left(self) -> int:
        """Days of a running quarter after the day of the data."""
        return (self.quarter_ends_on - self.as_of).days

    @property
    def pack_id(self) -> str:
        """`QBR-` and ten letters of the hash of everything above, names of people left out."""
        told = [
            self.seen_as,
            self.scope_id,
            self.quarter,
            self.as_of.isoformat(),
            self.compare_to.isoformat() if self.compare_to else "",
            self.snapshot_on.isoformat() if self.snapshot_on else "",
            self.currency,
            self.rates,
            self.policies,
        ]
        return f"QBR-{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:10]}"

    @property
    def parameters(self) -> dict[str, Any]:
        """The scope as every page query takes it: a manager's team, or one person."""
        return {"team": self.scope_id} if self.is_team else {"owner": self.scope_id}

    @property
    def whose(self) -> str:
        """`team Grace Hall` or `Ada Smith`."""
        return f"team {self.scope_name}" if self.is_team else self.scope_name


@dataclass(frozen=True)
class Stamp:
    """What every slide, sheet and page says about itself."""

    pack_id: str
    version: int
    whose: str
    quarter: str
    as_of: dt.date
    currency: str

    @property
    def title(self) -> str:
        """`QBR FY27-Q3, team Grace Hall`."""
        return f"QBR {self.quarter}, {self.whose}"

    @property
    def line(self) -> str:
        """The foot of every slide."""
        parts = (self.whose, self.quarter, f"data as of {words.day(self.as_of)}", f"amounts in {self.currency}")
        told = " · ".join(parts)
        return f"{told[0].upper()}{told[1:]} · pack {self.pack_id}, version {self.version}"

    @property
    def file_stem(self) -> str:
        """`QBR_FY27-Q3_Grace-Hall_QBR-1a2b3c4d5e_v1`, without letters a file system may refuse."""
        whose = "".join(letter if letter.isalnum() else "-" for letter in self.whose.removeprefix("team ")).strip("-")
        return f"QBR_{self.quarter}_{whose}_{self.pack_id.removeprefix('QBR-')}_v{self.version}"


@dataclass(frozen=True)
class Pack:
    """One frozen version: its unit, its tables by name, and the words on it."""

    unit: Unit
    tables: Mapping[str, pd.DataFrame]
    version: int = 1
    pack_id: str = ""
    prepared_by: str = ""
    comments: Mapping[str, Comment] = field(default_factory=dict)

    @property
    def stamp(self) -> Stamp:
        """What its files say about themselves. A refreshed pack keeps the id it was given when it was begun."""
        unit = self.unit
        return Stamp(self.pack_id or unit.pack_id, self.version, unit.whose, unit.quarter, unit.as_of, unit.currency)

    def rows(self, table: str) -> pd.DataFrame:
        """One table; empty where nobody could answer it."""
        return self.tables.get(table, pd.DataFrame())

    def find(self, table: str, **is_: Any) -> list[int]:
        """The places of the rows whose columns have the given values, in their order."""
        rows = self.rows(table)
        if rows.empty:
            return []
        found = pd.Series(True, index=rows.index)
        for name, value in is_.items():
            found &= rows[name] == value
        return [int(place) for place in rows.index[found]]

    def cell(self, table: str, row: int, name: str, *, unsigned: bool = False, unit: MetricUnit | None = None) -> Cell:
        """One value of one table, as people read it and with the way back to it.

        `unsigned` leaves out the minus where the words beside it say that something went; `unit` is given where a
        column holds several.
        """
        value = self.tables[table][name].iloc[row]
        told = abs(value) if unsigned and pd.notna(value) else value
        return Cell(
            shown(told, unit or column(name).unit, self.unit.currency),
            value,
            table,
            row,
            name,
            _TONES.get(value) if isinstance(value, str) else None,
        )

    def cells(self, table: str, name: str, rows: Sequence[int] | None = None) -> tuple[Cell, ...]:
        """One column of one table, whole or in the given rows."""
        return tuple(self.cell(table, row, name) for row in (range(len(self.rows(table))) if rows is None else rows))

    def first(self, table: str, name: str, **is_: Any) -> Cell | None:
        """The cell of the first such row, None where there is none or its value is unknown."""
        found = self.find(table, **is_)
        cell = self.cell(table, found[0], name) if found else None
        return cell if cell is not None and pd.notna(cell.value) else None
