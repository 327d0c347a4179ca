"""What Pipeline review says in words above its tabs. No number is made here."""

from typing import Annotated

import pandas as pd

from sightline import door, words
from sightline.door import Row
from sightline.parts import population
from sightline.parts.amounts import money, moneys
from sightline.sections.forecast.pipeline_review.picks import View

Summary = Annotated[Row, "pipeline_summary"]
Moved = Annotated[Row, "pipeline_identity"]

NO_DEAL_OF_YOURS = (
    "No deal in any snapshot is yours or belongs to anyone below you, so there is no pipeline to review here. "
    "The deals of your accounts are on the Account page."
)
NO_DEALS = (
    "**No deals are loaded, so there is no pipeline to review.** Export the opportunities of your CRM, one row per "
    "deal, and load them every week: changes are read from what each load held."
)
NOT_STALE = "Stale deals and serial pushers are known for the newest snapshot only, so none is taken off."
ALL_DEALS = "All open deals, renewals too, whichever are counted above."
CLEANED = "**From open to clean pipeline**: each deal is taken off once, for the first reason that fits."


def headline(summary: Summary) -> str:
    """Where the quarter stands against its quota, or finished, in one sentence."""
    match summary.quarter_state:
        case "ended":
            return _finished(summary)
        case "to come":
            return _to_come(summary)
        case _:
            return _so_far(summary)


def _so_far(summary: Summary) -> str:
    quarter = words.plain(summary.quarter_label)
    left = words.counted(summary.days_left, "day") + " left"
    if summary.quota_state == "no quota":
        won = money(summary.won_amount) if summary.won_amount else "Nothing"
        return f"**{won} booked in {quarter}, {left}**; {_rest(summary)}. No quota is set."
    if summary.quota_state == "met":
        over, won, quota = _against_quota(summary)
        return f"**{over} over quota in {quarter}, {left}**: {won} of {quota} booked; {_rest(summary)}."
    gap, won, quota = _against_quota(summary)
    booked = f"{won} of {quota} booked" if summary.won_amount else "nothing booked yet"
    is_covered = no_ratio(summary) is None and summary.open_deals
    covers = f", {words.times(summary.coverage_to_go)} what is to go" if is_covered else ""
    return f"**{gap} to go in {quarter}, {left}**: {booked}; {_rest(summary)}{covers}."


def _finished(summary: Summary) -> str:
    quarter = words.plain(summary.quarter_label)
    if summary.quota_state == "no quota":
        won = money(summary.won_amount) if summary.won_amount else "nothing"
        return f"**{quarter} finished with {won} booked**; {_rest(summary)}. No quota was set."
    away, won, quota = _against_quota(summary)
    side = "over" if summary.quota_state == "met" else "under"
    return (
        f"**{quarter} finished at {words.share(summary.attainment_share)} of quota, {away} {side}**: {won} of {quota} "
        f"booked; {_rest(summary)}."
    )


def _to_come(summary: Summary) -> str:
    quarter = words.plain(summary.quarter_label)
    if summary.quota_state == "no quota":
        return f"**{quarter} has not begun**: {_rest(summary)}. No quota is set."
    return (
        f"**{quarter} has not begun**: {_rest(summary)}, {words.times(summary.coverage_of_quota)} the quota of "
        f"{money(summary.quota)}."
    )


def _against_quota(summary: Summary) -> list[str]:
    """How far from the quota, what is booked, and the quota; how far is written as on every other page and slide."""
    if summary.quota_state == "no quota":
        return ["", money(summary.won_amount), ""]
    away = summary.surplus_amount if summary.quota_state == "met" else summary.gap_amount
    return [money(away), *moneys(summary.won_amount, summary.quota, figures=3)]


def amounts(summary: Summary) -> dict[str, tuple[float, str]]:
    """The amounts of the bar against the quota that are known, each as the headline says it."""
    _, won, quota = _against_quota(summary)
    said = {"Booked": (summary.won_amount, won)}
    if pd.notna(summary.commit_cumulative) and summary.quarter_state != "ended":
        commit, best_case = moneys(summary.commit_cumulative, summary.best_case_cumulative, figures=3)
        said["With Commit"] = (summary.commit_cumulative, commit)
        said["With Best Case"] = (summary.best_case_cumulative, best_case)
    if quota:
        said["Quota"] = (summary.quota, quota)
    return {name: (float(amount), text.replace("\\", "")) for name, (amount, text) in said.items()}


