"""Small clean exports whose every value is known, and the file that a damage is done to."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

Cell = str | bool | Decimal | dt.date | None

MONEY = {"accounts": "arr", "opportunities": "amount", "forecast_submissions": "amount"}
KEYS = {
    "accounts": ("account_id",),
    "opportunities": ("opportunity_id",),
    "contacts": ("contact_id",),
    "forecast_submissions": ("user_id", "submitted_on", "category"),
}
TEXTS = {"accounts": "account_name", "opportunities": "name", "contacts": "full_name"}
"""A column of free text for each table that has one."""
REQUIRED_DATES = ("close_date", "created_date", "submitted_on", "period_start")
"""Dates without which a row cannot be counted: unreadable, they set it apart."""


@dataclass
class Line:
    """One record: its cells as written, what must be loaded of it, and what must become of it.

    `raw` replaces the written cells; `flagged` are the columns whose cell must be flagged.
    """

    cells: dict[str, str]
    meant: dict[str, Cell]
    fate: str = "loaded"
    raw: Callable[[list[str]], list[str] | str] | None = None
    flagged: set[str] = field(default_factory=set)

    def copy(self) -> "Line":
        """The same record once more."""
        return Line(dict(self.cells), dict(self.meant), self.fate, self.raw, set(self.flagged))


@dataclass
class File:
    """A file in the making. `columns` are keys of the cells in file order, `headers` what stands above them."""

    seed: int
    table: str
    columns: list[str]
    lines: list[Line]
    headers: dict[str, str]
    status: str = "loaded"
    delimiter: str = ","
    end: str | list[str] = "\n"
    encoding: str = "utf-8"
    quote_all: bool = False
    begins: str = ""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    between: dict[int, str] = field(default_factory=dict)
    profile: list[str] = field(default_factory=list)
    finish: Callable[[str], str] = str
    format: str = "csv"

    @property
    def name(self) -> str:
        """Name of the file, which tells nothing."""
        return f"f{self.seed}.{self.format}"

    def whole(self) -> list[Line]:
        """The records that nothing has been done to as a whole."""
        return [line for line in self.lines if line.fate == "loaded" and not line.raw]

    def of(self, kind: type) -> Iterator[tuple[Line, str]]:
        """Each cell that holds a value of a kind."""
        for line in self.lines:
            for column, value in line.meant.items():
                if type(value) is kind and column in self.columns:
                    yield line, column

    def write(self, kind: type, how: Callable[[Any], str]) -> None:
        """Write every value of a kind in another way."""
        for line, column in self.of(kind):
            line.cells[column] = how(line.meant[column])

    def text(self) -> str:
        """The file as text."""
        shown = [self.headers[column] for column in self.columns]
        rows: list[list[str] | str] = [*self.before, shown]
        for place, line in enumerate(self.lines):
            if place in self.between:
                rows.append(self.between[place])
            cells = [line.cells[column] for column in self.columns]
            rows.append(line.raw(cells) if line.raw else cells)
        rows += self.after
        ends = self.end if isinstance(self.end, list) else [self.end]
        written = [row if isinstance(row, str) else self.delimiter.join(map(self.quoted, row)) for row in rows]
        return self.finish(self.begins + "".join(row + ends[place % len(ends)] for place, row in enumerate(written)))

    def said(self) -> list[str]:
        """The file's section of the profile; nothing where the profile says nothing of it."""
        return [f'[files."{self.name}"]', *self.profile] if self.profile else []

    def bytes(self) -> bytes:
        """The file as it lies in the folder."""
        if self.format == "csv":
            return self.text().encode(self.encoding)
        cells = {self.headers[name]: [self._typed(line, name) for line in self.lines] for name in self.columns}
        into = io.BytesIO()
        if self.format == "parquet":
            pq.write_table(pa.table(cells), into)
        else:
            book = openpyxl.Workbook(write_only=True)
            sheet = book.create_sheet()
            for row in [list(cells), *zip(*cells.values(), strict=True)]:
                sheet.append(row)
            book.save(into)
        return into.getvalue()

    @staticmethod
    def _typed(line: Line, name: str) -> Cell:
        """The value itself where it is written plainly, else the text."""
        value, text = line.meant.get(name), line.cells[name]
        return value if text == written(value) else text

    def quoted(self, cell: str) -> str:
        """A cell as this file writes it."""
        special = any(sign in cell for sign in (self.delimiter, '"', "\n", "\r"))
        return '"' + cell.replace('"', '""') + '"' if special or self.quote_all else cell


