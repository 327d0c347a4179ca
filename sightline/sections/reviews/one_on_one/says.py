"""What a 1:1 sheet says first, and of each plan. No number is made here."""

from collections.abc import Sequence
from typing import Annotated, Any

import pandas as pd

from sightline import door, words
from sightline.door import Row
from sightline.notes.inspections import Inspection
from sightline.packs.one_on_one.lines import ASK, CHANGED, CONSULT, IDLE, LATE, NOT_IN_PLAN, each

Person = Annotated[Row, "one_on_one_people"]
Plan = Annotated[Row, "one_on_one_plans"]
Summary = Annotated[Row, "one_on_one_summary"]

NOBODY = (
    "**No AE reports to you, so there is no 1:1 to prepare.** A manager finds the AEs of the team here, and an AE the "
    "own sheet. What you work on yourself is under Whitespace and Account."
)
FILTERED = "No AE within these filters. Widen or reset them."
WHO_IS_IN = (
    "A sheet for every active AE of the team. Deals of AEs who left and deals that a manager owns are in no sheet; "
    "they are under Pipeline review."
)
_COUNTING = (
    "**Three questions per plan** ask for what is missing: the most urgent gap of each part of the plan first "
    "(events not in the plan, actions, renewal, relationship, profile, risks, whitespace), a second one of the "
    "same part only where fewer than three parts have gaps. **Changed since** is what happened after a manager "
    "last inspected the plan; for one never inspected, in the last {news_days} days. Deals are compared "
    "between snapshots, so their day is that of the snapshot that first shows the change."
)


def counting() -> str:
    """How questions and changes are chosen."""
    return _COUNTING.format_map(door.settings().thresholds)


def choice(person: Person) -> str:
    """An AE as offered: how many plans, and when one was last inspected."""
    if pd.isna(person.live_plans):
        return f"{person.person_name} · plans not known"
    if not person.live_plans:
        return f"{person.person_name} · no live plan"
    last = "never inspected" if person.has_reviews else "inspection not known"
    if pd.notna(person.inspected_on):
        last = f"last inspected {words.day(person.inspected_on)}"
    return f"{person.person_name} · {words.counted(person.live_plans, 'plan')}, {last}"


def headline(person: Person, one: Summary, lines: pd.DataFrame) -> str:
    """The finding: plans not inspected, actions overdue, what the plans do not know, deals to consult on.

    `one` is None for an AE without plan and key account.
    """
    name = words.plain(str(person.person_name))
    if one is None:
        return f"**{name} has no key account and no live plan**, so there is no plan to go through."
    if pd.isna(one.live_plans):
        return f"**Which of {name}'s key accounts have a plan is unknown**: no export of account plans is loaded."
    if not one.live_plans:
        if one.uncovered_accounts == 1:
            return f"**The one key account of {name} has no live plan.**"
        return f"**None of {name}'s {words.counted(one.uncovered_accounts, 'key account')} has a live plan.**"
    if pd.isna(one.inspected_plans):
        they_were = "it was" if one.live_plans == 1 else "they were"
        plans = words.counted(one.live_plans, "live plan")
        seen = f"{name} has {plans}; when {they_were} inspected is unknown without an export of plan reviews"
    else:
        within = f"inspected in the last {words.counted(door.settings().inspection_window_days, 'day')}"
        seen = f"{who_was(one.inspected_plans, one.live_plans, name)} {within}"
    events, deals = (int((lines["part"] == part).sum()) for part in (NOT_IN_PLAN, CONSULT))
    overdue = 0 if pd.isna(one.overdue_actions) else one.overdue_actions
    told = [
        sentence
        for sentence, count in (
            (f"{words.of(overdue, one.open_actions)} open actions {'is' if overdue == 1 else 'are'} overdue", overdue),
            (words.counted(events, "event is not in its plan yet", "events are not in their plans yet"), events),
            (words.counted(deals, "deal is due for a consult", "deals are due for a consult"), deals),
            (f"{words.counted(one.uncovered_accounts, 'key account')} without a live plan", one.uncovered_accounts),
        )
        if count
    ]
    return f"**{seen}**{'; ' + ', '.join(told) if told else ', and nothing is overdue'}."


def who_was(some: int, live: int, name: str) -> str:
    """`Both plans of A were`, `None of A's 3 plans was`, `2 of 5 plans of A were`: who is spoken of, and the verb."""
    if live == 1:
        return f"The plan of {name} was{'' if some else ' not'}"
    if not some:
        return f"None of {name}'s {words.number(live)} plans was"
    if some == live:
        return f"{'Both' if live == 2 else f'All {words.number(live)}'} plans of {name} were"
    return f"{words.of(some, live)} plans of {name} {'was' if some == 1 else 'were'}"


def dates_note(summary: Summary) -> str:
    """What else is the matter with the dates of actions."""
    if pd.isna(summary.redated_actions):
        return "no data"
    undated = f"{words.number(summary.undated_actions)} undated" if summary.undated_actions else "none undated"
    late = (
        ""
        if pd.isna(summary.median_overdue_days)
        else f", median {words.counted(summary.median_overdue_days, 'day')} late"
    )
    done = (
        "" if pd.isna(summary.on_time_share) else f", {words.share(summary.on_time_share)} of those done were on time"
    )
    return f"{undated}{late}{done}"


