"""What a slide consists of, before anybody draws it: cells that know where they come from, tables, charts and text.

The deck, the PDF and the page draw the same blocks, so they cannot differ; a test follows every cell back to the
workbook.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from sightline import words
from sightline.charts.palette import Tone
from sightline.metrics import Unit

NOTHING = "–"
"""What stands where nothing is known."""

ChartKind = Literal["waterfall", "columns", "stacked", "bars", "stacked bars", "lines"]


@dataclass(frozen=True)
class Cell:
    """One value as people read it, with the table, row and column of the pack it was taken from.

    `table` is empty for words of our own, which no table holds.
    """

    text: str
    value: Any = None
    table: str = ""
    row: int = -1
    column: str = ""
    tone: Tone | None = None

    @property
    def number(self) -> float | None:
        """The value for a chart's axis; None where it is unknown, which draws a gap."""
        return None if self.value is None or pd.isna(self.value) else float(self.value)


@dataclass(frozen=True)
class Table:
    """Rows of cells below their heads, one column `strong`.

    `more` rows did not fit and stand in the workbook, all but `beyond` of them, which a pack does not hold.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_number: tuple[bool, ...]
    caption: str = ""
    more: int = 0
    sheet: str = ""
    strong: int | None = None
    beyond: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no row."""
        return not self.rows

    def cut(self, more: int) -> str:
        """`12 of 48 shown`, and where the rest stand, for the line below a table that leaves out so many."""
        every = len(self.rows) + self.more
        held = words.number(every - self.beyond) if self.beyond else "all"
        return f"{words.of(every - more, every)} shown, {held} in the workbook, sheet {self.sheet}"


@dataclass(frozen=True)
class Series:
    """One series of a chart: its name, a cell for each category and the colour it has everywhere."""

    name: str
    cells: tuple[Cell, ...]
    tone: Tone


@dataclass(frozen=True)
class Chart:
    """A chart of classic type. A waterfall is one series of totals and steps; `tones` gives each bar its colour."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit
    currency: str
    alt: str
    caption: str = ""
    sheet: str = ""
    tones: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no series has a known value, so that there is nothing to draw."""
        return not any(cell.number is not None for one in self.series for cell in one.cells)


@dataclass(frozen=True)
class Text:
    """Lines of prose, each with a heading that may be empty."""

    lines: tuple[tuple[str, str], ...]
    size: int = 12

    @property
    def is_empty(self) -> bool:
        """Whether there is no line."""
        return not self.lines


Block = Table | Chart | Text


@dataclass(frozen=True)
class Placed:
    """A block and its place on the slide's body, in shares of its width and height."""

    block: Block
    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0

    @property
    def caption(self) -> str:
        """What stands above the block; empty for prose."""
        return "" if isinstance(self.block, Text) else self.block.caption


@dataclass(frozen=True)
class Slide:
    """One slide: what it is about, the sentence to take away, what shows it, and what the presenter may need.

    `title` is the drafted sentence in parts; `written` replaces it where somebody edited it.
    """

    key: str
    kicker: str
    title: tuple[Cell | str, ...]
    blocks: tuple[Placed, ...]
    notes: str
    written: str = ""
    comment: str = ""
    is_stale: bool = False
    is_included: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show: no row, no known value and no word, so that it stands in no file."""
        return not self.comment and all(placed.block.is_empty for placed in self.blocks)

    @property
    def drafted(self) -> str:
        """The drafted sentence as one text."""
        return "".join(part if isinstance(part, str) else part.text for part in self.title)

    @property
    def headline(self) -> str:
        """The sentence that stands on the slide."""
        return self.written or self.drafted


def shown(value: Any, unit: Unit, currency: str) -> str:
    """A value as people read it on a slide, by its declared unit; a dash where it is unknown."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "unknown" if unit == "flag" else NOTHING
    match unit:
        case "money":
            return words.money(value, currency)
        case "share":
            return words.share(value)
        case "times":
            return words.times(value)
        case "points":
            return words.points(value)
        case "count" | "days" | "level":
            return words.number(value)
        case "day":
            return words.day(value)
        case "flag":
            return "yes" if value else "no"
        case _:
            return words.line(str(value))


def as_day(value: Any) -> dt.date | None:
    """A cell's day as a date."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
