"""How often the expected close of open deals moved out, and into later quarters."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from sightline import door, words
from sightline.parts import explain, links
from sightline.sections.forecast.pipeline_review.today import say_day

SLIPS = (
    "opportunity_name",
    "severity",
    "quarter_slips",
    "pushes",
    "days_pushed",
    "pulls",
    "undated",
    "longest_gap",
    "person_name",
    "category_label",
    "amount",
    "close_on",
    "account_name",
)
"""What the table shows, in order."""

NO_HISTORY = (
    "**Nobody can say yet which deals were pushed: that takes at least two snapshots of a deal.** Export opportunity "
    "snapshots week by week, one row per deal and day; the page Exports has a template."
)


def show(filters: Mapping[str, str | None], as_of: dt.date | None = None) -> None:
    """The section: a sentence and a table of every deal whose date moved."""
    counts = door.ask("pipeline_slip_counts", **filters).iloc[0]
    if not counts.deals_open:
        st.info("There is no open deal within these filters. Widen or reset them.")
        return
    if not counts.judged_deals:
        st.info(NO_HISTORY)
        return
    say_day(as_of)
    st.markdown(headline(counts, door.settings().reporting_currency))
    rows = door.ask("pipeline_slips", **filters)
    if len(rows):
        links.rows(rows, SLIPS, key="slips", alt="Deals whose close date moved", labels={"person_name": "Owner"})
    with st.expander("How this is counted"):
        explain.measures("pushes", "quarter_slips", "longest_gap")


def headline(counts: Any, currency: str) -> str:
    """How many deals slipped, of how many that snapshots tell of, and how long snapshots were apart at most."""
    unjudged = counts.deals_open - counts.judged_deals
    rest = f"; {words.counted(unjudged, 'deal')} with fewer than two snapshots cannot be judged" if unjudged else ""
    return (
        f"**{words.of(counts.slipped_deals, counts.judged_deals)} open deals slipped into a later quarter**, "
        f"{words.money(counts.slipped_amount, currency)}; {words.number(counts.serial_deals)} of all are serial "
        f"pushers{rest}. Longest gap between two snapshots of a deal: {words.counted(counts.longest_gap, 'day')}; "
        "pushes inside a gap are not seen."
    )
