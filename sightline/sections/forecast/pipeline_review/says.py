"""What Pipeline review says in words above its tabs. No number is made here."""

from typing import Annotated

import pandas as pd

from sightline import door, words
from sightline.door import Row
from sightline.parts import population
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review.picks import View

Summary = Annotated[Row, "pipeline_summary"]
Moved = Annotated[Row, "pipeline_identity"]

NO_DEAL_OF_YOURS = (
    "No deal in any snapshot is yours or belongs to anyone below you, so there is no pipeline to review here. "
    "What you see of single deals stands on the page of their account."
)
NO_DEALS = (
    "**No deals are loaded, so there is no pipeline to review.** Export the opportunities of your CRM, one row per "
    "deal, and once a week a dated copy of the open ones: snapshots are what changes are told from."
)
NOT_STALE = "Stale deals and serial pushers are known for the newest snapshot only, so none is taken off."
ALL_DEALS = "Every deal stands here, renewals among them, whichever are counted above."
CLEANED = "**From open to clean pipeline**: each deal is taken off once, for the first reason that fits."


def headline(summary: Summary, moved: Moved | None, view: View) -> str:
    """Where the quarter stands against its quota, or finished, and what moved between the two days."""
    match summary.quarter_state:
        case "ended":
            head = _finished(summary)
        case "to come":
            head = _to_come(summary)
        case _:
            head = _so_far(summary)
    if moved is None:
        return head
    return f"{head} {change(moved, words.day(view.answer.compare_on), has_ended=view.has_ended)}"


def _so_far(summary: Summary) -> str:
    won = money(summary.won_amount) if summary.won_amount else "nothing"
    quarter = words.plain(summary.quarter_label)
    left = words.counted(summary.days_left, "day") + " left"
    if summary.quota_state == "no quota":
        if not (summary.won_amount or summary.open_deals):
            return f"**Nothing is won in {quarter} so far and nothing is open, {left}**; there is no quota either."
        return f"**{won} won in {quarter} so far, {left}**, and {_rest(summary)}; there is no quota to set it against."
    if summary.quota_state == "met":
        return (
            f"**{quarter} has met its quota of {money(summary.quota)}: {won} won so far, "
            f"{money(summary.surplus_amount)} above it, {left}**, and {_rest(summary)}."
        )
    calls = (
        f"Commit brings it to {money(summary.commit_cumulative)}, Best Case to {money(summary.best_case_cumulative)}."
    )
    return (
        f"**{money(summary.gap_amount)} to go in {quarter}: {won} of {money(summary.quota)} won so far, {left}.** "
        f"{calls if summary.open_deals and pd.notna(summary.open_deals) else f'{_rest(summary).capitalize()}.'}"
    )


def _finished(summary: Summary) -> str:
    won = money(summary.won_amount) if summary.won_amount else "nothing"
    quarter = words.plain(summary.quarter_label)
    if summary.quota_state == "no quota":
        return f"**{quarter} finished with {won} won**; there was no quota to set it against, and {_rest(summary)}."
    against = (
        f"{money(summary.surplus_amount)} above it"
        if summary.quota_state == "met"
        else f"{money(summary.gap_amount)} short of it"
    )
    return (
        f"**{quarter} finished at {words.share(summary.attainment_share)} of quota: {won} won of "
        f"{money(summary.quota)}**, {against}; {_rest(summary)}."
    )


def _to_come(summary: Summary) -> str:
    quarter = words.plain(summary.quarter_label)
    if summary.quota_state == "no quota":
        return f"**{quarter} is still to come: {_rest(summary)}**; there is no quota to set it against."
    return (
        f"**{quarter} is still to come: {_rest(summary)} against a quota of {money(summary.quota)}**, "
        f"{words.times(summary.coverage_of_quota)} of it."
    )


def _rest(summary: Summary) -> str:
    """What is open, or that nobody knows."""
    if pd.isna(summary.open_quarter_amount):
        return "what was open is unknown, as no snapshot stands for that day"
    was = "was still" if summary.quarter_state == "ended" else "is"
    if not summary.open_deals:
        return f"nothing {was} open"
    return f"{money(summary.open_quarter_amount)} {was} open"