def _rest(summary: Summary) -> str:
    """What is open, or that nobody knows."""
    if pd.isna(summary.open_quarter_amount):
        return "no snapshot says what was open"
    was = "was still" if summary.quarter_state == "ended" else "is"
    if not summary.open_deals:
        return f"nothing {was} open"
    return f"{money(summary.open_quarter_amount)} {was} open"


def change(moved: Moved, since: str, *, has_ended: bool = False) -> str:
    """What became of the open pipeline since a day; what did not happen, or was said of an ended quarter, is not."""
    if not (moved.starting_deals or moved.came_deals):
        return f"Nothing was open on {since} and nothing came since."
    became = [(moved.won_amount, "won"), (moved.lost_amount, "lost"), (moved.pushed_amount, "pushed out")]
    became = [(amount, what) for amount, what in became[1 if has_ended else 0 :] if amount]
    shifts = [amount for amount in (moved.came_amount, moved.changed_amount, moved.went_amount) if amount]
    start, end, *amounts = moneys(moved.starting_amount, moved.ending_amount, *[one for one, _ in became], *shifts)
    parts = [f"{amount} {what}" for amount, (_, what) in zip(amounts, became, strict=False)]
    told = f": {', '.join(parts)}" if parts else "; none of it was won, lost or pushed out"
    told += _recategorised(moved)
    if start == end:
        return f"Since {since} the open pipeline is unchanged at {end}{told}."
    return f"Since {since} the open pipeline went from {start} to {end}{told}."


def _recategorised(moved: Moved) -> str:
    """How many of the deals open on both days moved between categories; empty where none did."""
    counts = (
        (moved.into_commit_deals, "moved into Commit"),
        (moved.out_of_commit_deals, "moved out of Commit"),
        (moved.other_category_deals, "moved between other categories"),
    )
    parts = [f"{words.counted(count, 'deal')} {what}" for count, what in counts if count]
    return f"; {', '.join(parts)}" if parts else ""


def covered_note(summary: Summary) -> str:
    """What coverage of the quota is divided from."""
    if pd.isna(summary.open_quarter_amount):
        return "no snapshot of that day"
    if summary.quota_state == "no quota":
        return f"{money(summary.open_quarter_amount)} open"
    return f"{money(summary.open_quarter_amount)} open of {money(summary.quota)}"


def attained_note(summary: Summary) -> str:
    """What attainment is divided from."""
    if summary.quota_state == "no quota":
        return f"{money(summary.won_amount)} booked"
    return "{1} of {2}".format(*_against_quota(summary))


def to_go_note(summary: Summary) -> str:
    """What coverage to go is divided from."""
    if pd.isna(summary.open_quarter_amount):
        return "no snapshot of that day"
    if not _is_short(summary):
        return f"{money(summary.open_quarter_amount)} open"
    return f"{money(summary.open_quarter_amount)} open, {_against_quota(summary)[0]} to go"


def no_ratio(summary: Summary) -> str | None:
    """Why there is no coverage to go; None where there is one."""
    if pd.isna(summary.open_quarter_amount):
        return "unknown"
    if summary.quota_state == "open":
        return None
    return {"met": "quota met", "nearly met": "nearly met"}.get(summary.quota_state, "no quota")


def more_figures(summary: Summary, view: View) -> str:
    """The figures a click away, a line each with what it is divided from."""
    asked, parts = view.answer, [f"Counted: **{population.told(view.population)}**"]
    is_open = summary.quarter_state != "ended"
    if is_open and pd.notna(summary.coverage_of_quota):
        parts.append(
            f"Coverage of quota **{words.times(summary.coverage_of_quota)}**: {money(summary.open_quarter_amount)} "
            f"open of {money(summary.quota)}; {words.times(summary.late_coverage_of_quota)} from stage "
            f"{door.settings().late_stage} on"
        )
    if is_open and pd.notna(summary.clean_coverage):
        parts.append(
            f"Clean coverage **{words.times(summary.clean_coverage)}**: {money(summary.clean_amount)} clean, "
            f"{money(summary.gap_amount)} to go"
        )
    if is_open and summary.past_due_deals and pd.notna(summary.past_due_deals):
        due = words.counted(summary.past_due_deals, "deal")
        parts.append(f"Past due **{money(summary.past_due_amount)}**: {due}")
    if (called := commit_call(view)) is not None:
        parts.append(called)
    if is_open and pd.notna(asked.day_of_fq):
        day = words.of(asked.day_of_fq, asked.quarter_days)
        parts.append(f"Day {day}, week {words.number(asked.week_of_fq)} of the quarter")
    if isinstance(summary.quota_level, str):
        if summary.quota_state != "no quota":
            parts.append(f"Quota: {summary.quota_level}{_ae_quotas(summary)}")
        elif summary.quota_level.startswith("no quota:"):
            parts.append(summary.quota_level.capitalize())
    parts.append(renewals(door.ask("renewals_quarter", **view.renewals).iloc[0]))
    parts.append(left_out(summary, view.policy))
    return "\n".join(f"- {part}" for part in parts if part)


