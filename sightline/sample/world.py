"""The frame every part of the invented company stands in: its size, its seed, its day and its fiscal calendar."""

import datetime as dt
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sightline.sample.size import Size

Days = Any
"""An array of days, numpy datetime64[D]; NaT means no date."""

DAY = np.timedelta64(1, "D")
NO_DAY = np.datetime64("NaT", "D")


def days(count: Any) -> Any:
    """A number of days (or an array of them) as time differences."""
    return np.asarray(count).astype("timedelta64[D]")


def as_day(value: Any) -> Any:
    """A pandas timestamp as a numpy day; NaT stays NaT."""
    return np.datetime64(value, "D")


def pick(when: Any, then: Any, otherwise: Any = None) -> Any:
    """`then` where the condition holds and `otherwise`, usually nothing, elsewhere; element by element."""
    return np.where(when, then, otherwise)


def quarter_start(day: Days) -> Days:
    """First day of the fiscal quarter of each day; fiscal years start in February."""
    month = np.asarray(day, dtype="datetime64[M]").astype(int)
    return ((month - 1) // 3 * 3 + 1).astype("datetime64[M]").astype("datetime64[D]")


def next_quarter(start: Days, count: int = 1) -> Days:
    """First day of the fiscal quarter `count` quarters after the one that starts on `start`."""
    return (np.asarray(start, dtype="datetime64[M]") + 3 * count).astype("datetime64[D]")


def fiscal_year(day: Days) -> Any:
    """Fiscal year of each day, named by the calendar year in which it ends."""
    month = np.asarray(day, dtype="datetime64[M]").astype(int)
    return (month + 11) // 12 + 1970


def fiscal_quarter(day: Days) -> Any:
    """Fiscal quarter, 1 to 4, of each day."""
    month = np.asarray(day, dtype="datetime64[M]").astype(int)
    return (month - 1) % 12 // 3 + 1


@dataclass(frozen=True)
class World:
    """One invented company: everything in it follows from these three values."""

    size: Size
    seed: int
    as_of: dt.date

    def rng(self, room: str) -> np.random.Generator:
        """A random stream of its own for each room, so that a change in one leaves the others as they were."""
        return np.random.default_rng([self.seed, zlib.crc32(room.encode())])

    @cached_property
    def today(self) -> np.datetime64:
        """The as-of day."""
        return np.datetime64(self.as_of, "D")

    def ago(self, count: Any) -> Any:
        """The day `count` days before the as-of day; arrays work too."""
        return self.today - days(count)

    @cached_property
    def quarter(self) -> np.datetime64:
        """First day of the fiscal quarter in which the as-of day lies."""
        return np.datetime64(quarter_start(self.today), "D")

    @cached_property
    def windows(self) -> tuple[tuple[np.datetime64, np.datetime64], ...]:
        """The two stretches over which every bucket of the adoption bridge fires: last quarter, and this one so far.

        Each is (first day, last day), both inside the stretch.
        """
        before = np.datetime64(next_quarter(self.quarter, -1), "D")
        return ((before + DAY, self.quarter), (min(self.quarter + DAY, self.today), self.today))

    @cached_property
    def snapshot_days(self) -> Days:
        """Days of the weekly snapshots, oldest first; one week is missing, as in every real set."""
        weeks = np.arange(self.size.weeks + 1)
        kept = weeks[weeks != min(23, self.size.weeks - 1)] if self.size.weeks > 4 else weeks[:-1]
        return np.sort(self.today - days(7 * kept[: self.size.weeks]))


def shuffled(rng: np.random.Generator, values: Any) -> Any:
    """The values in random order, as a new array; none at all is fine."""
    values = np.asarray(values)
    return values[rng.permutation(len(values))]


def between(rng: np.random.Generator, first: Any, last: Any, size: int | None = None) -> Any:
    """Random days from `first` to `last`, both included; `last` before `first` yields `first`."""
    span = np.maximum((np.asarray(last) - np.asarray(first)).astype(int), 0)
    count = np.shape(span) if size is None else size
    return np.asarray(first) + days(np.floor(rng.random(count) * (span + 1)))
