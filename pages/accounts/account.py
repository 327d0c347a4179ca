"""One account's plan on one page: profile, people, whitespace, money, actions, and what to ask next."""

import streamlit as st

from sightline import door
from sightline.charts.account_levels import account_levels
from sightline.parts import explain, paper, pictures, tabs
from sightline.sections.accounts.account import picks, says, shows

account = picks.asked()
found = picks.find(account)
if account is None or found.empty:
    shows.offer(account)
    st.stop()
about = found.iloc[0]
levels = door.ask("account_levels", account=account)

paper.styles()
shows.name(about)
st.markdown(says.sentence(about))
shows.figures(about)

left, right = st.columns(2, gap="large")
with left:
    st.subheader("How far the plan has come")
    if levels.empty:
        st.caption("Only key accounts climb the four ladders.")
    else:
        with paper.screen_only("levels"):
            pictures.show(account_levels(levels, pictures.theme()), key="levels", alt="Level of each part of the plan")
        st.markdown(says.next_levels(levels))
with right:
    st.subheader("What to ask next")
    st.markdown(says.top_questions(door.ask("account_questions", account=account)))
    st.caption(says.team(door.ask("account_roster", account=account)))

for tab in tabs.opened(shows.TABS, key="part"):
    shows.TABS[tab](about)

with st.expander("How this is counted"):
    explain.measures("state", "level", "tenure_months", "is_health_split", "complete_share", "member_share")
