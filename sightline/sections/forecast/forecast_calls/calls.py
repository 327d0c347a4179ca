"""What the Forecast calls page picks and says in words. No number is made here."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, scope, words
from sightline.charts.calls_accuracy import accuracy_by_week
from sightline.parts import pictures, tables
from sightline.settings import ROOT

TABS = ["This week", "Who called", "Accuracy and bias", "Linearity", "Track record"]
CALLS = (
    "person_name",
    "call_status",
    "commit_before",
    "commit_amount",
    "commit_change",
    "commit_roll_up",
    "commit_unexplained",
    "best_case_before",
    "best_case_amount",
    "best_case_change",
    "best_case_roll_up",
    "best_case_unexplained",
    "is_below_commit",
    "weeks_in_a_row",
    "weeks_called",
    "weeks_due",
    "submitted_on",
    "late_commit_amount",
    "manager_name",
)
CALLS_CALLED = {
    "commit_before": "Commit last week",
    "commit_amount": "Commit",
    "commit_change": "Change",
    "commit_roll_up": "Deals give",
    "commit_unexplained": "Unexplained",
    "best_case_change": "Best Case change",
    "best_case_roll_up": "Best Case deals",
    "best_case_unexplained": "Best Case unexplained",
}
"""Shorter names where the columns stand side by side."""
DEALS = (
    "opportunity_name",
    "account_name",
    "owner_name",
    "deal_state",
    "last_week_amount",
    "this_week_amount",
    "moved_amount",
    "close_on",
)
ACCURACY = (
    "person_name",
    "accuracy_share",
    "bias_points",
    "bias_month1_points",
    "bias_month2_points",
    "bias_month3_points",
    "calls",
    "called_amount",
    "actual_amount",
    "difference_amount",
    "undefined_calls",
)
LINEARITY = ("quarter_label", "month1_share", "month2_share", "month3_share", "linear_over", "won_amount")
ATTAINMENT = (
    "person_name",
    "quota",
    "won_amount",
    "gap_amount",
    "attainment_share",
    "deals_won",
    "quota_note",
    "manager_name",
)
"""What each table of the page shows, in order."""

PICTURE = (
    "Lines are what was called; bars what was won and what open deals named Commit give, in the snapshot of each week. "
    "Where a call is missing the line breaks and a hollow mark stands at the last one before."
)
NO_EXPORT = (
    "**No export of forecast calls is loaded, so nobody can say who called what.** Export the weekly submissions from "
    "the forecast tool, one row per person, week and category (person, period, day handed in, category, amount), and "
    "load them with the rest; the template shows the columns."
)
NOBODY = (
    "No forecast call of yours or of anyone below you is in the export, and none is expected: calls are made by AEs "
    "and their managers. The deals of your accounts stand on the Account page."
)
UNREACHED = "In this quarter no call was due yet, or the export does not reach back to it. Pick another quarter."


def need_calls() -> Any:
    """What the calls in view rest on; where there are none, the page says why, offers the template and stops."""
    found = door.ask("calls_reach")
    if found.empty:
        st.info("You are not in the users export, so there is nothing to show. Ask whoever loads the exports.")
        st.stop()
    reach = found.iloc[0]
    if not reach.has_export:
        st.info(NO_EXPORT)
        st.download_button(
            "Template for forecast calls",
            (ROOT / "data" / "templates" / "forecast_submissions.csv").read_bytes(),
            file_name="forecast_submissions.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.stop()
    if not reach.submitters:
        st.info(NOBODY)
        st.stop()
    return reach


def pick_week(weeks: pd.DataFrame) -> dt.date:
    """Monday of the week looked at, picked or from the address; at first the newest of the quarter."""
    labels = {
        f"{row.week_starts_on:%Y-%m-%d}": f"Week {row.week_of_quarter} · {words.day(row.cut_off_on)}"
        for row in weeks.itertuples()
    }
    usual = next(iter(labels))
    asked = address.given("week")
    key = f"week_{weeks.quarter_label.iloc[0]}"
    if key not in st.session_state:
        st.session_state[key] = asked if asked in labels else usual
    chosen = st.selectbox("Calls due", list(labels), format_func=labels.__getitem__, key=key, width=240)
    address.change({"week": None if chosen == usual else chosen})
    return dt.date.fromisoformat(chosen)


def pick_level(reach: Any) -> str | None:
    """Whose calls are listed: those of managers, of AEs, or None for the only kind there is."""
    if not 0 < reach.managers < reach.submitters:
        return None
    picked = st.segmented_control("Calls of", ["Managers", "AEs"], default="Managers", key="level", required=True)
    return "rep" if picked == "AEs" else "manager"


def headline(summary: Any) -> str:
    """The finding of the week in one sentence."""
    if pd.isna(summary.called_commit_amount):
        missing = summary.calls_due - summary.calls_made
        return f"**{_who(summary)} no whole Commit for this week**: {words.counted(missing, 'call')} missing."
    head = f"**Commit is called at {_money(summary.called_commit_amount)}**{_change(summary)}"
    quota = _quota(summary)
    if pd.isna(summary.unexplained_amount):
        return f"{head}{quota}. No whole snapshot of this week says what the deals give."
    gap = _money(abs(summary.unexplained_amount))
    side = "more than" if summary.unexplained_amount > 0 else "less than"
    named = _money(summary.commit_roll_up)
    return f"{head}{quota}; that is {gap} {side} the {named} that won and named Commit deals give."


def status_sentence(summary: Any) -> str:
    """Who has called this week, in one sentence; nothing where nobody was due."""
    if not summary.weekly_calls:
        return ""
    parts = [f"{words.of(summary.in_time_calls, summary.weekly_calls)} calls came in time"]
    parts += [f"{words.number(summary.late_calls)} late"] if summary.late_calls else []
    parts += [f"{words.number(summary.missing_calls)} missing"] if summary.missing_calls else []
    parts += [f"{words.number(summary.to_come_calls)} still due"] if summary.to_come_calls else []
    below = summary.below_commit_calls
    flagged = f" {words.counted(below, 'call has', 'calls have')} Best Case below Commit." if below else ""
    return f"{', '.join(parts)}.{flagged}"


def change_note(amount: Any) -> str:
    """How a card says the change on the week before."""
    if pd.isna(amount):
        return "no call last week"
    sign = "up" if amount >= 0 else "down"
    return f"{sign} {_money(abs(amount))} on a week ago"


def unexplained_note(amount: Any) -> str:
    """What a difference between call and deals means."""
    if pd.isna(amount):
        return "call or snapshot missing"
    return "called beyond the deals" if amount > 0 else "held back" if amount < 0 else "all in named deals"


def show_reconciled(rows: pd.DataFrame, ticked: pd.DataFrame, week: dt.date) -> None:
    """One call against its deals: that of the ticked row, or of the only one there is."""
    chosen = rows if len(rows) == 1 else ticked
    if chosen.empty:
        return
    row = chosen.iloc[0]
    picked = st.segmented_control("Against", ["Commit", "Best Case"], default="Commit", key="against", required=True)
    category = "best_case" if picked == "Best Case" else "commit"
    deals = door.ask("calls_deals", person=row.person_id, week=week, reach=category)
    st.markdown(reconciled(row, deals, category))
    tables.show(deals, DEALS, key="call_deals", alt="Deals behind the roll-up of the week")


def reconciled(row: Any, deals: pd.DataFrame, category: str = "commit") -> str:
    """How one call comes about: won, named deals, and what no deal explains."""
    name = words.plain(row.person_name)
    called, named, rest = (row[f"{category}_{part}"] for part in ("amount", "roll_up", "unexplained"))
    deals_of = "won and named Commit deals" if category == "commit" else "deals from won down to Best Case"
    if pd.isna(named):
        return f"For {name} no whole snapshot of this week exists, so the call cannot be reconciled."
    moved = _moved(deals)
    if pd.isna(called):
        return f"**{name} has made no call**; {deals_of} give {_money(named)}. {moved}"
    told = f"{_money(rest)} stands in no deal" if rest >= 0 else f"{_money(-rest)} of them is held back"
    return f"**{name} called {_money(called)}**; {deals_of} give {_money(named)}, so {told}. {moved}"


def _moved(deals: pd.DataFrame) -> str:
    """How many deals came into the roll-up and left it since the week before."""
    came = int((deals["last_week_amount"].isna() & deals["this_week_amount"].notna()).sum())
    went = int((deals["deal_state"] == "gone").sum())
    if not came and not went:
        return "The same deals as last week."
    return f"Since last week {words.counted(came, 'deal')} came in and {words.number(went)} went."


def limits(reach: Any) -> list[str]:
    """What is not known of the calls in view, each in a sentence."""
    said = []
    if reach.assumed_entries:
        said.append(
            f"For {words.of(reach.assumed_entries, reach.entries)} entries no export says whether a category includes "
            "the safer ones; cumulative is taken."
        )
    if reach.untimed_entries:
        said.append(
            f"{words.of(reach.untimed_entries, reach.entries)} entries carry no time of day, so a single call in a "
            "week is never called late."
        )
    if reach.unused_entries:
        said.append(
            f"{words.number(reach.unused_entries)} entries are left aside: for a month or another period that is no "
            "fiscal quarter, or made for the level below."
        )
    if reach.unconverted_entries:
        said.append(f"{words.number(reach.unconverted_entries)} entries have no rate for their currency.")
    if scope.current().region or scope.current().segment:
        said.append("Calls and quotas belong to people: region and segment narrow linearity and track record only.")
    return said


def show_accuracy(weeks: pd.DataFrame) -> None:
    """Accuracy and bias by week of quarter, side by side; a sentence where no quarter has ended under such calls."""
    if weeks.empty:
        st.info("No ended quarter before this one has calls to compare, so accuracy and bias are not known yet.")
        return
    left, right = st.columns(2, gap="large")
    theme = pictures.theme()
    with left:
        st.caption("Accuracy by week of the quarter")
        pictures.show(accuracy_by_week(weeks, "accuracy_share", theme), key="close", alt="Accuracy by week of quarter")
    with right:
        st.caption("Bias by week of the quarter: above 0 is over-called")
        pictures.show(accuracy_by_week(weeks, "bias_share", theme), key="lean", alt="Bias by week of quarter")


def _money(amount: Any) -> str:
    """An amount for Markdown, where two bare dollar signs would make a formula."""
    return words.money(amount, door.settings().reporting_currency).replace("$", "\\$")


def _who(summary: Any) -> str:
    return f"{words.plain(summary.submitters)} has" if isinstance(summary.submitters, str) else "The team has"


def _change(summary: Any) -> str:
    if pd.isna(summary.commit_change):
        return ", with no whole call the week before"
    amount = _money(abs(summary.commit_change))
    return f", {amount} {'more' if summary.commit_change >= 0 else 'less'} than a week ago"


def _quota(summary: Any) -> str:
    if pd.isna(summary.quota) or not summary.quota:
        return ", with no quota to hold it against"
    return f", against {_money(summary.quota)} of quota ({words.plain(summary.quota_level)})"
