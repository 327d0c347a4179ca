"""What changed between the two days: the waterfall, the deals behind each bar, the changes of each deal, the matrix."""

from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.charts import matrix as chart
from sightline.charts.waterfall import waterfall
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import controls, explain, pictures, tables
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review import deal_changes, says
from sightline.sections.forecast.pipeline_review.picks import View

STEPS = named("bucket amount deals gross_amount gross_deals")
DEALS = named(
    "opportunity_name bucket step_amount before_category after_category before_amount after_amount before_close_on "
    "after_close_on before_stage after_stage before_owner_name after_owner_name account_name"
)
MATRIX = named("state_before state_after deals before_amount after_amount")
"""What each table shows, in order."""
STEP = {"bucket": "Step"}

ONE_SNAPSHOT = (
    "**There is no earlier snapshot to compare with.** Every load is kept as the snapshot of its day: from the second "
    "on, this shows what came, changed and went. Older dated copies of the open deals fill in the time before."
)
UNKNOWN = (
    "**There is no snapshot of this day, so what was open and what changed is unknown.** What is booked comes from the "
    "deals themselves."
)
NO_AMOUNT = "None of these deals has an amount. The deals are below."
_STATES = (
    "Rows: the category before, or how a deal came. Columns: the category now, or how it went. Amounts are those "
    "before, for deals that came those now. Rows add up to the start, columns to the end."
)
_NET, _NO_GROSS = (
    "**Net** compares the two days: pushed out and pulled back is nothing. **Gross** adds up every pair of "
    "consecutive snapshots between them and shows every move. The change from start to end is the same in both.",
    "Gross adds up whole snapshots only, and one of the two days is partial, so there is no gross form.",
)


def show(view: View) -> None:
    """The steps of the waterfall and the deals behind them, or the changes deal by deal, or between categories."""
    controls.named("Show", "changes", _PARTS, visible=False)(view)


def _steps(view: View) -> None:
    """The sentence, the waterfall beside its sum, the deals behind a bar, and net beside gross."""
    pair = door.ask("pipeline_identity", **view.pair)
    moved = None if pair.empty else pair.iloc[0]
    if moved is None or (nothing := why_nothing(view, moved)):
        st.info((ONE_SNAPSHOT if view.as_of_on else UNKNOWN) if moved is None else nothing)
        return
    st.markdown(says.change(moved, words.day(view.answer.compare_on), has_ended=view.has_ended))
    net = door.ask("pipeline_waterfall", **view.pair)
    left, right = st.columns([3, 2], gap="large", vertical_alignment="center")
    with left:
        step = picked_step(net)
    with right:
        st.caption(added_up(moved, door.ask("pipeline_summary", **view.day).iloc[0]))
    deals = behind(view, step)
    st.markdown(sentence(step, deals))
    tables.show(deals, DEALS, key="waterfall_deals", alt="Deals behind the waterfall", labels=STEP)
    net_and_gross(view, net)
    explain.counted("open_quarter_amount", "residual_amount", "gross_amount", "step_amount")


def _between_categories(view: View) -> None:
    pair = door.ask("pipeline_identity", **view.pair)
    if pair.empty:
        st.info(ONE_SNAPSHOT if view.as_of_on else UNKNOWN)
        return
    matrix(view)


_PARTS = {"Steps": _steps, "Deal by deal": deal_changes.show, "Between categories": _between_categories}


def why_nothing(view: View, moved: Annotated[Row, "pipeline_identity"]) -> str | None:
    """Why there is nothing to draw, and where else to look; None where something was open on either day."""
    if moved.starting_deals or moved.came_deals:
        return None
    days = f"{words.day(view.answer.compare_on)} and {words.day(view.booked_on)}"
    return (
        f"**Between {days} no open deal within these filters was to close in {view.quarter}.** Pick another quarter, "
        "or widen the filters; the tab Next quarters has what is open for later."
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
    """The waterfall as a sum that anyone can check, a line each for amounts, deals and what was won."""
    lines = [
        f"{_exact(moved.starting_amount)} at the start {_signed(moved.came_amount)} came "
        f"{_signed(moved.changed_amount)} changed {_signed(moved.went_amount)} went = "
        f"**{_exact(moved.ending_amount)}** at the end; {_left(moved.residual_amount)}.",
        f"Deals: {words.number(moved.starting_deals)} + {words.number(moved.came_deals)} − "
        f"{words.number(moved.went_deals)} = **{words.number(moved.ending_deals)}**; {_left(moved.residual_deals)}.",
    ]
    if summary.won_before_amount:
        lines.append(
            f"Won in the quarter: {_exact(summary.won_before_amount)} by {words.day(moved.before_on)} and "
            f"{_exact(moved.won_amount)} since = **{_exact(summary.won_amount)}**."
        )
    if moved.created_and_lost_deals:
        lines.append(
            f"{words.counted(moved.created_and_lost_deals, 'deal')} ({money(moved.created_and_lost_amount)}) created "
            "and lost in between: in no bar."
        )
    return "  \n".join(lines)


def behind(view: View, step: str | None) -> pd.DataFrame:
    """The deals behind one step, or behind every step between the two ends."""
    deals = door.ask("pipeline_waterfall_deals", **view.pair, bucket=step)
    return deals if step else deals[~deals["bucket"].isin(["starting", "ending", "created and lost"])]


def sentence(step: str | None, deals: pd.DataFrame) -> str:
    """Which deals the rows are."""
    if step is None:
        changes = words.counted(len(deals), "change")
        return f"**{changes}.** Click a bar or its name to see its deals alone."
    counted = words.counted(len(deals), "deal")
    return f"**{counted} in the step “{step}”**, before and after. Click an empty place to see all that moved."


def matrix(view: View) -> None:
    """The category of each deal before and now, as a picture and as a table."""
    st.caption(_STATES)
    states = door.ask("pipeline_matrix", **view.pair)
    figure = chart.matrix(states, door.settings().reporting_currency, pictures.theme())
    pictures.show(figure, key="matrix", alt="Category before against category after")
    with st.expander("The same as a table"):
        tables.show(states, MATRIX, key="matrix_rows", alt="State before against state after")


def net_and_gross(view: View, net: pd.DataFrame) -> None:
    """Net and gross of each step in one row, the steps that neither has left out."""
    st.header("Net and gross")
    st.caption(_NO_GROSS if view.answer.is_as_of_partial or view.answer.is_compare_partial else _NET)
    gross = door.ask("pipeline_waterfall", **view.pair, form="gross")[["bucket", "amount", "deals"]]
    added = gross.rename(columns={"amount": "gross_amount", "deals": "gross_deals"})
    rows = net[net["kind"].isin(["in", "change", "out"])].merge(added, on="bucket", how="left")
    rows = rows[(rows["deals"] > 0) | (rows["gross_deals"] > 0)]
    shown = rows.assign(bucket=rows["bucket"].str.capitalize())
    tables.show(shown, STEPS, key="net_and_gross", alt="Each step, net and gross", labels=STEP, height="content")


def _exact(amount: Any) -> str:
    """An amount to the unit, as it is added up."""
    return words.plain(words.exact_money(amount, door.settings().reporting_currency))


def _signed(amount: Any) -> str:
    """The same with the sign in front of it, to be added or taken off."""
    return f"{'−' if amount < 0 else '+'} {_exact(abs(amount))}"


def _left(residual: Any) -> str:
    """Whether a sum adds up: what it misses by, to the cent."""
    return "reconciles" if not residual else f"does not reconcile by {words.decimal(residual, 2)}"
