"""The same charts drawn on a PDF page: the shapes the deck's own charts have, without an office suite."""

import math
from collections.abc import Callable

from sightline.charts.palette import INK, LINE, MUTED, WATERFALL, ink_on
from sightline.packs import lettering, waterfall
from sightline.packs.blocks import Chart, shown
from sightline.packs.pen import Pen

_SMALL = 10.5
_LEGEND_ROW = 16.0


def draw(pen: Pen, chart: Chart, left: float, top: float, width: float, height: float) -> None:
    """Draw the chart into a rectangle, in points from the top left of the page."""
    if len(chart.series) > 1:
        room = min(max(lettering.width(one.name, _SMALL) for one in chart.series) + 20, width * 0.28)
        _legend(pen, chart, left + width - room, top + 8, room)
        width -= room + 8
    if "bars" in chart.kind:
        _lying(pen, chart, left, top, width, height)
    else:
        _upright(pen, chart, left, top, width, height)


def _upright(pen: Pen, chart: Chart, left: float, top: float, width: float, height: float) -> None:
    """Columns, stacks, waterfalls and lines: values upwards from zero, names at the foot."""
    low, high = _range(chart)
    step = _step(high - low)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    marks = [low + step * number for number in range(round((high - low) / step) + 1)]
    told = [_mark(value, chart) for value in marks]
    gutter = max(lettering.width(text, _SMALL) for text in told) + 8
    names = 30.0
    plot_top, plot_height = top + 8, height - names - 8

    def y(value: float) -> float:
        return plot_top + plot_height * (high - value) / (high - low)

    for value, text in zip(marks, told, strict=True):
        pen.line(left + gutter, y(value), left + width, y(value), MUTED.light if value == 0 else LINE.light, 0.5)
        pen.text(left + gutter - 6, y(value) + 3, text, _SMALL, MUTED.light, align="right")
    band = (width - gutter) / max(len(chart.categories), 1)
    for place, name in enumerate(chart.categories):
        middle = left + gutter + band * (place + 0.5)
        first, *rest = lettering.wrapped(name, band - 2, _SMALL)
        lines = [first, *([lettering.cut(" ".join(rest), band - 2, _SMALL)] if rest else [])]
        pen.lines(middle, top + height - names + 12, lines, _SMALL, INK.light, align="middle")
    painter = {"waterfall": _waterfall, "stacked": _stacked, "columns": _columns, "lines": _lines}[chart.kind]
    painter(pen, chart, left + gutter, band, y)


def _waterfall(pen: Pen, chart: Chart, left: float, band: float, y: Callable[[float], float]) -> None:
    stand = waterfall.bars(chart)
    bar = band * 0.68
    for place, one in enumerate(stand):
        x = left + band * place + (band - bar) / 2
        top, foot = sorted((y(one.start), y(one.end)))
        pen.block(x, top, bar, foot - top, WATERFALL[one.tone].light)
        if place + 1 < len(stand):
            pen.line(x + bar, y(one.end), x + band, y(one.end), MUTED.light, 0.5)
        label = foot + 11 if one.is_below_zero else top - 4
        pen.text(x + bar / 2, label, one.text, _SMALL, INK.light, align="middle")


def _stacked(pen: Pen, chart: Chart, left: float, band: float, y: Callable[[float], float]) -> None:
    bar = min(band * 0.62, 120)
    thin = {part.name: waterfall.too_thin(chart, part) for part in waterfall.plain(chart)}
    for place in range(len(chart.categories)):
        x, above, below = left + band * place + (band - bar) / 2, 0.0, 0.0
        for one in chart.series:
            value = one.cells[place].number or 0.0
            start = above if value >= 0 else below
            above, below = (above + value, below) if value >= 0 else (above, below + value)
            top, foot = sorted((y(start), y(start + value)))
            pen.block(x, top, bar, foot - top, one.tone.light)
            if value and place not in thin[one.name]:
                pen.text(
                    x + bar / 2,
                    (top + foot) / 2 + 3,
                    one.cells[place].text,
                    _SMALL,
                    ink_on(one.tone.light),
                    align="middle",
                )


