"""The slides of a pack in their order, with what people wrote on them (2.6)."""

import dataclasses

from sightline.notes.pack_texts import Comment
from sightline.packs import slides_ahead, slides_calls, slides_deals, slides_pipeline, slides_plans
from sightline.packs.blocks import Cell, Placed, Slide, Table
from sightline.packs.pack import Pack

ORDER = (
    slides_plans.cover,
    slides_pipeline.scorecard,
    slides_pipeline.bridge,
    slides_calls.linearity,
    slides_pipeline.attainment,
    slides_pipeline.outcomes,
    slides_ahead.forecast,
    slides_ahead.coverage,
    slides_deals.key_deals,
    slides_deals.readiness,
    slides_plans.renewals,
    slides_plans.plans,
    slides_plans.relationships,
    slides_plans.ground,
    slides_ahead.next_quarter,
    slides_ahead.capacity,
    slides_plans.asks,
    slides_plans.commitments,
    slides_plans.moved,
    slides_plans.appendix,
)
_TELLING = ("scorecard", "bridge", "attainment", "key_deals", "coverage", "renewals", "plans", "outcomes", "forecast")
"""The slides whose sentences sum a review up, the most telling first."""
_SENTENCES = 5


def of(pack: Pack) -> list[Slide]:
    """Every slide, the left-out ones too: the page shows them all. The summary stands after the cover."""
    made = [_written(make(pack), pack) for make in ORDER]
    return [made[0], _written(_summary(made, pack), pack), *made[1:]]


def _summary(made: list[Slide], pack: Pack) -> Slide:
    """Five sentences, each as it stands on its slide and with the number of that slide: nothing is said in two ways."""
    shown = [slide for slide in made if slide.is_included and not slide.is_empty]
    numbers = {slide.key: str(place + (place > 1)) for place, slide in enumerate(shown, 1)}
    by_key = {slide.key: slide for slide in shown if any(isinstance(part, Cell) for part in slide.title)}
    chosen = [by_key[key] for key in _TELLING if key in by_key][:_SENTENCES]
    rows = tuple(
        (Cell(slide.kicker), Cell(slide.headline), Cell(numbers[slide.key]))
        for slide in sorted(chosen, key=lambda slide: shown.index(slide))
    )
    block = Table(("About", "What it says", "Slide"), rows, (False, False, False), "Each sentence and its slide")
    notes = (
        "Each sentence is that of its slide and changes with it. Source: the sheets that slide names, of the workbook "
        f"of {pack.stamp.pack_id}, version {pack.stamp.version}."
    )
    return Slide("summary", "Executive summary", slides_pipeline.verdict(pack), (Placed(block),), notes)


def included(pack: Pack) -> list[Slide]:
    """The slides that go into the files: those that nobody left out and that have something to show."""
    return [slide for slide in of(pack) if slide.is_included and not slide.is_empty]


def _written(slide: Slide, pack: Pack) -> Slide:
    note = pack.comments.get(slide.key, Comment(slide.key))
    return dataclasses.replace(
        slide, written=note.title or "", comment=note.text, is_stale=note.is_stale, is_included=note.is_included
    )
