"""A table on a PDF page: heads in grey, a thin line below each row, numbers on the right, severity by mark and word."""

from sightline.charts.palette import INK, LINE, MUTED
from sightline.packs import layout
from sightline.packs.blocks import Table
from sightline.packs.layout import POINTS, Grid
from sightline.packs.pen import Align, Pen


def draw(pen: Pen, table: Table, fitted: Grid, left: float, top: float) -> float:
    """Draw a fitted table from a corner on, in points; where its last line lies."""
    pad, step = layout.PADDING * POINTS, fitted.size * layout.LEADING
    first = top + fitted.head_height * POINTS
    tops = [first + sum(fitted.heights[:row]) * POINTS for row in range(len(fitted.rows) + 1)]
    x = left
    for number, width in enumerate(fitted.widths):
        is_number, wide = table.is_number[number], width * POINTS
        align: Align = "right" if is_number else "left"
        anchor = x + wide - pad if is_number else x + pad
        head, size = fitted.heads[number], fitted.head_size
        tint = INK.light if number == table.strong else MUTED.light
        base = first - 6 - (len(head) - 1) * size * 1.15
        pen.lines(anchor, base, head, size, tint, bold=True, align=align, leading=1.15)
        for row_top, high, cells, texts in zip(tops, fitted.heights, fitted.rows, fitted.texts, strict=False):
            tone, lines = cells[number].tone, texts[number]
            ink = tone.light if tone and tone.mark == "!" else INK.light
            base = row_top + (high * POINTS - (len(lines) - 1) * step) / 2 + fitted.size * 0.35
            bold = tone is not None or number == table.strong
            pen.lines(anchor, base, lines, fitted.size, ink, bold=bold, align=align)
        x += wide
    for row_top in tops:
        pen.line(left, row_top, x, row_top, LINE.light, 0.5)
    return tops[-1]
