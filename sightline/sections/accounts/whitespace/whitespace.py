"""What the Whitespace page says in words, and how its rows reach the charts. No number is made here."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.charts.palette import LADDER, PAGE, WHITESPACE, Tone
from sightline.parts import guards

TABS = ["Next moves", "Displacement calendar", "Competitors", "Without a match", "Accounts"]
MOVES = (
    "account_name",
    "stage_label",
    "potential",
    "move_reason",
    "reasons",
    "move_unknown",
    "cell_state",
    "vendor",
    "renewal_on",
    "buying_centre_name",
    "person_name",
)
CONTRACTS = (
    "account_name",
    "stage_label",
    "buying_centre_name",
    "vendor",
    "spend",
    "renewal_on",
    "renewal_window",
    "opportunity_name",
    "person_name",
    "updated_on",
)
COMPETITORS = (
    "vendor",
    "competitor_cells",
    "held_accounts",
    "spend",
    "cells_with_spend",
    "next_renewal_on",
    "displacement_contracts",
    "ending_contracts",
    "undated_contracts",
    "won_against",
    "lost_against",
    "open_against",
)
ORPHAN_DEALS = (
    "account_name",
    "opportunity_name",
    "orphan_reason",
    "opportunity_stage",
    "opportunity_amount",
    "opportunity_close_on",
    "person_name",
)
ORPHAN_CELLS = (
    "account_name",
    "stage_label",
    "buying_centre_name",
    "cell_state",
    "vendor",
    "potential",
    "renewal_on",
    "action_title",
    "action_due_on",
    "person_name",
)
ACCOUNTS = (
    "account_name",
    "person_name",
    "penetration_share",
    "ours_cells",
    "applicable_cells",
    "known_share",
    "unknown_cells",
    "not_mapped_cells",
    "whitespace_value",
    "whitespace_cells",
    "estimate_share",
    "competitor_cells",
    "next_renewal_on",
    "arr",
)
"""What each table of the page shows, in order."""

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
WINDOWS = {
    None: "All",
    "date passed": "Date passed, confirm",
    "6 months": "6 months",
    "12 months": "12 months",
    "18 months": "18 months",
    "later": "Later",
    "no date": "No date",
}

_VALUE_LANES = {
    "highest quarter": LADDER["worked"],
    "high quarter": LADDER["inspected"],
    "low quarter": LADDER["current"],
    "lowest quarter": LADDER["live"],
    "no estimate": Tone(PAGE.light, PAGE.dark, "?"),
    "not open ground": LADDER["none"],
}
_AGE_LANES = {
    "fresh": LADDER["inspected"],
    "ageing": LADDER["live"],
    "old": WHITESPACE["potential"],
    "undated": LADDER["none"],
    "not mapped": Tone(PAGE.light, PAGE.dark, "?"),
}
LANES = {"state": WHITESPACE, "money": _VALUE_LANES, "age": _AGE_LANES}
"""What the cells of each view of the map are told apart by, in the order of the legend."""


def need_cells(summary: Any) -> None:
    """Where no whitespace cells are loaded, say so, offer the template and stop: unknown is not empty ground."""
    if summary.has_cells:
        return
    guards.stop(NO_CELLS, "whitespace_cells")


def need_accounts(summary: Any) -> None:
    """Where no account is on the map, say what to change and stop."""
    if not summary.mapped_accounts:
        st.info(NO_ACCOUNTS)
        st.stop()


def headline(summary: Any, currency: str) -> str:
    """The finding of the page in one sentence or two."""
    head = (
        f"**{words.of(summary.whitespace_cells, summary.applicable_cells)} applicable cells are open ground, worth "
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


def estimated(summary: Any) -> str:
    """What stands below the whitespace value."""
    return f"{words.share(summary.estimate_share)} of cells estimated"


def ending_spend(summary: Any, currency: str) -> str:
    """What stands below the contracts that end."""
    return f"{words.money(summary.ending_spend, currency)} yearly spend"


def legend_hint(view: str, thresholds: dict[str, Any]) -> str:
    """How to read the map in the picked view."""
    click = "Click a cell for what is known of it; click the legend to hide a kind, twice to see it alone."
    ageing, old = thresholds["cell_ageing_days"], thresholds["cell_old_days"]
    told = {
        "state": "“● 1/3” is ours in one of three buying centres.",
        "money": f"Yearly potential of open ground, darker for more; “~” is unconfirmed or older than {old} days.",
        "age": f"Days since the oldest recording in the cell changed: ageing after {ageing}, old after {old}.",
    }
    return f"{told[view]} {click}"


def heat_rows(cells: pd.DataFrame, view: str, currency: str) -> pd.DataFrame:
    """The cells with the `lane` each belongs to in the picked view, and the `text` that stands in it."""
    if view == "money":
        texts = [_worth(row, currency) for row in cells.itertuples()]
        return cells.assign(lane=cells["value_band"], text=texts)
    if view == "age":
        texts = ["?" if pd.isna(days) else words.number(days) for days in cells["age_days"]]
        return cells.assign(lane=cells["age_band"], text=texts)
    texts = [_letter(row) for row in cells.itertuples()]
    return cells.assign(lane=cells["state"], text=texts)


def _worth(row: Any, currency: str) -> str:
    """The potential of a cell of open ground, marked where it is weak; "?" without one."""
    if not row.open_cells:
        return ""
    if pd.isna(row.whitespace_value):
        return "?"
    return f"{'~' if row.is_estimate_weak else ''}{words.money(row.whitespace_value, currency)}"


def _letter(row: Any) -> str:
    """The letter of a cell, and for how many of its buying centres it holds where they differ (S77)."""
    return WHITESPACE[row.state].mark + (f" {row.state_cells}/{row.cells}" if row.is_mixed else "")


def team_rows(teams: pd.DataFrame, view: str, currency: str, few: int) -> pd.DataFrame:
    """The cells of teams or people with `scale`, `text` and `hover` in the picked view.

    With fewer cells than `few` the fraction says more than the share (C6).
    """
    scale = {"penetration": "penetration_scale", "knowledge": "known_share", "value": "value_scale"}[view]
    texts = {
        "penetration": [
            words.share(share) if whole >= few else f"{part}/{whole}"
            for share, part, whole in teams[["penetration_share", "ours_cells", "applicable_cells"]].to_numpy(object)
        ],
        "knowledge": [
            words.share(share) if whole >= few else f"{part}/{whole}"
            for share, part, whole in teams[["known_share", "known_cells", "applicable_cells"]].to_numpy(object)
        ],
        "value": [words.money(value, currency) for value in teams["whitespace_value"]],
    }[view]
    hover = [
        f"<b>{row.person_name}</b> · {row.column_label}<br>"
        f"Penetration {words.share(row.penetration_share)}: {words.of(row.ours_cells, row.applicable_cells)} cells<br>"
        f"Known {words.share(row.known_share)}: {words.of(row.known_cells, row.applicable_cells)} cells<br>"
        f"Whitespace value {words.money(row.whitespace_value, currency)}: "
        f"{words.of(row.cells_with_estimate, row.whitespace_cells)} cells estimated<br>"
        f"{words.counted(row.mapped_accounts, 'account')}"
        for row in teams.itertuples()
    ]
    shown = ["–" if text in ("none eligible", "unknown") else text for text in texts]
    return teams.assign(scale=teams[scale], text=shown, hover=hover)


def calendar_rows(months: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The months with the amounts in words; a month of contracts without a known spend says so."""
    return months.assign(
        spend_text=[
            words.money(row.spend, currency) if row.contracts_with_spend else ("spend ?" if row.contracts else "")
            for row in months.itertuples()
        ],
        open_text=[words.money(row.open_amount, currency) for row in months.itertuples()],
    )


