"""Which columns each table of the Account page has, and which export would bring what is missing."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import door

PEOPLE = "People"
"""The tab with the stakeholder map, which other pages open."""

TABS = ["Profile", PEOPLE, "Whitespace", "Money", "Actions", "Timeline", "Questions", "On paper"]

LIST = ("account_name", "owner_name", "is_key", "state", "blocking_fact", "arr", "renewal_on")
PROFILE = (
    "question",
    "topic",
    "answer_state",
    "answer",
    "source",
    "updated_on",
    "age_days",
    "confirmed_on",
    "open_actions",
)
PROMPTS = ("question", "topic", "asked")
RISKS = ("horizon", "title", "status", "is_mitigated", "actions", "next_due_on", "updated_on")
CELLS = (
    "buying_centre_name",
    "stage_label",
    "product_name",
    "cell_state",
    "vendor",
    "spend",
    "potential",
    "renewal_on",
    "likes",
    "dislikes",
    "desired_outcome",
    "opportunity_name",
    "known_fields",
    "known_fields_asked",
    "source",
    "age_days",
)
COMPETITORS = (
    "competitor",
    "cells",
    "renewal_on",
    "open_deals",
    "lost_deals",
    "won_deals",
    "supporters",
    "high_influence_supporters",
    "spend",
    "cells_without_date",
)
DEALS = (
    "opportunity_name",
    "outcome",
    "opportunity_type",
    "stage",
    "forecast_category",
    "amount",
    "close_on",
    "is_past_due",
    "owner_name",
    "competitor",
    "loss_reason",
    "next_step",
)
OBJECTIVES = (
    "horizon",
    "title",
    "status",
    "owner_name",
    "due_on",
    "is_overdue",
    "value_driver",
    "measure",
    "measure_moved_on",
    "open_actions",
    "complete_actions",
    "done_actions",
)
ACTIONS = (
    "title",
    "how",
    "owner_name",
    "due_on",
    "support_needed",
    "missing_questions",
    "status",
    "overdue_days",
    "first_due_on",
    "completed_on",
    "objective_title",
    "about",
)
TIMELINE = ("happened_on", "kind", "what", "note", "is_overtaking")
"""What each table shows, in order."""

_BRINGS = {
    "account_events": "what happened at the customer: acquisitions, new leaders, new initiatives",
    "account_plans": "the plan itself: its owner, its state, its link",
    "account_team": "who works on the account beside its owner",
    "buying_centres": "the parts of the customer that buy for themselves",
    "contact_influences": "who sways whom, apart from reporting lines",
    "contacts": "the customer's people, their influence, support and reporting lines",
    "field_history": "what changed when, and by whom",
    "interactions": "who is really in touch with whom",
    "opportunities": "open, won and lost deals, and how long they have been a customer",
    "plan_actions": "who does what by when",
    "plan_answers": "the nine profile questions, answered or not",
    "plan_objectives": "what is to be achieved in six, twelve and eighteen months",
    "plan_reviews": "who went through the plan when",
    "plan_risks": "what could go wrong soon, next year and later",
    "plan_sections": "how far the renewal part of the plan has come",
    "product_revenue": "what they pay per product over time",
    "whitespace_cells": "what they use today, from whom, until when",
}


def missing(*names: str) -> list[str]:
    """Of these exports, those that nobody loaded; each is told apart with what it would bring."""
    loaded = set(door.ask("account_exports")["table_name"])
    absent = [name for name in names if name not in loaded]
    for name in absent:
        st.info(f"{brings(name)} The page Exports has a template to fill in.")
    return absent


def brings(name: str) -> str:
    """That an export is missing, and what it would bring."""
    return f"No **{name}** export is loaded. It would bring {_BRINGS[name]}."


def listed(text: object) -> list[str]:
    """The parts of a text whose parts are separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()] if isinstance(text, str) else []


def is_yes(value: Any) -> bool:
    """Whether a flag of a query is true; unknown is not."""
    return bool(value) if pd.notna(value) else False


def no_text(is_private: Any) -> None:
    """Say why texts are missing from a private plan."""
    if is_yes(is_private):
        st.caption("This plan is private: its owner and the managers above read its texts, others its state alone.")
