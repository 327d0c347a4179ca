"""The next two quarters per AE, as the month-2 and month-3 reviews look at them, and when these reviews should be."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.parts import explain, links, tables
from sightline.sections.forecast.pipeline_review.today import say_day

Filters = Mapping[str, str | None]

PERSONS = (
    "person_name",
    "severity",
    "next_coverage",
    "next_coverage_kept",
    "next_late_coverage",
    "next_open",
    "next_quota",
    "next_need",
    "created_amount",
    "after_coverage",
    "after_open",
    "after_quota",
    "out_pushed_deals",
    "undated_deals",
    "open_ground_cells",
    "open_ground",
    "manager_name",
)
DEALS = (
    "opportunity_name",
    "amount",
    "close_on",
    "category_label",
    "stage",
    "overview_plan",
    "close_plan",
    "next_step",
    "next_step_on",
    "is_pushed_from_this",
    "pushes",
)
REVIEWS = ("review", "proposed_on", "is_shifted", "is_clash")
FITS = ("person_name", "review_reps", "minutes_low", "minutes_high", "fit")
"""What each table shows, in order."""

_OWNER = {"person_name": "Owner"}
_WHITESPACE = "pages/accounts/whitespace.py"


def show(filters: Filters, as_of: dt.date | None = None) -> None:
    """The section: the people, the card of one of them, and the review dates."""
    rows = door.ask("out_quarter_persons", **filters)
    if rows.empty:
        st.info("There is no open deal and no AE with a quota within these filters. Widen or reset them.")
        return
    say_day(as_of)
    st.markdown(headline(rows))
    if filters.get("region") or filters.get("segment"):
        st.caption("Region and segment narrow the deals, not the quotas, so coverage is too low here.")
    if len(rows) > 1:
        st.caption("Below, the first of them; tick a row to see another person's next two quarters.")
        ticked = tables.show(
            rows, PERSONS, key="out_quarter", alt="Next two quarters per owner", select="row", labels=_OWNER
        )
        rows = ticked if len(ticked) else rows.head(1)
    for row in rows.itertuples():
        _card(row)
    _reviews(filters)
    with st.expander("How this is counted"):
        explain.measures(
            "next_coverage", "next_coverage_kept", "next_late_coverage", "after_coverage", "next_need", "created_amount"
        )


def headline(rows: pd.DataFrame) -> str:
    """How many of those with a quota reach the coverage asked of the next quarter."""
    asked = door.settings().next_quarter_coverage
    known = rows[rows["next_coverage"].notna()]
    label = rows["next_label"].iloc[0]
    if known.empty:
        return f"**Nobody within these filters has a quota for {label}**, so the coverage of {label} cannot be told."
    if len(rows) == 1:
        return (
            f"**{label} is covered {words.times(known['next_coverage'].iloc[0])} by open pipeline, {asked:g}× is "
            "asked.** "
            "Open deals only, also told without those pushed out of this quarter."
        )
    reached = int((known["next_coverage"] >= asked).sum())
    return (
        f"**{words.of(reached, len(known))} AEs with a quota for {label} have open pipeline of {asked:g} times the "
        "quota, as is asked**. Open deals only. What was pushed out of this quarter fills the next one; so coverage "
        "is shown without it, too."
    )


def _card(row: Any) -> None:
    """One person's next two quarters: four figures, the sentence, and their largest deals."""
    settings, currency = door.settings(), door.settings().reporting_currency
    with st.container(border=True):
        st.subheader(words.plain(row.person_name))
        cards = st.grid(4, min_column_width=150)
        explain.card(
            cards,
            "next_coverage",
            row,
            note=f"{row.next_label}, {settings.next_quarter_coverage:g} asked",
            said=_said(row.next_coverage),
        )
        explain.card(
            cards,
            "next_coverage_kept",
            row,
            note=f"{words.money(row.next_pushed, currency)} was pushed",
            said=_said(row.next_coverage_kept),
        )
        explain.card(
            cards,
            "next_late_coverage",
            row,
            note=f"{row.next_label}, {settings.next_quarter_late_coverage:g} asked",
            said=_said(row.next_late_coverage),
        )
        explain.card(
            cards,
            "after_coverage",
            row,
            note=f"{row.after_label}, {settings.after_next_coverage:g} asked",
            said=_said(row.after_coverage),
        )
        st.markdown(card_sentence(row, settings.created_days, currency))
        if pd.notna(row.open_ground_cells) and row.open_ground_cells:
            kept = {name: value for name in address.NAMES if (value := address.given(name))}
            if st.button(
                f"Whitespace: {words.counted(row.open_ground_cells, 'place')} without a deal", key="to_whitespace"
            ):
                st.switch_page(_WHITESPACE, query_params={**kept, "owner": row.person_id})
        deals = door.ask("out_quarter_deals", person=row.person_id)
        if deals.empty:
            st.caption("No open deal is expected in these two quarters.")
            return
        links.rows(in_words(deals), DEALS, key="out_quarter_deals", alt="Largest deals of the next two quarters")


