"""What each tab of the Account page says in words, and what a click on it picks."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import words
from sightline.sections.accounts.account import shown

REVENUE_KINDS = {
    "arr": "Yearly run rate per product, as of each period, in {currency}. Periods are never added up.",
    "mrr": "Monthly run rate per product, as of each period, in {currency}. Periods are never added up.",
    "usage": "Usage charged per period and product, in {currency}.",
    "bookings": "Booked per period and product, in {currency}.",
    "other": "Amount per period and product as exported, in {currency}.",
}
"""What each kind of revenue measures, the preferred kind first."""

_KINDS = {
    "arr": "Yearly run rate",
    "mrr": "Monthly run rate",
    "usage": "Usage",
    "bookings": "Bookings",
    "other": "Other",
}
_HORIZONS = {"short": "soon", "medium": "next year", "long": "later", "undated": "without a horizon"}


def profile(facts: Any, about: Any) -> str:
    """How many of the nine questions are answered (S39)."""
    if not shown.is_yes(about.is_plan_live):
        return "**There is no live plan of its own.** These nine questions are what its profile would answer."
    if pd.isna(facts.answered):
        return shown.brings("plan_answers")
    return (
        f"**{words.of(facts.answered, facts.questions)} questions answered**, "
        f"{words.number(facts.unknown_with_action)} unknown with an action to find out, "
        f"{words.number(facts.blank)} blank."
    )


def risks(horizons: pd.DataFrame) -> str:
    """Which horizons have a risk, and for how many something is done (S41, S42)."""
    if horizons.empty:
        return "There is no live plan of its own that could name risks."
    if horizons["risks"].isna().all():
        return shown.brings("plan_risks")
    parts = []
    for row in horizons.itertuples():
        told = f"{words.of(row.mitigated_risks, row.risks)} with an action" if row.risks else "none named"
        parts.append(f"**{_HORIZONS[str(row.horizon)]}**: {told}")
    return " · ".join(parts)


def relationship(rung: Any) -> str:
    """How far the relationship has come, and how many threads hold it."""
    if pd.isna(rung.contacts):
        return shown.brings("contacts")
    if rung.contacts == 0:
        return "**We know nobody there by name.** The contacts export has no active contact of this account."
    threads = (
        "no interactions export tells who is in touch with whom"
        if pd.isna(rung.threads)
        else f"{words.counted(rung.threads, 'contact')} in two-way touch lately"
    )
    further = f"; {rung.blocking_fact}" if isinstance(rung.blocking_fact, str) else ""
    aged = " What this rests on was recorded long ago." if shown.is_yes(rung.is_aged) else ""
    return (
        f"**Relationship level {words.number(rung.level)} of 4**{further}. {words.counted(rung.contacts, 'contact')}, "
        f"{words.number(rung.high_influence_contacts)} with high influence, of them "
        f"{words.number(rung.high_influence_supporters)} for us; {words.number(rung.opponents)} against us; "
        f"{threads}.{aged}"
    )


def whitespace(facts: Any, currency: str) -> str:
    """How much is known, ours and open (S72 to S74)."""
    if pd.isna(facts.applicable_cells):
        return shown.brings("whitespace_cells")
    known = (
        f"**{words.of(facts.ours_cells, facts.applicable_cells)} places are ours**, "
        f"{words.of(facts.known_cells, facts.applicable_cells)} are known."
    )
    if not facts.whitespace_cells:
        return f"{known} Of those known, none is open."
    if not facts.cells_with_estimate:
        return f"{known} {words.counted(facts.whitespace_cells, 'place')} open, none with an estimate of its worth."
    return (
        f"{known} {words.counted(facts.whitespace_cells, 'place')} open, worth "
        f"{words.money(facts.whitespace_value, currency)} a year by the "
        f"{words.of(facts.cells_with_estimate, facts.whitespace_cells)} that have an estimate."
    )


def picked(cells: pd.DataFrame, grid: pd.DataFrame, place: list[Any] | None) -> pd.DataFrame:
    """The recordings behind the cell that was clicked, all of them without a click."""
    if place is None:
        return cells
    cell = grid[(grid["line"] == place[0]) & (grid["stage_id"] == place[1])].iloc[0]
    is_in_cell = (cells["buying_centre_name"] == cell.centre_name) & (cells["stage_label"] == cell.stage_label)
    found: pd.DataFrame = cells.loc[is_in_cell].reset_index(drop=True)
    return found


def picked_cell(grid: pd.DataFrame, place: list[Any] | None) -> str:
    """Which recordings the rows below the map are."""
    if place is None:
        return "Everything recorded, the largest potential first. Click a cell to see it alone."
    cell = grid[(grid["line"] == place[0]) & (grid["stage_id"] == place[1])].iloc[0]
    return f"{cell.centre_name} · {cell.stage_label}. Click an empty place to see all again."


def their_competitors(answers: pd.DataFrame) -> str:
    """The customer's own competitors, from profile question P3."""
    asked = answers[answers["question"] == "P3"].iloc[0]
    if pd.isna(asked.answer_state):
        return shown.brings("plan_answers")
    names = shown.listed(asked.answer)
    if not names:
        if asked.answer_state == "answered":
            return "P3 is answered in the plan; its text is not in the export, or not for you to read."
        return "Not known: profile question P3 is open."
    told = [f"from {words.plain(asked.source)}"] if isinstance(asked.source, str) else []
    told += [words.day(asked.updated_on)] if pd.notna(asked.updated_on) else ["not dated"]
    return "\n".join(f"- {words.plain(name)}" for name in names) + f"\n\n:gray[{' · '.join(told)}]"


