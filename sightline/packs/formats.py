"""How numbers are written in files that keep them as numbers, and text that a spreadsheet must not run."""

from sightline import words
from sightline.packs.blocks import Chart

_RUNS = ("=", "+", "-", "@")
_LINKS = ("http:", "https:", "ftp:", "mailto:", "file:", "internal:", "external:")


def runs(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula once somebody edits its cell."""
    return text.startswith(_RUNS)


def harmless(text: str) -> str:
    """A name for a chart's own workbook: a space in front where a spreadsheet would run or follow it."""
    kept = words.line(text)
    return f" {kept}" if runs(kept) or kept.lower().startswith(_LINKS) else kept


def number_format(chart: Chart) -> str:
    """The spreadsheet form of a chart's numbers: money in the step its largest value calls for."""
    if chart.unit == "share":
        return "0%"
    if chart.unit == "times":
        return '0.0"×"'
    if chart.unit != "money":
        return "#,##0"
    known = [abs(cell.number) for one in chart.series for cell in one.cells if cell.number is not None]
    return money_format(max(known, default=0.0), chart.currency)


def label_format(chart: Chart) -> str:
    """The form of the labels, where each number may take its own step."""
    known = [cell.number for one in chart.series for cell in one.cells if cell.number is not None]
    if chart.unit != "money" or min(known, default=0) < 0:
        return number_format(chart)
    sign = f'"{words.symbol(chart.currency)}"'
    return f'[>=999500]{sign}#,##0.0,,"M";[>=1000]{sign}#,##0,"k";{sign}#,##0'


def money_format(largest: float, currency: str) -> str:
    """`$2.4M`, `$240k` or `$24` as a spreadsheet form."""
    sign = f'"{words.symbol(currency)}"'
    if largest >= 1_000_000:
        return f'{sign}#,##0.0,,"M"'
    if largest >= 10_000:
        return f'{sign}#,##0,"k"'
    return f"{sign}#,##0"
