"""The tabs of the Account page: each asks its own queries, so that a closed tab costs nothing."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.charts.account_revenue import account_revenue
from sightline.charts.account_timeline import account_timeline
from sightline.charts.account_whitespace import account_whitespace
from sightline.parts import explain, pictures, tables
from sightline.sections.accounts import coverage_matrix
from sightline.sections.accounts.account import map_view, opening, said, shown

COUNTED = ("two_way_on", "is_unreachable", "cover_gap", "strength")


def profile(account: str, about: Any) -> None:
    """The nine questions, then the risks by horizon."""
    if "plan_answers" not in shown.missing("plan_answers"):
        answers = door.ask("account_profile", account=account)
        st.markdown(said.profile(door.ask("account_profile_facts", account=account).iloc[0], about))
        shown.no_text(about.is_private)
        columns = shown.PROFILE if shown.is_yes(about.is_plan_live) else shown.PROMPTS
        tables.show(answers, columns, key="account_profile", alt="The nine profile questions", height="content")
    st.subheader("What could go wrong")
    if "plan_risks" not in shown.missing("plan_risks"):
        st.markdown(said.risks(door.ask("account_risk_horizons", account=account)))
        rows = door.ask("account_risks", account=account)
        if len(rows):
            tables.show(rows, shown.RISKS, key="account_risks", alt="Risks by horizon", labels={"title": "Risk"})


def people(account: str) -> None:
    """The stakeholder map with the voices around it, then who of ours holds whom."""
    if "contacts" in shown.missing("contacts"):
        return
    contacts = door.ask("account_contacts", account=account)
    st.markdown(said.relationship(door.ask("account_relationship", account=account).iloc[0]))
    if contacts.empty:
        return
    st.subheader("Stakeholder map")
    shown.missing("contact_influences", "interactions")
    map_view.show(account, contacts)
    st.subheader("Who of ours holds whom")
    coverage_matrix.show(account)
    with st.expander("How people are counted"):
        explain.measures(*COUNTED)


def whitespace(account: str) -> None:
    """The map by buying centre and stage, its cells, and two lists of competitors: ours and the customer's."""
    if "whitespace_cells" not in shown.missing("whitespace_cells"):
        facts = door.ask("account_whitespace_facts", account=account).iloc[0]
        st.markdown(said.whitespace(facts, door.settings().reporting_currency))
        grid = door.ask("account_whitespace_grid", account=account)
        figure = account_whitespace(grid, pictures.theme())
        picked = pictures.show(figure, key="account_grid", alt="Whitespace by buying centre and stage", select=True)
        cells = said.picked(door.ask("account_whitespace_cells", account=account), grid, picked)
        st.caption(said.picked_cell(grid, picked))
        tables.show(cells, shown.CELLS, key="account_cells", alt="What is recorded of each cell")
    shown.missing("buying_centres")
    ours, theirs = st.columns([3, 2], gap="large")
    with ours:
        st.subheader("Who we compete with here")
        rivals = door.ask("account_competitors", account=account)
        if rivals.empty:
            st.caption("No export names a competitor of ours at this account.")
        else:
            tables.show(rivals, shown.COMPETITORS, key="account_competitors", alt="Our competitors at this account")
    with theirs:
        st.subheader("Who the customer competes with")
        answers = door.ask("account_profile", account=account)
        st.markdown(said.their_competitors(answers))


def money(account: str) -> None:
    """Revenue per product, the deals, and the renewal."""
    currency = door.settings().reporting_currency
    chart, side = st.columns([3, 2], gap="large")
    with chart:
        st.subheader("What they pay")
        revenue = door.ask("account_revenue", account=account)
        if "product_revenue" not in shown.missing("product_revenue"):
            if revenue.empty:
                st.caption("The product_revenue export has no row for this account.")
            else:
                kind = said.pick_kind(revenue)
                st.caption(said.REVENUE_KINDS[kind].format(currency=currency))
                figure = account_revenue(revenue[revenue["revenue_type"] == kind], currency, pictures.theme())
                pictures.show(figure, key="account_revenue", alt="Revenue by product over time")
    with side:
        st.subheader("The renewal")
        st.markdown(said.renewal(door.ask("account_renewal", account=account).iloc[0], currency))
    st.subheader("Open, won and lost")
    if "opportunities" not in shown.missing("opportunities"):
        st.markdown(said.deals(door.ask("account_deal_totals", account=account), currency))
        deals = door.ask("account_deals", account=account)
        if len(deals):
            tables.show(deals, shown.DEALS, key="account_deals", alt="Opportunities of this account")


def actions(account: str, about: Any, roster: pd.DataFrame) -> None:
    """Objectives by horizon and the actions behind them."""
    shown.missing("plan_objectives", "account_team")
    if "plan_actions" in shown.missing("plan_actions"):
        return
    facts = door.ask("account_action_facts", account=account)
    if facts.empty:
        st.info("There is no live plan of its own, so there is no action plan to show.")
        return
    st.markdown(said.actions(facts.iloc[0], opening.without_action(roster)))
    shown.no_text(about.is_private)
    objectives = door.ask("account_objectives", account=account)
    st.subheader("Objectives")
    if objectives.empty:
        st.caption("The plan sets no objective.")
    else:
        tables.show(
            objectives,
            shown.OBJECTIVES,
            key="account_objectives",
            alt="Objectives by horizon",
            labels={"title": "Objective"},
        )
    st.subheader("Actions")
    rows = door.ask("account_actions", account=account)
    if rows.empty:
        st.caption("The plan has no action.")
    else:
        tables.show(rows, shown.ACTIONS, key="account_actions", alt="Actions of the plan", labels={"title": "Action"})


def timeline(account: str, about: Any) -> None:
    """Events, reviews and changes, the newest first."""
    shown.missing("account_events", "plan_reviews", "field_history")
    rows = door.ask("account_timeline", account=account)
    if rows.empty:
        st.caption("No export tells of anything that happened here.")
        return
    st.markdown(said.timeline(about))
    pictures.show(account_timeline(rows, pictures.theme()), key="account_timeline", alt="What happened, over time")
    tables.show(rows, shown.TIMELINE, key="account_happenings", alt="What happened, the newest first")


def questions(rows: pd.DataFrame) -> None:
    """Everything worth asking, the most pressing first."""
    if rows.empty:
        st.markdown("**Nothing is missing that an export would show.** Ask what changed there lately.")
        return
    st.markdown(
        f"**{words.counted(len(rows), 'question')} worth asking**, the most pressing first. They are prompts for a "
        "conversation; nobody is scored by them."
    )
    st.markdown(opening.top_questions(rows, len(rows)))
