"""Where things stand on a slide, in inches; the deck and the PDF share it, so both look the same."""

from dataclasses import dataclass

from sightline.packs import lettering
from sightline.packs.blocks import Cell, Placed, Slide, Table, plain

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.6
POINTS = 72.0

TITLE_SIZE, KICKER_SIZE, FOOT_SIZE, COMMENT_SIZE = 24.0, 11.0, 9.0, 12.0
CAPTION_SIZE, CAPTION = 12.0, 0.32
SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
"""Letters of a table's cells: the largest at which every row and word stands whole, for the back of the room."""
PADDING = 0.08


@dataclass(frozen=True)
class Box:
    """A rectangle in inches from the top left of the slide."""

    left: float
    top: float
    width: float
    height: float


KICKER = Box(MARGIN, 0.38, WIDTH - 2 * MARGIN, 0.3)
TITLE = Box(MARGIN, 0.66, WIDTH - 2 * MARGIN, 0.86)
FOOT = Box(MARGIN, 7.06, WIDTH - 2 * MARGIN, 0.26)
_BODY_TOP, _BODY_END = 1.72, 6.92
COMMENT_HEIGHT = 0.74


def comment_box(slide: Slide) -> Box | None:
    """Where the presenter's words stand, below the body; None without any."""
    if not slide.comment:
        return None
    return Box(MARGIN, _BODY_END - COMMENT_HEIGHT, WIDTH - 2 * MARGIN, COMMENT_HEIGHT)


def title_lines(slide: Slide) -> list[str]:
    """The sentence of a slide on the lines there are for it."""
    return lettering.wrapped(plain(slide.headline), TITLE.width * POINTS, TITLE_SIZE, lines=2, bold=True)


def comment_lines(slide: Slide, box: Box) -> list[str]:
    """The presenter's words on the lines there are for them; one goes to the mark of a stale comment."""
    room = (box.width - 0.3) * POINTS
    return lettering.wrapped(plain(slide.comment), room, COMMENT_SIZE, lines=2 if slide.is_stale else 3)


def body(slide: Slide) -> Box:
    """What is left for the blocks between title, comment and foot."""
    end = _BODY_END - (COMMENT_HEIGHT + 0.1 if slide.comment else 0)
    return Box(MARGIN, _BODY_TOP, WIDTH - 2 * MARGIN, end - _BODY_TOP)


def placed(slide: Slide, one: Placed) -> tuple[Box, Box]:
    """The box of one block of a slide: that of its caption, and what is left for the block itself."""
    whole = body(slide)
    left, top = whole.left + one.left * whole.width, whole.top + one.top * whole.height
    width, height = one.width * whole.width, one.height * whole.height
    room = CAPTION if one.caption else 0.0
    return Box(left, top, width, room), Box(left, top + room, width, height - room)


@dataclass(frozen=True)
class Grid:
    """A table cut to its box: column widths, the texts that fit, and how many rows stand in the workbook only."""

    widths: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    more: int
    size: float
    head_height: float

    @property
    def head_size(self) -> float:
        """Letters of the heads."""
        return _head_size(self.size)

    @property
    def row_height(self) -> float:
        """Height of each row below the heads."""
        return _row(self.size)


def grid(table: Table, box: Box) -> Grid:
    """The table as it fits below its caption: numbers are never cut, words are, and rows left out are counted.

    Its letters are as large as the box allows without leaving out a row or cutting a word.
    """
    lines = len(table.rows) + (1 if table.more else 0)
    for size in SIZES[:-1]:
        if _head_row(size, 1) + _row(size) * lines <= box.height:
            fitted = _grid(table, box, size)
            if fitted.more == table.more and _is_whole(fitted):
                return fitted
    return _grid(table, box, SIZES[-1])


def _is_whole(fitted: Grid) -> bool:
    """Whether no word is cut, and the columns do not ask for more than the box."""
    return fitted.texts == _said(fitted.rows) and not any(line.endswith("…") for head in fitted.heads for line in head)


