"""The account on two printed pages: static tables, which print whole where a scrolling one prints its window."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from sightline import door, pictures, words
from sightline.account import opening, said
from sightline.charts.account_whitespace import account_whitespace

_ROWS = 8
"""Rows per printed table, so that the whole stays on two pages; what is left out is counted."""

_STYLES = """
<style>
@media print {
  @page { size: A4; margin: 12mm; }
  html, body, .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"], .stMain, [data-testid="stScreencast"],
  [data-testid="stAppViewContainer"] > div {
    position: static !important; display: block !important; height: auto !important; overflow: visible !important;
  }
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stDownloadButton"],
  [data-testid="stStatusWidget"], [role="tablist"], [data-testid="stExpander"], [data-testid="stLinkButton"],
  [data-testid="stElementToolbar"] { display: none !important; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
  body { font-size: 9.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h1 { font-size: 18pt !important; padding: 0 !important; }
  h3 { font-size: 11.5pt !important; padding: 2mm 0 1mm !important; break-after: avoid; }
  p, li, td, th { font-size: 8.5pt !important; line-height: 1.3 !important; }
  td, th { padding: 0.6mm 1.5mm !important; }
  [data-testid="stMetric"] { padding: 1.5mm 2.5mm !important; }
  [data-testid="stMetricValue"] { font-size: 12pt !important; }
  [data-testid="stVerticalBlock"] { gap: 1.5mm !important; }
  [data-testid="stTable"] tr, [data-testid="stMetric"], .stPlotlyChart { break-inside: avoid; }
}
</style>
"""


def styles() -> None:
    """Let the page print whole: Streamlit's scroll container would print one screen."""
    st.html(_STYLES)


def show(account: str, about: Any, roster: pd.DataFrame) -> None:
    """Every part of the plan in short, for paper: profile, people, whitespace, deals, renewal, actions."""
    st.caption("Print this page from the browser (Ctrl + P): menu, buttons and tabs stay off the paper.")
    currency = door.settings().reporting_currency
    _profile(account, about)
    st.subheader("People")
    st.markdown(said.relationship(door.ask("account_relationship", account=account).iloc[0]))
    contacts = door.ask("account_contacts", account=account)
    _table(
        contacts,
        {
            "contact_name": "Name",
            "title": "Title",
            "decision_role": "Part",
            "influence": "Influence",
            "support": "Support",
            "presence": "Here",
            "contact_manager_name": "Reports to",
        },
    )
    st.subheader("Whitespace")
    st.markdown(said.whitespace(door.ask("account_whitespace_facts", account=account).iloc[0], currency))
    grid = door.ask("account_whitespace_grid", account=account)
    pictures.show(account_whitespace(grid, pictures.theme()), key="paper_grid", alt="Whitespace by centre and stage")
    rivals = door.ask("account_competitors", account=account)
    _table(
        rivals,
        {
            "competitor": "Our competitor",
            "cells": "Places",
            "renewal_on": "Contract ends",
            "lost_deals": "Lost to",
        },
    )
    st.subheader("Deals and renewal")
    st.markdown(said.deals(door.ask("account_deal_totals", account=account), currency))
    deals = door.ask("account_deals", account=account)
    _table(
        deals[deals["outcome"] == "open"],
        {
            "opportunity_name": "Open opportunity",
            "stage": "Stage",
            "amount": f"Amount ({currency})",
            "close_on": "Closes",
            "next_step": "Next step",
        },
    )
    st.markdown(said.renewal(door.ask("account_renewal", account=account).iloc[0], currency))
    _actions(account, roster)


def _profile(account: str, about: Any) -> None:
    st.subheader("Profile")
    st.markdown(said.profile(door.ask("account_profile_facts", account=account).iloc[0], about))
    answers = door.ask("account_profile", account=account)
    _table(answers, {"topic": "Question", "answer_state": "State", "answer": "Answer", "updated_on": "As of"}, rows=9)
    st.markdown(f"Risks: {said.risks(door.ask('account_risk_horizons', account=account))}")


def _actions(account: str, roster: pd.DataFrame) -> None:
    st.subheader("Action plan")
    facts = door.ask("account_action_facts", account=account)
    if facts.empty:
        st.markdown("There is no live plan of its own, so there is no action plan to show.")
        return
    st.markdown(said.actions(facts.iloc[0], opening.without_action(roster)))
    objectives = door.ask("account_objectives", account=account)
    _table(
        objectives[objectives["is_open"]],
        {"title": "Objective", "horizon": "Horizon", "owner_name": "Who", "due_on": "Due", "measure": "Measure"},
    )
    rows = door.ask("account_actions", account=account)
    _table(
        rows[rows["status"] == "open"],
        {
            "title": "Open action",
            "owner_name": "Who",
            "due_on": "When",
            "support_needed": "Support",
            "missing_questions": "Not said",
        },
    )


def _table(frame: pd.DataFrame, titles: Mapping[str, str], rows: int = _ROWS) -> None:
    """The first rows as plain text; nothing where there is none."""
    if frame.empty:
        return
    st.table(
        pd.DataFrame({title: [_text(value) for value in frame[name].head(rows)] for name, title in titles.items()}),
        border="horizontal",
        hide_index=True,
    )
    if len(frame) > rows:
        st.caption(f"{words.of(rows, len(frame))} rows; the screen has all.")


def _text(value: Any) -> str:
    """A cell as it reads on paper."""
    if pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return words.day(value)
    return words.plain(value.replace(";", ", ").replace("_", " ")) if isinstance(value, str) else words.number(value)
