"""The pack as a PDF to circulate: one page per slide, drawn by us from the same blocks as the deck."""

import io

from reportlab.pdfgen.canvas import Canvas

from sightline import words
from sightline.charts.palette import INK, MUTED, PRIMARY, WATCH
from sightline.packs import layout, lettering, paper_chart, paper_table
from sightline.packs.blocks import Chart, Slide, Table, Text
from sightline.packs.deck import STALE
from sightline.packs.layout import POINTS, Box
from sightline.packs.pack import Stamp
from sightline.packs.pen import Pen, Sketch

_WIDTH, _HEIGHT = layout.WIDTH * POINTS, layout.HEIGHT * POINTS


@lettering.fresh()
def write(slides: list[Slide], stamp: Stamp) -> bytes:
    """The PDF, byte for byte the same for the same slides and stamp."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1, lang="en-GB")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setTitle(words.line(stamp.title))
    canvas.setAuthor("Sightline")
    canvas.setSubject(stamp.pack_id)
    pen = Pen(canvas, _HEIGHT)
    for number, slide in enumerate(slides, 1):
        _whole(pen, slide, str(number), stamp, is_cover=number == 1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@lettering.fresh()
def pictures(slides: list[Slide], stamp: Stamp) -> list[str]:
    """Each slide as an SVG, drawn by the same hand as its page of the PDF; those in no file have no number."""
    numbers = iter(range(1, len(slides) + 1))
    drawn = []
    for place, slide in enumerate(slides):
        pen = Sketch(_WIDTH, _HEIGHT)
        is_shown = slide.is_included and not slide.is_empty
        _whole(pen, slide, str(next(numbers)) if is_shown else "", stamp, is_cover=place == 0)
        drawn.append(pen.svg())
    return drawn


def _whole(pen: Pen, slide: Slide, number: str, stamp: Stamp, *, is_cover: bool) -> None:
    """A slide with its foot."""
    if is_cover:
        _cover(pen, slide)
    else:
        _page(pen, slide)
    foot = layout.FOOT
    size, lines = layout.fitted(
        words.line(stamp.line), Box(foot.left, foot.top, foot.width - 0.6, foot.height), layout.FOOT_SIZES
    )
    pen.lines(foot.left * POINTS, foot.top * POINTS + size, lines, size, MUTED.light)
    right, base = (foot.left + foot.width) * POINTS, foot.top * POINTS + layout.FOOT_SIZE
    pen.text(right, base, number, layout.FOOT_SIZE, MUTED.light, align="right")


def _cover(pen: Pen, slide: Slide) -> None:
    pen.block(0, 0, 0.28 * POINTS, _HEIGHT, PRIMARY.light)
    left = layout.MARGIN * POINTS
    pen.text(left, 1.25 * POINTS, "Sightline", 16, PRIMARY.light, bold=True)
    lines = lettering.wrapped(words.line(slide.headline), 11 * POINTS, 40, bold=True)
    for place, line in enumerate(reversed(lines)):
        pen.text(left, 3.6 * POINTS - place * 46, line, 40, INK.light, bold=True)
    told = [text for placed in slide.blocks if isinstance(placed.block, Text) for _, text in placed.block.lines]
    below = [line for text in told for line in lettering.wrapped(words.line(text), 11 * POINTS, 18)]
    pen.lines(left, 4.2 * POINTS, below, 18, MUTED.light, leading=25 / 18)


def _page(pen: Pen, slide: Slide) -> None:
    kicker, title = layout.KICKER, layout.TITLE
    left = kicker.left * POINTS
    pen.text(left, kicker.top * POINTS + 13, slide.kicker, layout.KICKER_SIZE, PRIMARY.light, bold=True)
    size, lines = layout.title(slide)
    pen.lines(left, title.top * POINTS + size, lines, size, INK.light, bold=True)
    for placed in slide.blocks:
        top, box = layout.placed(slide, placed)
        if placed.caption:
            size, lines = layout.fitted(words.line(placed.caption), top, layout.CAPTION_SIZES, bold=True)
            pen.lines(top.left * POINTS, top.top * POINTS + size, lines, size, MUTED.light, bold=True)
        _block(pen, placed.block, box)
    if place_ := layout.comment_box(slide):
        _comment(pen, slide, place_)


def _block(pen: Pen, block: Table | Chart | Text, box: Box) -> None:
    left, top = box.left * POINTS, box.top * POINTS
    if isinstance(block, Text):
        _prose(pen, block, box)
    elif isinstance(block, Table) and block.rows:
        _table(pen, block, box)
    elif isinstance(block, Chart) and not block.is_empty:
        paper_chart.draw(pen, block, left, top, box.width * POINTS, box.height * POINTS)
    else:
        pen.text(left, top + 16, "none", 12, MUTED.light)


def _table(pen: Pen, table: Table, box: Box) -> None:
    fitted = layout.grid(table, box)
    foot = paper_table.draw(pen, table, fitted, box.left * POINTS, box.top * POINTS)
    if fitted.more:
        told = table.cut(fitted.more)
        pen.text((box.left + layout.PADDING) * POINTS, foot + 15, told, 10, MUTED.light)


def _prose(pen: Pen, block: Text, box: Box) -> None:
    size, lines = layout.prose(block, box)
    left, base = box.left * POINTS, box.top * POINTS + size
    for heading, indent, flowed in lines:
        pen.text(left, base, heading, size, INK.light, bold=True)
        for place, line in enumerate(flowed):
            pen.text(left + (indent if place == 0 else 0), base, line, size, INK.light)
            base += size * layout.PROSE_LEADING
        base += size / 2


def _comment(pen: Pen, slide: Slide, box: Box) -> None:
    left, top = box.left * POINTS, box.top * POINTS
    pen.block(left, top, 0.05 * POINTS, box.height * POINTS, WATCH.light if slide.is_stale else PRIMARY.light)
    size, lines = layout.comment(slide, box)
    pen.lines(left + 13, top + size, lines, size, INK.light)
    if slide.is_stale:
        pen.text(left + 13, top + size + len(lines) * size * layout.LEADING, f"~ {STALE}", 10, MUTED.light)