def standing(plan: Plan, marks: Sequence[Inspection]) -> str:
    """When a plan was inspected, its status, what is missing for the next and when it changed."""
    parts = [_inspected(plan, marks), f"plan {plan.state}" if isinstance(plan.state, str) else "not a key account"]
    if isinstance(plan.blocking_fact, str) and not (plan.state == "current" and pd.isna(plan.inspected_on)):
        parts.append(words.plain(plan.blocking_fact))
    if pd.notna(plan.changed_on):
        parts.append(f"changed {words.day(plan.changed_on)}, {plan.age_band}")
    return " · ".join(parts)


def _inspected(plan: Plan, marks: Sequence[Inspection]) -> str:
    newest = marks[0] if marks else None
    if newest and (pd.isna(plan.inspected_on) or newest.inspected_on >= plan.inspected_on.date()):
        return f"inspected {words.day(newest.inspected_on)} by {words.plain(newest.author.name)}"
    if pd.isna(plan.inspected_on):
        return "inspection unknown" if pd.isna(plan.is_inspected) else "**never inspected**"
    days = words.counted(plan.inspected_days, "day")
    return f"inspected {words.day(plan.inspected_on)} by {words.plain(plan.inspected_by_name)}, {days} ago"


def changed(plan: Plan, marks: Sequence[Inspection], lines: pd.DataFrame, most: int) -> str:
    """What changed since the last inspection, or since the day that stands in for it."""
    newest = max([plan.since_on.date(), *(mark.inspected_on for mark in marks)])
    title = f"{CHANGED} {words.day(newest)}"
    return listed(lines, CHANGED, title=title, most=most) or f"**{title}** · nothing"


def listed(lines: pd.DataFrame, part: str, *, most: int, title: str | None = None) -> str:
    """A part as a list with its days; what is left out is counted. Empty for a part without a line."""
    rows = lines[lines["part"] == part]
    if rows.empty:
        return ""
    told = [f"**{title or part}**"]
    for row in each(rows.head(most)):
        day = "" if part in (LATE, CONSULT) else f"{words.day(row.happened_on)} · "
        closes = f"; closes {words.day(row.happened_on)}" if part == CONSULT else ""
        told.append(f"- {day}{words.plain(row.said)}{closes}")
    if len(rows) > most:
        told.append(f"- :gray[{words.number(len(rows) - most)} more in the table on screen]")
    return "\n".join(told)


def idle(plan: Plan, lines: pd.DataFrame) -> str:
    """How many of the team have an action, and who has none; empty where no export says."""
    if pd.isna(plan.members):
        return ""
    names = [words.plain(name) for name in lines.loc[lines["part"] == IDLE, "said"]]
    count = f"{words.of(plan.members_with_action, plan.members)} on the team have an action"
    return f"**Team** · {count}" + (f"; none yet: {', '.join(names)}" if names else "")


def questions(lines: pd.DataFrame) -> str:
    """What to ask of a plan, each with its reason."""
    asked = _asked(lines)
    if not asked:
        return f"**{ASK}** · Nothing is missing that an export would show."
    return f"**{ASK}**\n" + "\n".join(f"{place}. {question}" for place, question in enumerate(asked, 1))


def _asked(lines: pd.DataFrame) -> list[str]:
    return [_question(row) for row in each(lines[lines["part"] == ASK])]


def _question(line: Any) -> str:
    return f"{words.plain(line.said)} :gray[because {words.plain(line.because)}]"


def without_plan(plans: pd.DataFrame, lines: pd.DataFrame) -> str:
    """Key accounts without a live plan of their own, why, and the first question about each; empty without any."""
    rest = plans[plans["plan_id"].isna()]
    if rest.empty:
        return ""
    whose = "its" if len(rest) == 1 else "their"
    of_what = f"without a live plan of {whose} own" if rest["state"].notna().any() else "whose plan is unknown"
    rows = [f"**{words.counted(len(rest), 'key account')} {of_what}**"]
    first = lines[lines["part"] == ASK].drop_duplicates("account_id")
    asked = {line.account_id: _question(line) for line in each(first)}
    for account in each(rest):
        days = f" for {words.counted(account.gap_days, 'day')}" if pd.notna(account.gap_days) else ""
        question = f". {asked[account.account_id]}" if account.account_id in asked else ""
        rows.append(f"- {words.plain(str(account.account_name))}: {_why(account)}{days}{question}")
    return "\n".join(rows)


def _why(account: Plan) -> str:
    if not isinstance(account.reason_code, str):
        return str(account.blocking_fact)
    return "no reason given" if account.reason_code == "no reason" else str(account.reason_code)


def consults(lines: pd.DataFrame) -> str:
    """Deals to go through with the whole team, all of them in order of need; empty without any."""
    return listed(lines, CONSULT, most=len(lines))