def change(moved: Moved, since: str, *, has_ended: bool = False) -> str:
    """What became of the open pipeline since a day; what did not happen, or was said of an ended quarter, is not."""
    if not (moved.starting_deals or moved.came_deals):
        return f"Nothing was open on {since} and nothing came since."
    became = [(moved.won_amount, "won"), (moved.lost_amount, "lost"), (moved.pushed_amount, "pushed out")]
    parts = [f"{money(amount)} {what}" for amount, what in became[1 if has_ended else 0 :] if amount]
    told = f": {', '.join(parts)}" if parts else "; nothing was won, lost or pushed out"
    start, end = money(moved.starting_amount), money(moved.ending_amount)
    if start == end:
        return f"Since {since} the open pipeline stands at {end}{told}."
    return f"Since {since} the open pipeline went from {start} to {end}{told}."


def won_note(summary: Summary) -> str:
    """What the amount won is held against."""
    if _is_short(summary):
        return f"gap {money(summary.gap_amount)} of {money(summary.quota)}"
    return f"surplus {money(summary.surplus_amount)}" if summary.quota_state == "met" else "no quota"


def attained_note(summary: Summary) -> str:
    """What attainment is divided from."""
    if summary.quota_state == "no quota":
        return "won by quota"
    return f"{money(summary.won_amount)} of {money(summary.quota)}"


def unknown(summary: Summary) -> str | None:
    """What stands in place of an amount of open deals where nobody knows it; None where it is known."""
    return "unknown" if pd.isna(summary.open_quarter_amount) else None


def open_note(summary: Summary) -> str:
    """How many deals the open amount is made of, and on which day."""
    if pd.isna(summary.open_quarter_amount):
        return "no snapshot stands for that day"
    return f"{words.counted(summary.open_deals, 'deal')} on {words.day(summary.booked_on)}"


def to_go_note(summary: Summary) -> str:
    """What coverage to go is divided from."""
    if pd.isna(summary.open_quarter_amount):
        return "no snapshot stands for that day"
    return (
        f"{money(summary.open_quarter_amount)} of {money(summary.gap_amount)}" if _is_short(summary) else "open by gap"
    )


def no_ratio(summary: Summary) -> str | None:
    """Why there is no coverage to go; None where there is one."""
    if pd.isna(summary.open_quarter_amount):
        return "unknown"
    if summary.quota_state == "open":
        return None
    return {"met": "target met", "nearly met": "nearly met"}.get(summary.quota_state, "no quota")


def small_print(summary: Summary, view: View) -> str:
    """The figures that did not make a card, each with what it is divided by."""
    asked, parts = view.answer, [f"**{population.told(view.population)}**"]
    is_open = summary.quarter_state != "ended"
    if is_open and pd.notna(summary.coverage_of_quota):
        parts.append(
            f"Coverage of quota **{words.times(summary.coverage_of_quota)}** (open only, "
            f"{money(summary.open_quarter_amount)} "
            f"of {money(summary.quota)}; {words.times(summary.late_coverage_of_quota)} from stage "
            f"{door.settings().late_stage} on)"
        )
    if is_open and pd.notna(summary.clean_coverage):
        parts.append(
            f"clean coverage **{words.times(summary.clean_coverage)}** ({money(summary.clean_amount)} of "
            f"{money(summary.gap_amount)} to go)"
        )
    if (called := commit_call(view)) is not None:
        parts.append(called)
    if is_open and pd.notna(asked.day_of_fq):
        parts.append(
            f"day {words.of(asked.day_of_fq, asked.quarter_days)}, week {words.number(asked.week_of_fq)} of the quarter"
        )
    if isinstance(summary.quota_level, str):
        if summary.quota_state != "no quota":
            parts.append(f"quota: {summary.quota_level}{_ae_quotas(summary)}")
        elif summary.quota_level.startswith("no quota:"):
            parts.append(summary.quota_level)
    return " · ".join(parts)


def _ae_quotas(summary: Summary) -> str:
    """What the AE quotas below add up to where another level counts; empty where they are what counts."""
    if pd.isna(summary.ae_quota):
        return ""
    beyond = summary.ae_quota_beyond
    more = f", {money(abs(beyond))} {'more' if beyond > 0 else 'less'}" if beyond else ""
    return f" (AE quotas add up to {money(summary.ae_quota)}{more})"


