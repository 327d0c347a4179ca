"""Where things stand on a slide, in inches; the deck and the PDF share it, so both look the same."""

import math
from dataclasses import dataclass

from sightline import words
from sightline.packs import lettering
from sightline.packs.blocks import Cell, Placed, Slide, Table, Text

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.6
POINTS = 72.0

TITLE_SIZE, KICKER_SIZE, FOOT_SIZE, COMMENT_SIZE = 24.0, 11.0, 9.0, 12.0
TITLE_SIZES, COMMENT_SIZES = (24.0, 20.0, 17.0, 14.0, 12.0, 10.0), (12.0, 11.0, 10.0, 9.0, 8.0)
LEADING = 1.2
"""From one base line to the next, in letters."""
PROSE_LEADING = 1.3
_SPARE = 1.15
"""A program that lacks our face draws the deck with a wider one: Arial takes 8 % more, DejaVu 20 %."""
CAPTION_SIZE, CAPTION = 12.0, 0.32
SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
"""Letters of a table's cells: the largest at which every row stands whole, for the back of the room."""
_FEW_LINES = 2
"""Smaller letters are better than cells of more lines than this; only the smallest take as many as they need."""
PADDING = 0.08


@dataclass(frozen=True)
class Box:
    """A rectangle in inches from the top left of the slide."""

    left: float
    top: float
    width: float
    height: float


CAPTION_SIZES, FOOT_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0), (9.0, 8.0, 7.0, 6.0)
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


def title(slide: Slide) -> tuple[float, list[str]]:
    """Letters and lines of a slide's sentence: whole, in the largest letters that leave it on the lines there are."""
    return fitted(words.line(slide.headline), TITLE, TITLE_SIZES, bold=True)


def comment(slide: Slide, box: Box) -> tuple[float, list[str]]:
    """Letters and lines of the presenter's words; a stale comment leaves room for its mark."""
    spare = COMMENT_SIZE * 1.3 / POINTS if slide.is_stale else 0.0
    return fitted(words.line(slide.comment), Box(0, 0, box.width - 0.3, box.height - spare), COMMENT_SIZES)


def fitted(text: str, box: Box, sizes: tuple[float, ...], *, bold: bool = False) -> tuple[float, list[str]]:
    """The largest letters in which the text stands whole in the box, and its lines; else the smallest and all lines."""
    lines: list[str] = []
    for size in sizes:
        lines = _wrapped(text, box.width * POINTS, size, bold=bold)
        if len(lines) * size * LEADING <= box.height * POINTS:
            break
    return size, lines


def prose(block: Text, box: Box) -> tuple[float, list[tuple[str, float, list[str]]]]:
    """The largest letters in which all of the prose stands in the box; each heading, its width and its lines."""
    lines: list[tuple[str, float, list[str]]] = []
    for size in (float(block.size), *(smaller for smaller in SIZES if smaller < block.size), 9.0, 8.0, 7.0):
        lines = [_headed(heading, words.line(text), box.width * POINTS, size) for heading, text in block.lines]
        if sum((len(flowed) * PROSE_LEADING + 0.5) * size for _, _, flowed in lines) <= box.height * POINTS:
            break
    return size, lines


def _width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text may become, in points."""
    return lettering.width(text, size, bold=bold) * _SPARE


def _wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text on the lines it may take."""
    return lettering.wrapped(text, room / _SPARE, size, bold=bold)


def _headed(heading: str, text: str, room: float, size: float) -> tuple[str, float, list[str]]:
    """A heading, its width, and the text behind it: the first line is shorter by it."""
    before = f"{words.line(heading)}  " if heading else ""
    indent = _width(before, size, bold=True)
    first, *rest = _wrapped(text, room - indent, size)
    return before, indent, [first, *(_wrapped(" ".join(rest), room, size) if rest else [])]


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
    """A table fitted to its box: widths, the lines of each cell, and how many rows stand in the workbook only."""

    widths: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: tuple[tuple[tuple[str, ...], ...], ...]
    heights: tuple[float, ...]
    more: int
    size: float
    head_height: float

    @property
    def head_size(self) -> float:
        """Letters of the heads."""
        return _head_size(self.size)

    @property
    def height(self) -> float:
        """Of heads and rows together."""
        return self.head_height + sum(self.heights)


def grid(table: Table, box: Box) -> Grid:
    """The table as it fits below its caption: no number and no sentence is cut, and rows left out are counted.

    Its letters are as large as the box allows without leaving out a row; sentences take several lines.
    """
    for size in SIZES[:-1]:
        found = _grid(table, box, size)
        if found.more == table.more and all(len(cell) <= _FEW_LINES for line in found.texts for cell in line):
            return found
    return _grid(table, box, SIZES[-1])


def flowing(table: Table, width: float, size: float) -> Grid:
    """The table in letters of one size, as high as it becomes: whoever draws it breaks the page between rows."""
    return _grid(table, Box(0, 0, width, math.inf), size)


