"""How often the expected close of open deals moved out, and into later quarters."""

from typing import Annotated

import streamlit as st

from sightline import door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import explain, tables
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review.picks import View

SLIPS = named(
    "opportunity_name severity quarter_slips pushes days_pushed pulls undated longest_gap person_name category_label "
    "amount close_on account_name"
)
"""What the table shows, in order."""

NO_HISTORY = (
    "**Which deals were pushed is unknown: it takes two snapshots of a deal.** Every load is kept as one; dated copies "
    "of the open deals fill in the time before: the page Exports has a template."
)


def show(view: View) -> None:
    """A sentence and a table of every deal whose date moved."""
    counts = door.ask("pipeline_slip_counts", **view.filters).iloc[0]
    if not counts.deals_open:
        st.info("There is no open deal within these filters. Widen or reset them.")
        return
    if not counts.judged_deals:
        st.info(NO_HISTORY)
        return
    st.markdown(headline(counts))
    rows = door.ask("pipeline_slips", **view.filters)
    if len(rows):
        tables.show(rows, SLIPS, key="slips", alt="Deals whose close date moved", labels={"person_name": "AE"})
    explain.counted("pushes", "quarter_slips", "longest_gap")


def headline(counts: Annotated[Row, "pipeline_slip_counts"]) -> str:
    """How many deals slipped, of how many that snapshots tell of, and how long snapshots were apart at most."""
    unjudged = counts.deals_open - counts.judged_deals
    rest = f"; {words.counted(unjudged, 'deal')} have fewer than two snapshots" if unjudged else ""
    return (
        f"**{words.of(counts.slipped_deals, counts.judged_deals)} open deals slipped into a later quarter**, "
        f"{money(counts.slipped_amount)}; {words.number(counts.serial_deals)} of all are serial "
        f"pushers{rest}. Longest gap between two snapshots of a deal: {words.counted(counts.longest_gap, 'day')}; "
        "pushes inside a gap are not seen."
    )
