"""What to go through with one AE this week: what changed since the last inspection, what is late, what to ask."""

import streamlit as st

from sightline import door, scope
from sightline.parts import explain, tables
from sightline.sections.accounts.account import paper
from sightline.sections.reviews.one_on_one import lines, marking, sheet, sheet_paper

chosen = scope.current()
people = door.ask("one_on_one_people", team=chosen.team, owner=chosen.owner)
if people.empty:
    st.title("1:1 sheet")
    sheet.need_people(people)
person = sheet.heading(people, door.ask("one_on_one_week").iloc[0])
plans = door.ask("one_on_one_plans", owner=person.person_id)
summary = door.ask("one_on_one_summary", owner=person.person_id)
live = plans[plans["plan_id"].notna()]
sheet_paper.styles(len(live))
marks = marking.of_plans(set(live["plan_id"]))
told = lines.told(sheet.ask_frames(person.person_id), sheet.marked_on(marks), door.settings().reporting_currency)

marking.tell()
st.markdown(sheet.headline(person, summary, told))
if summary.empty:
    st.stop()
if len(live):
    sheet.figures(summary.iloc[0])
sheet.plan_cards(live, told, marks)
sheet.without_plan(plans, told)
sheet.consults(told)

with paper.screen_only("rest"):
    st.caption("Print this page from the browser (Ctrl + P): menu, buttons and the table below stay off the paper.")
    with st.expander("The whole sheet as a table"):
        tables.show(told, sheet.COLUMNS, key="one_on_one_sheet", alt="Every line of the sheet")
        marking.downloads([mark for found in marks.values() for mark in found])
    with st.expander("How this is counted"):
        st.markdown(sheet.counting())
        explain.measures("inspected_plan_share", "overdue_share", "redated_actions", "member_share", "inspection_share")
