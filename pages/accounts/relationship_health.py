"""Which accounts hang on one contact, when they renew, what is weak about each, and what to do first."""

import pandas as pd
import streamlit as st

from sightline import door, scope
from sightline.parts import acts, explain, guards, heading, tabs
from sightline.sections.accounts.relationship_health import says, shows

filters = scope.current().parameters
currency = door.settings().reporting_currency
heading.show("Relationship health", heeds=scope.WHO)
found = door.ask("relationship_summary", **filters)
guards.need_person(found)
summary = found.iloc[0]
if not summary.key_accounts:
    guards.stop(says.NO_KEY_ACCOUNTS)
if pd.isna(summary.ladder_accounts):
    guards.missing(says.NO_CONTACTS, "contacts")
    shows.answers(filters)
    guards.end()
renewals = door.ask("relationship_calendar", **filters)

st.markdown(says.headline(summary, renewals, currency))
left, right = st.columns(2, gap="large")
with left:
    cards = st.grid(2, min_column_width=150)
    explain.card(
        cards, "single_accounts", summary, whole="thread_accounts", note=says.of_known(summary.thread_accounts)
    )
    explain.card(cards, "risk_act_amount", summary, note=says.risk_note(summary, currency))
with right:
    shows.calendar(renewals, currency)
with left:  # asked for while the browser draws the picture
    acts.show(says.acts(door.ask("relationship_accounts", **filters), currency), key="relationships")

for tab in tabs.opened(shows.TABS, key="view", once=shows.ONCE):
    shows.TABS[tab](filters)

with st.expander("How this is counted"):
    explain.measures(
        "weak_points",
        "urgency",
        "rung",
        "supported_share",
        "fill_share",
        "single_accounts",
        "buyerless_accounts",
        "open_departures",
        "risk_act_amount",
        "lacks_opponent",
        "nps",
        "verified_share",
    )
