"""Which entries of the history a version stands on: one text per state of the history, named after its content."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Piece:
    """One table on one day: the rows of the entry `base`, but for those that the entry `change` puts or takes out.

    `rows` is how many there are of it, counted when they were kept; `change` is null where nothing differs.
    """

    base: str
    change: str | None
    rows: int


@dataclass(frozen=True)
class Day:
    """What is kept of one day, by table; `is_partial` where the exports were declared to hold a part of the company."""

    tables: Mapping[str, Piece] = field(default_factory=dict)
    is_partial: bool = False


@dataclass(frozen=True)
class Manifest:
    """The days of a history with what is kept of each, the oldest first."""

    days: Mapping[dt.date, Day] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The manifest as it is written down: the same days in the same order are the same text."""
        days = {day.isoformat(): asdict(told) for day, told in sorted(self.days.items())}
        return json.dumps({"days": days}, indent=1, sort_keys=True)

    @property
    def name(self) -> str:
        """The checksum of its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @classmethod
    def read(cls, text: str) -> "Manifest":
        """The manifest that a text tells. Raises ValueError, KeyError or TypeError where it is none."""
        days = {
            dt.date.fromisoformat(day): Day(
                {table: Piece(**piece) for table, piece in told["tables"].items()}, told["is_partial"]
            )
            for day, told in json.loads(text)["days"].items()
        }
        return cls(dict(sorted(days.items())))

    def with_day(self, day: dt.date, told: Day) -> "Manifest":
        """This history and one more day, in place of what it has of that day's tables."""
        before = self.days.get(day, Day())
        days = {**self.days, day: Day({**before.tables, **told.tables}, told.is_partial)}
        return Manifest(dict(sorted(days.items())))

    def without(self, day: dt.date) -> "Manifest":
        """This history but for one day."""
        return Manifest({each: told for each, told in self.days.items() if each != day})

    def thinned(self, daily_days: int) -> "Manifest":
        """This history with one day a week of the time before the last `daily_days` days: the last whole one, if any.

        It depends on the days alone and not on the order in which they came.
        """
        if not self.days:
            return self
        newest = max(self.days)
        ordered = sorted(self.days, key=lambda day: (not self.days[day].is_partial, day))
        last = {day.isocalendar()[:2]: day for day in ordered}.values()
        recent = newest - dt.timedelta(days=daily_days)
        return Manifest({day: told for day, told in self.days.items() if day > recent or day in last})

    def of_table(self, table: str, until: dt.date) -> dict[dt.date, Piece]:
        """What is kept of a table up to a day."""
        return {day: told.tables[table] for day, told in self.days.items() if day <= until and table in told.tables}

    def near(self, table: str, day: dt.date) -> Piece | None:
        """What is kept of a table on the day next to this one, the earlier of two; null where nothing is."""
        others = [each for each, told in self.days.items() if table in told.tables]
        nearest = min(others, key=lambda each: (abs((each - day).days), each), default=None)
        return None if nearest is None else self.days[nearest].tables[table]

    @property
    def entries(self) -> set[str]:
        """The names of all entries that it stands on."""
        pieces = [piece for told in self.days.values() for piece in told.tables.values()]
        return {piece.base for piece in pieces} | {piece.change for piece in pieces if piece.change}
