"""What changed between the two days: the waterfall, the deals behind each bar, net beside gross, the matrix."""

from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.charts import matrix as chart
from sightline.charts.waterfall import waterfall
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import pictures, tables
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review.picks import View

STEPS = named("bucket amount deals gross_amount gross_deals")
DEALS = named(
    "opportunity_name account_name bucket step_amount before_amount after_amount before_close_on after_close_on "
    "before_stage after_stage before_category after_category before_owner_name after_owner_name"
)
MATRIX = named("state_before state_after deals before_amount after_amount")
"""What each table shows, in order."""
STEP = {"bucket": "Step"}

ONE_SNAPSHOT = (
    "**There is no earlier snapshot, so nothing can be compared yet.** Export a dated copy of the open deals every "
    "week (table opportunity snapshots); from the second on, this shows what came, changed and went."
)
UNKNOWN = (
    "**No snapshot stands for this day, so what was open, and what changed, is unknown.** What was won is told above: "
    "it comes from the deals themselves."
)
NO_AMOUNT = "None of these deals has an amount, so there is no waterfall to draw; the deals stand below."
_STATES = (
    "Rows say where a deal stood or how it came, columns where it stands or went: the amount before, or for a "
    "deal that came the amount after, and the deals. Rows add up to the start, columns to the end."
)
_NET, _NO_GROSS = (
    "**Net** compares the two days: pushed out and pulled back is nothing. **Gross** adds up every pair of "
    "consecutive snapshots between them and shows the churn. The change from start to end is the same in both.",
    "Gross adds up whole snapshots only, and one of the two days is partial, so there is no gross form.",
)


def nothing(view: View, moved: Annotated[Row, "pipeline_identity"]) -> str | None:
    """Why there is nothing to draw, and where else to look; None where something was open on either day."""
    if moved is None:
        return ONE_SNAPSHOT if view.as_of_on else UNKNOWN
    if moved.starting_deals or moved.came_deals:
        return None
    days = f"{words.day(view.answer.compare_on)} and {words.day(view.booked_on)}"
    return (
        f"**Between {days} no open deal within these filters was to close in {view.quarter}**, so there is no "
        "waterfall to draw. Pick another quarter above, or widen the filters; Out-quarter shows what is open for the "
        "quarters after this one."
    )


def picked_step(net: pd.DataFrame) -> str | None:
    """Draw the waterfall; the step whose deals are shown: the bar clicked, else the one a link asks for, else None."""
    picked = None
    if net["amount"].any():
        figure = waterfall(net, door.settings().reporting_currency, pictures.theme())
        picked = pictures.show(figure, key="waterfall", alt="What came into the pipeline and what went", select=True)
    else:
        st.info(NO_AMOUNT)
    if picked is not None:
        st.session_state["clicked_step"] = str(picked[0])
        address.change({"step": str(picked[0])})
    elif st.session_state.pop("clicked_step", None):
        address.change({"step": None})
    given = address.given("step")
    return given if given in set(net["bucket"]) else None


def added_up(moved: Annotated[Row, "pipeline_identity"], summary: Annotated[Row, "pipeline_summary"]) -> str:
    """The waterfall as a sum that anyone can check, with what is left over and what stands in no bar."""
    told = (
        f"{_exact(moved.starting_amount)} at the start, {_exact(moved.came_amount, sign=True)} came, "
        f"{_exact(moved.changed_amount, sign=True)} changed, {_exact(moved.went_amount, sign=True)} went = "
        f"**{_exact(moved.ending_amount)}** at the end; left over **{_exact(moved.residual_amount, cents=True)}**. "
        f"Deals: {words.number(moved.starting_deals)} + {words.number(moved.came_deals)} − "
        f"{words.number(moved.went_deals)} = **{words.number(moved.ending_deals)}**; left over "
        f"**{words.number(moved.residual_deals)}**."
    )
    if summary.won_before_amount:
        told += (
            f" Won in the quarter: {_exact(summary.won_before_amount)} by {words.day(moved.before_on)} and "
            f"{_exact(moved.won_amount)} since = **{_exact(summary.won_amount)}**."
        )
    if moved.created_and_lost_deals:
        told += (
            f" {words.counted(moved.created_and_lost_deals, 'deal')} ({money(moved.created_and_lost_amount)}) "
            "created and lost between the two days stand in no bar."
        )
    return told


def behind(view: View, step: str | None) -> pd.DataFrame:
    """The deals behind one step, or behind every step between the two ends."""
    deals = door.ask("pipeline_waterfall_deals", **view.pair, bucket=step)
    return deals if step else deals[~deals["bucket"].isin(["starting", "ending", "created and lost"])]


def sentence(step: str | None, deals: pd.DataFrame) -> str:
    """Which deals the rows are."""
    if step is None:
        changes = words.counted(len(deals), "change")
        return f"**{changes}.** Click a bar to see its deals alone; tick a row for the account."
    counted = words.counted(len(deals), "deal")
    return f"**{counted} in the step “{step}”**, before and after. Click an empty place to see all that moved."


def matrix(view: View) -> None:
    """Where each deal stood against where it stands, as a picture and as a table."""
    st.subheader("From category to category")
    st.caption(_STATES)
    states = door.ask("pipeline_matrix", **view.pair)
    figure = chart.matrix(states, door.settings().reporting_currency, pictures.theme())
    pictures.show(figure, key="matrix", alt="Category before against category after")
    with st.expander("The same as a table"):
        tables.show(states, MATRIX, key="matrix_rows", alt="State before against state after")


def net_and_gross(view: View, net: pd.DataFrame) -> None:
    """Net and gross of each step in one row, the steps that neither has left out."""
    st.subheader("Net and gross")
    st.caption(_NO_GROSS if view.answer.is_as_of_partial or view.answer.is_compare_partial else _NET)
    gross = door.ask("pipeline_waterfall", **view.pair, form="gross")[["bucket", "amount", "deals"]]
    added = gross.rename(columns={"amount": "gross_amount", "deals": "gross_deals"})
    rows = net[net["kind"].isin(["in", "change", "out"])].merge(added, on="bucket", how="left")
    rows = rows[(rows["deals"] > 0) | (rows["gross_deals"] > 0)]
    shown = rows.assign(bucket=rows["bucket"].str.capitalize())
    tables.show(shown, STEPS, key="net_and_gross", alt="Each step, net and gross", labels=STEP, height="content")


def _exact(amount: Any, *, sign: bool = False, cents: bool = False) -> str:
    """An amount to the unit, as it is added up."""
    text = f"{float(amount):{'+' if sign else ''},.{2 if cents else 0}f}"
    return text.replace(",", words.THIN).replace("-", "−")
