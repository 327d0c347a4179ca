"""What the Plan coverage page says in words. No number is made here."""

from typing import Annotated

import pandas as pd

from sightline import words
from sightline.door import Row

Summary = Annotated[Row, "plan_coverage_summary"]

NO_GAPS = "Nothing to act on: every key account that counts has a live plan."
LOAD_SENTENCE = (
    "An AE can work about three live plans well. More is a note, not a fault, least of all where the region names more "
    "key accounts than one AE can plan."
)
NO_LIVE_PLAN = "No key account in this view has a live plan of its own, so there is none to check."
PARTS_HINT = (
    "Accounts where this part of the plan is at level 2 or higher, of those where the level is known. Click a cell or "
    "a name to see them."
)


def coverage_sentence(summary: Summary, currency: str) -> str:
    """The finding of the Plan coverage page in one sentence."""
    if summary.gap_accounts == 0:
        return f"**All {words.counted(summary.eligible_accounts, 'key account')} have a live plan.**"
    worth = ""
    if pd.notna(summary.gap_arr):
        known = words.money(summary.gap_arr, currency)
        worth = f", the {words.number(summary.gap_accounts)} together {known} known ARR"
    why = (
        "reasons are not shown to you"
        if pd.isna(summary.no_reason_accounts)
        else f"{words.number(summary.no_reason_accounts)} of them without a reason"
    )
    return (
        f"**{words.of(summary.gap_accounts, summary.eligible_accounts)} key accounts have no live plan**{worth}; {why}."
    )


def reasons_note(summary: Summary) -> str:
    """What is printed below the accounts without a reason."""
    if pd.isna(summary.no_reason_accounts):
        return "the AE and managers see reasons"
    return f"of {words.number(summary.gap_accounts)} without a plan"


def reasons_said(summary: Summary) -> str | None:
    """What the card says in place of a count that is hidden; None where it is not."""
    return "not shown" if pd.isna(summary.no_reason_accounts) else None


def all_link(accounts: int, place: str) -> str:
    """A link to the whole list further down on the page."""
    return f"[Show all {words.number(accounts)}](#{place})"


def ladder_alt(rungs: pd.DataFrame) -> str:
    """What the ladder shows, in words: who has most key accounts, without a plan and in all."""
    worst = rungs.iloc[0]
    bare = rungs[(rungs["person_id"] == worst.person_id) & rungs["state"].isin(["none", "draft"])]["accounts"].sum()
    return f"Key accounts by state of the plan; first {worst.person_name} with {words.number(bare)} without a live plan"


def rows_sentence(picked: dict[str, str], account: str | None, summary: Summary) -> str:
    """Which accounts the rows below are, and what to click for others."""
    if account:
        return "**The account of the link.**"
    if "state" in picked:
        return f"**Accounts of the piece you clicked: {picked['state']}.** Click an empty place to see the list again."
    if picked:
        return "**Accounts of the name you clicked.** Click an empty place to see the list again."
    return (
        f"**Key accounts without a live plan**, largest ARR first, unknown ARR after that, then none. Not in the list: "
        f"{words.number(summary.covered_by_parent_accounts)} covered by the plan of the account above, "
        f"{words.number(summary.below_threshold_accounts)} flagged in the CRM but not key by the region's rule."
    )


def stage1_sentence(summary: Summary) -> str:
    """How many accounts had their plan before their first deal left discovery."""
    unknown = f" {words.number(summary.stage1_unknown)} unknown." if summary.stage1_unknown else ""
    return (
        f"**{words.share(summary.stage1_share)} of accounts had a plan before their first deal left discovery**: "
        f"{words.number(summary.stage1_passed)} in time, {words.number(summary.stage1_failed)} too late. "
        f"{words.number(summary.stage1_due)} in discovery now without a plan.{unknown}"
    )


def checks_sentence(checks: pd.DataFrame, summary: Summary) -> str:
    """Which check finds most, and how many accounts have more than one live plan."""
    most = checks.sort_values(["look_plans", "check_place"], ascending=[False, True]).iloc[0]
    double = words.counted(summary.duplicate_plan_accounts, "account has", "accounts have")
    return (
        f"**{most.check_name}: {words.of(most.look_plans, most.checked_plans)} live plans to look at**, the most of "
        f"any check. {double} more than one live plan. Each check counts by itself; there is no total."
    )


def fields_sentence(fields: pd.DataFrame, least: float) -> str:
    """Which fields so few fill in that they may be too much to ask."""
    rare = [str(name) for name in fields.loc[fields["is_candidate"].map(words.is_yes), "field_name"]]
    if not rare:
        return f"**Every field is filled in by {words.share(least)} or more.**"
    return f"**Filled in by fewer than {words.share(least)}: {', '.join(rare)}.** Fill them in, or stop asking."
