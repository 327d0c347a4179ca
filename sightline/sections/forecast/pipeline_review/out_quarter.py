"""The next two quarters per AE, as the month-2 and month-3 reviews look at them, and when these reviews should be."""

import datetime as dt
from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import explain, heading, tables
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review.picks import View

PERSONS = named(
    "person_name severity next_coverage next_coverage_kept next_late_coverage next_open next_quota next_need "
    "created_amount after_coverage after_open after_quota out_pushed_deals undated_deals open_ground_cells "
    "open_ground manager_name"
)
DEALS = named(
    "opportunity_name amount close_on category_label stage overview_plan close_plan next_step next_step_on "
    "is_pushed_from_this pushes"
)
REVIEWS = named("review proposed_on is_shifted is_clash")
FITS = named("person_name review_reps minutes_low minutes_high fit")
"""What each table shows, in order."""


Person = Annotated[Row, "out_quarter_persons"]


def show(view: View) -> None:
    """The people, the card of one of them, and the review dates."""
    rows = door.ask("out_quarter_persons", **view.filters)
    if rows.empty:
        st.info("There is no open deal and no AE with a quota within these filters. Widen or reset them.")
        return
    st.markdown(headline(rows))
    if not view.is_of_people:
        st.caption("Region and segment narrow the deals, not the quotas, so coverage is too low here.")
    person = rows.iloc[0]
    if len(rows) > 1:
        st.caption("Below, the first AE; tick a row to see another one.")
        owner = {"person_name": "AE"}
        ticked = tables.show(
            rows, PERSONS, key="out_quarter", alt="Next two quarters per AE", select="row", labels=owner
        )
        person = person if ticked.empty else ticked.iloc[0]
    with st.container(border=True):
        _card(person)
    _reviews(view)
    explain.counted(
        "next_coverage", "next_coverage_kept", "next_late_coverage", "after_coverage", "next_need", "created_amount"
    )


def headline(rows: pd.DataFrame) -> str:
    """How many of those with a quota reach the coverage asked of the next quarter."""
    asked = door.settings().next_quarter_coverage
    known = rows[rows["next_coverage"].notna()]
    label = rows["next_label"].iloc[0]
    if known.empty:
        return f"**Nobody within these filters has a quota for {label}**, so its coverage is unknown."
    if len(rows) == 1:
        return (
            f"**Open pipeline covers {label} {words.times(known['next_coverage'].iloc[0])}; target "
            f"{words.times(asked)}.** Deals pushed out of this quarter are in it; the coverage without them is below."
        )
    reached = int((known["next_coverage"] >= asked).sum())
    return (
        f"**{words.of(reached, len(known))} AEs with a quota for {label} reach the target of {words.times(asked)} open "
        "pipeline.** Deals pushed out of this quarter fill the next one, so coverage is also shown without them."
    )


def _card(row: Person) -> None:
    """One person's next two quarters: four figures, the sentence, and their largest deals."""
    settings = door.settings()
    st.header(words.plain(row.person_name))
    cards = st.grid(4, min_column_width=150)
    for name, note in (
        ("next_coverage", f"{row.next_label}, target {words.times(settings.next_quarter_coverage)}"),
        ("next_coverage_kept", f"{money(row.next_pushed)} was pushed"),
        ("next_late_coverage", f"{row.next_label}, target {words.times(settings.next_quarter_late_coverage)}"),
        ("after_coverage", f"{row.after_label}, target {words.times(settings.after_next_coverage)}"),
    ):
        explain.card(cards, name, row, note=note, said="no quota" if pd.isna(row[name]) else None)
    st.markdown(card_sentence(row, settings.created_days))
    if pd.notna(row.open_ground_cells) and row.open_ground_cells:
        places = words.counted(row.open_ground_cells, "place")
        if st.button(f"Whitespace: {places} without a deal", key="to_whitespace"):
            heading.drill(address.WHITESPACE, owner=row.person_id)
    deals = door.ask("out_quarter_deals", person=row.person_id)
    if deals.empty:
        st.caption("No open deal closes in these two quarters.")
        return
    tables.show(in_words(deals), DEALS, key="out_quarter_deals", alt="Largest deals of the next two quarters")


def card_sentence(row: Person, created_days: int) -> str:
    """What is still needed and what was created lately, with what distorts both."""
    needed = (
        f"{money(row.next_need)} of pipeline is still needed for {row.next_label}"
        if pd.notna(row.next_need)
        else f"No quota for {row.next_label}, so what is needed is unknown"
    )
    return (
        f"{needed}; {money(row.created_amount)} was created in the last {created_days} days "
        f"({words.counted(row.created_deals, 'deal')}). "
        f"{words.counted(row.out_pushed_deals, 'deal')} came from this quarter; "
        f"{words.counted(row.undated_deals, 'deal')} without a close date."
    )


def in_words(deals: pd.DataFrame) -> pd.DataFrame:
    """The deals with how far their plans are filled, as people read it."""
    return deals.assign(
        overview_plan=[_filled(*pair) for pair in zip(deals["overview_filled"], deals["overview_total"], strict=True)],
        close_plan=[_filled(*pair) for pair in zip(deals["full_filled"], deals["full_total"], strict=True)],
    )


def _filled(filled: Any, total: Any) -> str:
    if pd.isna(filled):
        return "unknown"
    return "none" if pd.isna(total) else words.of(filled, total)


def _reviews(view: View) -> None:
    """When the reviews of months 2 and 3 should be, and whether each team fits into one."""
    st.header("When to review")
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
            f"{row.review}: {words.day(row.proposed_on)} is in the last {door.settings().quarter_last_days} days of "
            f"the quarter or after it. Hold it by {words.day(row.last_free_on)}."
        )
    left, right = st.columns(2, gap="large")
    with left:
        tables.show(proposals, REVIEWS, key="reviews", alt="Proposed review dates", height="content")
    fits = door.ask("review_fits", **view.people)
    if len(fits):
        with right:
            tables.show(fits, FITS, key="review_fits", alt="Time per team", labels={"person_name": "Team of"})