def calendar_marks(summary: Any) -> dict[str, dt.date]:
    """The upright lines of the calendar."""
    return {
        "today": summary.as_of_on.date(),
        "6 months": summary.displacement_until_on.date(),
        "12 months": summary.renewal_until_on.date(),
    }


def calendar_sentence(summary: Any, window_days: int) -> str:
    """What the calendar holds and what it cannot."""
    return (
        f"**{words.counted(summary.displacement_contracts, 'contract')} of competitors end within {window_days} "
        f"days**, {words.number(summary.ending_contracts)} within a year. The date of "
        f"{words.number(summary.passed_contracts)} has passed and wants to be confirmed; "
        f"{words.number(summary.undated_contracts)} have no date and stand nowhere in the picture. Below the line: our "
        "open opportunities on the same accounts by the month they close."
    )


def pick_contracts(contracts: pd.DataFrame, picked: list[Any] | None) -> pd.DataFrame:
    """The contracts of the month that was clicked, else of the window picked."""
    if picked is not None:
        month = pd.Timestamp(picked[0])
        st.caption(f"Contracts that end in {month:%B %Y}; click an empty place to see all again.")
        return contracts[contracts["month_on"] == month]
    counts = contracts["renewal_window"].value_counts()
    labels = {
        name: f"{label} {counts.get(name, len(contracts) if name is None else 0)}" for name, label in WINDOWS.items()
    }
    window = st.pills(
        "Window",
        list(labels),
        format_func=labels.__getitem__,
        default=None,
        key="contract_window",
        label_visibility="collapsed",
    )
    return contracts if window is None else contracts[contracts["renewal_window"] == window]


def orphans(filters: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Opportunities without a cell and cells pursued without one, with a sentence about both above them."""
    deals = door.ask("whitespace_orphan_opportunities", **filters)
    cells = door.ask("whitespace_orphan_cells", **filters)
    st.markdown(
        f"**{words.counted(len(deals), 'open opportunity', 'open opportunities')} without a cell, and "
        f"{words.counted(len(cells), 'cell')} being pursued without an opportunity.** The first want a place on the "
        "map, the second a deal or the end of the action."
    )
    return deals, cells


def account_address(account: str) -> dict[str, str]:
    """The address of an account in this view."""
    shared = {name: value for name in address.NAMES if (value := address.given(name))}
    return {**shared, "account": account}
