"""The heading of a 1:1 sheet, the card of each plan, and what the sheet's table holds."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.notes.inspections import Inspection
from sightline.parts import links, paper
from sightline.sections.reviews.one_on_one import marking, picks, says
from sightline.sections.reviews.one_on_one.lines import LATE, NOT_IN_PLAN, Frames, each

COLUMNS = named("account_name part happened_on said because")
MEASURES = ("inspected_plan_share", "overdue_share", "redated_actions", "member_share", "inspection_share")
_LINES, _FEWEST = 18, 3
"""Changes on all cards together, and at least on each, so that the sheet fits on a page; the table below has all."""


def heading(people: pd.DataFrame) -> Annotated[Row, "one_on_one_people"]:
    """Who sits down with whom in which week, and the choice of the AE; the AE chosen."""
    title, choice = st.columns([3, 2], vertical_alignment="bottom")
    with choice:
        person = picks.person(people)
    title.title(f"1:1 · {words.plain(person.person_name)}")
    title.caption(says.week(person, door.ask("one_on_one_week").iloc[0]))
    return person


def frames(person_id: str) -> Frames:
    """Every answer a sheet is made of."""
    return Frames(
        changes=door.ask("one_on_one_changes", owner=person_id),
        triggers=door.ask("one_on_one_triggers", owner=person_id),
        actions=door.ask("one_on_one_actions", owner=person_id),
        members=door.ask("one_on_one_members", owner=person_id),
        questions=door.ask("one_on_one_questions", owner=person_id),
        consults=door.ask("one_on_one_consults", owner=person_id),
    )


def plan_cards(live: pd.DataFrame, lines: pd.DataFrame, marks: Mapping[str, Sequence[Inspection]]) -> None:
    """A card for each live plan, the one inspected longest ago first."""
    most = max(_FEWEST, _LINES // max(len(live), 1))
    for plan in each(live):
        mine = lines[lines["account_id"] == plan.account_id]
        with st.container(border=True, key=f"plan_card_{plan.plan_id}"):
            _plan_card(plan, mine, marks.get(str(plan.plan_id), []), most)


def _plan_card(
    plan: Annotated[Row, "one_on_one_plans"], lines: pd.DataFrame, marks: Sequence[Inspection], most: int
) -> None:
    """One plan: when it was inspected, what changed since, what is late, what to ask, who has no action, the mark."""
    head, button = st.columns([4, 1], vertical_alignment="top")
    with head:
        st.markdown(f"#### {words.plain(plan.account_name)}")
        st.caption(says.standing(plan, marks))
    with button, paper.screen_only(f"mark_{plan.plan_id}"):
        marking.offer(plan)
        if st.button("Open account", key=f"open_{plan.plan_id}", type="tertiary", width="stretch"):
            links.open_account(str(plan.account_id))
    marking.show(marks)
    changed, ask = st.columns([11, 9], gap="large")
    with changed:
        st.markdown(says.changed(plan, marks, lines, most))
        if late := says.listed(lines, LATE, most=most):
            st.markdown(late)
    with ask:
        st.markdown(says.questions(lines))
        rest = (says.listed(lines, NOT_IN_PLAN, most=most), says.idle(plan, lines))
        st.markdown("\n\n".join(part for part in rest if part))
