"""A figure with its goal, and how a stretch of work is timed."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """One figure: `figure` is a ratio or a plain value in `unit`; met when it is at most `goal`."""

    what: str
    measured: str
    against: str
    figure: float
    goal: float
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.figure <= self.goal

    @property
    def figure_text(self) -> str:
        """The figure with its unit."""
        return f"{self.figure:,.2f} {self.unit}"

    @property
    def goal_text(self) -> str:
        """The goal with its unit."""
        return f"<= {self.goal:g} {self.unit}"

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {**asdict(self), "is_met": self.is_met}


def median_ms(work: Callable[[], object], times: int = 15) -> float:
    """Median milliseconds of a piece of work, after two runs that warm it up."""
    work(), work()
    gc.collect()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)
