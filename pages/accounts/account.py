"""One account's plan on one page: profile, people, whitespace, money, actions, and what to ask next."""

import streamlit as st

from sightline import door
from sightline.charts.account_levels import account_levels
from sightline.parts import explain, paper, pictures
from sightline.sections.accounts.account import arrival, opening, printed, sections, shown

account = arrival.asked()
found = arrival.find(account)
if account is None or found.empty:
    arrival.offer(account)
    st.stop()
about = found.iloc[0]
levels = door.ask("account_levels", account=account)
roster = door.ask("account_roster", account=account)
questions = door.ask("account_questions", account=account)

paper.styles()
opening.heading(about)
st.markdown(opening.sentence(about))
opening.figures(about)

left, right = st.columns(2, gap="large")
with left:
    st.subheader("How far the plan has come")
    if levels.empty:
        st.caption("Only key accounts climb the four ladders.")
    else:
        with paper.screen_only("levels"):
            pictures.show(account_levels(levels, pictures.theme()), key="levels", alt="Level of each part of the plan")
        st.markdown(opening.next_levels(levels))
with right:
    st.subheader("What to ask next")
    st.markdown(opening.top_questions(questions))
    st.caption(opening.team(roster))

profile, people, whitespace, money, actions, timeline, ask, on_paper = st.tabs(
    shown.TABS, key="part", on_change="rerun", bind="query-params"
)
if profile.open:
    with profile:
        sections.profile(account, about)
if people.open:
    with people:
        sections.people(account)
if whitespace.open:
    with whitespace:
        sections.whitespace(account)
if money.open:
    with money:
        sections.money(account)
if actions.open:
    with actions:
        sections.actions(account, about, roster)
if timeline.open:
    with timeline:
        sections.timeline(account, about)
if ask.open:
    with ask:
        sections.questions(questions)
if on_paper.open:
    with on_paper:
        printed.show(account, about, roster)

with st.expander("How this is counted"):
    explain.measures("state", "level", "tenure_months", "is_health_split", "complete_share", "member_share")
