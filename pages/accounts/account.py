"""One account on one page: what to do first, its plan, its people, whitespace, money and actions."""

import streamlit as st

from sightline import door
from sightline.parts import acts, explain, guards, paper, tabs
from sightline.sections.accounts.account import picks, says, shows

account = picks.asked()
found = picks.find(account)
if account is None or found.empty:
    shows.offer(account)
    guards.end()
about = found.iloc[0]

paper.styles()
shows.name(about)
st.markdown(says.sentence(about))
left, right = st.columns(2, gap="large")
with left:
    shows.worth(about)
    questions = door.ask("account_questions", account=account)
    acts.show(says.acts(questions, account, door.settings().reporting_currency), key="account")
with right:
    shows.standing(about)
    st.markdown(says.levels(door.ask("account_levels", account=account)))
    st.caption(says.team(door.ask("account_roster", account=account)))
    shows.plan_link(about)

for tab in tabs.opened(shows.TABS, key="part"):
    shows.TABS[tab](about)

with st.expander("How this is counted"):
    explain.measures("state", "level", "tenure_months", "is_health_split", "complete_share", "member_share")
