"""What a load left open, on its way from the process that reads to the page that asks, and a trial of the answers."""

from collections.abc import Mapping
from typing import Any

from sightline.drops import child
from sightline.drops.store import Drop
from sightline.exports import Draft, ExportError, Profile, Question
from sightline.exports.drafting.draft import Column, File
from sightline.exports.profile.writing import written
from sightline.settings import Settings


def opened(told: Mapping[str, Any]) -> Draft:
    """The draft that was told as plain values."""
    return Draft(
        tuple(
            File(**_tuples(file) | {"columns": tuple(Column(**_tuples(column)) for column in file["columns"])})
            for file in told["files"]
        ),
        tuple(
            Question(
                **_tuples(question)
                | {
                    "also": tuple(tuple(place) for place in question["also"]),
                    "implied": {tuple(place): said for place, said in question["implied"]},
                }
            )
            for question in told["questions"]
        ),
        told["text"],
    )


def trial(drop: Drop, profile: Profile, settings: Settings) -> Draft:
    """The draft of a drop under another profile, read by the process that reads. Raises ExportError."""
    child.start(drop, "trial", settings, profile=written(profile))
    state = child.wait(drop)
    told = drop.answer("trial")
    if "draft" not in told:
        raise ExportError(told.get("fault") or state.fault)
    return opened(told["draft"])


def _tuples(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
