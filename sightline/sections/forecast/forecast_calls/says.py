"""What Forecast calls says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import scope, words
from sightline.door import Row
from sightline.parts.amounts import money

Summary = Annotated[Row, "calls_summary"]

PICTURE = (
    "Lines are what was called; bars what was won and what open deals named Commit give, in the snapshot of each week. "
    "Where a call is missing the line breaks and a hollow mark stands at the last one before. Deals counted are those "
    "that quotas are set for."
)
TICK = "Tick a row to see the deals behind the roll-up and what changed in them since last week."
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
NO_ENDED_QUARTER = "No ended quarter before this one has calls to compare, so accuracy and bias are not known yet."


def headline(summary: Summary) -> str:
    """The finding of the week in one sentence; of a quarter that has ended, what was called beside what was won."""
    if pd.notna(summary.actual_amount):
        quarter, week = words.plain(summary.quarter_label), words.number(summary.week_of_quarter)
        called = (
            "no whole Commit was called"
            if pd.isna(summary.called_commit_amount)
            else f"Commit was called at {money(summary.called_commit_amount)}"
        )
        won = money(summary.actual_amount)
        return f"**{quarter} finished with {won} won; in week {week} {called}**{_quota(summary)}."
    if pd.isna(summary.called_commit_amount):
        missing = summary.calls_due - summary.calls_made
        return f"**{_who(summary)} no whole Commit for this week**: {words.counted(missing, 'call')} missing."
    head = f"**Commit is called at {money(summary.called_commit_amount)}**{_change(summary)}{_quota(summary)}"
    if pd.isna(summary.unexplained_amount):
        return f"{head}. No whole snapshot of this week says what the deals give."
    gap = money(abs(summary.unexplained_amount))
    side = "more than" if summary.unexplained_amount > 0 else "less than"
    named = money(summary.commit_roll_up)
    return f"{head}; that is {gap} {side} the {named} that won and named Commit deals give."


def status(summary: Summary) -> str:
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
    return f"{'up' if amount >= 0 else 'down'} {money(abs(amount))} on a week ago"


def unexplained_note(amount: Any) -> str:
    """What a difference between call and deals means."""
    if pd.isna(amount):
        return "call or snapshot missing"
    return "called beyond the deals" if amount > 0 else "held back" if amount < 0 else "all in named deals"


def reconciled(row: Annotated[Row, "calls_people"], deals: pd.DataFrame, category: str = "commit") -> str:
    """How one call comes about: won, named deals, and what no deal explains."""
    name = words.plain(row.person_name)
    called, named, rest = (row[f"{category}_{part}"] for part in ("amount", "roll_up", "unexplained"))
    deals_of = "won and named Commit deals" if category == "commit" else "deals from won down to Best Case"
    if pd.isna(named):
        return f"For {name} no whole snapshot of this week exists, so the call cannot be reconciled."
    moved = _moved(deals)
    if pd.isna(called):
        return f"**{name} has made no call**; {deals_of} give {money(named)}. {moved}"
    told = f"{money(rest)} is not backed by a deal" if rest >= 0 else f"{money(-rest)} of them is held back"
    return f"**{name} called {money(called)}**; {deals_of} give {money(named)}, so {told}. {moved}"


def limits(reach: Annotated[Row, "calls_reach"]) -> str:
    """What is not known of the calls in view, a sentence a line."""
    said = {
        f"For {words.of(reach.assumed_entries, reach.entries)} entries no export says whether a category includes "
        "the safer ones; cumulative is taken.": reach.assumed_entries,
        f"{words.of(reach.untimed_entries, reach.entries)} entries carry no time of day, so a single call in a "
        "week is never called late.": reach.untimed_entries,
        f"{words.number(reach.unused_entries)} entries are left aside: for a month or another period that is no "
        "fiscal quarter, or made for the level below.": reach.unused_entries,
        f"{words.number(reach.unconverted_entries)} entries have no rate for their currency.": (
            reach.unconverted_entries
        ),
        "Calls and quotas belong to people: region and segment narrow linearity and track record only.": (
            scope.current().region or scope.current().segment
        ),
    }
    return "  \n".join(sentence for sentence, holds in said.items() if holds)


def _moved(deals: pd.DataFrame) -> str:
    """How many deals came into the roll-up and left it since the week before."""
    came = int((deals["last_week_amount"].isna() & deals["this_week_amount"].notna()).sum())
    went = int((deals["deal_state"] == "gone").sum())
    if not came and not went:
        return "The same deals as last week."
    return f"Since last week {words.counted(came, 'deal')} came in and {words.number(went)} went."


def _who(summary: Summary) -> str:
    return f"{words.plain(summary.submitters)} has" if isinstance(summary.submitters, str) else "The team has"


def _change(summary: Summary) -> str:
    if pd.isna(summary.commit_change):
        return ", with no whole call the week before"
    return f", {money(abs(summary.commit_change))} {'more' if summary.commit_change >= 0 else 'less'} than a week ago"


def _quota(summary: Summary) -> str:
    if pd.isna(summary.quota) or not summary.quota:
        return ", with no quota to hold it against"
    return f", against {money(summary.quota)} of quota ({words.plain(summary.quota_level)})"
