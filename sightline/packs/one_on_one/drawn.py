"""Sheets on paper: A4, one after another, each on pages of its own, with room for notes."""

import dataclasses
import datetime as dt
import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from sightline import words
from sightline.charts.palette import INK, LINE, MUTED, PRIMARY
from sightline.packs import layout, lettering, paper_table
from sightline.packs.blocks import Table
from sightline.packs.layout import POINTS
from sightline.packs.one_on_one.content import Account, Figure, Sheet
from sightline.packs.pen import Pen

_WIDTH, _HEIGHT = 595.3, 841.9
_MARGIN, _FOOT = 40.0, 36.0
_ROOM = _WIDTH - 2 * _MARGIN
SMALLEST = 9.0
"""No letters of a sheet are smaller: it is read at arm's length."""
_TEXT, _HEAD, _TITLE = 9.5, 11.0, 18.0
_RULE, _RULES = 22.0, 5
"""From one line for notes to the next, and at least how many there are."""


@lettering.fresh()
def write(sheets: Sequence[Sheet], title: str) -> bytes:
    """The PDF, byte for byte the same for the same sheets."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1, lang="en-GB")
    canvas.setTitle(words.line(title))
    canvas.setAuthor("Sightline")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for one in sheets:
        _Flow(canvas, one).draw()
    canvas.save()
    return buffer.getvalue()


def file_name(whose: str, as_of: dt.date) -> str:
    """`1-1_Grace-Hall_2026-10-05.pdf`, without letters a file system may refuse."""
    plain_name = "".join(letter if letter.isalnum() else "-" for letter in whose).strip("-")
    return f"1-1_{plain_name}_{as_of.isoformat()}.pdf"


class _Flow:
    """One sheet from the top of a page down, over as many pages as it takes."""

    def __init__(self, canvas: Canvas, sheet: Sheet) -> None:
        self._canvas, self._sheet = canvas, sheet
        self._pen = Pen(canvas, _HEIGHT)
        self._y, self._page = _MARGIN, 1

    def draw(self) -> None:
        """All of it; the last page ends with lines for notes."""
        sheet = self._sheet
        self._text(f"1:1 · {sheet.name}", _TITLE, bold=True)
        self._text(sheet.week, SMALLEST, tint=MUTED.light)
        self._y += 6
        self._text(sheet.finding, 13.0, bold=True)
        self._figures(sheet.figures)
        self._table(sheet.deals)
        self._table(sheet.money)
        if sheet.consults:
            self._head("Consult with the whole team")
            self._list(sheet.consults)
        for account in sheet.accounts:
            self._account(account)
        self._notes()
        self._end()

    def _need(self, high: float) -> None:
        """Begin a page where so much no longer fits."""
        if self._y + high > _HEIGHT - _FOOT - 14:
            self._end()
            self._y, self._page = _MARGIN, self._page + 1

    def _end(self) -> None:
        base = _HEIGHT - _FOOT + 8
        told = lettering.cut(f"{self._sheet.name} · {self._sheet.week}", _ROOM - 30, SMALLEST)
        self._pen.text(_MARGIN, base, told, SMALLEST, MUTED.light)
        self._pen.text(_WIDTH - _MARGIN, base, str(self._page), SMALLEST, MUTED.light, align="right")
        self._canvas.showPage()

    def _text(self, text: str, size: float, *, bold: bool = False, tint: str = INK.light, indent: float = 0.0) -> None:
        for line in lettering.wrapped(words.line(text), _ROOM - indent, size, bold=bold):
            self._need(size * 1.35)
            self._y += size * 1.35
            self._pen.text(_MARGIN + indent, self._y - size * 0.3, line, size, tint, bold=bold)

    def _head(self, text: str, below: float = 40.0) -> None:
        """A heading that stays with what follows it."""
        self._need(_HEAD * 2 + below)
        self._y += 9
        self._text(text, _HEAD, bold=True, tint=PRIMARY.light)

    def _list(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._need(_TEXT * 1.35)
            self._pen.text(_MARGIN + 2, self._y + _TEXT * 1.05, "·", _TEXT, MUTED.light, bold=True)
            self._text(line, _TEXT, indent=12)

    def _figures(self, figures: Sequence[Figure]) -> None:
        if not figures:
            return
        self._need(52)
        wide = _ROOM / len(figures)
        top = self._y + 6
        self._pen.line(_MARGIN, top, _WIDTH - _MARGIN, top, LINE.light, 0.75)
        for place, figure in enumerate(figures):
            left = _MARGIN + wide * place
            for base, text, size, tint, bold in (
                (14, figure.label, SMALLEST, MUTED.light, False),
                (31, figure.text, 14.0, INK.light, True),
                (43, figure.note, SMALLEST, MUTED.light, False),
            ):
                self._pen.text(
                    left, top + base, lettering.cut(words.line(text), wide - 6, size, bold), size, tint, bold=bold
                )
        self._pen.line(_MARGIN, top + 49, _WIDTH - _MARGIN, top + 49, LINE.light, 0.75)
        self._y = top + 50

    def _table(self, table: Table) -> None:
        """A table that goes on over the page with its heads."""
        fitted = layout.flowing(table, _ROOM / POINTS, SMALLEST)
        self._head(table.caption, below=fitted.head_height * POINTS + 30)
        if not table.rows:
            self._text("none", _TEXT, tint=MUTED.light)
        start = 0
        while start < len(table.rows):
            free = (_HEIGHT - _FOOT - 14 - self._y) / POINTS - fitted.head_height
            end = start
            while end < len(table.rows) and (end == start or sum(fitted.heights[start : end + 1]) <= free):
                end += 1
            if fitted.heights[start] > free and self._y > _MARGIN:
                self._need(_HEIGHT)
                continue
            part = dataclasses.replace(
                fitted,
                rows=fitted.rows[start:end],
                texts=fitted.texts[start:end],
                heights=fitted.heights[start:end],
            )
            self._y = paper_table.draw(self._pen, table, part, _MARGIN, self._y)
            start = end

    def _account(self, account: Account) -> None:
        self._head(account.name, below=60)
        self._text(account.standing, SMALLEST, tint=MUTED.light)
        for heading, lines in account.lists:
            self._need(_TEXT * 3)
            self._y += 2
            self._text(heading, _TEXT, bold=True)
            self._list(lines)

    def _notes(self) -> None:
        self._head("Notes", below=_RULE * _RULES)
        while self._y + _RULE < _HEIGHT - _FOOT - 14:
            self._y += _RULE
            self._pen.line(_MARGIN, self._y, _WIDTH - _MARGIN, self._y, LINE.light, 0.75)
