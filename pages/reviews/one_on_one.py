"""What to go through with one AE this week: deals to act on or to close, what changed, what is late, what to ask."""

import streamlit as st

from sightline import door, scope
from sightline.packs.one_on_one import content, lines
from sightline.parts import explain, guards, paper
from sightline.sections.reviews.one_on_one import marking, picks, printed, says, shows

chosen = scope.current()
people = door.ask("one_on_one_people", team=chosen.team, owner=chosen.owner)
picks.need_people(people)
person = shows.person_of(people)
plans = door.ask("one_on_one_plans", owner=person.person_id)
found = door.ask("one_on_one_summary", owner=person.person_id)
summary = None if found.empty else found.iloc[0]
live = plans[plans["plan_id"].notna()]
printed.styles()
marks = marking.of_plans(set(live["plan_id"]))
marked_on = {plan: of_plan[0].inspected_on for plan, of_plan in marks.items()}
told = lines.told(content.frames(door.ask, person.person_id), marked_on, door.settings().reporting_currency)

marking.tell()
shows.numbers(person.person_id)
shows.deals(person.person_id)
st.markdown(says.headline(person, summary, told))
if summary is None:
    guards.end()
if len(live):
    cards = st.grid(4, min_column_width=150)
    explain.card(cards, "inspected_plan_share", summary, part="inspected_plans", whole="live_plans")
    explain.card(cards, "overdue_share", summary, part="overdue_actions", whole="open_actions")
    explain.card(cards, "redated_actions", summary, note=says.dates_note(summary))
    explain.card(cards, "member_share", summary, part="members_with_action", whole="members")
shows.money(plans)
shows.plan_cards(live, told, marks)
for sentence in (says.without_plan(plans, told), says.consults(told)):
    if sentence:
        st.markdown(sentence)

with paper.screen_only("rest"):
    shows.whole(told, marks)
    with st.expander("How this is counted"):
        st.markdown(says.counting())
        explain.measures(*shows.MEASURES)