def card_sentence(row: Any, created_days: int, currency: str) -> str:
    """What is still needed and what was created lately, with what distorts both."""
    needed = (
        f"{words.money(row.next_need, currency)} of pipeline is still needed for {row.next_label}"
        if pd.notna(row.next_need)
        else f"Without a quota for {row.next_label} nobody can say what is needed"
    )
    return (
        f"{needed}; {words.money(row.created_amount, currency)} was created in the last {created_days} days "
        f"({words.counted(row.created_deals, 'deal')}). "
        f"{words.counted(row.out_pushed_deals, 'deal')} came from this quarter; "
        f"{words.counted(row.undated_deals, 'deal')} without a date count in no quarter."
    )


def in_words(deals: pd.DataFrame) -> pd.DataFrame:
    """The deals with how far their plans are filled, as people read it."""
    return deals.assign(
        overview_plan=[_filled(row.overview_filled, row.overview_total) for row in deals.itertuples()],
        close_plan=[_filled(row.full_filled, row.full_total) for row in deals.itertuples()],
    )


def _filled(filled: Any, total: Any) -> str:
    if pd.isna(filled):
        return "unknown"
    return "none" if pd.isna(total) else words.of(filled, total)


def _said(coverage: Any) -> str | None:
    return "no quota" if pd.isna(coverage) else None


def _reviews(filters: Filters) -> None:
    """When the reviews of months 2 and 3 should be, and whether each team fits into one."""
    st.subheader("When to review")
    usual = door.ask("review_proposals")
    if usual.empty:
        return
    qbr = usual["qbr_on"].iloc[0].date()
    picked = st.date_input("Day of the QBR", qbr, format="YYYY-MM-DD", key="qbr_day", width=170)
    day = picked if isinstance(picked, dt.date) and picked != qbr else None
    proposals = door.ask("review_proposals", qbr=day) if day else usual
    st.caption(
        f"Counted from {words.day(proposals['qbr_on'].iloc[0])}: {proposals['qbr_source'].iloc[0]}. The month-1 review "
        f"is done in the QBR; the last review may be on {words.day(proposals['last_free_on'].iloc[0])}."
    )
    for row in proposals[proposals["is_clash"]].itertuples():
        st.warning(
            f"{row.review}: {words.day(row.proposed_on)} lies in the last {door.settings().quarter_last_days} days of "
            f"the quarter or after it. Hold it by {words.day(row.last_free_on)}."
        )
    left, right = st.columns(2, gap="large")
    with left:
        tables.show(proposals, REVIEWS, key="reviews", alt="Proposed review dates", height="content")
    fits = door.ask("review_fits", team=filters.get("team"), owner=filters.get("owner"))
    if len(fits):
        with right:
            tables.show(fits, FITS, key="review_fits", alt="Time per team", labels={"person_name": "Team of"})
