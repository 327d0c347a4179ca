"""A waterfall as stacked columns. No number is made here: this is where each bar stands, not what it counts.

A classic stacked column cannot float across zero: an invisible base below a bar breaks as soon as the running total
does. So every bar is split at zero into a part above and a part below, each on an invisible base of its own.
"""

from dataclasses import dataclass, field

from sightline.charts.palette import PAGE, WATERFALL
from sightline.packs.blocks import Chart

_NAMES = {"total": "Total", "came": "Up", "went": "Down", "won": "Won", "doubtful": "Doubtful"}
"""Each tone of a bar as "Edit data" names its series."""
_LABEL_SHARE = 0.07
"""Room for a label beside its bar, as a share of the axis."""
_THIN_SHARE = 0.035
"""A part of a stack below this share of the highest stack is too thin for its label."""


@dataclass(frozen=True)
class Part:
    """One series of the native chart. `texts` are labels by point where they are not the point's own number."""

    name: str
    values: tuple[float | None, ...]
    fill: str
    is_visible: bool = True
    is_labelled: bool = True
    texts: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bar:
    """Where one bar of a waterfall stands: from one level of the axis to another."""

    start: float
    end: float
    tone: str
    text: str

    @property
    def is_below_zero(self) -> bool:
        """Whether no part of it stands above zero, so that its label stands below it."""
        return max(self.start, self.end) <= 0 and min(self.start, self.end) < 0


def bars(chart: Chart) -> list[Bar]:
    """Each bar from the level where the one before it ended; totals stand on zero."""
    level, found = 0.0, []
    for place, cell in enumerate(chart.series[0].cells):
        height = cell.number or 0.0
        tone = chart.tones[place]
        start = 0.0 if tone == "total" else level
        level = start + height
        found.append(Bar(start, level, tone, cell.text))
    return found


def plain(chart: Chart) -> list[Part]:
    """The series of any other chart as they are."""
    is_labelled = chart.kind != "lines"
    return [
        Part(one.name, tuple(cell.number for cell in one.cells), one.tone.light, is_labelled=is_labelled)
        for one in chart.series
    ]


def split(chart: Chart) -> list[Part]:
    """The waterfall's bars as stacked series; those that would be empty are left out, the labels stand outside."""
    stand = bars(chart)
    found = []
    for sign, side in ((1, "above zero"), (-1, "below zero")):
        base = tuple(_base(bar, sign) for bar in stand)
        if any(base):
            found.append(Part(f"Base {side}", base, PAGE.light, is_visible=False, is_labelled=False))
        for tone, name in _NAMES.items():
            values = tuple(_height(bar, sign) or None if bar.tone == tone else None for bar in stand)
            if any(values):
                found.append(Part(f"{name} {side}", values, WATERFALL[tone].light, is_labelled=False))
        texts = {place: bar.text for place, bar in enumerate(stand) if bar.is_below_zero == (sign < 0)}
        if texts:
            room = sign * _LABEL_SHARE * _reach(stand)
            values = tuple(room if place in texts else None for place in range(len(stand)))
            found.append(Part(f"Labels {side}", values, PAGE.light, is_visible=False, is_labelled=False, texts=texts))
    return found


def too_thin(chart: Chart, part: Part) -> list[int]:
    """The points of a stacked series whose bar is too thin for a label."""
    if "stacked" not in chart.kind:
        return []
    heights = [sum(abs(one.cells[place].number or 0) for one in chart.series) for place in range(len(chart.categories))]
    least = _THIN_SHARE * max(heights, default=0)
    return [place for place, value in enumerate(part.values) if value is not None and abs(value) < least]


def _reach(stand: list[Bar]) -> float:
    """From the lowest level of all bars to the highest."""
    levels = [0.0, *(level for bar in stand for level in (bar.start, bar.end))]
    return max(levels) - min(levels) or 1.0


def _base(bar: Bar, sign: int) -> float:
    """How far a bar stands off zero on one side of it."""
    low, high = sorted((bar.start, bar.end))
    return max(low, 0.0) if sign > 0 else min(high, 0.0)


def _height(bar: Bar, sign: int) -> float:
    """The part of a bar on one side of zero, signed as the side."""
    low, high = sorted((bar.start, bar.end))
    return max(high, 0.0) - max(low, 0.0) if sign > 0 else min(low, 0.0) - min(high, 0.0)