def _grid(table: Table, box: Box, size: float) -> Grid:
    """The table at one size of letters."""
    said = _said(table.rows)
    widths = _widths(table, said, box.width, size)
    heads = _heads(table, widths, size)
    head_height = _head_row(size, max(map(len, heads)))
    texts = [
        tuple(
            (text,) if is_number else tuple(_wrapped(text, _room(width), size, bold=bool(cell.tone)))
            for cell, text, width, is_number in zip(row, line, widths, table.is_number, strict=True)
        )
        for row, line in zip(table.rows, said, strict=True)
    ]
    most = max((box.height - head_height - 2 * _row(size)) * POINTS / (size * LEADING) + 1, 1)
    texts = [tuple(_at_most(cell, most) for cell in line) for line in texts]
    heights = [_row(size) + (max(map(len, line)) - 1) * size * LEADING / POINTS for line in texts]
    keeps = _keeps(heights, box.height - head_height, _row(size), has_more=bool(table.more))
    return Grid(
        widths,
        heads,
        table.rows[:keeps],
        tuple(texts[:keeps]),
        tuple(heights[:keeps]),
        table.more + len(table.rows) - keeps,
        size,
        head_height,
    )


def _keeps(heights: list[float], room: float, note: float, *, has_more: bool) -> int:
    """How many rows stand whole, with a line for those left out where there are any; the first one always."""
    if sum(heights) + (note if has_more else 0.0) <= room + 0.001:
        return len(heights)
    kept, used = 0, note
    for height in heights:
        used += height
        if used > room:
            break
        kept += 1
    return max(kept, 1)


def _at_most(lines: tuple[str, ...], most: float) -> tuple[str, ...]:
    """A cell as it is; one that alone is higher than the whole box ends where the box does, and says so."""
    if len(lines) <= most:
        return lines
    last = max(int(most), 1) - 1
    return (*lines[:last], f"{lines[last]} …")


def _room(width: float) -> float:
    """What is left of a column for its letters, in points."""
    return (width - 2 * PADDING) * POINTS - 2


def _row(size: float) -> float:
    """Height of a row; below 0.28 inches at 11 points a row of a deck clips its text."""
    return 0.31 + (size - SIZES[-1]) * 0.016


def _head_row(size: float, lines: int) -> float:
    """Height of the heads on one line or two."""
    return _row(size) + (lines - 1) * _head_size(size) * 1.1 / POINTS


def _head_size(size: float) -> float:
    return max(size - 2, min(size, 10.0))


def _said(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(marked(cell) for cell in row) for row in rows)


def _heads(table: Table, widths: tuple[float, ...], size: float) -> tuple[tuple[str, ...], ...]:
    """Each head on the lines it takes."""
    return tuple(
        tuple(_wrapped(head, (width - 2 * PADDING) * POINTS, _head_size(size), bold=True))
        for head, width in zip(table.heads, widths, strict=True)
    )


def marked(cell: Cell) -> str:
    """A cell's text with the mark of its severity, which says the same as its colour."""
    return f"{cell.tone.mark} {cell.text}" if cell.tone and cell.tone.mark else cell.text


def whole(cell: Cell, lines: tuple[str, ...]) -> str:
    """A cell's text in one piece, for whoever breaks lines itself; one that was ended ends there as well."""
    return " ".join(lines) if lines[-1].endswith(" …") else marked(cell)


def _widths(table: Table, said: tuple[tuple[str, ...], ...], room: float, size: float) -> tuple[float, ...]:
    """Widths that fill the room: every number and its head whole, the rest to words by their need."""
    needs = [
        max(
            _head_need(head, _head_size(size)),
            *(_width(line[place], size, bold=True) for line in said),
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
    longest = left / max(sum(map(bool, words)), 1)  # a word longer than its part of the room does break
    least = [
        max(
            _longest_word([head], _head_size(size)),
            min(_longest_word([line[place] for line in said], size), longest),
        )
        for place, head in enumerate(table.heads)
    ]
    shares = _shares(words, least, left)
    return tuple(share if word else need for need, word, share in zip(needs, words, shares, strict=True))


def _longest_word(texts: list[str], size: float) -> float:
    """How wide a column must be for no word of these to break, in inches."""
    words = [word for text in texts for word in text.split()]
    return max((_width(word, size, bold=True) for word in words), default=0.0) / POINTS + 2 * PADDING + 0.06


def _head_need(head: str, size: float) -> float:
    """How wide a head must be to stand on two lines."""
    whole = _width(head, size, bold=True)
    for wide in range(20, int(whole) + 1, 4):
        words_fit = all(_width(word, size, bold=True) <= wide for word in head.split())
        if words_fit and len(_wrapped(head, wide, size, bold=True)) <= 2:
            return float(wide)
    return whole


def _shares(needs: list[float], least: list[float], room: float) -> list[float]:
    """Each column's part of the room: short ones get what they need, long ones the more the longer they are.

    By the square root: a text of four times the length takes twice the lines in twice the width. None is narrower than
    the longest word of its head and of its cells.
    """
    shares = [0.0] * len(needs)
    long = {place for place, need in enumerate(needs) if need}
    while long:
        unit = room / sum(math.sqrt(needs[place]) for place in long)
        wanted = {place: unit * math.sqrt(needs[place]) for place in long}
        settled = {place: needs[place] for place, share in wanted.items() if needs[place] <= share}
        settled = settled or {place: least[place] for place, share in wanted.items() if least[place] > share}
        for place, share in (settled or wanted).items():
            shares[place] = share
            room = max(room - share, 0.0)
        long -= (settled or wanted).keys()
    return shares