def _grid(table: Table, box: Box, size: float) -> Grid:
    """The table at one size of letters."""
    room = int((box.height - _head_row(size, 1)) / _row(size))
    if (box.height - _head_row(size, 2)) / _row(size) < room:
        room -= any(len(head) > 1 for head in _heads(table, _widths(table, _said(table.rows), box.width, size), size))
    keeps = len(table.rows) if len(table.rows) + (1 if table.more else 0) <= room else max(room - 1, 1)
    rows = table.rows[:keeps]
    said = _said(rows)
    widths = _widths(table, said, box.width, size)
    texts = tuple(
        tuple(
            text if is_number else lettering.cut(text, (width - 2 * PADDING) * POINTS - 2, size, bool(cell.tone))
            for cell, text, width, is_number in zip(row, line, widths, table.is_number, strict=True)
        )
        for row, line in zip(rows, said, strict=True)
    )
    heads = _heads(table, widths, size)
    return Grid(
        widths, heads, rows, texts, table.more + len(table.rows) - keeps, size, _head_row(size, max(map(len, heads)))
    )


def _row(size: float) -> float:
    """Height of a row; below 0.28 inches at 11 points a row of a deck clips its text."""
    return 0.31 + (size - SIZES[-1]) * 0.016


def _head_row(size: float, lines: int) -> float:
    """Height of the heads on one line or two."""
    return _row(size) + (lines - 1) * _head_size(size) * 1.1 / POINTS


def _head_size(size: float) -> float:
    return max(size - 2, 10.0)


def _said(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(marked(cell) for cell in row) for row in rows)


def _heads(table: Table, widths: tuple[float, ...], size: float) -> tuple[tuple[str, ...], ...]:
    """Each head on one line or two."""
    return tuple(
        tuple(lettering.wrapped(head, (width - 2 * PADDING) * POINTS, _head_size(size), lines=2, bold=True))
        for head, width in zip(table.heads, widths, strict=True)
    )


def marked(cell: Cell) -> str:
    """A cell's text with the mark of its severity, which says the same as its colour."""
    return f"{cell.tone.mark} {cell.text}" if cell.tone and cell.tone.mark else cell.text


def _widths(table: Table, said: tuple[tuple[str, ...], ...], room: float, size: float) -> tuple[float, ...]:
    """Widths that fill the room: every number and its head whole, the rest to words by their need."""
    needs = [
        max(
            _head_need(head, _head_size(size)),
            *(lettering.width(line[place], size, bold=True) for line in said),
            20.0,
        )
        / POINTS
        + 2 * PADDING
        + 0.06
        for place, head in enumerate(table.heads)
    ]
    spare = room - sum(needs)
    if spare >= 0:
        wordy = [not is_number for is_number in table.is_number]
        widened = wordy if sum(wordy) > 1 else [True] * len(needs)
        each = spare / sum(widened)
        return tuple(need + (each if is_widened else 0.0) for need, is_widened in zip(needs, widened, strict=True))
    words = [0.0 if is_number else need for need, is_number in zip(needs, table.is_number, strict=True)]
    left = max(room - sum(need for need, word in zip(needs, words, strict=True) if not word), 0.5)
    return tuple(_share(word, words, left) if word else need for need, word in zip(needs, words, strict=True))


def _head_need(head: str, size: float) -> float:
    """How wide a head must be to stand on two lines."""
    whole = lettering.width(head, size, bold=True)
    for wide in range(20, int(whole) + 1, 4):
        lines = lettering.wrapped(head, wide, size, lines=9, bold=True)
        if len(lines) <= 2 and not any(line.endswith("…") for line in lines):
            return float(wide)
    return whole


def _share(need: float, needs: list[float], room: float) -> float:
    """A column's part of the room: short ones get what they need, long ones share what is left."""
    wanting = sorted(one for one in needs if one)
    for place, one in enumerate(wanting):
        each = room / (len(wanting) - place)
        if one > each:
            return min(need, each)
        room -= one
    return need
