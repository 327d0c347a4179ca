"""The slides of a pack in their order, with what people wrote on them (2.6)."""

import dataclasses

from sightline.notes.pack_texts import Comment
from sightline.packs import slides_calls, slides_pipeline, slides_plans
from sightline.packs.blocks import Slide
from sightline.packs.pack import Pack

ORDER = (
    slides_plans.cover,
    slides_pipeline.scorecard,
    slides_pipeline.bridge,
    slides_calls.linearity,
    slides_pipeline.attainment,
    slides_pipeline.outcomes,
    slides_pipeline.forecast,
    slides_pipeline.coverage,
    slides_pipeline.key_deals,
    slides_plans.plans,
    slides_plans.ground,
    slides_plans.asks,
    slides_plans.commitments,
    slides_plans.appendix,
)


def of(pack: Pack) -> list[Slide]:
    """Every slide, the left-out ones too: the page shows them all."""
    made = (make(pack) for make in ORDER)
    return [_written(slide, pack.comments.get(slide.key, Comment(slide.key))) for slide in made]


def included(pack: Pack) -> list[Slide]:
    """The slides that go into the files: those that nobody left out and that have something to show."""
    return [slide for slide in of(pack) if slide.is_included and not slide.is_empty]


def _written(slide: Slide, note: Comment) -> Slide:
    return dataclasses.replace(
        slide, written=note.title or "", comment=note.text, is_stale=note.is_stale, is_included=note.is_included
    )