def _ae_quotas(summary: Summary) -> str:
    """What the AE quotas below add up to where another level counts; empty where they are what counts."""
    if pd.isna(summary.ae_quota):
        return ""
    beyond = summary.ae_quota_beyond
    more = f", {money(abs(beyond))} {'more' if beyond > 0 else 'less'}" if beyond else ""
    return f" (AE quotas add up to {money(summary.ae_quota)}{more})"


def renewals(row: Annotated[Row, "renewals_quarter"]) -> str:
    """What became of the renewals of the quarter, and what they leave of all that was won; empty without any."""
    if not any(pd.notna(deals) and deals for deals in (row.renewed_deals, row.churned_deals, row.open_renewal_deals)):
        return ""
    parts = [f"{money(row.renewed_amount)} renewed", f"{money(row.churned_amount)} lost"]
    if pd.notna(row.open_renewal_amount):
        parts.append(f"{money(row.open_renewal_amount)} open, of {money(row.due_amount)} due")
    if pd.notna(row.gross_renewal_share):
        parts.append(f"gross renewal rate **{words.share(row.gross_renewal_share)}**")
    return (
        f"Renewals: {', '.join(parts)}. All booked {money(row.booked_amount)}, less renewals lost: "
        f"**{money(row.net_booked_amount)}** net"
    )


def left_out(summary: Summary, policy: str) -> str:
    """Which deals the totals leave out or count with a reservation; empty where there are none."""
    counts = (
        (summary.unamounted_deals, "without an amount, counted as 0"),
        (summary.unconverted_deals, "in a currency without a rate, in no total"),
        (summary.unclassified_deals, "without a forecast category"),
        (summary.undated_deals, f"without a close date ({money(summary.undated_amount)}), in no quarter"),
        (
            summary.negative_deals,
            f"open with an amount below 0 ({money(summary.negative_amount)}), "
            f"{'subtracted' if policy == 'net' else 'counted as 0'}",
        ),
        (summary.won_later_deals, f"won with a close date still to come ({money(summary.won_later_amount)})"),
    )
    parts = [f"{words.counted(count, 'deal')} {what}" for count, what in counts if pd.notna(count) and count]
    return f"Also: {'; '.join(parts)}" if parts else ""


def commit_call(view: View) -> str | None:
    """The newest Commit call of the quarter; None where calls do not say it.

    Calls are made for a team or a person, and the last of the quarter is meant: they say nothing of a region, of a
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
        return f"{asked.quarter_label} has ended: booked by {booked}, as recorded today."
    return (
        f"{asked.quarter_label} has ended: booked by {booked}, as recorded today; open by the snapshot of "
        f"{words.day(asked.as_of_on)}, less what closed after it."
    )


def stands_for(label: str, asked: object, used: object, age: int) -> str:
    """Which snapshot answers a day that has none of its own."""
    return f"{label} {words.day(asked)}: snapshot of {words.day(used)}, {words.counted(age, 'day')} older."


def no_snapshot(wanted: object, newest: "pd.Series[pd.Timestamp]") -> str:
    """That no snapshot is near enough to stand for a day, and which there are."""
    return (
        f"**There is no snapshot for {words.day(wanted)}**, nor in the {door.settings().max_staleness} days before it. "
        f"Pick one of the newest: {', '.join(words.day(day) for day in newest)}."
    )


def is_partial(used: object) -> str:
    """What a snapshot that holds too few deals may not be read as."""
    return (
        f"The snapshot of {words.day(used)} has far fewer deals than those around it, most likely a filtered "
        "report. Export that day again; deals missing there are not counted as deleted."
    )


def told_for_today(day: object) -> str:
    """That a list is of the day of the data, although an earlier day is looked at."""
    return f"**As of today**, {words.day(day)}: these deals are exported as they are today only."


def _is_short(summary: Summary) -> bool:
    return summary.quota_state in ("open", "nearly met")
