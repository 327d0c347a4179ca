"""What the Plan coverage page picks and says in words. No number is made here."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, words

TABS = ["Ladder", "Parts of the plan", "Gaps", "Before discovery ended", "Load and inspection"]
ACCOUNTS = (
    "account_name",
    "person_name",
    "state",
    "blocking_fact",
    "blocked_since_on",
    "reason_code",
    "changed_on",
    "changed_source",
    "age_band",
    "trigger_kind",
    "trigger_on",
    "inspected_on",
    "windows_inspected",
    "windows_live",
    "live_plans",
    "arr",
    "whitespace_value",
    "link",
)
LEVELS = ("account_name", "person_name", "component", "level", "blocking_fact", "missing_export", "arr", "link")
GAPS = (
    "account_name",
    "person_name",
    "severity",
    "reason_code",
    "gap_days",
    "blocking_fact",
    "arr",
    "whitespace_value",
    "key_reason",
    "lane",
)
STAGE1 = (
    "account_name",
    "person_name",
    "result",
    "opportunity_name",
    "exited_on",
    "plan_created_on",
    "days_late",
    "days_in_stage",
    "unknown_reason",
    "link",
)
REPS = (
    "person_name",
    "manager_name",
    "coverage_share",
    "live_plans",
    "draft_plans",
    "load_band",
    "capacity_gap",
    "capacity_share",
    "stage1_share",
    "stage1_passed",
    "stage1_failed",
    "stage1_due",
    "inspection_share",
    "windows_inspected",
    "windows_live",
)
"""What each table of the page shows, in order."""

LOAD_SENTENCE = (
    "About three live plans per AE can be worked well. More than that is advice, not a fault, least of all where the "
    "region names more key accounts than one person can plan."
)
ROWS_SHOWN = 25
"""People per chart: beyond this a chart is a smear, so it is cut into pages."""

_MANY_ACCOUNTS = 120
"""From here on the ladder opens by team, so that it fits one screen."""


def asked_account() -> str | None:
    """The account that a link asks for."""
    return address.given("account")


def group_by(eligible_accounts: int) -> str | None:
    """How the ladder is grouped: "team", or None for one bar per person."""
    usual = "Team" if eligible_accounts > _MANY_ACCOUNTS else "AE"
    picked = st.segmented_control("One bar per", ["AE", "Team"], default=usual, key="by", required=True)
    return "team" if picked == "Team" else None


def page_of(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows of the people on the picked page, with the page control above them where there are several."""
    people = list(dict.fromkeys(rows["person_id"].astype(object)))
    pages = -(-len(people) // ROWS_SHOWN)
    if pages <= 1:
        return rows
    place = st.pagination(pages, key=f"{key}_page") - 1
    shown = people[place * ROWS_SHOWN : (place + 1) * ROWS_SHOWN]
    st.caption(f"{words.of(len(shown), len(people))} people")
    return rows[rows["person_id"].isin(shown)].reset_index(drop=True)


def picked_rung(picked: list[Any] | None, by: str | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on the ladder."""
    if picked is None:
        return {}
    return {"team" if by == "team" else "person": str(picked[0]), "lane": str(picked[1]), "state": str(picked[2])}


def picked_cell(picked: list[Any] | None) -> dict[str, str]:
    """The parameters of the accounts behind a click on a cell of the grid."""
    return {} if picked is None else {"person": str(picked[0]), "component": str(picked[1])}


def rung_sentence(picked: dict[str, str], account: str | None) -> str:
    """Which accounts the rows below the ladder are."""
    if account:
        return "The account the link asks for; take it out of the address to see all."
    if not picked:
        return (
            "All key accounts. Click a piece of a bar to see its accounts alone, an empty place to see all again; tick "
            "a row to open the account."
        )
    return f"Accounts on the rung **{picked['state']}**, lane {picked['lane']}."


def gap_sentence(summary: Any) -> str:
    """What the gap list holds, and what stands beside it."""
    return (
        f"**{words.counted(summary.gap_accounts, 'account')} without cover**, the weightiest first. Beside the list: "
        f"{words.counted(summary.covered_by_parent_accounts, 'account')} covered by the plan of the account above, and "
        f"{words.counted(summary.below_threshold_accounts, 'account')} flagged in the CRM but below the region's rule."
    )


def stage1_sentence(summary: Any) -> str:
    """How many accounts had their plan before their first opportunity left discovery."""
    return (
        f"**{words.share(summary.stage1_share)} of the accounts had a plan before their first opportunity left "
        f"discovery**: {words.number(summary.stage1_passed)} in time, {words.number(summary.stage1_failed)} not. "
        f"{words.number(summary.stage1_due)} still in discovery have none yet; for "
        f"{words.number(summary.stage1_unknown)} no export tells."
    )
