"""Whom a 1:1 sheet is for, what it says first, and the card of each plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, scope, words
from sightline.notes.inspections import Inspection
from sightline.parts import explain, links
from sightline.sections.accounts.account import paper
from sightline.sections.reviews.one_on_one import marking
from sightline.sections.reviews.one_on_one.lines import ASK, CHANGED, CONSULT, IDLE, LATE, NOT_IN_PLAN, Frames, each

_PARAMETER, _PICKED = "ae", "one_on_one_ae"
_LINES, _FEWEST = 18, 3
"""Changes on all cards together, and at least on each, so that the sheet fits on a page; the table below has all."""

COLUMNS = ("account_name", "part", "happened_on", "said", "because")
ORDER_OF_QUESTIONS = (
    "**Three questions per plan** are chosen by what is missing: the most pressing gap of each part of the plan first "
    "(events the plan does not know, actions, renewal, relationship, profile, risks, whitespace), a second one of the "
    "same part only where fewer than three parts lack something. **Changed since** is what happened after a manager "
    "last inspected the plan; for one never inspected, in the last {news_days} days. Deals are compared "
    "between snapshots, so their day is that of the snapshot that first shows the change."
)
_CONSULTS = 5
"""Deals listed for a consult; several a week is what a manager can do (S31)."""

NOBODY = (
    "**No AE reports to you, so there is no 1:1 to prepare.** A manager finds the AEs of the team here, and an AE the "
    "own sheet. What you work on yourself is under Whitespace and Account."
)
UNKNOWN = "You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you."
FILTERED = "No AE lies within these filters. Widen or reset them."


def need_people(people: pd.DataFrame) -> None:
    """Say why there is no sheet, and stop, where the viewer has nobody to sit down with."""
    if people.empty:
        if door.ask("freshness").empty:
            st.info(UNKNOWN)
        else:
            st.info(FILTERED if scope.is_narrowed() else NOBODY)
        st.stop()


def pick(people: pd.DataFrame) -> Any:
    """The AE of the sheet: the one in the address, else the one whose plans were inspected longest ago."""
    labels = {row.person_id: _label(row) for row in each(people)}
    wanted = address.given(_PARAMETER)
    chosen = wanted if wanted in labels else next(iter(labels))
    if len(labels) > 1:
        st.session_state[_PICKED] = chosen
        with paper.screen_only("pick"):
            st.selectbox(
                "AE",
                list(labels),
                format_func=labels.__getitem__,
                key=_PICKED,
                on_change=_remember,
                help="The AE whose plans were inspected longest ago comes first.",
            )
    return people[people["person_id"] == chosen].iloc[0]


def _remember() -> None:
    address.change({_PARAMETER: st.session_state[_PICKED]})


def _label(person: Any) -> str:
    if not person.live_plans:
        return f"{person.person_name} · no live plan"
    last = "never inspected" if person.has_reviews else "inspection not known"
    if pd.notna(person.inspected_on):
        last = f"last {words.day(person.inspected_on)}"
    return f"{person.person_name} · {words.counted(person.live_plans, 'plan')}, {last}"


def heading(people: pd.DataFrame, week: Any) -> Any:
    """Who sits down with whom in which week, and the choice of the AE; the AE chosen."""
    title, choice = st.columns([3, 2], vertical_alignment="bottom")
    with choice:
        person = pick(people)
    manager = f"with {words.plain(person.manager_name)} · " if isinstance(person.manager_name, str) else ""
    title.title(f"1:1 · {words.plain(person.person_name)}")
    title.caption(
        f"{manager}week of {words.day(week.week_starts_on)}, {week.quarter_label} week {week.week_of_fq} · "
        f"data as of {words.day(week.as_of_on)}"
    )
    return person


def ask_frames(person_id: str) -> Frames:
    """Every answer a sheet is made of."""
    return Frames(
        changes=door.ask("one_on_one_changes", owner=person_id),
        triggers=door.ask("one_on_one_triggers", owner=person_id),
        actions=door.ask("one_on_one_actions", owner=person_id),
        members=door.ask("one_on_one_members", owner=person_id),
        questions=door.ask("one_on_one_questions", owner=person_id),
        consults=door.ask("one_on_one_consults", owner=person_id),
    )


def marked_on(marks: Mapping[str, Sequence[Inspection]]) -> dict[str, dt.date]:
    """The day of the newest mark of each plan that has one."""
    return {plan_id: found[0].inspected_on for plan_id, found in marks.items()}


def counting() -> str:
    """How questions and changes are chosen."""
    return ORDER_OF_QUESTIONS.format_map(door.settings().thresholds)


def headline(person: Any, summary: pd.DataFrame, lines: pd.DataFrame) -> str:
    """The finding: plans not inspected, actions overdue, what the plans do not know, deals to consult on."""
    name = words.plain(str(person.person_name))
    if summary.empty:
        return f"**{name} has no key account and no live plan**, so there is no plan to go through."
    one = summary.iloc[0]
    if not one.live_plans:
        if one.uncovered_accounts == 1:
            return f"**The one key account of {name} has no live plan.**"
        return f"**None of {name}'s {words.counted(one.uncovered_accounts, 'key account')} has a live plan.**"
    if pd.isna(one.inspected_plans):
        they_were = "it was" if one.live_plans == 1 else "they were"
        seen = f"{name} has {words.counted(one.live_plans, 'live plan')}; no export says when {they_were} inspected"
    else:
        within = f"inspected in the last {words.counted(door.settings().inspection_window_days, 'day')}"
        seen = f"{who_was(one.inspected_plans, one.live_plans, name)} {within}"
    rest = [
        _overdue(one),
        _some(lines, NOT_IN_PLAN, "event is not in its plan yet", "events are not in their plans yet"),
        _some(lines, CONSULT, "deal is due for a consult", "deals are due for a consult"),
        f"{words.counted(one.uncovered_accounts, 'key account')} without a live plan"
        if one.uncovered_accounts
        else None,
    ]
    told = [part for part in rest if part]
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


def _overdue(one: Any) -> str | None:
    if pd.isna(one.overdue_actions) or not one.overdue_actions:
        return None
    verb = "is" if one.overdue_actions == 1 else "are"
    return f"{words.of(one.overdue_actions, one.open_actions)} open actions {verb} overdue"


def _some(lines: pd.DataFrame, part: str, one: str, many: str) -> str | None:
    count = int((lines["part"] == part).sum())
    return words.counted(count, one, many) if count else None


def figures(summary: Any) -> None:
    """Plans inspected, actions overdue, re-dated ones, and the team with an action."""
    cards = st.grid(4, min_column_width=150)
    explain.card(cards, "inspected_plan_share", summary, part="inspected_plans", whole="live_plans")
    explain.card(cards, "overdue_share", summary, part="overdue_actions", whole="open_actions")
    explain.card(cards, "redated_actions", summary, note=_dates(summary))
    explain.card(cards, "member_share", summary, part="members_with_action", whole="members")


def _dates(summary: Any) -> str:
    if pd.isna(summary.redated_actions):
        return "no export says"
    parts = [
        f"{words.number(summary.undated_actions)} undated" if summary.undated_actions else None,
        f"{words.number(summary.late_actions)} done late" if summary.late_actions else None,
    ]
    return ", ".join(part for part in parts if part) or "none undated"


def plan_cards(live: pd.DataFrame, lines: pd.DataFrame, marks: Mapping[str, Sequence[Inspection]]) -> None:
    """A card for each live plan, the one inspected longest ago first."""
    most = max(_FEWEST, _LINES // max(len(live), 1))
    for plan in each(live):
        _plan_card(plan, lines, marks.get(str(plan.plan_id), []), most)


def _plan_card(plan: Any, lines: pd.DataFrame, marks: Sequence[Inspection], most: int) -> None:
    """One plan: when it was inspected, what changed since, what is late, what to ask, who has no action, the mark."""
    mine = lines[lines["account_id"] == plan.account_id]
    with st.container(border=True, key=f"plan_card_{plan.plan_id}"):
        head, button = st.columns([4, 1], vertical_alignment="top")
        with head:
            st.markdown(f"#### {words.plain(plan.account_name)}")
            st.caption(" · ".join([_last(plan, marks), *_standing(plan)]))
        with button, paper.screen_only(f"mark_{plan.plan_id}"):
            marking.offer(plan)
            if st.button("Open account", key=f"open_{plan.plan_id}", type="tertiary", width="stretch"):
                links.open_account(str(plan.account_id))
        marking.show(marks)
        changed, ask = st.columns([11, 9], gap="large")
        with changed:
            st.markdown(_part(mine, CHANGED, "nothing", title=_since(plan, marks), most=most))
            if late := _part(mine, LATE, most=most):
                st.markdown(late)
        with ask:
            st.markdown(_questions(mine))
            st.markdown("\n\n".join(filter(None, [_part(mine, NOT_IN_PLAN, most=most), _idle(plan, mine)])))


def _standing(plan: Any) -> list[str]:
    parts = [f"rung: {plan.state}" if isinstance(plan.state, str) else "not a key account"]
    if isinstance(plan.blocking_fact, str) and not (plan.state == "current" and pd.isna(plan.inspected_on)):
        parts.append(words.plain(plan.blocking_fact))
    if pd.notna(plan.changed_on):
        parts.append(f"changed {words.day(plan.changed_on)}, {plan.age_band}")
    return parts


def _last(plan: Any, marks: Sequence[Inspection]) -> str:
    newest = marks[0] if marks else None
    if newest and (pd.isna(plan.inspected_on) or newest.inspected_on >= plan.inspected_on.date()):
        return f"inspected {words.day(newest.inspected_on)} by {words.plain(newest.author.name)}"
    if pd.isna(plan.inspected_on):
        return "no export says when it was inspected" if pd.isna(plan.is_inspected) else "**never inspected**"
    days = words.counted(plan.inspected_days, "day")
    return f"inspected {words.day(plan.inspected_on)} by {words.plain(plan.inspected_by_name)}, {days} ago"


def _since(plan: Any, marks: Sequence[Inspection]) -> str:
    """From when on changes are told: the last inspection, else the day that stands in for it."""
    newest = max([plan.since_on.date(), *(mark.inspected_on for mark in marks)])
    return f"{CHANGED} {words.day(newest)}"


def _part(
    lines: pd.DataFrame, part: str, otherwise: str = "", *, title: str | None = None, most: int | None = None
) -> str:
    """A part as a list with its days; what is left out is counted, and a part without a line says so."""
    rows = lines[lines["part"] == part]
    if rows.empty:
        return f"**{title or part}** · {otherwise}" if otherwise else ""
    told = [
        f"- {words.day(row.happened_on)} · {words.plain(row.said)}" if part != LATE else f"- {words.plain(row.said)}"
        for row in each(rows.head(most or len(rows)))
    ]
    if most and len(rows) > most:
        told.append(f"- :gray[{words.number(len(rows) - most)} more in the table on screen]")
    return f"**{title or part}**\n" + "\n".join(told)


def _idle(plan: Any, lines: pd.DataFrame) -> str:
    if pd.isna(plan.members):
        return ""
    names = [words.plain(name) for name in lines.loc[lines["part"] == IDLE, "said"]]
    count = f"{words.of(plan.members_with_action, plan.members)} on the team have an action"
    return f"**Team** · {count}" + (f"; none yet: {', '.join(names)}" if names else "")


def _questions(lines: pd.DataFrame) -> str:
    asked = lines[lines["part"] == ASK]
    if asked.empty:
        return f"**{ASK}** · Nothing is missing that an export would show."
    return f"**{ASK}**\n" + "\n".join(f"{place}. {_question(row)}" for place, row in enumerate(each(asked), 1))


def _question(row: Any) -> str:
    return f"{words.plain(row.said)} :gray[because {words.plain(row.because)}]"


def without_plan(plans: pd.DataFrame, lines: pd.DataFrame) -> None:
    """Key accounts without a live plan of their own, why, and the first question about each."""
    rest = plans[plans["plan_id"].isna()]
    if rest.empty:
        return
    whose = "its" if len(rest) == 1 else "their"
    rows = [f"**{words.counted(len(rest), 'key account')} without a live plan of {whose} own**"]
    for account in each(rest):
        asked = lines[(lines["account_id"] == account.account_id) & (lines["part"] == ASK)]
        days = f" for {words.counted(account.gap_days, 'day')}" if pd.notna(account.gap_days) else ""
        question = f". {_question(asked.iloc[0])}" if len(asked) else ""
        rows.append(f"- {words.plain(str(account.account_name))}: {_why(account)}{days}{question}")
    st.markdown("\n".join(rows))


def _why(account: Any) -> str:
    if not isinstance(account.reason_code, str):
        return str(account.blocking_fact)
    return "no reason given" if account.reason_code == "no reason" else str(account.reason_code)


def consults(lines: pd.DataFrame) -> None:
    """Deals to go through with the whole team, in order of need."""
    rows = lines[lines["part"] == CONSULT]
    if rows.empty:
        return
    listed = "\n".join(
        f"- {words.plain(row.said)}; closes {words.day(row.happened_on)}" for row in each(rows.head(_CONSULTS))
    )
    more = (
        f"\n- :gray[{words.number(len(rows) - _CONSULTS)} more in the table on screen]" if len(rows) > _CONSULTS else ""
    )
    st.markdown(f"**{CONSULT}**\n{listed}{more}")
