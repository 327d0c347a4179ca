"""Which deals to go through with the whole team, and how many were."""

from typing import Annotated

import streamlit as st

from sightline import door, words
from sightline.charts.consult_strip import consult_strip
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import controls, explain, pictures, tables
from sightline.sections.forecast.pipeline_review.picks import View

LIST = named(
    "opportunity_name priority consult_state reason person_name category_label amount close_on quarter_slips "
    "last_consult_on consult_days consult_kind stage account_name"
)
"""What the table shows, in order."""

ORDER = (
    "In this order: in Commit and due; closes this quarter; more quarter slips; larger; longer since the last consult."
)
NO_PLANS = (
    "No **opportunity_plans** export is loaded, so the last consult of a deal is unknown. The page Exports has a "
    "template."
)
_KINDS: dict[str, tuple[str, str | None]] = {
    "Due": ("qualifies", "due"),
    "Done lately": ("qualifies", "done"),
    "Suggested": ("suggested", None),
}


def show(view: View) -> None:
    """Coverage, the list in its order, and the strip of weeks."""
    coverage = door.ask("consult_coverage", **view.filters).iloc[0]
    st.markdown(headline(coverage))
    kind, state = "qualifies", None
    if not coverage.has_deal_plans:
        st.info(NO_PLANS)
    else:
        cards = st.grid(4, min_column_width=150)
        explain.card(cards, "consult_share", coverage, part="covered_deals", whole="qualifying_deals")
        explain.card(cards, "consult_value_share", coverage, part="covered_amount", whole="qualifying_amount")
        explain.card(cards, "due_deals", coverage, note=f"{words.number(coverage.never_deals)} of them never")
        explain.card(cards, "suggested_deals", coverage, note="thin plan or relationship")
        kind, state = controls.named("Show", "consults", _KINDS)
    st.caption(ORDER)
    rows = door.ask("consult_list", **view.filters, kind=kind, state=state)
    if rows.empty:
        st.caption("No deal within these filters.")
    else:
        labels = {"person_name": "AE", "reason": "Listed because"}
        tables.show(rows, LIST, key="consult_list", alt="Deals to go through", labels=labels)
    weeks = door.ask("consult_weeks", **view.people)
    if len(weeks):
        st.header("Consults held, week by week")
        asked = words.number(weeks["weekly_target"].iloc[0])
        st.caption(f"By the team of today's AE. Target: {asked} a week. The last week is not over.")
        pictures.show(consult_strip(weeks, pictures.theme()), key="consult_weeks", alt="Consults per team and week")
    explain.counted("consult_share", "consult_value_share", "due_deals", "suggested_deals", "consults_held")


def headline(coverage: Annotated[Row, "consult_coverage"]) -> str:
    """How many of the deals that qualify were gone through lately."""
    if not coverage.qualifying_deals:
        return "**No deal qualifies for a consult** within these filters, so there is no coverage."
    if not coverage.has_deal_plans:
        return f"**{words.counted(coverage.qualifying_deals, 'deal')} qualify for a consult.** The last one is unknown."
    return (
        f"**{words.of(coverage.covered_deals, coverage.qualifying_deals)} deals that qualify for a consult had one in "
        f"the last {door.settings().consult_days} days**; {words.number(coverage.commit_due_deals)} due are in Commit."
    )
