"""The sheet of one AE: the deals of the week, commit against quota, money beside every account, what to ask."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import pandas as pd

from sightline import words
from sightline.metrics import column
from sightline.notes import Store, inspections
from sightline.notes.sight import Sight
from sightline.packs.asked import Ask
from sightline.packs.blocks import NOTHING, Cell, Table, shown
from sightline.packs.one_on_one.lines import (
    ASK,
    CHANGED,
    CONSULT,
    IDLE,
    LATE,
    NOT_IN_PLAN,
    Frames,
    Row,
    each,
    told,
)

Person = Annotated[Row, "one_on_one_people"]
Plan = Annotated[Row, "one_on_one_plans"]
Deal = Annotated[Row, "one_on_one_deals"]
Week = Annotated[Row, "one_on_one_week"]
Numbers = Annotated[Row, "pipeline_summary"]

DEALS = "To act on, or closing this week"
_CHANGES = 6
"""Changes of an account on paper; the page has all of them."""


@dataclass(frozen=True)
class Mark:
    """When a plan was marked as inspected after the load, and by whom."""

    on: dt.date
    by: str


@dataclass(frozen=True)
class Figure:
    """One number: its label, the number, and what stands below it."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Account:
    """What to go through on one account: its name and money, how its plan stands, and lists with their headings."""

    name: str
    standing: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Sheet:
    """The sheet of one AE."""

    name: str
    week: str
    finding: str
    figures: tuple[Figure, ...]
    deals: Table
    money: Table
    accounts: tuple[Account, ...]
    consults: tuple[str, ...]


def marks(store: Store, sight: Sight) -> dict[str, Mark]:
    """The newest mark of each plan that the viewer may read marks of."""
    found: dict[str, Mark] = {}
    for one in inspections.of_plans(store, sight):
        found.setdefault(one.plan_id, Mark(one.inspected_on, one.author.name))
    return found


def frames(ask: Ask, person_id: str) -> Frames:
    """The answers that the lines of a sheet are made of."""
    return Frames(
        changes=ask("one_on_one_changes", owner=person_id),
        triggers=ask("one_on_one_triggers", owner=person_id),
        actions=ask("one_on_one_actions", owner=person_id),
        members=ask("one_on_one_members", owner=person_id),
        questions=ask("one_on_one_questions", owner=person_id),
        consults=ask("one_on_one_consults", owner=person_id),
    )


def sheet(ask: Ask, person: Person, marks: Mapping[str, Mark], currency: str) -> Sheet:
    """The sheet of one AE as the viewer may see it; `marks` by plan are those made since the load."""
    owner = str(person.person_id)
    plans, deals = ask("one_on_one_plans", owner=owner), ask("one_on_one_deals", owner=owner)
    marked_on = {plan: mark.on for plan, mark in marks.items()}
    lines = told(frames(ask, owner), marked_on, currency)
    numbers, now = ask("pipeline_summary", owner=owner), ask("one_on_one_week").iloc[0]
    return Sheet(
        name=str(person.person_name),
        week=week(person, now),
        finding=finding(deals, now, currency),
        figures=() if numbers.empty else figures(numbers.iloc[0], currency),
        deals=_deals(deals, currency),
        money=_money(plans, currency),
        accounts=tuple(_account(plan, lines, marks, currency) for plan in each(plans)),
        consults=tuple(_listed(lines[lines["part"] == CONSULT], "closes")),
    )


def week(person: Person, week: Week) -> str:
    """With whom and in which week, by the data of which day."""
    manager = f"with {person.manager_name} · " if isinstance(person.manager_name, str) else ""
    return (
        f"{manager}week of {words.day(week.week_starts_on)}, {week.quarter_label} week {week.week_of_fq} · "
        f"data as of {words.day(week.as_of_on)}"
    )


def finding(deals: pd.DataFrame, week: Week, currency: str) -> str:
    """How many deals want a decision this week and what they are worth: the rows of the list, no others."""
    if not week.has_opportunities:
        return "No data on deals: export the opportunities to see which to act on."
    if deals.empty:
        return "No deal to act on, and none closes this week."
    blank = int(deals["amount"].isna().sum())
    if blank == len(deals):
        worth = ", without an amount"
    else:
        worth = f", {words.money(deals['amount'].sum(), currency)}"
        worth += f"; {words.of(blank, len(deals))} without an amount" if blank else ""
    return f"{words.counted(len(deals), 'deal')} to act on or closing this week{worth}."


def figures(numbers: Numbers, currency: str) -> tuple[Figure, ...]:
    """Quota, won, Commit against the quota, what is still missing and what covers it."""

    def text(name: str) -> str:
        return shown(getattr(numbers, name), column(name).unit, currency)

    has_quota = bool(pd.notna(numbers.attainment_share))
    is_met = numbers.quota_state == "met"
    counted = "" if numbers.population == "all" else f" in {numbers.population}"
    share = f"{text('attainment_share')} of quota" if has_quota else "no quota"
    return (
        Figure(column("quota").label, text("quota"), str(numbers.quarter_label)),
        Figure(column("won_amount").label, text("won_amount"), share),
        Figure("Won and Commit", text("commit_cumulative"), f"of {text('quota')} quota" if has_quota else "no quota"),
        Figure(
            "To go",
            "quota met" if is_met else text("gap_amount"),
            f"open {text('open_quarter_amount')}{counted}",
        ),
        Figure(column("coverage_to_go").label, text("coverage_to_go"), "open ÷ to go"),
    )


