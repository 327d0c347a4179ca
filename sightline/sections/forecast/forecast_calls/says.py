"""What Forecast calls says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import scope, words
from sightline.door import Row
from sightline.parts.amounts import money, moneys

Summary = Annotated[Row, "calls_summary"]

TICK = "Tick a row to see the deals behind a call and what changed since last week."
NO_EXPORT = (
    "**No forecast calls are loaded.** Export the weekly submissions from the forecast tool, one row per person, week "
    "and category (person, period, day handed in, category, amount); the template shows the columns."
)
NOBODY = (
    "No forecast call of yours or of anyone below you is in the export, and none is expected: AEs and their managers "
    "make calls. The deals of your accounts are on the Account page."
)
UNREACHED = "No call was due yet in this quarter, or the export does not reach back to it. Pick another quarter."
NO_ENDED_QUARTER = "No ended quarter before this one has calls to compare, so accuracy and bias are not known yet."

Called = Annotated[Row, "calls_people"]


def headline(summary: Summary) -> str:
    """The finding of the week in one sentence; of a quarter that has ended, what was called and what was booked."""
    if pd.notna(summary.actual_amount):
        return _finished(summary)
    if pd.isna(summary.called_commit_amount):
        missing = words.counted(summary.calls_due - summary.calls_made, "call")
        return f"**{_who(summary)} no complete Commit for this week**: {missing} missing."
    commit, against = money(summary.called_commit_amount), _over(summary.commit_over_quota, "quota")
    head = f"**Commit is called at {commit}, {against}**{_change(summary)}"
    return f"{head}; {largest_gap(summary)}."


def picture(summary: Summary) -> str:
    """The finding of the picture, for those who cannot see it: the headline without its marks."""
    return headline(summary).replace("*", "").replace("\\", "")


def _finished(summary: Summary) -> str:
    quarter, week = words.plain(summary.quarter_label), words.number(summary.week_of_quarter)
    called = (
        "no complete Commit was called"
        if pd.isna(summary.called_commit_amount)
        else f"Commit was called at {money(summary.called_commit_amount)}"
    )
    won, against = money(summary.actual_amount), _over(summary.won_over_quota, "quota")
    return f"**{quarter} finished with {won} booked, {against}**; in week {week} {called}."


def _over(beyond: Any, what: str) -> str:
    """`$90k over quota`, `$40k under quota`: one sign, in words."""
    if pd.isna(beyond):
        return f"no {what} set"
    if not beyond:
        return f"equal to {what}"
    return f"{money(abs(beyond))} {'over' if beyond > 0 else 'under'} {what}"


def largest_gap(summary: Summary) -> str:
    """How far a call is from its deals: the Commit, or the Best Case where that is further from them."""
    commit, best_case = summary.unexplained_amount, summary.best_case_unexplained
    if pd.isna(best_case) or (pd.notna(commit) and abs(best_case) <= abs(commit)):
        return backed(commit)
    return f"Best Case at {money(summary.called_best_case_amount)}, {backed(best_case)}"


def backed(amount: Any) -> str:
    """What a call has beyond its deals, or leaves out of them."""
    if pd.isna(amount):
        return "call or snapshot missing"
    if not amount:
        return "all backed by deals"
    return f"{money(abs(amount))} {'not backed by a deal' if amount > 0 else 'under the deals'}"


def status(summary: Summary) -> str:
    """Who has called this week, in one sentence; nothing where nobody was due."""
    if not summary.weekly_calls:
        return ""
    parts = [f"{words.of(summary.in_time_calls, summary.weekly_calls)} calls in time"]
    parts += [f"{words.number(summary.late_calls)} late"] if summary.late_calls else []
    parts += [f"{words.number(summary.missing_calls)} missing"] if summary.missing_calls else []
    parts += [f"{words.number(summary.to_come_calls)} still due"] if summary.to_come_calls else []
    below = summary.below_commit_calls
    parts += [f"{words.number(below)} with Best Case under Commit"] if below else []
    return ", ".join(parts)


def change_note(amount: Any) -> str:
    """How a card says the change on the week before."""
    if pd.isna(amount):
        return "no call last week"
    return f"{'up' if amount >= 0 else 'down'} {money(abs(amount))} in a week"


def finding(row: Called) -> str:
    """What there is to do about one call, and why."""
    match row.finding:
        case "missing":
            return "**Hand in the call.** None this week."
        case "below Commit":
            best_case, commit = moneys(row.best_case_amount, row.commit_amount, figures=3)
            return f"**Correct the Best Case.** It is {best_case}, under Commit {commit}."
        case "Best Case not backed":
            backing = backed(row.best_case_unexplained)
            return f"**Name the deals.** Best Case {money(row.best_case_amount)}, {backing}."
        case "not backed":
            return f"**Name the deals.** Commit {money(row.commit_amount)}, {backed(row.commit_unexplained)}."
        case _:
            return "**Call in time.** This one came late."


def beside(row: Called) -> str:
    """A manager's call and what the team called by itself, in one sentence; empty where there is no such pair."""
    if pd.isna(row.commit_over_below):
        return ""
    against = _over(row.commit_over_below, "that")
    return f" The team's own calls add up to {money(row.commit_below)}: this call is {against}."


