"""The open forecast of key accounts with a thin plan or a thin relationship (S106)."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import door
from sightline.metrics import named
from sightline.parts import explain, tables
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review.picks import View

LINES = named("line risk_deals risk_amount risk_share now_deals now_amount later_deals later_amount")
DEALS = named(
    "opportunity_name risk_state amount close_on risk_reasons person_name category_label is_this_quarter account_name"
)
"""What each table shows, in order."""

_ACT, _WATCH = "At relationship risk: act", "At relationship risk: watch"
NOTHING = "No key account within these filters has an open deal in Best Case, Most Likely or Commit."


def show(view: View) -> None:
    """What to act on and to watch, each reason apart, what could not be judged, and the deals."""
    lines = door.ask("relationship_risk", **view.filters)
    if lines.empty:
        st.info(NOTHING)
        return
    st.markdown(headline(lines))
    st.caption("A deal counts once as act or watch and once under each of its reasons, so the reasons overlap.")
    tables.show(
        lines.assign(line=lines["line"].where(~lines["is_reason"], "· " + lines["line"])),
        LINES,
        key="relationship_risk",
        alt="Value at relationship risk by reason",
        height="content",
        labels={"risk_amount": "Amount"},
    )
    rows = door.ask("relationship_risk_deals", **view.filters)
    tables.show(rows, DEALS, key="risk_deals", alt="Deals at relationship risk", labels={"person_name": "AE"})
    explain.counted("risk_amount", "risk_deals", "risk_share")


def headline(lines: pd.DataFrame) -> str:
    """How much of the open forecast to act on, how much to watch, and how much nobody can judge."""
    amount: dict[str, Any] = dict(zip(lines["line"], lines["risk_amount"], strict=True))
    now = dict(zip(lines["line"], lines["now_amount"], strict=True))
    whole, unjudged = amount["Open forecast on key accounts"], amount["Not judged for lack of an export"]
    if pd.isna(amount[_ACT]):
        return (
            f"**How much of the {money(whole)} open forecast on key accounts is at risk is unknown**: load the "
            "exports of plans, contacts and interactions."
        )
    rest = f" {money(unjudged)} could not be judged." if unjudged else ""
    return (
        f"**Act on {money(amount[_ACT])} of {money(whole)} open forecast on key accounts**, {money(now[_ACT])} of it "
        f"this quarter: no live plan, two reasons together, or one contact only with the close this quarter. Watch "
        f"{money(amount[_WATCH])}.{rest}"
    )
