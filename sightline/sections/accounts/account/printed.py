"""The account on two printed pages: static tables, which print whole where a scrolling one prints its window."""

from collections.abc import Mapping
from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.charts.palette import WHITESPACE
from sightline.door import Row
from sightline.parts import paper
from sightline.sections.accounts.account import money_says, says

About = Annotated[Row, "account_header"]

_ROWS = 9
"""Rows per printed table, so that the whole stays on two pages; what is left out is counted."""

_CODES = {"answer_state", "decision_role", "horizon", "influence", "missing_questions", "presence", "support"}
"""Columns of words with underscores, several divided by semicolons; all others hold what somebody wrote."""


def show(about: About) -> None:
    """Every part of the plan in short, for paper: profile, people, whitespace, deals, renewal, actions."""
    with paper.screen_only("print_hint"):
        st.caption("Print this page from the browser (Ctrl + P): menu, buttons and tabs stay off the paper.")
    account = about.account_id
    currency = door.settings().reporting_currency
    _profile(about)
    st.header("People")
    st.markdown(says.relationship(door.ask("account_relationship", account=account).iloc[0]))
    contacts = door.ask("account_contacts", account=account)
    _table(
        contacts,
        {
            "contact_name": "Name",
            "title": "Title",
            "decision_role": "Part",
            "influence": "Influence",
            "support": "Support",
            "presence": "Still there",
            "contact_manager_name": "Reports to",
        },
    )
    st.header("Whitespace")
    st.markdown(says.whitespace(door.ask("account_whitespace_facts", account=account).iloc[0], currency))
    if "whitespace_cells" in set(door.ask("account_exports")["table_name"]):
        _map(door.ask("account_whitespace_grid", account=account))
    rivals = door.ask("account_competitors", account=account)
    _table(
        rivals,
        {
            "competitor": "Our competitor",
            "cells": "Places",
            "renewal_on": "Contract ends",
            "open_deals": "Open against",
            "lost_deals": "Lost to",
        },
    )
    st.header("Deals and renewal")
    st.markdown(money_says.deals(door.ask("account_deal_totals", account=account), currency))
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
    st.markdown(money_says.renewal(door.ask("account_renewal", account=account).iloc[0], currency))
    _actions(account)


def _profile(about: About) -> None:
    account = about.account_id
    st.header("Profile")
    st.markdown(says.profile(door.ask("account_profile_facts", account=account).iloc[0], about))
    if words.is_yes(about.is_plan_live):
        answers = door.ask("account_profile", account=account)
        is_blank = answers["answer_state"] == "blank"
        told = answers[answers["answer_state"].notna() & ~is_blank]
        _table(told, {"topic": "Question", "answer_state": "State", "answer": "Answer", "updated_on": "As of"})
        if is_blank.any():
            st.markdown(f"Blank: {', '.join(words.plain(topic) for topic in answers.loc[is_blank, 'topic'])}.")
    st.markdown(f"Risks: {says.risks(door.ask('account_risk_horizons', account=account))}")


def _map(grid: pd.DataFrame) -> None:
    """The whitespace map in letters, which need no colour."""
    if grid.empty:
        return
    letters = {state: words.plain(tone.mark) for state, tone in WHITESPACE.items()}
    marks = grid.assign(mark=grid["state"].map(letters))
    stages = marks.sort_values("display_order", kind="stable")["stage_label"].unique()
    rows = marks.pivot_table(index=["line_place", "centre_name"], columns="stage_label", values="mark", aggfunc="first")
    told = rows[stages].reset_index("line_place", drop=True).rename(words.plain).rename(columns=words.plain)
    told = told.reset_index(names="Buying centre")
    st.table(told, border="horizontal", hide_index=True)
    st.caption(" · ".join(f"{letter} {state}" for state, letter in letters.items()))


def _actions(account: str) -> None:
    st.header("Action plan")
    facts = door.ask("account_action_facts", account=account)
    if facts.empty:
        st.markdown("There is no live plan of its own, so there is no action plan to show.")
        return
    st.markdown(says.actions(facts.iloc[0], says.without_action(door.ask("account_roster", account=account))))
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
        pd.DataFrame(
            {
                title: [_text(value, is_code=name in _CODES) for value in frame[name].head(rows)]
                for name, title in titles.items()
            }
        ),
        border="horizontal",
        hide_index=True,
    )
    if len(frame) > rows:
        st.caption(f"{words.of(rows, len(frame))} rows; the screen has all.")


def _text(value: Any, *, is_code: bool) -> str:
    """A cell as it reads on paper; `is_code` says that it holds words of ours with semicolons and underscores."""
    if pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return words.day(value)
    if not isinstance(value, str):
        return words.number(value)
    return words.plain(value.replace(";", ", ").replace("_", " ") if is_code else value)
