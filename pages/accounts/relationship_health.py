"""How well each key account is held, what hangs on a single thread, who is leaving, and what that puts at risk."""

import streamlit as st

from sightline import door, scope
from sightline.parts import explain
from sightline.sections.accounts import coverage_matrix
from sightline.sections.accounts.relationship_health import picks, said, sections, shown

filters = scope.current().parameters
currency = door.settings().reporting_currency
st.title("Relationship health")
found = door.ask("relationship_summary", **filters)
if found.empty:
    st.info("You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you.")
    st.stop()
summary = found.iloc[0]
if not picks.need_contacts(summary):
    sections.answers(filters)
    st.stop()

st.markdown(said.headline(summary))
cards = st.grid(4, min_column_width=150)
explain.card(cards, "single_accounts", summary, whole="thread_accounts", note=said.of_known(summary.thread_accounts))
explain.card(cards, "buyerless_accounts", summary, whole="buyer_accounts", note=said.of_known(summary.buyer_accounts))
explain.card(cards, "open_departures", summary, note=said.departures_note(summary))
explain.card(cards, "risk_amount", summary, note=said.risk_note(summary, currency))
st.caption(said.risk(summary, currency))

accounts, ladder, renewals, held, departures, rivals, unplaced, trend = st.tabs(
    shown.TABS, key="view", on_change="rerun", bind="query-params"
)
if accounts.open:
    with accounts:
        sections.accounts(filters)
if ladder.open:
    with ladder:
        sections.ladder(filters, summary)
if renewals.open:
    with renewals:
        sections.renewals(filters, summary)
if held.open:
    with held:
        coverage_matrix.accounts(filters)
if departures.open:
    with departures:
        sections.departures(filters, summary)
if rivals.open:
    with rivals:
        sections.competitors(filters)
if unplaced.open:
    with unplaced:
        sections.unplaced(filters, summary)
if trend.open:
    with trend:
        sections.trend(filters)

with st.expander("How this is counted"):
    explain.measures(
        "rung",
        "supported_share",
        "fill_share",
        "single_accounts",
        "buyerless_accounts",
        "open_departures",
        "risk_amount",
        "lacks_opponent",
        "nps",
        "verified_share",
    )
