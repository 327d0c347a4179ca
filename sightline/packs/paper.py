"""The pack as a PDF to circulate: one page per slide, drawn by us from the same blocks as the deck."""

import io

from reportlab.pdfgen.canvas import Canvas

from sightline.charts.palette import INK, LINE, MUTED, PRIMARY, WATCH
from sightline.packs import layout, lettering, paper_chart
from sightline.packs.blocks import Chart, Slide, Table, Text, plain
from sightline.packs.deck import STALE
from sightline.packs.layout import POINTS, Box
from sightline.packs.pack import Stamp
from sightline.packs.pen import Align, Pen

_WIDTH, _HEIGHT = layout.WIDTH * POINTS, layout.HEIGHT * POINTS


def write(slides: list[Slide], stamp: Stamp) -> bytes:
    """The PDF, byte for byte the same for the same slides and stamp."""
    lettering.ready()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(plain(stamp.title))
    canvas.setAuthor("Sightline")
    canvas.setSubject(stamp.pack_id)
    pen = Pen(canvas, _HEIGHT)
    for number, slide in enumerate(slides, 1):
        if number == 1:
            _cover(pen, slide)
        else:
            _page(pen, slide)
        foot = layout.FOOT
        room = (foot.width - 0.6) * POINTS
        line = lettering.cut(stamp.line, room, layout.FOOT_SIZE)
        base = foot.top * POINTS + layout.FOOT_SIZE
        pen.text(foot.left * POINTS, base, line, layout.FOOT_SIZE, MUTED.light)
        pen.text((foot.left + foot.width) * POINTS, base, str(number), layout.FOOT_SIZE, MUTED.light, align="right")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _cover(pen: Pen, slide: Slide) -> None:
    pen.block(0, 0, 0.28 * POINTS, _HEIGHT, PRIMARY.light)
    left = layout.MARGIN * POINTS
    pen.text(left, 1.25 * POINTS, "Sightline", 16, PRIMARY.light, bold=True)
    lines = lettering.wrapped(plain(slide.headline), 11 * POINTS, 40, lines=2, bold=True)
    for place, line in enumerate(reversed(lines)):
        pen.text(left, 3.6 * POINTS - place * 46, line, 40, INK.light, bold=True)
    told = [text for placed in slide.blocks if isinstance(placed.block, Text) for _, text in placed.block.lines]
    for place, text in enumerate(told):
        pen.text(left, 4.2 * POINTS + place * 25, lettering.cut(plain(text), 11 * POINTS, 18), 18, MUTED.light)


def _page(pen: Pen, slide: Slide) -> None:
    kicker, title = layout.KICKER, layout.TITLE
    left = kicker.left * POINTS
    pen.text(left, kicker.top * POINTS + 13, slide.kicker, layout.KICKER_SIZE, PRIMARY.light, bold=True)
    for place, line in enumerate(layout.title_lines(slide)):
        base = title.top * POINTS + layout.TITLE_SIZE * (1 + 1.2 * place)
        pen.text(left, base, line, layout.TITLE_SIZE, INK.light, bold=True)
    for placed in slide.blocks:
        top, box = layout.placed(slide, placed)
        if placed.caption:
            fitted = lettering.cut(placed.caption, top.width * POINTS, layout.CAPTION_SIZE, True)
            pen.text(top.left * POINTS, top.top * POINTS + 12, fitted, layout.CAPTION_SIZE, MUTED.light, bold=True)
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
    height, pad = fitted.row_height * POINTS, layout.PADDING * POINTS
    start = box.top * POINTS
    first = start + fitted.head_height * POINTS
    left = box.left * POINTS
    for number, width in enumerate(fitted.widths):
        is_number, wide = table.is_number[number], width * POINTS
        align: Align = "right" if is_number else "left"
        anchor = left + wide - pad if is_number else left + pad
        for place, line in enumerate(reversed(fitted.heads[number])):
            base = first - 6 - place * fitted.head_size * 1.15
            tint = INK.light if number == table.strong else MUTED.light
            pen.text(anchor, base, line, fitted.head_size, tint, bold=True, align=align)
        for row, (cells, texts) in enumerate(zip(fitted.rows, fitted.texts, strict=True)):
            tone = cells[number].tone
            ink = tone.light if tone and tone.mark == "!" else INK.light
            base = first + height * (row + 0.5) + fitted.size * 0.35
            bold = tone is not None or number == table.strong
            pen.text(anchor, base, texts[number], fitted.size, ink, bold=bold, align=align)
        left += wide
    for row in range(len(fitted.rows) + 1):
        pen.line(box.left * POINTS, first + height * row, left, first + height * row, LINE.light, 0.5)
    if fitted.more:
        base = first + height * len(fitted.rows) + 15
        told = f"{fitted.more} more in the workbook, sheet {table.sheet}"
        pen.text(box.left * POINTS + pad, base, told, 10, MUTED.light)


def _prose(pen: Pen, block: Text, box: Box) -> None:
    base, step = box.top * POINTS + block.size, block.size * 1.3
    for heading, text in block.lines:
        if base > (box.top + box.height) * POINTS:
            return
        before = f"{plain(heading)}  " if heading else ""
        indent = lettering.width(before, block.size, bold=True)
        lines = _flow(plain(text), box.width * POINTS, indent, block.size)
        pen.text(box.left * POINTS, base, before, block.size, INK.light, bold=True)
        for place, line in enumerate(lines):
            pen.text(box.left * POINTS + (indent if place == 0 else 0), base, line, block.size, INK.light)
            base += step
        base += block.size / 2


def _flow(text: str, room: float, indent: float, size: float) -> list[str]:
    """The text on as many lines as it takes, the first one shorter by its heading."""
    found, free = [""], room - indent
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if lettering.width(longer, size) <= free or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
            free = room
    return found


def _comment(pen: Pen, slide: Slide, box: Box) -> None:
    left, top = box.left * POINTS, box.top * POINTS
    pen.block(left, top, 0.05 * POINTS, box.height * POINTS, WATCH.light if slide.is_stale else PRIMARY.light)
    size, lines = layout.COMMENT_SIZE, layout.comment_lines(slide, box)
    for place, line in enumerate(lines):
        pen.text(left + 13, top + size + place * size * 1.3, line, size, INK.light)
    if slide.is_stale:
        pen.text(left + 13, top + size + len(lines) * size * 1.3, f"~ {STALE}", 10, MUTED.light)
