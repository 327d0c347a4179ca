"""What the Whitespace page says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.door import Row

Summary = Annotated[Row, "whitespace_summary"]

NO_CELLS = (
    "**No whitespace map is loaded, so who uses what is unknown.** Export the map from the tool you keep it in, one "
    "row per account, buying centre and stage. The template has the columns; account, stage, day and state are enough."
)
NO_ACCOUNTS = (
    "No account in this view is a key account or on the map. Widen the filters, or choose all accounts under Arrange."
)
DRILL_HINT = "Click a team to open its AEs, an AE to open the accounts. Hover for the numbers behind a share."
ORDER_OF_MOVES = (
    "Four reasons make a next move: above-average potential, a competitor's contract that ends soon, a supporter with "
    "high influence, a neighbouring stage that is already ours. Most reasons first, then the larger potential."
)


def headline(summary: Summary, currency: str) -> str:
    """The finding of the page in one sentence or two."""
    worth = (
        f": {words.money(summary.whitespace_value, currency)} a year where estimated"
        if pd.notna(summary.whitespace_value)
        else ""
    )
    per = "stage" if summary.is_by_stage else "product"
    head = (
        f"**{words.of(summary.whitespace_cells, summary.applicable_cells)} buying centres, counted per {per}, are "
        f"whitespace{worth}.** "
    )
    if not summary.competitor_cells:
        return head + "No competitor is recorded in any of them."
    contracts = words.counted(summary.competitor_cells, "competitor contract")
    if pd.isna(summary.next_renewal_on):
        return f"{head}{contracts}, none with an end ahead on record."
    return (
        f"{head}{words.number(summary.ending_contracts)} of {contracts} end by {words.day(summary.renewal_until_on)}, "
        f"first {words.plain(summary.next_account_name)} · {words.plain(summary.next_stage_label)} "
        f"({words.plain(summary.next_vendor)}, {words.day(summary.next_renewal_on)})."
    )


def estimated(summary: Summary) -> str:
    """What is printed below the whitespace value."""
    return f"{words.share(summary.estimate_share)} estimated"


def ending_spend(summary: Summary, currency: str) -> str:
    """What is printed below the contracts that end."""
    return f"{words.money(summary.ending_spend, currency)} yearly spend"


def legend_title(cells: pd.DataFrame, accounts: pd.DataFrame) -> str:
    """What the legend counts: the whole picture of the headline, or the accounts of the page that is shown."""
    shown = cells["account_id"].nunique()
    return "Buying centres" if shown == len(accounts) else f"Buying centres of the {words.number(shown)} shown"


def legend_hint(view: str, thresholds: dict[str, Any]) -> str:
    """How to read the map in the picked view."""
    click = "Click a cell for details, a name for the account, the legend to hide a kind."
    ageing, old = thresholds["cell_ageing_days"], thresholds["cell_old_days"]
    read = {
        "state": "“C 1/3”: a competitor in 1 of 3 buying centres. An open opportunity covers the competitor below it.",
        "money": f"Yearly potential of whitespace, darker for more; “~” is unconfirmed or older than {old} days.",
        "age": f"Days since the oldest entry in the cell changed: ageing after {ageing}, old after {old}.",
    }
    return f"{read[view]} {click}"


def map_alt(cells: pd.DataFrame) -> str:
    """What the map shows, in words: accounts by columns, and how many buying centres are in each state."""
    counts = cells.drop_duplicates("state")[["state", "view_cells"]].itertuples(index=False)
    said = ", ".join(f"{words.number(count)} {state}" for state, count in counts)
    accounts, columns = cells["account_id"].nunique(), cells["column_id"].nunique()
    return f"{words.counted(accounts, 'account')} by {words.counted(columns, 'column')}; buying centres: {said}"


def teams_alt(rows: pd.DataFrame, view: str) -> str:
    """What the picture of teams shows, in words: the largest cell of the view."""
    known = rows.dropna(subset="scale")
    if known.empty:
        return f"{view.capitalize()} by team and stage: nothing known"
    top = known.sort_values("scale", ascending=False).iloc[0]
    return f"{view.capitalize()} by team and stage; highest for {top.person_name} in {top.column_label}: {top.text}"


def calendar_sentence(summary: Summary) -> str:
    """What the calendar holds and what it cannot."""
    return (
        f"**{words.counted(summary.displacement_contracts, 'competitor contract ends', 'competitor contracts end')} "
        f"by {words.day(summary.displacement_until_on)}**, {words.number(summary.ending_contracts)} by "
        f"{words.day(summary.renewal_until_on)}. "
        f"{words.number(summary.passed_contracts)} with a date that has passed: needs confirming. "
        f"{words.number(summary.undated_contracts)} without a date are not in the picture. Bars count contracts; "
        "below the line, our open deals on the same accounts, by the month they close."
    )


def orphans(deals: pd.DataFrame, cells: pd.DataFrame) -> str:
    """How many deals are not on the map, and how many cells are worked on without a deal."""
    return (
        f"**{words.counted(len(deals), 'open deal')} not on the map, and {words.counted(len(cells), 'cell')} worked on "
        "without a deal.** Put the deals on the map; for the cells open a deal or end the action."
    )


def on_the_map(summary: Summary) -> str:
    """How many accounts the numbers are about, and what nobody recorded."""
    accounts = words.counted(summary.scope_accounts, "account")
    shown = f"Showing {words.number(summary.mapped_accounts)} of {accounts}"
    gaps = f" · {words.number(summary.not_mapped_cells)} buying centres not mapped" if summary.not_mapped_cells else ""
    stages = "" if summary.has_stages else " · the nine usual stages, as no stages export is loaded"
    return f"{shown}{gaps}{stages}"


def move(row: Annotated[Row, "whitespace_moves"]) -> str:
    """Why a cell is a next move, whole, and what is unknown of it."""
    unknown = f" *Unknown:* {words.plain(row.move_unknown)}." if isinstance(row.move_unknown, str) else ""
    reason = words.plain(row.move_reason)
    where = f", {words.plain(row.buying_centre_name)}" if isinstance(row.buying_centre_name, str) else ""
    return f"**{words.plain(row.stage_label)}{where}**: {reason}.{unknown}"
