"""One cell of the whitespace map in words: who holds it, for how much, until when, and who may know more."""

from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.charts.palette import WHITESPACE
from sightline.door import Row
from sightline.parts import acts, links
from sightline.sections.accounts.whitespace import picks, says
from sightline.sections.accounts.whitespace.picks import Cell

Recording = Annotated[Row, "whitespace_cell"]

_FIRST_FEW = 3
_UNRECORDED = {
    "ours": "**● Ours.** Nobody recorded this cell; the product was billed in the last year.",
    "open opportunity": "**▶ Open deal.** Nobody recorded this cell; an open deal is about the product.",
    "unknown": "**? Not mapped.** Nobody recorded this cell, so it counts as unknown.",
}
"""What a cell without a recording says, by the state the map gives it."""


def show(cell: Cell | None, moves: pd.DataFrame, currency: str) -> None:
    """The open cell, each buying centre by itself, and the way to its account; then the next moves."""
    if cell is not None:
        _open(cell, currency)
    show_moves(moves, currency)


def _open(cell: Cell, currency: str) -> None:
    with st.container(key="open_cell"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"## {words.plain(cell.title)}", width="stretch")
            st.button("Close", key="close_cell", on_click=picks.close_cell)
        recorded = door.ask("whitespace_cell", account=cell.account, column=cell.column)
        if recorded.empty:
            st.markdown(_UNRECORDED.get(cell.state or "", _UNRECORDED["unknown"]))
        for row in recorded.itertuples():
            st.markdown("  \n".join(_lines(row, currency, is_alone=len(recorded) == 1)))
        knowers = door.ask("whitespace_who_knows", account=cell.account)
        if len(knowers):
            st.markdown(f"*May know more:* {', '.join(_knower(row) for row in knowers.head(4).itertuples())}")
        view = address.kept_in_view() | {"account": cell.account}
        st.page_link(address.ACCOUNT, label="Open account", query_params=view)


def show_moves(moves: pd.DataFrame, currency: str) -> None:
    """The first next moves, each with its reasons whole."""
    if moves.empty:
        st.markdown("No whitespace is recorded on this map.")
        return
    st.markdown("**Next moves**")
    acts.show([_move(row, currency) for row in moves.head(_FIRST_FEW).itertuples()], key="moves")


def _move(row: Annotated[Row, "whitespace_moves"], currency: str) -> acts.Act:
    worth = "" if pd.isna(row.potential) else words.money(row.potential, currency)
    opens = links.Target("account", row.account_id, "Whitespace")
    return acts.Act(row.severity, row.account_name, says.move(row), worth, opens)


def _knower(row: Annotated[Row, "whitespace_who_knows"]) -> str:
    return f"{words.plain(row.knower_name)} ({row.knower_role})"


def _lines(row: Recording, currency: str, *, is_alone: bool) -> list[str]:
    state = WHITESPACE[row.state]
    part = ", in part" if row.is_partial else ""
    over = f" over {row.recorded_state}" if row.state != row.recorded_state else ""
    vendor = f" {words.plain(row.vendor)}" if _said(row.vendor) and row.recorded_state != "ours" else ""
    where = "" if is_alone and row.buying_centre_name == "Whole account" else f"{words.plain(row.buying_centre_name)}: "
    return [
        f"**{where}{state.mark} {row.state.capitalize()}{over}{part}**{vendor}",
        *_money(row, currency),
        *_voices(row),
        *_work(row, currency),
        f"*Known:* {words.of(row.known_fields, row.known_fields_asked)} fields · {_provenance(row)}",
    ]


def _money(row: Recording, currency: str) -> list[str]:
    """Spend, end of the contract and potential, of ground that is not ours."""
    found = []
    if row.recorded_state == "competitor":
        spend = f"{words.money(row.spend, currency)} a year" if pd.notna(row.spend) else "spend unknown"
        found.append(f"**{spend}**, {_end(row)}")
    if pd.notna(row.potential):
        weak = (
            ", estimate over a year old"
            if row.is_estimate_old
            else ", estimate"
            if row.confidence != "confirmed"
            else ""
        )
        found.append(f"*Potential:* {words.money(row.potential, currency)} a year{weak}")
    if row.is_unconverted:
        found.append("An amount has no rate to the reporting currency and is left out.")
    return found


def _end(row: Recording) -> str:
    if pd.isna(row.renewal_on):
        return "contract end unknown"
    if row.renewal_days < 0:
        return f"contract ended **{words.day(row.renewal_on)}**: date passed, needs confirming"
    return f"contract ends **{words.day(row.renewal_on)}**"


def _voices(row: Recording) -> list[str]:
    """What the customer says and wants; a field nobody filled in is left out, the count of known fields tells."""
    texts = {
        "Likes": row.likes,
        "Dislikes": row.dislikes,
        "Satisfaction": row.satisfaction,
        "Wants to": row.driver,
        "Desired outcome": row.desired_outcome,
    }
    return [f"*{label}:* {words.plain(text)}" for label, text in texts.items() if _said(text)]


def _work(row: Recording, currency: str) -> list[str]:
    found = []
    if _said(row.opportunity_name):
        found.append(
            f"*Deal:* {words.plain(row.opportunity_name)}, {words.plain(str(row.opportunity_stage))}, "
            f"{words.money(row.opportunity_amount, currency)}, closes {words.day(row.opportunity_close_on)}"
        )
    if _said(row.action_title):
        found.append(f"*Action:* {words.plain(row.action_title)}, due {words.day(row.action_due_on)}")
    return found


def _provenance(row: Recording) -> str:
    source = f"source {words.plain(row.source)}" if _said(row.source) else "source unknown"
    by = f" by {words.plain(row.updated_by_name)}" if _said(row.updated_by_name) else ""
    age = f"changed {words.day(row.updated_on)}{by}" if pd.notna(row.updated_on) else "not dated"
    return f"{source} · {age}"


def _said(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())
