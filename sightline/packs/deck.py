"""The pack as a deck: one slide after another in our master, every chart native, every slide stamped."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from sightline import words
from sightline.charts.palette import INK, MUTED, PRIMARY, WATCH
from sightline.packs import deck_chart, deck_table, layout, template, zips
from sightline.packs.blocks import NOTHING, Chart, Slide, Table, Text
from sightline.packs.layout import Box
from sightline.packs.pack import Stamp
from sightline.packs.template import colour, letters

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
STALE = "written before the numbers moved"


def write(slides: list[Slide], stamp: Stamp, master: Path = template.FILE) -> bytes:
    """The deck as a .pptx file, byte for byte the same for the same slides and stamp."""
    deck = Presentation(str(master))
    cover, *others = slides
    _cover(deck, cover, stamp)
    for number, one in enumerate(others, 2):
        _slide(deck, one, stamp, number)
    _properties(deck, stamp)
    buffer = io.BytesIO()
    deck.save(buffer)
    return zips.settled(buffer.getvalue(), stamp.as_of)


def _layout(deck: Any, name: str, otherwise: int) -> Any:
    """The layout of that name; in a master that lacks it, the usual place of the like."""
    found = deck.slide_layouts.get_by_name(name)
    return found if found is not None else deck.slide_layouts[min(otherwise, len(deck.slide_layouts) - 1)]


def _cover(deck: Any, one: Slide, stamp: Stamp) -> None:
    slide = deck.slides.add_slide(_layout(deck, template.COVER, 0))
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.28), Inches(layout.HEIGHT))
    _fill(band, PRIMARY.light)
    title, *rest = slide.placeholders
    title.text_frame.text = words.line(one.headline)
    lines = [text for placed in one.blocks if isinstance(placed.block, Text) for _, text in placed.block.lines]
    for shape in rest[:1]:
        shape.text_frame.text = "\n".join(map(words.line, lines))
        for paragraph in shape.text_frame.paragraphs:
            paragraph.runs[0].font.color.rgb = colour(MUTED.light)
    _write(slide, Box(layout.MARGIN, 1.0, 8.0, 0.5), "Sightline", 16, bold=True, tint=PRIMARY.light)
    _foot(slide, stamp, 1)
    _notes(slide, one)


def _slide(deck: Any, one: Slide, stamp: Stamp, number: int) -> None:
    slide = deck.slides.add_slide(_layout(deck, template.SLIDE, 5))
    if slide.shapes.title is not None:
        slide.shapes.title.text_frame.text = words.line(one.headline)
        slide.shapes.title.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        size, _ = layout.title(one)
        if size < layout.TITLE_SIZE:  # else the master decides
            for run in slide.shapes.title.text_frame.paragraphs[0].runs:
                run.font.size = Pt(size)
    _write(slide, layout.KICKER, one.kicker, layout.KICKER_SIZE, bold=True, tint=PRIMARY.light)
    for placed in one.blocks:
        top, box = layout.placed(one, placed)
        if placed.caption:
            size, _ = layout.fitted(words.line(placed.caption), top, layout.CAPTION_SIZES, bold=True)
            _write(slide, top, placed.caption, size, bold=True, tint=MUTED.light)
        _block(slide, placed.block, box, stamp.as_of, one.headline)
    if place := layout.comment_box(one):
        _comment(slide, one, place)
    _foot(slide, stamp, number)
    _notes(slide, one)


def _block(slide: Any, block: Table | Chart | Text, box: Box, as_of: dt.date, finding: str) -> None:
    if isinstance(block, Text):
        _prose(slide, block, box)
    elif isinstance(block, Table) and block.rows:
        deck_table.draw(slide, block, box, finding)
    elif isinstance(block, Chart) and not block.is_empty:
        deck_chart.draw(slide, block, box, as_of, finding)
    else:
        _write(slide, Box(box.left, box.top + 0.05, box.width, 0.35), "none", 12, tint=MUTED.light)


def _prose(slide: Any, block: Text, box: Box) -> None:
    frame = _frame(slide, box)
    size, _ = layout.prose(block, box)
    for place, (heading, text) in enumerate(block.lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 2)
        if heading:
            letters(paragraph, f"{words.line(heading)}  ", size, bold=True, tint=INK.light)
        letters(paragraph, words.line(text) or NOTHING, size, tint=INK.light)


def _comment(slide: Any, one: Slide, box: Box) -> None:
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(n) for n in (box.left, box.top, 0.05, box.height)))
    _fill(band, WATCH.light if one.is_stale else PRIMARY.light)
    frame = _frame(slide, Box(box.left + 0.18, box.top, box.width - 0.18, box.height))
    size, _ = layout.comment(one, box)
    letters(frame.paragraphs[0], words.line(one.comment), size, tint=INK.light)
    if one.is_stale:
        letters(frame.add_paragraph(), f"~ {STALE}", 10, tint=MUTED.light)


def _foot(slide: Any, stamp: Stamp, number: int) -> None:
    box = layout.FOOT
    line = Box(box.left, box.top, box.width - 0.6, box.height)
    size, _ = layout.fitted(words.line(stamp.line), line, layout.FOOT_SIZES)
    _write(slide, line, stamp.line, size, tint=MUTED.light)
    frame = _frame(slide, Box(box.left + box.width - 0.5, box.top, 0.5, box.height))
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = etree.SubElement(paragraph._p, f"{_A}fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")  # noqa: SLF001  # python-pptx has no fields
    form = etree.SubElement(field, f"{_A}rPr", lang="en-GB", sz=str(int(layout.FOOT_SIZE * 100)))
    etree.SubElement(etree.SubElement(form, f"{_A}solidFill"), f"{_A}srgbClr", val=MUTED.light[1:])
    etree.SubElement(field, f"{_A}t").text = str(number)


def _notes(slide: Any, one: Slide) -> None:
    """What the presenter may be asked: how each number is counted and where it comes from."""
    text = f"{one.comment}\n\n{one.notes}" if one.comment else one.notes
    slide.notes_slide.notes_text_frame.text = "\n".join(map(words.line, text.split("\n")))


def _properties(deck: Any, stamp: Stamp) -> None:
    """Title and day only: a file's properties travel further than its slides."""
    told, day = deck.core_properties, dt.datetime.combine(stamp.as_of, dt.time())
    told.title, told.subject, told.author = words.line(stamp.title), stamp.pack_id, "Sightline"
    told.last_modified_by, told.comments, told.keywords, told.category = "Sightline", "", "", ""
    told.created = told.modified = day
    told.revision = 1


def _write(slide: Any, box: Box, text: str, size: float, *, bold: bool = False, tint: str) -> None:
    """Text on the lines it takes."""
    letters(_frame(slide, box).paragraphs[0], words.line(text) or NOTHING, size, bold=bold, tint=tint)


def _frame(slide: Any, box: Box) -> Any:
    shape = slide.shapes.add_textbox(*(Inches(n) for n in (box.left, box.top, box.width, box.height)))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE  # where our face is missing, a wider one must not run over
    return frame


def _fill(shape: Any, tint: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(tint)
    shape.line.fill.background()
    shape.shadow.inherit = False