def _columns(pen: Pen, chart: Chart, left: float, band: float, y: Callable[[float], float]) -> None:
    bar = band * 0.7 / len(chart.series)
    for place in range(len(chart.categories)):
        for number, one in enumerate(chart.series):
            cell = one.cells[place]
            if cell.number is None:
                continue
            x = left + band * (place + 0.15) + bar * number
            top, foot = sorted((y(0), y(cell.number)))
            pen.block(x, top, bar - 1, foot - top, one.tone.light)
            label = foot + 10 if cell.number < 0 else top - 4
            pen.text(x + bar / 2, label, cell.text, _SMALL, INK.light, align="middle")


def _lines(pen: Pen, chart: Chart, left: float, band: float, y: Callable[[float], float]) -> None:
    """One line for each run of known values: a gap stays a gap."""
    for one in chart.series:
        before: tuple[float, float] | None = None
        for place, cell in enumerate(one.cells):
            if cell.number is None:
                before = None
                continue
            here = (left + band * (place + 0.5), y(cell.number))
            if before:
                pen.line(*before, *here, one.tone.light, 2)
            pen.dot(*here, 2.6, one.tone.light)
            before = here


def _lying(pen: Pen, chart: Chart, left: float, top: float, width: float, height: float) -> None:
    """Lying bars, the first name on top: beside one another with the number at the end, or one after another."""
    names = min(max((lettering.width(name, _SMALL) for name in chart.categories), default=0) + 10, width * 0.36)
    labels = max((lettering.width(cell.text, _SMALL) for one in chart.series for cell in one.cells), default=0) + 8
    is_stacked = chart.kind == "stacked bars"
    longest = _range(chart)[1] / 1.06 or 1.0
    room, band = width - names - labels, height / max(len(chart.categories), 1)
    lanes = 1 if is_stacked else len(chart.series)
    bar = min(band * 0.72 / lanes, 22 if is_stacked else 16)
    thin = {part.name: waterfall.too_thin(chart, part) for part in waterfall.plain(chart)}
    for place, name in enumerate(chart.categories):
        middle = top + band * (place + 0.5)
        pen.text(left + names - 6, middle + 3, lettering.cut(name, names - 8, _SMALL), _SMALL, INK.light, align="right")
        start = left + names
        for number, one in enumerate(chart.series):
            cell = one.cells[place]
            if cell.number is None:
                continue
            y = middle - bar * lanes / 2 + (0 if is_stacked else bar * number)
            long = max(cell.number, 0) / longest * room
            pen.block(start, y, long, bar - 1, one.tone.light)
            if not is_stacked:
                pen.text(start + long + 4, y + bar / 2 + 3, cell.text, _SMALL, INK.light)
                continue
            if cell.number and place not in thin[one.name]:
                pen.text(start + long / 2, y + bar / 2 + 3, cell.text, _SMALL, ink_on(one.tone.light), align="middle")
            start += long
    pen.line(left + names, top, left + names, top + height, MUTED.light, 0.5)


def _legend(pen: Pen, chart: Chart, left: float, top: float, room: float) -> None:
    for place, one in enumerate(reversed(chart.series) if chart.kind == "stacked" else chart.series):
        y = top + place * _LEGEND_ROW
        pen.block(left, y, 8, 8, one.tone.light)
        pen.text(left + 13, y + 7.5, lettering.cut(one.name, room - 13, _SMALL), _SMALL, INK.light)


def _range(chart: Chart) -> tuple[float, float]:
    """From the lowest value drawn, zero at the most, to the highest, with room for a label."""
    if chart.kind == "waterfall":
        levels = [level for bar in waterfall.bars(chart) for level in (bar.start, bar.end)]
    elif "stacked" in chart.kind:
        stacks = [[one.cells[place].number or 0.0 for one in chart.series] for place in range(len(chart.categories))]
        levels = [sum(value for value in stack if (value > 0) == side) for stack in stacks for side in (True, False)]
    else:
        levels = [cell.number for one in chart.series for cell in one.cells if cell.number is not None]
    low, high = min([0.0, *levels]), max([0.0, *levels])
    room = (high - low or 1.0) * 0.06
    return (low - room if low < 0 else 0.0), high + room


def _step(reach: float) -> float:
    """A round distance between about five marks."""
    rough = reach / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(float(power * factor) for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)


def _mark(value: float, chart: Chart) -> str:
    return shown(value, chart.unit, chart.currency)
