"""One plan while it is being written, and the rows that come of it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sightline.sample.world import World, as_day, days


@dataclass
class PlanWork:
    """Rows of the tables below a plan, and the changes that the field history tells."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    objectives: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    risks: list[dict[str, Any]] = field(default_factory=list)
    changes: list[tuple[str, str, str, Any, str, str | None, str | None]] = field(default_factory=list)
    """(table, record, field, day, by whom, old value, new value)."""


@dataclass
class Draft:
    """One plan while it is being written: who, until when, and how deep it goes (component levels 0 to 4)."""

    world: World
    rng: np.random.Generator
    row: Any
    team: list[str]
    contacts: list[str]
    profile: int
    action_level: int
    work: PlanWork

    @property
    def created(self) -> Any:
        """Day the plan was created."""
        return as_day(self.row.created_date)

    @property
    def changed(self) -> Any:
        """Day of the last change of its content."""
        return as_day(self.row.content_changed_on)

    @property
    def acted(self) -> Any:
        """Last day on which an action may have moved: a rung below `worked` allows none in the last 30 days."""
        limit = self.world.ago(34) if self.row.rung == "inspected" else self.changed
        return max(min(self.changed, limit), self.created)

    def day(self, last: Any = None) -> Any:
        """A day between creation and `last` (the last change), later days being likelier."""
        until = self.changed if last is None else last
        span = max(int((until - self.created).astype(int)), 0)
        return self.created + days(int(span * self.rng.random() ** 0.6))

    def someone(self) -> str:
        """Who made a change: the owner mostly, else somebody of the team."""
        if self.rng.random() < 0.7:
            return str(self.row.owner_id)
        return self.team[int(self.rng.integers(len(self.team)))]