def written(value: Cell) -> str:
    """A value as a clean export writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def clean(seed: int, random: Random, table: str) -> File:
    """A clean file of three to six records whose keys are its own."""
    rows = [_ROWS[table](f"{seed}x{place}", seed, place, random) for place in range(random.randint(3, 6))]
    columns = list(rows[0])
    lines = [Line({column: written(value) for column, value in row.items()}, row) for row in rows]
    return File(seed, table, columns, lines, {column: column for column in columns})


def _day(random: Random, year: int = 2026) -> dt.date:
    return dt.date(year, 1, 1) + dt.timedelta(days=random.randrange(365))


def _money(random: Random) -> Decimal:
    return Decimal(random.randrange(100, 10 ** random.randint(3, 9))) / 100


def _word(random: Random) -> str:
    return random.choice(["Müller", "Acme", "Bolt & Sons", "O'Hara", "Ångström", "Cura", "Nordwind", "São Jorge"])


def _account(key: str, seed: int, place: int, random: Random) -> dict[str, Cell]:
    return {
        "account_id": f"A{key}",
        "account_name": f"{_word(random)} {key}",
        "owner_id": random.choice(["u1", "u2"]),
        "type": random.choice(["customer", "prospect", "former", "partner"]),
        "is_key_account": random.random() < 0.5,
        "arr": _money(random),
        "country": random.choice(["Norway", "Côte d'Ivoire", "DE", None]),
        "customer_since": _day(random, 2024),
    }


def _deal(key: str, seed: int, place: int, random: Random) -> dict[str, Cell]:
    closed = random.random() < 0.5
    return {
        "opportunity_id": f"O{key}",
        "name": f"{_word(random)} {key}",
        "account_id": random.choice(["a1", "a2", "a3"]),
        "owner_id": random.choice(["u1", "u2"]),
        "stage": random.choice(["4-Proposal", "Discovery"]) if not closed else "Closed",
        "type": random.choice(["new", "expansion", "renewal"]),
        "amount": _money(random),
        "probability": Decimal(random.choice([10, 25, 40, 90])),
        "forecast_category": random.choice(["pipeline", "best_case", "commit"]),
        "is_closed": closed,
        "is_won": closed and random.random() < 0.5,
        "close_date": _day(random),
        "created_date": _day(random, 2025),
        "next_step": random.choice(["Call back", "Send offer", None]),
    }


def _contact(key: str, seed: int, place: int, random: Random) -> dict[str, Cell]:
    return {
        "contact_id": f"C{key}",
        "account_id": random.choice(["a1", "a2", "a3"]),
        "full_name": f"{_word(random)} {key}",
        "email": f"p{key}@example.com",
        "title": random.choice(["CFO", "Head of R&D", None]),
        "is_active": random.random() < 0.5,
        "last_touch_date": _day(random),
    }


def _call(key: str, seed: int, place: int, random: Random) -> dict[str, Cell]:
    return {
        "user_id": f"R{seed}",
        "period_start": dt.date(2026, 8, 1),
        "submitted_on": dt.date(2026, 8, 3) + dt.timedelta(days=7 * place),
        "category": random.choice(["commit", "best_case", "pipeline"]),
        "amount": _money(random),
        "basis": "cumulative",
    }


_ROWS: dict[str, Callable[[str, int, int, Random], dict[str, Cell]]] = {
    "accounts": _account,
    "opportunities": _deal,
    "contacts": _contact,
    "forecast_submissions": _call,
}
TABLES = tuple(_ROWS)
