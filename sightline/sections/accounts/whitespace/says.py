"""What the Whitespace page says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.door import Row

Summary = Annotated[Row, "whitespace_summary"]

NO_CELLS = (
    "**No export of whitespace cells is loaded, so nobody can say who holds which ground.** Export the map from the "
    "tool it lives in, one row per account, buying centre and stage, and load it with the rest; the template shows "
    "the columns. Only account, stage, day and state are needed."
)
NO_ACCOUNTS = (
    "No account within these filters is a key account or has a recorded cell, so there is no map to show. Widen the "
    "filters, or put all accounts on the map."
)
DRILL_HINT = "Click a team to open its people, a person to open their accounts; hover for the numbers behind a share."
ORDER_OF_MOVES = (
    "Four things may speak for a cell: its potential is above the mean of the estimates in view, the competitor's "
    "contract ends within the displacement window, a supporter has high influence, a neighbouring stage is already "
    "ours. The more of them hold, the higher it stands; then the larger potential, then the sooner end. What is "
    "unknown counts neither way."
)


def headline(summary: Summary, currency: str) -> str:
    """The finding of the page in one sentence or two."""
    head = (
        f"**{words.of(summary.whitespace_cells, summary.applicable_cells)} applicable cells are whitespace, worth "
        f"{words.money(summary.whitespace_value, currency)} a year where somebody estimated it.** "
    )
    if not summary.competitor_cells:
        return head + "No competitor is recorded in any of them."
    held = f"Competitors hold {words.number(summary.competitor_cells)} cells; "
    if pd.isna(summary.next_renewal_on):
        return head + held + "none of their contracts has an end ahead on record."
    return (
        f"{head}{held}{words.number(summary.ending_contracts)} of those contracts end within a year, first "
        f"{words.plain(summary.next_account_name)} · {words.plain(summary.next_stage_label)} "
        f"({words.plain(summary.next_vendor)}, {words.day(summary.next_renewal_on)})."
    )


def estimated(summary: Summary) -> str:
    """What stands below the whitespace value."""
    return f"{words.share(summary.estimate_share)} of cells estimated"


def ending_spend(summary: Summary, currency: str) -> str:
    """What stands below the contracts that end."""
    return f"{words.money(summary.ending_spend, currency)} yearly spend"


def legend_hint(view: str, thresholds: dict[str, Any]) -> str:
    """How to read the map in the picked view."""
    click = "Click a cell for what is known of it; click the legend to hide a kind, twice to see it alone."
    ageing, old = thresholds["cell_ageing_days"], thresholds["cell_old_days"]
    told = {
        "state": "“● 1/3” is ours in one of three buying centres.",
        "money": f"Yearly potential of whitespace, darker for more; “~” is unconfirmed or older than {old} days.",
        "age": f"Days since the oldest recording in the cell changed: ageing after {ageing}, old after {old}.",
    }
    return f"{told[view]} {click}"


def calendar_sentence(summary: Summary, window_days: int) -> str:
    """What the calendar holds and what it cannot."""
    return (
        f"**{words.counted(summary.displacement_contracts, 'contract')} of competitors end within {window_days} "
        f"days**, {words.number(summary.ending_contracts)} within a year. The date of "
        f"{words.number(summary.passed_contracts)} has passed and wants to be confirmed; "
        f"{words.number(summary.undated_contracts)} have no date and stand nowhere in the picture. Below the line: our "
        "open opportunities on the same accounts by the month they close."
    )


def orphans(deals: pd.DataFrame, cells: pd.DataFrame) -> str:
    """How many opportunities have no cell, and how many cells are pursued without an opportunity."""
    return (
        f"**{words.counted(len(deals), 'open opportunity', 'open opportunities')} without a cell, and "
        f"{words.counted(len(cells), 'cell')} being pursued without an opportunity.** The first want a place on the "
        "map, the second a deal or the end of the action."
    )


def on_the_map(summary: Summary) -> str:
    """How many accounts the numbers are about, how many are left out, and what nobody recorded."""
    left_out = f", {words.number(summary.unmapped_accounts)} left out" if summary.unmapped_accounts else ""
    gaps = f" · {words.counted(summary.not_mapped_cells, 'cell')} not mapped" if summary.not_mapped_cells else ""
    stages = "" if summary.has_stages else " · no stages export, so the nine usual stages"
    return f"{words.counted(summary.mapped_accounts, 'account')}{left_out}{gaps}{stages}"
