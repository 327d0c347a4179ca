"""What moved between two versions of a pack: each number on its slides, before and after."""

import math
from collections.abc import Iterator

from sightline.packs.blocks import NOTHING, Cell, Chart, Slide, Table

Change = tuple[str, str, str]
"""What the number is, as it was, as it is."""


def changes(before: list[Slide], after: list[Slide]) -> list[Change]:
    """Every number of the slides that reads differently now, in the order of the slides."""
    old, new = _figures(before), _figures(after)
    told = []
    for words in [*new, *(words for words in old if words not in new)]:
        was = old[words].text if words in old else NOTHING
        is_ = new[words].text if words in new else NOTHING
        if was != is_:
            told.append((words, was, is_))
    return told


def moved_slides(before: list[Slide], after: list[Slide], beyond: float) -> tuple[str, ...]:
    """The slides whose drafted sentence says something else: a number in it moved by more than the given share."""
    drafts = {slide.key: slide for slide in before}
    return tuple(slide.key for slide in after if slide.key in drafts and _is_moved(drafts[slide.key], slide, beyond))


def _is_moved(before: Slide, after: Slide, beyond: float) -> bool:
    old, new = ([part for part in slide.title if isinstance(part, Cell)] for slide in (before, after))
    if [cell.column for cell in old] != [cell.column for cell in new]:
        return True
    return any(_differs(was, is_, beyond) for was, is_ in zip(old, new, strict=True))


def _differs(was: Cell, is_: Cell, beyond: float) -> bool:
    if was.number is None or is_.number is None:
        return was.text != is_.text
    return not math.isclose(was.number, is_.number, rel_tol=beyond, abs_tol=0.0)


def _figures(slides: list[Slide]) -> dict[str, Cell]:
    """Every number by what it is, in words; where two are called the same, the first."""
    found: dict[str, Cell] = {}
    for slide in slides:
        for words, cell in _of_slide(slide):
            found.setdefault(f"{slide.kicker}: {words}", cell)
    return found


def _of_slide(slide: Slide) -> Iterator[tuple[str, Cell]]:
    for placed in slide.blocks:
        block = placed.block
        if isinstance(block, Chart):
            for one in block.series:
                for name, cell in zip(block.categories, one.cells, strict=True):
                    if cell.column:
                        yield f"{name}, {one.name}", cell
        elif isinstance(block, Table):
            for row in block.rows:
                for head, cell, is_number in zip(block.heads, row, block.is_number, strict=True):
                    if is_number and cell.column:
                        yield f"{row[0].text}, {head}", cell