def renewals(row: Annotated[Row, "renewals_quarter"]) -> str:
    """What became of the renewals of the quarter, and what they leave of all that was won; empty without any."""
    if not (row.renewed_deals or row.churned_deals or row.open_renewal_deals):
        return ""
    parts = [f"{money(row.renewed_amount)} renewed", f"{money(row.churned_amount)} lost"]
    if pd.notna(row.open_renewal_amount):
        parts.append(f"{money(row.open_renewal_amount)} open, of {money(row.due_amount)} due")
    if pd.notna(row.gross_renewal_share):
        parts.append(f"gross renewal rate **{words.share(row.gross_renewal_share)}**")
    return (
        f"**Renewals of the quarter**: {', '.join(parts)}. All won, {money(row.booked_amount)}, less renewals lost: "
        f"**{money(row.net_booked_amount)}** net."
    )


def left_out(summary: Summary, policy: str) -> str:
    """Which deals the totals leave out or count with a reservation; empty where there are none."""
    counts = (
        (summary.unamounted_deals, "without an amount, counted as nothing"),
        (summary.unconverted_deals, "in a currency without a rate, not converted and in no total"),
        (summary.unclassified_deals, "without a forecast category"),
        (summary.undated_deals, f"without a close date ({money(summary.undated_amount)}), in no quarter"),
        (
            summary.negative_deals,
            f"open below nothing ({money(summary.negative_amount)}), "
            f"{'taken away' if policy == 'net' else 'counted as nothing'}",
        ),
        (summary.won_later_deals, f"won with a close date still to come ({money(summary.won_later_amount)})"),
    )
    parts = [f"{words.counted(count, 'deal')} {what}" for count, what in counts if pd.notna(count) and count]
    return f"Worth knowing: {'; '.join(parts)}." if parts else ""


def commit_call(view: View) -> str | None:
    """The newest Commit call of the quarter beside what the deals give; None where calls do not say it.

    Calls are made for a team or a person, and the last of the quarter is meant: they tell nothing of a region, of a
    segment or of a day in its middle.
    """
    if not ((view.is_newest or view.has_ended) and view.is_of_people):
        return None
    found = door.ask("calls_summary", **view.people, quarter=view.quarter)
    return None if found.empty else _called(found.iloc[0])


def _called(called: Annotated[Row, "calls_summary"]) -> str | None:
    if pd.notna(called.called_commit_amount):
        week = f", week {words.number(called.week_of_quarter)}" if pd.notna(called.week_of_quarter) else ""
        return f"Commit call **{money(called.called_commit_amount)}**{week}"
    if pd.isna(called.calls_made) or not called.calls_made:
        return None
    return f"Commit call not complete ({words.of(called.calls_made, called.calls_due)} handed in)"


def days_used(view: View) -> str:
    """Which days the page looks at, where the quarter decides that and nobody picked one."""
    booked, asked = words.day(view.booked_on), view.answer
    if not view.has_ended:
        return ""
    if view.as_of_on is None:
        return f"{asked.quarter_label} has ended: won is told as booked by {booked}, as recorded now."
    return (
        f"{asked.quarter_label} has ended: won is told as booked by {booked}, as recorded now; open as the snapshot of "
        f"{words.day(asked.as_of_on)} has it, less what closed after it."
    )


def stands_for(label: str, asked: object, used: object, age: int) -> str:
    """Which snapshot answers a day that has none of its own."""
    return f"{label}: asked {words.day(asked)}, used {words.day(used)}, {words.counted(age, 'day')} older."


def no_snapshot(wanted: object, newest: "pd.Series[pd.Timestamp]") -> str:
    """That no snapshot is near enough to stand for a day, and which there are."""
    return (
        f"**No snapshot stands for {words.day(wanted)}**: none lies in the {door.settings().max_staleness} days up to "
        f"it. The newest there are: {', '.join(words.day(day) for day in newest)}. Amounts are never guessed between "
        "snapshots."
    )


def is_partial(used: object) -> str:
    """What a snapshot that holds too few deals may not be read as."""
    return (
        f"The snapshot of {words.day(used)} holds far fewer deals than those around it, most likely a filtered "
        "report. Deals missing there are not called deleted; export that day again to know."
    )


def told_for_today(day: object, as_of: object) -> str:
    """That a tab is told for the day of the data, although an earlier day is looked at."""
    return (
        f"**As of today**, {words.day(day)}, not as of {words.day(as_of)}: next steps, "
        "activities, deal plans and quotas are exported as they stand today only."
    )


def _is_short(summary: Summary) -> bool:
    return summary.quota_state in ("open", "nearly met")