def pick_kind(revenue: pd.DataFrame) -> str:
    """The kind of revenue to show; a choice where there are several."""
    kinds = [kind for kind in REVENUE_KINDS if kind in set(revenue["revenue_type"])]
    if len(kinds) == 1:
        return kinds[0]
    chosen = st.segmented_control(
        "Kind of revenue",
        kinds,
        default=kinds[0],
        format_func=_KINDS.__getitem__,
        key="account_revenue_kind",
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen)


def deals(totals: pd.DataFrame, currency: str) -> str:
    """Open, won and lost in one line."""
    if totals.empty:
        return "No opportunity was ever opened here."
    return " · ".join(
        f"**{words.number(row.opportunities)} {row.outcome}**, {words.money(row.amount, currency)}"
        + (f" ({words.number(row.without_amount)} without an amount)" if row.without_amount else "")
        for row in totals.itertuples()
    )


def renewal(plan: Any, currency: str) -> str:
    """When the contract ends, and who prepares for it (S108, S109)."""
    when = {
        "no date": "**No contract end is known.** The column renewal_date of accounts would tell.",
        "past": f"**The contract end has passed** ({words.day(plan.renewal_on)}): confirm it.",
        "later": f"**{words.day(plan.renewal_on)}**, more than 18 months away.",
    }.get(plan.renewal_horizon, f"**{words.day(plan.renewal_on)}**, within {plan.renewal_horizon}.")
    lines = [when]
    if plan.open_renewals:
        weighted = f", weighted by amount {words.day(plan.weighted_close_on)}" if plan.open_renewals > 1 else ""
        lines.append(
            f"{words.counted(plan.open_renewals, 'open renewal')}, {words.money(plan.renewal_amount, currency)}; "
            f"the first closes {words.day(plan.earliest_close_on)}{weighted}."
        )
    sections = {
        "complete": f"The renewal part of the plan is complete, last changed {words.day(plan.section_updated_on)}.",
        "started": f"The renewal part of the plan is begun, last changed {words.day(plan.section_updated_on)}.",
        "empty": "The renewal part of the plan is empty.",
        "none": "The plan has no renewal part.",
    }
    lines.append(sections.get(plan.section_state, "No plan_sections export or no live plan tells of a renewal part."))
    if pd.isna(plan.renewals_managers):
        lines.append("No account_team export tells who manages the renewal.")
    elif plan.renewals_managers == 0:
        lines.append("No renewals manager is on the team.")
    else:
        lines.append(
            f"{words.of(plan.renewals_managers_busy, plan.renewals_managers)} renewals managers with an open action."
        )
    lines.append(f"{words.counted(plan.renewal_actions, 'open action')} about the renewal.")
    return "\n".join(f"- {line}" for line in lines)


def actions(facts: Any, idle: list[str]) -> str:
    """How the action plan stands: S82 to S87 in two sentences."""
    if pd.isna(facts.open_actions):
        return shown.brings("plan_actions")
    if not facts.dated_actions:
        head = "**No action plan**: no open action has an owner and a date."
    else:
        head = (
            f"**{words.of(facts.complete_actions, facts.open_actions)} open actions say what, how, who, when and with "
            f"which support**; {words.number(facts.overdue_actions)} overdue, {words.number(facts.redated_actions)} "
            f"re-dated, {words.number(facts.support_actions)} ask for support, "
            f"{words.number(facts.near_actions)} due in the next six months."
        )
    everyone = f"{words.of(facts.members_with_action, facts.members)} on the team have an action"
    without = f"; none yet: **{', '.join(words.plain(name) for name in idle)}**." if idle else "."
    objectives = "" if pd.isna(facts.objectives) else f" {_objectives(int(facts.objectives))}"
    return f"{head} {everyone}{without}{objectives}"


def _objectives(count: int) -> str:
    if count == 0:
        return "No open objective."
    advice = ", two or three are advised" if count == 1 else ", more than the two or three advised" if count > 3 else ""
    return f"{words.counted(count, 'open objective')}{advice}."


def timeline(about: Any) -> str:
    """Whether anything overtook the plan (S21)."""
    if pd.notna(about.trigger_on):
        return (
            f"**The plan was overtaken on {words.day(about.trigger_on)}**; it last changed on "
            f"{words.day(about.changed_on)}. Amber marks what happened since and is not in the plan yet."
        )
    if pd.isna(about.changed_on):
        return "There is no live plan that could be overtaken."
    return f"**Nothing has overtaken the plan** since it last changed on {words.day(about.changed_on)}."
