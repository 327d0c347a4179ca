"""The open forecast of key accounts that rests on a thin plan or a thin relationship (S106)."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.parts import explain, links, tables
from sightline.sections.forecast.pipeline_review.today import say_day

LINES = (
    "line",
    "risk_deals",
    "risk_amount",
    "risk_share",
    "now_deals",
    "now_amount",
    "later_deals",
    "later_amount",
)
DEALS = (
    "opportunity_name",
    "risk_state",
    "risk_reasons",
    "person_name",
    "category_label",
    "amount",
    "close_on",
    "is_this_quarter",
    "account_name",
)
"""What each table shows, in order."""

_NOTHING = (
    "No open deal in Best Case, Most Likely or Commit lies on a key account within these filters, so there is no value "
    "to be at relationship risk."
)


def show(filters: Mapping[str, str | None], as_of: dt.date | None = None) -> None:
    """The section: the total, each reason apart, what could not be judged, and the deals."""
    lines = door.ask("relationship_risk", **filters)
    if lines.empty:
        st.info(_NOTHING)
        return
    say_day(as_of)
    st.markdown(headline(lines, door.settings().reporting_currency))
    st.caption("A deal counts once in the total and once under each of its reasons, so the reasons overlap.")
    tables.show(
        lines.assign(line=[f"{'· ' if row.is_reason else ''}{row.line}" for row in lines.itertuples()]),
        LINES,
        key="relationship_risk",
        alt="Value at relationship risk by reason",
        height="content",
        labels={"risk_amount": "Amount"},
    )
    rows = door.ask("relationship_risk_deals", **filters)
    links.rows(rows, DEALS, key="risk_deals", alt="Deals and what threatens them", labels={"person_name": "Owner"})
    with st.expander("How this is counted"):
        explain.measures("risk_amount", "risk_deals", "risk_share")


def headline(lines: pd.DataFrame, currency: str) -> str:
    """How much of the open forecast is at risk, this quarter and later, and how much nobody can judge."""
    by_line = lines.set_index("line_place")
    whole, risk, unjudged = by_line["risk_amount"][1], by_line["risk_amount"][2], by_line["risk_amount"][7]
    now = by_line["now_amount"][2]
    if pd.isna(risk):
        return (
            f"**Nobody can say how much of the {words.money(whole, currency)} open forecast on key accounts is at "
            "relationship risk**: plans, contacts and interactions would tell, and no export of them is loaded."
        )
    rest = f" {words.money(unjudged, currency)} could not be judged." if unjudged else ""
    return (
        f"**{words.money(risk, currency)} of {words.money(whole, currency)} open forecast on key accounts is at "
        f"relationship risk**, {words.money(now, currency)} of it this quarter.{rest}"
    )
