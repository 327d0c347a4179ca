"""What the Plan coverage page says in words. No number is made here."""

from typing import Annotated

import pandas as pd

from sightline import words
from sightline.door import Row

Summary = Annotated[Row, "plan_coverage_summary"]

LOAD_SENTENCE = (
    "About three live plans per AE can be worked well. More than that is advice, not a fault, least of all where the "
    "region names more key accounts than one person can plan."
)


NO_LIVE_PLAN = "No key account within these filters has a live plan of its own, so there is none to check."


def coverage_sentence(summary: Summary, currency: str) -> str:
    """The finding of the Plan coverage page in one sentence."""
    if summary.gap_accounts == 0:
        return (
            f"**Every one of the {words.counted(summary.eligible_accounts, 'key account')} is covered by a live plan.**"
        )
    spent = f"; together they spend {words.money(summary.gap_arr, currency)} a year with us"
    return (
        f"**{words.of(summary.gap_accounts, summary.eligible_accounts)} key accounts have no live plan**, "
        f"{words.number(summary.no_reason_accounts)} of them without any reason"
        f"{spent if pd.notna(summary.gap_arr) else ''}."
    )


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


def gap_sentence(summary: Summary) -> str:
    """What the gap list holds, and what stands beside it."""
    return (
        f"**{words.counted(summary.gap_accounts, 'account')} without cover**, the weightiest first. Beside the list: "
        f"{words.counted(summary.covered_by_parent_accounts, 'account')} covered by the plan of the account above, and "
        f"{words.counted(summary.below_threshold_accounts, 'account')} flagged in the CRM but below the region's rule."
    )


def stage1_sentence(summary: Summary) -> str:
    """How many accounts had their plan before their first opportunity left discovery."""
    return (
        f"**{words.share(summary.stage1_share)} of the accounts had a plan before their first opportunity left "
        f"discovery**: {words.number(summary.stage1_passed)} in time, {words.number(summary.stage1_failed)} not. "
        f"{words.number(summary.stage1_due)} still in discovery have none yet; for "
        f"{words.number(summary.stage1_unknown)} no export tells."
    )


def checks_sentence(checks: pd.DataFrame, summary: Summary) -> str:
    """Which check finds most, and how many accounts have more than one live plan."""
    most = checks.sort_values(["look_plans", "check_place"], ascending=[False, True]).iloc[0]
    double = words.counted(summary.duplicate_plan_accounts, "account has", "accounts have")
    return (
        f"**{most.check_name}: {words.of(most.look_plans, most.checked_plans)} live plans to look at**, the most of "
        f"any check. {double} more than one live plan. The first ten are signs that plans fail, the others how often "
        "people come together over them; each counts by itself, and nobody adds them up."
    )


def fields_sentence(fields: pd.DataFrame, least: float) -> str:
    """Which fields so few fill in that they may be too much to ask."""
    rare = [str(name) for name in fields.loc[fields["is_candidate"].map(words.is_yes), "field_name"]]
    if not rare:
        return f"**Every field is filled in by {words.share(least)} or more.**"
    return f"**Filled in by fewer than {words.share(least)}: {', '.join(rare)}.** Fill them in, or stop asking."