def _deals(deals: pd.DataFrame, currency: str) -> Table:
    rows = tuple(
        (
            Cell(_named(deal)),
            Cell(shown(deal.amount, "money", currency)),
            Cell(shown(deal.category_label, "word", currency)),
            Cell(words.day(deal.close_on) if pd.notna(deal.close_on) else NOTHING),
            Cell(_why(deal)),
            Cell(_next(deal)),
        )
        for deal in each(deals)
    )
    heads = ("Deal", "Amount", "Category", "Closes", "What to do, and why", "Next step")
    return Table(heads, rows, (False, True, False, False, False, False), DEALS)


def _named(deal: Deal) -> str:
    """The deal, and its account where the name does not say it."""
    account = deal.account_name if isinstance(deal.account_name, str) else ""
    name = str(deal.opportunity_name)
    return name if not account or account.casefold() in name.casefold() else f"{name}, {account}"


def _why(deal: Deal) -> str:
    return f"{deal.suggested_action} {deal.evidence}"


def _next(deal: Deal) -> str:
    if not isinstance(deal.next_step, str):
        return "none"
    return f"{deal.next_step}, {words.day(deal.next_step_on)}" if pd.notna(deal.next_step_on) else str(deal.next_step)


def _money(plans: pd.DataFrame, currency: str) -> Table:
    rows = tuple(
        (
            Cell(str(plan.account_name)),
            Cell(shown(plan.arr, "money", currency)),
            Cell(shown(plan.open_amount, "money", currency)),
            Cell(shown(plan.whitespace_value, "money", currency)),
            Cell(words.day(plan.renewal_on) if pd.notna(plan.renewal_on) else NOTHING),
            Cell(str(plan.state) if isinstance(plan.state, str) else "not a key account"),
        )
        for plan in each(plans)
    )
    heads = ("Account", "ARR", "Open deals", "Whitespace", "Contract end", "Plan")
    return Table(heads, rows, (False, True, True, True, False, False), "Accounts")


def _account(plan: Plan, lines: pd.DataFrame, marks: Mapping[str, Mark], currency: str) -> Account:
    mine = lines[lines["account_id"] == plan.account_id]
    part = {name: mine[mine["part"] == name] for name in (CHANGED, NOT_IN_PLAN, LATE, IDLE, ASK)}
    mark = marks.get(str(plan.plan_id))
    lists = [(ASK, tuple(f"{row.said} Because {row.because}" for row in each(part[ASK])))]
    if isinstance(plan.plan_id, str):
        since = max([plan.since_on.date(), *([mark.on] if mark else [])])
        changes = list(_listed(part[CHANGED].head(_CHANGES), ""))
        if len(part[CHANGED]) > _CHANGES:
            changes.append(f"{words.number(len(part[CHANGED]) - _CHANGES)} more on the page")
        lists += [
            (LATE, tuple(part[LATE]["said"])),
            (NOT_IN_PLAN, tuple(_listed(part[NOT_IN_PLAN], ""))),
            (f"{CHANGED} {words.day(since)}", tuple(changes)),
            (IDLE, (", ".join(part[IDLE]["said"]),) if len(part[IDLE]) else ()),
        ]
    worth = " · ".join(
        f"{label} {shown(value, 'money', currency)}"
        for label, value in (("ARR", plan.arr), ("open", plan.open_amount), ("whitespace", plan.whitespace_value))
        if pd.notna(value)
    )
    name = f"{plan.account_name}{f' · {worth}' if worth else ''}"
    return Account(name, _standing(plan, mark), tuple(one for one in lists if one[1]))


def _standing(plan: Plan, mark: Mark | None) -> str:
    """How the plan stands, when it was inspected and what is in its way."""
    if not isinstance(plan.plan_id, str):
        if not isinstance(plan.state, str):
            return "Whether it has a plan is unknown: no export of account plans"
        why = plan.reason_code if isinstance(plan.reason_code, str) else plan.blocking_fact
        days = f" for {words.counted(plan.gap_days, 'day')}" if pd.notna(plan.gap_days) else ""
        return f"No live plan of its own: {why}{days}"
    if mark and (pd.isna(plan.inspected_on) or mark.on >= plan.inspected_on.date()):
        inspected = f"inspected {words.day(mark.on)} by {mark.by}"
    elif pd.isna(plan.inspected_on):
        inspected = "no data on inspections" if pd.isna(plan.is_inspected) else "never inspected"
    else:
        inspected = f"inspected {words.day(plan.inspected_on)} by {plan.inspected_by_name}"
    parts = [f"Plan {plan.state}" if isinstance(plan.state, str) else "Plan of an account that is not key", inspected]
    if isinstance(plan.blocking_fact, str):
        parts.append(plan.blocking_fact)
    if pd.notna(plan.changed_on):
        parts.append(f"changed {words.day(plan.changed_on)}")
    return " · ".join(parts)


def _listed(rows: pd.DataFrame, behind: str) -> Iterator[str]:
    """Lines with their day: in front, or behind a word."""
    for row in each(rows):
        day = words.day(row.happened_on) if pd.notna(row.happened_on) else "no date"
        yield f"{row.said}; {behind} {day}" if behind else f"{day} · {row.said}"
