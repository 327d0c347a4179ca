"""The slide about the quarter's course: what was won by week against what was called."""

from sightline.charts.palette import FORECAST, PRIMARY
from sightline.packs import compose, sheets
from sightline.packs.blocks import Cell, Placed, Slide
from sightline.packs.pack import Pack


def linearity(pack: Pack) -> Slide:
    """Won so far by week against the Commit and Best Case calls, and how early past quarters were won."""
    asked, unit = sheets.CALLS, pack.unit
    weeks = [f"Week {cell.text}" for cell in pack.cells(asked.name, "week_of_quarter")]
    drawn = [
        ("Commit called", pack.cells(asked.name, "commit_amount"), FORECAST["commit"]),
        ("Best Case called", pack.cells(asked.name, "best_case_amount"), FORECAST["best_case"]),
        ("Won", pack.cells(asked.name, "won_amount"), PRIMARY),
    ]
    block = compose.chart(pack, asked, "lines", weeks, drawn, caption="Called and won, by week")
    months = compose.table(
        pack,
        sheets.LINEARITY,
        ("quarter_label", "month1_share", "month2_share", "month3_share"),
        most=5,
        caption="Share won by the end of each month",
    )
    accuracy = compose.table(
        pack,
        sheets.ACCURACY,
        ("person_name", "calls", "accuracy_share", "bias_points"),
        most=5,
        caption="How close past Commit calls came",
    )
    called, won = (_last(pack, name) for name in ("commit_amount", "won_amount"))
    title: tuple[Cell | str, ...] = (f"Nobody has called {unit.quarter}",)
    if called and won:
        title = ("The last Commit call is ", called, "; ", won, " is won so far")
    elif won:
        title = (won, f" is won in {unit.quarter}; no Commit call is complete")
    notes = (
        "A week without a call is a gap, never nothing and never the week before. Positive bias is over-called; misses "
        "are summed before they are divided, so that a large one weighs more.\n"
        f"{compose.told(pack, 'accuracy_share', 'bias_points')}\n"
        f"{compose.source(pack, asked, sheets.LINEARITY, sheets.ACCURACY)}"
    )
    placed = (Placed(block, 0, 0, 0.56), Placed(months, 0.6, 0, 0.4, 0.47), Placed(accuracy, 0.6, 0.5, 0.4, 0.5))
    return Slide("linearity", "Linearity and forecast calls", title, placed, notes)


def _last(pack: Pack, name: str) -> Cell | None:
    known = [cell for cell in pack.cells("calls", name) if cell.number is not None]
    return known[-1] if known else None
