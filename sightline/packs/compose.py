"""Blocks out of a pack's tables: which rows and columns, how many, and the sheet that holds the rest."""

import dataclasses
from collections.abc import Sequence

from sightline import words
from sightline.charts.palette import Tone
from sightline.metrics import Metric, column
from sightline.packs.asked import Asked
from sightline.packs.blocks import Cell, Chart, ChartKind, Placed, Series, Table
from sightline.packs.pack import Pack

Title = tuple[Cell | str, ...]
"""A drafted sentence in parts."""

_NUMBERS = frozenset({"money", "share", "count", "days", "level", "points", "times"})


def table(
    pack: Pack,
    asked: Asked,
    columns: Sequence[str],
    *,
    rows: Sequence[int] | None = None,
    most: int = 12,
    caption: str = "",
) -> Table:
    """The named columns of the given rows, as many as a slide bears; the rest are counted.

    Of a list that is cut, the rows are all of a kind, or of some of its kinds.
    """
    held = pack.rows(asked.name)
    chosen = list(range(len(held))) if rows is None else list(rows)
    whole = asked.whole(held.iloc[chosen])
    return Table(
        heads=tuple(asked.label(name) for name in columns),
        rows=tuple(tuple(pack.cell(asked.name, row, name) for name in columns) for row in chosen[:most]),
        is_number=tuple(column(name).unit in _NUMBERS for name in columns),
        caption=caption,
        more=whole - min(len(chosen), most),
        beyond=whole - len(chosen),
        sheet=asked.sheet,
    )


def cut(caption: str, most: int, of: int) -> str:
    """The caption, with "12 of 48" where not all stand below it."""
    return f"{caption}, {words.of(most, of)}" if of > most else caption


def stacked(tables: Sequence[Table], left: float = 0.0) -> tuple[Placed, ...]:
    """Tables below one another to the right edge, each as high as its letters want."""
    wants = [3 + sum(1 + sum(len(cell.text) for cell in row) / 120 for row in table.rows) for table in tables]
    return tuple(
        Placed(table, left, sum(wants[:place]) / sum(wants), 1 - left, wants[place] / sum(wants))
        for place, table in enumerate(tables)
    )


def chart(
    pack: Pack,
    asked: Asked,
    kind: ChartKind,
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[Cell | None], Tone]],
    *,
    caption: str = "",
    tones: Sequence[str] = (),
) -> Chart:
    """A chart of cells of one table; a missing cell is a gap."""
    gap = Cell("")
    parts = tuple(Series(name, tuple(cell or gap for cell in cells), tone) for name, cells, tone in series)
    first = next((cell for part in parts for cell in part.cells if cell.column), None)
    return Chart(
        kind=kind,
        categories=tuple(names),
        series=parts,
        unit=column(first.column).unit if first else "count",
        currency=pack.unit.currency,
        alt=f"{caption or asked.sheet}: {', '.join(part.name for part in parts)}",
        caption=caption,
        sheet=asked.sheet,
        tones=tuple(tones),
    )


def by_row(
    pack: Pack,
    asked: Asked,
    kind: ChartKind,
    name: str,
    series: Sequence[tuple[str, str, Tone]],
    *,
    rows: Sequence[int] | None = None,
    caption: str = "",
) -> Chart:
    """A chart with a place for each row, called by one column, and a series for each of the others."""
    names = [cell.text for cell in pack.cells(asked.name, name, rows)]
    drawn = [(said, pack.cells(asked.name, shown, rows), tone) for said, shown, tone in series]
    return chart(pack, asked, kind, names, drawn, caption=caption)


def as_of_today(pack: Pack) -> str:
    """`, as of today, 5 Oct 2026` for what is told of today in a pack whose quarter has ended; else nothing."""
    return f", as of today, {words.day(pack.unit.as_of)}" if pack.unit.is_ended else ""


def begun(pack: Pack, *parts: Cell | str) -> Title:
    """The sentence of a slide that can only be told as of today, begun with the day where the quarter has ended."""
    return (f"As of today, {words.day(pack.unit.as_of)}: ", *parts) if pack.unit.is_ended else parts


def deals(cell: Cell) -> str:
    """The noun after a number of deals."""
    return " deal" if cell.number == 1 else " deals"


def counted(pack: Pack) -> str:
    """` in new and expansion`: which deals bookings and pipeline are of; nothing where they are of all."""
    population = pack.first("coverage", "population")
    return f" in {population.text}" if population and population.value != "all" else ""


def running(pack: Pack) -> str:
    """The quarter of the day of the data, which what is told as of today is about."""
    return pack.unit.running_quarter or pack.unit.quarter


def held_against(cell: Cell, asked: float) -> Cell:
    """The cell with as many digits as it takes to read differently from what is asked, where it is."""
    if cell.number is None or cell.number == asked:
        return cell
    scale, sign, first = (1, "×", 1) if cell.text.endswith("×") else (100, f"{words.THIN}%", 0)
    told = (f"{cell.number * scale:.{digits}f}" for digits in range(first, 9))
    text = next((one for one in told if float(one) != asked * scale), None)
    return cell if text is None else dataclasses.replace(cell, text=f"{text}{sign}")


def told(pack: Pack, *measures: str) -> str:
    """What each named measure counts, for the presenter's notes."""
    settings = dict(pack.unit.policies)
    found = []
    for name in measures:
        shown = column(name)
        if isinstance(shown, Metric):
            metric = shown.filled(settings)
            found.append(f"{metric.label}: {metric.told}")
    return "\n".join(found)


def source(pack: Pack, *asked: Asked) -> str:
    """Where the numbers of a slide stand."""
    sheets = " and ".join(one.sheet for one in asked)
    return f"Source: sheet {sheets} of the workbook of {pack.stamp.pack_id}, version {pack.stamp.version}."
