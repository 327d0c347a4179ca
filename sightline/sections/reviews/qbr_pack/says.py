"""What the QBR pack page says in words. No number is made here."""

import datetime as dt
from typing import Annotated
from zoneinfo import ZoneInfo

from sightline import words
from sightline.door import Row
from sightline.notes.packs import Version
from sightline.packs.blocks import Slide
from sightline.packs.pack import Pack, Unit

FROZEN = (
    "A pack holds the answers of the same queries as the pages, frozen when it was begun or refreshed; nothing "
    "is computed on the way into the files. Its id stands for the scope, the quarter, the two snapshots, rates, "
    "settings and whose eyes the rows were seen through. What you write hangs on the pack and outlives a refresh; a "
    "comment is marked where a number of its sentence has moved by more than 5 % since."
)


def season(quarter: Annotated[Row, "pack_quarters"]) -> str:
    """When the reviews of the chosen quarter are prepared and held (S30): dates, for the data may be of an old day."""
    window = f"from {words.day(quarter.review_starts_on)} to {words.day(quarter.review_ends_on)}"
    about = f"Reviews of {quarter.quarter_label}"
    if quarter.review_phase == "over":
        return f"{about} were held {window}."
    if quarter.review_phase == "held":
        return f"**{about} are held {window}.**"
    if quarter.review_phase == "preparation":
        return f"**{about} are being prepared** and held {window}."
    return f"{about} are prepared from {words.day(quarter.prep_starts_on)} and held {window}."


def not_begun(unit: Unit) -> str:
    """That there is no pack yet, and what beginning one does."""
    return (
        f"**Nobody has begun the review of {unit.quarter} for {words.plain(unit.whose)} yet.** Beginning it freezes "
        "today's numbers, so that slides, workbook and PDF agree and stay as they are until you refresh them."
    )


def headline(version: Version, pack: Pack, made: list[Slide]) -> str:
    """What is open: whose, of when, which version."""
    included = words.of(sum(one.is_included and not one.is_empty for one in made), len(made))
    return (
        f"**{words.plain(pack.unit.whose[0].upper() + pack.unit.whose[1:])}, {pack.unit.quarter}: "
        f"{included} slides in the files, frozen with the data of {words.day(pack.unit.as_of)}** "
        f"by {words.plain(version.author.name)} · {pack.stamp.pack_id}, version {version.version}"
    )


def newer(version: Version, unit: Unit) -> str:
    """That the warehouse holds newer data than the frozen numbers; empty where it does not."""
    if unit.as_of <= version.head.as_of:
        return ""
    return f"Data as of {words.day(unit.as_of)} has come since; the pack still shows {words.day(version.head.as_of)}."


def seen(slide: Slide) -> str:
    """What the picture of a slide shows, for those who do not see it."""
    captions = "; ".join(placed.caption for placed in slide.blocks if placed.caption)
    return f"{slide.kicker}: {slide.headline}" + (f". {captions}" if captions else "")


def switch(slide: Slide) -> str:
    """The label of a slide's switch: whether it goes into the files, or why it cannot."""
    if slide.is_empty:
        return "Empty"
    return "In" if slide.is_included else "Out"


def left_out(slide: Slide) -> str:
    """Why a slide is in no file; nothing where it is."""
    if slide.is_empty:
        return " · empty, not in the files"
    return "" if slide.is_included else " · not in the files"


def saved(name: str, at: dt.datetime, zone: str | None) -> str:
    """`Saved 14:02 by Anouk Radu`, with the day where it was another; UTC where the reader's own time is unknown."""
    here = at.astimezone(ZoneInfo(zone) if zone else dt.UTC)
    is_today = here.date() == dt.datetime.now(here.tzinfo).date()
    day = "" if is_today else f"{words.day(here)}, "
    return f"Saved {day}{here:%H:%M}{'' if zone else ' UTC'} by {words.plain(name)}"


def moved(version: Version) -> str:
    """How many numbers moved with this version."""
    if version.version == 1:
        return "This is the first version, so nothing has moved yet."
    counted = words.counted(len(version.head.changes), "number")
    return f"**{counted} moved from version {version.version - 1} to version {version.version}.**"