def reconciled(row: Called, deals: pd.DataFrame, category: str = "commit") -> str:
    """How one call comes about: booked, the deals of the category, and what no deal backs."""
    name = words.plain(row.person_name)
    called, named, rest = (row[f"{category}_{part}"] for part in ("amount", "roll_up", "unexplained"))
    deals_of = "deals in Commit" if category == "commit" else "deals down to Best Case"
    if pd.isna(named):
        return f"There is no complete snapshot of this week, so the deals behind {name}'s call are unknown."
    moved = _moved(deals)
    if pd.isna(called):
        return f"**{name} has made no call**; booked and {deals_of} add up to {money(named)}. {moved}"
    own = beside(row) if category == "commit" else ""
    head = f"**{name} called {money(called)}**; booked and {deals_of} add up to {money(named)}"
    return f"{head}: {backed(rest)}.{own} {moved}"


def limits(reach: Annotated[Row, "calls_reach"]) -> str:
    """What is not known of the calls in view, a sentence a line."""
    said = {
        f"For {words.of(reach.assumed_entries, reach.entries)} calls no export says whether a category includes "
        "the safer ones; they are read as cumulative.": reach.assumed_entries,
        f"{words.of(reach.untimed_entries, reach.entries)} calls have no time of day, so a single call in a week "
        "is never late.": reach.untimed_entries,
        f"{words.number(reach.unused_entries)} calls are skipped: for a month or another period that is no "
        "fiscal quarter, or made for the level below.": reach.unused_entries,
        f"{words.number(reach.unconverted_entries)} calls have no rate for their currency.": (
            reach.unconverted_entries
        ),
        "Calls and quotas belong to people: region and segment narrow linearity and track record only.": (
            scope.current().region or scope.current().segment
        ),
    }
    said["A manager's call covers a whole team and is shown to that manager and above."] = reach.submitters == 1
    return "  \n".join(sentence for sentence, holds in said.items() if holds)


def _moved(deals: pd.DataFrame) -> str:
    """How many deals came into the roll-up and left it since the week before."""
    came = int((deals["last_week_amount"].isna() & deals["this_week_amount"].notna()).sum())
    went = int((deals["deal_state"] == "gone").sum())
    if not came and not went:
        return "Same deals as last week."
    return f"Since last week {words.counted(came, 'deal')} came in, {words.number(went)} went."


def _who(summary: Summary) -> str:
    return f"{words.plain(summary.submitters)} has" if isinstance(summary.submitters, str) else "The team has"


def _change(summary: Summary) -> str:
    if pd.isna(summary.commit_change):
        return ", no complete call last week"
    return f", {change_note(summary.commit_change)}"
