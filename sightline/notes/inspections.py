"""Marks that a manager went through a plan with its owner: who, when, and what was agreed (S22).

A mark is shown at once and becomes evidence with the next load, which reads `as_reviews`. The id of a mark is the
`review_id` of the export, so a mark that comes back in somebody's file is still the same inspection.
"""

import csv
import datetime as dt
import io
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sightline import words
from sightline.contract import EXPORTS
from sightline.exports.binding.marked import Review
from sightline.notes.sight import Sight
from sightline.notes.store import FILE, Author, Entry, Place, Store

_COLLECTION = "inspection"


class Refused(Exception):
    """A mark that may not be made or taken back; the text is for the person who tried."""


@dataclass(frozen=True)
class Inspection:
    """One mark: the plan, the day the two sat together, what was agreed, and who wrote it when."""

    inspection_id: str
    plan_id: str
    owner_id: str
    inspected_on: dt.date
    note: str
    revision: int
    author: Author
    written_at: dt.datetime

    @property
    def review(self) -> Review:
        """The mark as a row of the export `plan_reviews`."""
        return Review(self.inspection_id, self.plan_id, self.inspected_on, self.author.person_id, self.owner_id)


def mark(store: Store, sight: Sight, plan_id: str, *, inspected_on: dt.date, note: str, today: dt.date) -> Inspection:
    """Mark a plan as inspected. Raises Refused for one's own plan, for one outside the line, and for a coming day."""
    plan = sight.plans.get(plan_id)
    if plan is None:
        raise Refused("There is no such plan within your part of the company.")
    if plan.owner_id == sight.viewer.person_id:
        raise Refused("Nobody inspects their own plan: ask the person you report to.")
    if not plan.may_inspect:
        raise Refused("Only somebody above the plan's owner in the reporting line can mark it as inspected.")
    if inspected_on > today:
        raise Refused("That day is still to come. Mark the plan once you have gone through it.")
    if any(
        found.inspected_on == inspected_on and found.author.person_id == sight.viewer.person_id
        for found in of_plans(store, sight, {plan_id})
    ):
        raise Refused("You have marked this plan as inspected on that day already.")
    place = Place(_COLLECTION, plan_id, f"sightline-{uuid.uuid4().hex}")
    body = {"owner_id": plan.owner_id, "inspected_on": inspected_on.isoformat(), "note": note.strip()}
    return _inspection(store.write(place, body, based_on=0, author=sight.viewer))


def withdraw(store: Store, sight: Sight, inspection: Inspection) -> None:
    """Take a mark back; its history stays. Raises Refused for somebody else's, and Conflict when it changed."""
    if inspection.author.person_id != sight.viewer.person_id:
        raise Refused("Only whoever marked a plan as inspected can take the mark back.")
    place = Place(_COLLECTION, inspection.plan_id, inspection.inspection_id)
    store.write(place, None, based_on=inspection.revision, author=sight.viewer)


def of_plans(store: Store, sight: Sight, plan_ids: Collection[str] | None = None) -> list[Inspection]:
    """Marks on these plans, or on all in the viewer's sight, the newest first; of other plans there are none."""
    wanted = sight.plans.keys() if plan_ids is None else sight.plans.keys() & set(plan_ids)
    return _newest([entry for entry in store.entries(_COLLECTION) if entry.place.parent in wanted])


def as_reviews(store: Store) -> list[Review]:
    """Every mark as a review, for the load alone: the row rules of the warehouse decide who then sees it."""
    return sorted((found.review for found in _newest(store.entries(_COLLECTION))), key=lambda review: review.review_id)


def for_load(folder: Path) -> list[Review]:
    """The marks beside the warehouse versions in a folder; none where nobody ever wrote a note there."""
    return as_reviews(Store(folder)) if (folder / FILE).exists() else []


def as_csv(inspections: Sequence[Inspection]) -> bytes:
    """The marks as a file in the shape of the export `plan_reviews`, to be put into the planning tool or loaded."""
    buffer = io.StringIO()
    lines = csv.DictWriter(buffer, list(EXPORTS["plan_reviews"].columns), restval="", lineterminator="\r\n")
    lines.writeheader()
    for found in inspections:
        cells = {name: str(value) for name, value in found.review.cells.items() if value is not None}
        lines.writerow({name: words.cell(text) for name, text in cells.items()})
    return buffer.getvalue().encode("utf-8-sig")


def _newest(entries: Sequence[Entry]) -> list[Inspection]:
    found = [_inspection(entry) for entry in entries]
    return sorted(found, key=lambda one: (one.inspected_on, one.written_at, one.inspection_id), reverse=True)


def _inspection(entry: Entry) -> Inspection:
    body = entry.body or {}
    return Inspection(
        inspection_id=entry.place.name,
        plan_id=entry.place.parent,
        owner_id=body["owner_id"],
        inspected_on=dt.date.fromisoformat(body["inspected_on"]),
        note=body["note"],
        revision=entry.revision,
        author=entry.author,
        written_at=entry.written_at,
    )
