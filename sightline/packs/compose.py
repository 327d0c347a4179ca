"""Blocks out of a pack's tables: which rows and columns, how many, and the sheet that holds the rest."""

from collections.abc import Sequence

from sightline.charts.palette import Tone
from sightline.metrics import Metric, column
from sightline.packs.asked import Asked
from sightline.packs.blocks import Cell, Chart, ChartKind, Placed, Series, Table
from sightline.packs.pack import Pack

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
    """The named columns of the given rows, as many as a slide bears; the rest are counted."""
    chosen = list(range(len(pack.rows(asked.name)))) if rows is None else list(rows)
    return Table(
        heads=tuple(asked.label(name) for name in columns),
        rows=tuple(tuple(pack.cell(asked.name, row, name) for name in columns) for row in chosen[:most]),
        is_number=tuple(column(name).unit in _NUMBERS for name in columns),
        caption=caption,
        more=max(len(chosen) - most, 0),
        sheet=asked.sheet,
    )


def stacked(tables: Sequence[Table]) -> tuple[Placed, ...]:
    """Tables below one another, each as high as its letters want."""
    wants = [3 + sum(1 + sum(len(cell.text) for cell in row) / 120 for row in table.rows) for table in tables]
    return tuple(
        Placed(table, 0, sum(wants[:place]) / sum(wants), 1, wants[place] / sum(wants))
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


def told(pack: Pack, *measures: str) -> str:
    """What each named measure counts, for the presenter's notes."""
    settings = dict(pack.unit.policies)
    found = []
    for name in measures:
        shown = column(name)
        if isinstance(shown, Metric):
            metric = shown.filled(settings)
            found.append(f"{metric.label} ({metric.rule}): {metric.definition} Formula: {metric.formula}.")
    return "\n".join(found)


def source(pack: Pack, *asked: Asked) -> str:
    """Where the numbers of a slide stand."""
    sheets = " and ".join(one.sheet for one in asked)
    return f"Source: sheet {sheets} of the workbook of {pack.stamp.pack_id}, version {pack.stamp.version}."
