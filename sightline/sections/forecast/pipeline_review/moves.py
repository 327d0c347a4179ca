"""What changed between the two days: the waterfall, the deals behind each bar, net beside gross, the matrix."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.charts.matrix import matrix
from sightline.charts.waterfall import waterfall
from sightline.parts import explain, links, pictures, tables
from sightline.sections.forecast.pipeline_review.view import View

STEPS = ("bucket", "amount", "deals", "gross_amount", "gross_deals")
DEALS = (
    "opportunity_name",
    "account_name",
    "bucket",
    "step_amount",
    "before_amount",
    "after_amount",
    "before_close_on",
    "after_close_on",
    "before_stage",
    "after_stage",
    "before_category",
    "after_category",
    "before_owner_name",
    "after_owner_name",
)
MATRIX = ("state_before", "state_after", "deals", "before_amount", "after_amount")
"""What each table shows, in order."""

ONE_SNAPSHOT = (
    "**There is no earlier snapshot, so nothing can be compared yet.** Export a dated copy of the open deals every "
    "week (table opportunity snapshots); from the second on, this shows what came, changed and went."
)
_STEP = {"bucket": "Step"}


def show(view: View, moved: Any | None) -> None:
    """The section; `moved` is the waterfall added up, None where there is one snapshot only."""
    if moved is None:
        st.info(ONE_SNAPSHOT)
        return
    if not (moved.starting_deals or moved.came_deals):
        st.info(nothing_open(view))
        return
    currency, theme = door.settings().reporting_currency, pictures.theme()
    net = door.ask("pipeline_waterfall", **view.pair)
    if net["amount"].any():
        figure = waterfall(net, currency, theme)
        picked = pictures.show(figure, key="waterfall", alt="What came into the pipeline and what went", select=True)
    else:
        picked = None
        st.info("None of these deals has an amount, so there is no waterfall to draw; the deals stand below.")
    st.caption(f"{identity(moved)} {footnote(moved)}")
    step = _picked_step(picked, net)
    deals = _behind(view, step)
    st.markdown(step_sentence(step, deals))
    links.rows(deals, DEALS, key="waterfall_deals", alt="Deals behind the waterfall", labels=_STEP)
    st.subheader("From category to category")
    st.caption(
        "Rows say where a deal stood or how it came, columns where it stands or went: the amount before, or for a "
        "deal that came the amount after, and the deals. Rows add up to the start, columns to the end."
    )
    states = door.ask("pipeline_matrix", **view.pair)
    pictures.show(matrix(states, currency, theme), key="matrix", alt="Category before against category after")
    with st.expander("The same as a table"):
        tables.show(states, MATRIX, key="matrix_rows", alt="State before against state after")
    st.subheader("Net and gross")
    st.caption(_forms_sentence(view))
    both = both_forms(net, door.ask("pipeline_waterfall", **view.pair, form="gross"))
    tables.show(both, STEPS, key="net_and_gross", alt="Each step, net and gross", labels=_STEP, height="content")
    with st.expander("How this is counted"):
        explain.measures("open_quarter_amount", "residual_amount", "gross_amount", "step_amount")


def nothing_open(view: View) -> str:
    """That there was nothing to draw on either day, and where else to look."""
    days = f"{words.day(view.answer.compare_on)} and {words.day(view.answer.as_of_on)}"
    return (
        f"**Between {days} no open deal within these filters was to close in {view.quarter}**, so there is no "
        "waterfall to draw. Pick another quarter above, or widen the filters; Out-quarter shows what is open for the "
        "quarters after this one."
    )


def identity(moved: Any) -> str:
    """The waterfall as a sum that anyone can check, with what is left over."""
    return (
        f"{_exact(moved.starting_amount)} at the start, {_exact(moved.came_amount, sign=True)} came, "
        f"{_exact(moved.changed_amount, sign=True)} changed, {_exact(moved.went_amount, sign=True)} went = "
        f"**{_exact(moved.ending_amount)}** at the end; left over **{_exact(moved.residual_amount, cents=True)}**. "
        f"Deals: {words.number(moved.starting_deals)} + {words.number(moved.came_deals)} − "
        f"{words.number(moved.went_deals)} = **{words.number(moved.ending_deals)}**; left over "
        f"**{words.number(moved.residual_deals)}**."
    )


def footnote(moved: Any) -> str:
    """Deals that came and were lost between the two days and stand in no bar; empty where there are none."""
    if not moved.created_and_lost_deals:
        return ""
    amount = words.money(moved.created_and_lost_amount, door.settings().reporting_currency)
    return (
        f"{words.counted(moved.created_and_lost_deals, 'deal')} ({words.plain(amount)}) created and lost between the "
        "two days stand in no bar."
    )


def both_forms(net: pd.DataFrame, gross: pd.DataFrame) -> pd.DataFrame:
    """Net and gross of each step in one row, the steps that neither has left out."""
    added = gross[["bucket", "amount", "deals"]].rename(columns={"amount": "gross_amount", "deals": "gross_deals"})
    rows = net[net["kind"].isin(["in", "change", "out"])].merge(added, on="bucket", how="left")
    kept = (rows["deals"] > 0) | (rows["gross_deals"] > 0)
    return rows[kept].assign(bucket=lambda found: found["bucket"].str.capitalize())


def step_sentence(step: str | None, deals: pd.DataFrame) -> str:
    """Which deals the rows are."""
    if step is None:
        changes = words.counted(len(deals), "change")
        return f"**{changes}.** Click a bar to see its deals alone; tick a row for the account."
    counted = words.counted(len(deals), "deal")
    return f"**{counted} in the step “{step}”**, before and after. Click an empty place to see all that moved."


def _picked_step(picked: list[Any] | None, net: pd.DataFrame) -> str | None:
    """The step whose deals are shown: the bar clicked, else the one a link asks for; None for all that moved."""
    state = st.session_state
    if picked is not None:
        state["clicked_step"] = str(picked[0])
        address.change({"step": str(picked[0])})
    elif state.pop("clicked_step", None):
        address.change({"step": None})
    given = address.given("step")
    return given if given in set(net["bucket"]) else None


def _behind(view: View, step: str | None) -> pd.DataFrame:
    """The deals behind one step, or behind every step between the two ends."""
    deals = door.ask("pipeline_waterfall_deals", **view.pair, bucket=step)
    return deals if step else deals[~deals["bucket"].isin(["starting", "ending", "created and lost"])]


def _forms_sentence(view: View) -> str:
    asked = view.answer
    if asked.is_as_of_partial or asked.is_compare_partial:
        return "Gross adds up whole snapshots only, and one of the two days is partial, so there is no gross form."
    return (
        "**Net** compares the two days: pushed out and pulled back is nothing. **Gross** adds up every pair of "
        "consecutive snapshots between them and shows the churn. The change from start to end is the same in both."
    )


def _exact(amount: Any, *, sign: bool = False, cents: bool = False) -> str:
    """An amount to the unit, as it is added up."""
    text = f"{float(amount):+,.0f}" if sign else f"{float(amount):,.2f}" if cents else f"{float(amount):,.0f}"
    return text.replace(",", words.THIN).replace("-", "−")
