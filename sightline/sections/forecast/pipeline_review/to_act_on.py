"""The deals to act on: the first few at a glance, all of them as a table, and who has how many by which rule."""

from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import acts, controls, links, tables
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review import hygiene, slips
from sightline.sections.forecast.pipeline_review.picks import View

DEALS = named(
    "opportunity_name severity owner_name amount suggested_action evidence changed findings close_on category_label "
    "stage next_step account_name"
)
"""What the table shows, in order."""
TAB = "Deals to act on"
"""The tab with all of them."""
_FIRST = 5
"""Deals at a glance: what a laptop shows above its fold."""

NOTHING = "**No deal to act on** within these filters in this quarter."

Deal = Annotated[Row, "deals_to_act_on"]


def asked(view: View) -> pd.DataFrame:
    """The deals of the quarter, with what changed of each since the earlier snapshot."""
    return door.ask("deals_to_act_on", **view.filters, quarter=view.quarter, compare_to=view.compare_on)


def first(view: View) -> None:
    """The first few: what to do, whose deal it is, why, and what changed; the others are in the tab."""
    rows = asked(view)
    if rows.empty:
        st.caption(NOTHING)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(headline(rows, view.population), width="content")
        if len(rows) > _FIRST and st.button(f"All {words.number(len(rows))} deals", key="all_deals", type="tertiary"):
            address.change({"view": TAB, "deals": None})
            st.rerun()
    acts.show([act(row) for row in rows.head(_FIRST).itertuples()], key="deals")


def act(row: Deal) -> acts.Act:
    """One deal as a thing to act on."""
    evidence = "" if row.owner_state == "inactive" else row.evidence.removesuffix(".")
    why = [owner(row), evidence, changed(row)]
    says = f"**{words.plain(row.suggested_action)}** {' · '.join(words.plain(part) for part in why if part)}"
    amount = "no amount" if pd.isna(row.amount) else words.money(row.amount, door.settings().reporting_currency)
    return acts.Act(row.severity, row.opportunity_name, says, amount, links.Target("deal", str(row.opportunity_id)))


def owner(row: Deal) -> str:
    """Whose deal it is; of an AE who has left, since when, so that nobody calls them."""
    if row.owner_state != "inactive":
        return str(row.owner_name)
    return f"{row.owner_name} left" + (f" on {words.day(row.owner_left_on)}" if pd.notna(row.owner_left_on) else "")


def show(view: View) -> None:
    """All of them, or a look from another side."""
    controls.named("Show", "deals", _PARTS, visible=False)(view)


def _all(view: View) -> None:
    rows = asked(view)
    if rows.empty:
        st.info(NOTHING)
        return
    rows = rows.assign(
        changed=[changed(row) for row in rows.itertuples()], owner_name=[owner(row) for row in rows.itertuples()]
    )
    tables.show(rows, DEALS, key="deals_to_act_on", alt="Deals to act on, largest first", labels={"owner_name": "AE"})


_PARTS = {
    "All deals": _all,
    "By AE": hygiene.by_ae,
    "At the month's gate": hygiene.gates,
    "By rule": hygiene.rules,
    "Slips": slips.show,
}


def headline(rows: pd.DataFrame, population: str) -> str:
    """How many to act on, how many of them are renewals, how many to watch, and the order."""
    act, watch = (rows[rows["severity"] == severity] for severity in ("act", "watch"))
    renewals = int((act["type"] == "renewal").sum())
    left_out = ", not in the bar above" if population == "new and expansion" else ""
    of_them = f" ({words.counted(renewals, 'renewal')}{left_out})" if renewals else ""
    shown = f"; the first {_FIRST} of {words.number(len(rows))}" if len(rows) > _FIRST else ""
    return (
        f"**{words.counted(len(act), 'deal')} to act on{of_them}, {words.number(len(watch))} to watch**: "
        f"act first, then by amount{shown}."
    )


def changed(row: Deal) -> str:
    """What changed of a deal since the earlier snapshot; empty where nothing did."""
    if row.is_new_in_view:
        return "New"
    parts = []
    if pd.notna(row.amount_was):
        parts.append(f"{money(row.amount_was)} → {money(row.amount)}")
    if pd.notna(row.close_was_on):
        parts.append(f"{words.day(row.close_was_on)} → {words.day(row.close_on)}")
    for was, now in ((row.category_was, row.category_label), (row.stage_was, row.stage)):
        if isinstance(was, str):
            parts.append(f"{was} → {now}")
    return "; ".join(parts).replace("\\", "")
