"""Whom a 1:1 sheet is for; kept in the address."""

from typing import Annotated

import pandas as pd

from sightline import address, door, recorded, scope
from sightline.door import Row
from sightline.packs.one_on_one.lines import each
from sightline.parts import controls, guards, heading, paper
from sightline.sections.reviews.one_on_one import says


def need_people(people: pd.DataFrame) -> None:
    """Say why there is no sheet, and stop, where the viewer has nobody to sit down with."""
    if people.empty:
        heading.show("1:1 sheet", heeds=("team", "owner"))
        guards.need_person(door.ask("freshness"))
        guards.stop(says.FILTERED if scope.is_narrowed() else says.NOBODY)


def person(people: pd.DataFrame) -> Annotated[Row, "one_on_one_people"]:
    """The AE of the sheet: the one in the address, else the one whose plans were inspected longest ago."""
    labels = {row.person_id: says.choice(row) for row in each(people)}
    chosen: str | None = next(iter(labels))
    if (asked := address.given("ae")) and asked not in labels:
        recorded.denied("ae", asked)
    if len(labels) > 1:
        with paper.screen_only("pick"):
            chosen = controls.box(
                "AE",
                "ae",
                labels,
                first=chosen,
                visible=False,
                width=360,
                help="The AE whose plans were inspected longest ago comes first.",
            )
    return people[people["person_id"] == chosen].iloc[0]
