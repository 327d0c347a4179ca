"""Whose notes a person may read and write: those of themselves and of everyone below, as the reporting tree says."""

from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from sightline.notes.store import Author


class PlanInSight(NamedTuple):
    """A plan whose inspections somebody may read: its account and owner, and whether they may inspect it."""

    account_id: str
    owner_id: str
    may_inspect: bool


@dataclass(frozen=True)
class Sight:
    """A person, and the people and plans whose notes they may see. Built from page queries; see `of_answers`."""

    viewer: Author
    people: frozenset[str] = frozenset()
    plans: dict[str, PlanInSight] = field(default_factory=dict)

    def covers(self, person_id: str) -> bool:
        """Whether this person is the viewer or stands below them."""
        return person_id == self.viewer.person_id or person_id in self.people


def of_answers(viewer: Author, people: pd.DataFrame, plans: pd.DataFrame) -> Sight:
    """A viewer's sight from what the page queries `notes_people` and `notes_plans` answered them."""
    columns = (plans[name].tolist() for name in PlanInSight._fields)
    found = dict(zip(plans["plan_id"].tolist(), map(PlanInSight._make, zip(*columns, strict=True)), strict=True))
    return Sight(viewer, frozenset(people["person_id"].tolist()), found)
