"""The slide about the quarter's course: what was won by week against what was called."""

from sightline import words
from sightline.charts.palette import FORECAST, PRIMARY
from sightline.packs import compose, sheets
from sightline.packs.blocks import Cell, Placed, Slide
from sightline.packs.pack import Pack


def linearity(pack: Pack) -> Slide:
    """Won by week against the Commit and Best Case calls, and how early past quarters were won."""
    asked = sheets.CALLS
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
    title = _called_and_won(pack)
    notes = (
        "A week without a call is a gap, never nothing and never the week before. Positive bias is over-called; misses "
        "are summed before they are divided, so that a large one weighs more.\n"
        f"{compose.told(pack, 'accuracy_share', 'bias_points')}\n"
        f"{compose.source(pack, asked, sheets.LINEARITY, sheets.ACCURACY)}"
    )
    placed = (Placed(block, 0, 0, 0.56), Placed(months, 0.6, 0, 0.4, 0.47), Placed(accuracy, 0.6, 0.5, 0.4, 0.5))
    return Slide("linearity", "Linearity and forecast calls", title, placed, notes)


def _called_and_won(pack: Pack) -> compose.Title:
    """The last Commit call beside what was won, and of an ended quarter how much of it came in its last month."""
    unit = pack.unit
    called, won = (_last(pack, name) for name in ("commit_amount", "won_amount"))
    before = pack.first("linearity", "month2_share", quarter_label=unit.quarter)
    won = won or pack.first("linearity", "won_amount", quarter_label=unit.quarter)
    if won is None:
        return (f"What was won in {unit.quarter} by week is unknown",)
    early: compose.Title = (", ", before, " of it by the end of month 2") if before and unit.is_ended else ()
    if called and unit.is_ended:
        return ("The last Commit call was ", called, "; ", won, " was won", *early)
    if called:
        left = words.counted(unit.days_left, "day")
        return ("The last Commit call is ", called, "; ", won, f" is won so far, {left} left")
    when = f"was won in {unit.quarter}" if unit.is_ended else f"is won so far in {unit.quarter}"
    return (won, f" {when}", *early, "; no Commit call is complete")


def _last(pack: Pack, name: str) -> Cell | None:
    known = [cell for cell in pack.cells("calls", name) if cell.number is not None]
    return known[-1] if known else None
