"""The heading of a 1:1 sheet, the card of each plan, and what the sheet's table holds."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.notes import looking
from sightline.notes.inspections import Inspection
from sightline.notes.sight import Sight
from sightline.packs.one_on_one import content, drawn
from sightline.packs.one_on_one.lines import LATE, NOT_IN_PLAN, each
from sightline.parts import files, heading, links, paper, tables
from sightline.sections.reviews.one_on_one import marking, picks, says

COLUMNS = named("account_name part happened_on said because")
DEALS = named(
    "opportunity_name amount close_on rule_name suggested_action next_step next_step_on category_label evidence "
    "account_name"
)
MONEY = named("account_name arr open_amount whitespace_value renewal_on state")
_MONEY_HEADS = {"open_amount": "Open deals", "whitespace_value": "Whitespace", "state": "Plan"}
MEASURES = (
    "attainment_share",
    "commit_cumulative",
    "gap_amount",
    "coverage_to_go",
    "inspected_plan_share",
    "overdue_share",
    "redated_actions",
    "member_share",
    "inspection_share",
)
_LINES, _FEWEST = 18, 3
"""Changes on all cards together, and at least on each, so that the sheet fits on a page; the table below has all."""


def person_of(people: pd.DataFrame) -> Annotated[Row, "one_on_one_people"]:
    """Who sits down with whom in which week, and the choice of the AE; the AE chosen."""
    with st.container(key="sheet_head", horizontal=True, gap="small", vertical_alignment="center"):
        person = picks.person(people)
        with paper.screen_only("print"):
            _print_out(people, person)
    heading.show(f"1:1 · {words.plain(person.person_name)}", heeds=("team", "owner"))
    return person


def numbers(person_id: str) -> None:
    """Quota, won and Commit of the quarter, what is to go and what covers it."""
    found = door.ask("pipeline_summary", owner=person_id)
    if found.empty:
        return
    cards = st.container(key="figures").grid(5, min_column_width=130)
    for figure in content.figures(found.iloc[0], door.settings().reporting_currency):
        cards.metric(
            figure.label, figure.text, delta=None, delta_description=figure.note, border=True, height="stretch"
        )


def deals(person_id: str) -> None:
    """The deals to act on or closing this week, headed by how many there are and what they are worth."""
    found, week = door.ask("one_on_one_deals", owner=person_id), door.ask("one_on_one_week").iloc[0]
    st.markdown(f"**{words.plain(content.finding(found, week, door.settings().reporting_currency))}**")
    if len(found):
        tables.show(found, DEALS, key="one_on_one_deals", alt="Deals to act on or closing this week")


def money(plans: pd.DataFrame) -> None:
    """What each account is worth: spend, open deals and whitespace."""
    if len(plans):
        tables.show(plans, MONEY, key="one_on_one_money", alt="Money by account", labels=_MONEY_HEADS)


def _print_out(people: pd.DataFrame, person: Annotated[Row, "one_on_one_people"]) -> None:
    """With whom and in which week, and buttons that make the PDF of this AE, or of all AEs in view, and offer it."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(words.plain(content.week(person, door.ask("one_on_one_week").iloc[0])), width="stretch")
        chosen = people.iloc[:0]
        if st.button("PDF with room for notes", key="print_one"):
            chosen = people[people["person_id"] == person.person_id]
        if len(people) > 1 and st.button(f"All {len(people)} AEs as one PDF", key="print_all", help=says.WHO_IS_IN):
            chosen = people
        if len(chosen):
            _offer(chosen)


def _offer(people: pd.DataFrame) -> None:
    """The PDF of these AEs, ready to be taken down."""
    currency = door.settings().reporting_currency
    marks = content.marks(looking.store(), looking.sight())
    bar, sheets = st.progress(0.0, "Writing the PDF"), []
    for number, one in enumerate(each(people)):
        bar.progress(number / len(people), f"{one.person_name}, {words.of(number + 1, len(people))}")
        sheets.append(content.sheet(door.ask, one, marks, currency))
    whose = str(people["person_name"].iloc[0]) if len(people) == 1 else f"{len(people)} AEs"
    written = drawn.write(sheets, f"1:1 sheets, {whose}")
    bar.empty()
    as_of = door.ask("freshness")["as_of_on"].iloc[0].date()
    files.offer(
        f"Download the PDF of {whose}",
        lambda: written,
        file_name=drawn.file_name(whose, as_of),
        what="one_on_one_sheets",
        whose=people["person_id"].tolist(),
        key="take_sheets",
        kind="primary",
    )


def plan_cards(live: pd.DataFrame, lines: pd.DataFrame, marks: Mapping[str, Sequence[Inspection]]) -> None:
    """A card for each live plan, the one inspected longest ago first."""
    most, sight = max(_FEWEST, _LINES // max(len(live), 1)), looking.sight()
    for plan in each(live):
        mine = lines[lines["account_id"] == plan.account_id]
        with st.container(border=True, key=f"plan_card_{plan.plan_id}"):
            _plan_card(plan, mine, marks.get(str(plan.plan_id), []), most, sight)


def whole(lines: pd.DataFrame, marks: Mapping[str, Sequence[Inspection]]) -> None:
    """Every line of the sheet as a table, and the marks as a file, once somebody opens them."""
    rest = st.expander("The whole sheet as a table", on_change="rerun", key="one_on_one_rest")
    if rest.open:
        with rest:
            tables.show(lines, COLUMNS, key="one_on_one_sheet", alt="Every line of the sheet")
            marking.downloads([mark for of_plan in marks.values() for mark in of_plan])


def _plan_card(
    plan: Annotated[Row, "one_on_one_plans"],
    lines: pd.DataFrame,
    marks: Sequence[Inspection],
    most: int,
    sight: Sight,
) -> None:
    """One plan: when it was inspected, what changed since, what is late, what to ask, who has no action, the mark."""
    head, button = st.columns([4, 1], vertical_alignment="top")
    with head:
        st.markdown(f"## {words.plain(plan.account_name)}")
        st.caption(says.standing(plan, marks))
    with button, paper.screen_only(f"mark_{plan.plan_id}"):
        marking.offer(plan, sight)
        if st.button("Open account", key=f"open_{plan.plan_id}", type="tertiary", width="stretch"):
            links.follow(links.Target("account", str(plan.account_id)))
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
