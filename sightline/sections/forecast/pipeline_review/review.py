"""What Pipeline review says in words, and which columns its tables show. No number is made here."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.parts import explain, tables
from sightline.sections.forecast.pipeline_review.view import View
from sightline.settings import ROOT

TABS = [
    "What changed",
    "Categories",
    "Hygiene",
    "Deal changes",
    "Slips",
    "Out-quarter",
    "Consults",
    "Relationship risk",
]
"""The sections of the page; each is asked for when it is opened."""

_CLEAN = ("step", "deals", "amount")
_MEASURED = (
    "won_amount",
    "gap_amount",
    "commit_cumulative",
    "best_case_cumulative",
    "coverage_of_quota",
    "coverage_to_go",
    "clean_coverage",
    "past_due_amount",
)


def explain_absence() -> None:
    """Why there is nothing to show: nobody known, nothing exported, or nothing of the viewer's own; then stop."""
    fresh = door.ask("freshness")
    if fresh.empty:
        st.info(
            "You are not in the users export, so there is nothing to show. Ask whoever loads the exports to add you."
        )
        st.stop()
    if not door.ask("pipeline_asked").empty:
        st.info(
            "No deal in any snapshot is yours or belongs to anyone below you, so there is no pipeline to review here. "
            "What you see of single deals stands on the page of their account."
        )
        st.stop()
    st.info(
        "**No deals are loaded, so there is no pipeline to review.** Export the opportunities of your CRM, one row per "
        "deal, and once a week a dated copy of the open ones: snapshots are what changes are told from."
    )
    with st.container(horizontal=True):
        for table in ("opportunities", "opportunity_snapshots"):
            st.download_button(
                f"Template for {table.replace('_', ' ')}",
                (ROOT / "data" / "templates" / f"{table}.csv").read_bytes(),
                file_name=f"{table}.csv",
                mime="text/csv",
                on_click="ignore",
            )
    st.stop()


def sentence(summary: Any, moved: Any | None, view: View) -> str:
    """Where the quarter stands against its quota, and what moved between the two days."""
    won, rest = _money(summary.won_amount), _money(summary.open_amount)
    quarter = words.plain(summary.quarter_label)
    match summary.quota_state:
        case "no quota":
            head = (
                f"**{won} won in {quarter} and {rest} open**; there is no quota to set it against."
                if summary.won_amount or summary.open_deals
                else f"**Nothing is won in {quarter} and nothing is open**; there is no quota either."
            )
        case "met":
            head = (
                f"**{quarter} has met its quota of {_money(summary.quota)}: {won} won, surplus "
                f"{_money(summary.surplus_amount)}**, and {rest} still open."
            )
        case _:
            calls = (
                f"and Commit brings it to {_money(summary.commit_cumulative)}, Best Case to "
                f"{_money(summary.best_case_cumulative)}."
            )
            head = (
                f"**{_money(summary.gap_amount)} to go in {quarter}: {won} of {_money(summary.quota)} won**, "
                f"{calls if summary.open_deals else 'and no open deal closes in it.'}"
            )
    if moved is None:
        return head
    return f"{head} {change(moved, words.day(view.answer.compare_on))}"


def change(moved: Any, since: str) -> str:
    """What became of the open pipeline since a day; what did not happen is not said."""
    if not (moved.starting_deals or moved.came_deals):
        return f"Nothing was open on {since} and nothing came since."
    parts = [
        f"{_money(amount)} {what}"
        for amount, what in (
            (moved.won_amount, "won"),
            (moved.lost_amount, "lost"),
            (moved.pushed_amount, "pushed out"),
        )
        if amount
    ]
    told = f": {', '.join(parts)}" if parts else "; nothing was won, lost or pushed out"
    start, end = _money(moved.starting_amount), _money(moved.ending_amount)
    if start == end:
        return f"Since {since} the open pipeline stands at {end}{told}."
    return f"Since {since} the open pipeline went from {start} to {end}{told}."


def cards(summary: Any) -> None:
    """Four figures: won, the calls the categories make, coverage of what is missing, and what is past due."""
    place = st.grid(4, min_column_width=150)
    is_short = summary.quota_state in ("open", "nearly met")
    explain.card(
        place,
        "won_amount",
        summary,
        note=f"gap {_money(summary.gap_amount)} of {_money(summary.quota)}" if is_short else _met(summary),
    )
    explain.card(place, "commit_cumulative", summary, note=f"Best Case {_money(summary.best_case_cumulative)}")
    explain.card(
        place,
        "coverage_to_go",
        summary,
        note=f"{_money(summary.open_amount)} of {_money(summary.gap_amount)}" if is_short else "open by gap",
        said=None if summary.quota_state == "open" else _no_ratio(summary),
    )
    explain.card(place, "past_due_amount", summary, note=words.counted(summary.past_due_deals, "open deal"))


def _met(summary: Any) -> str:
    return f"surplus {_money(summary.surplus_amount)}" if summary.quota_state == "met" else "no quota"


def _no_ratio(summary: Any) -> str:
    return {"met": "target met", "nearly met": "nearly met"}.get(summary.quota_state, "no quota")


def small_print(summary: Any, view: View) -> None:
    """The figures that did not make a card, each with what it is divided by, and what the totals leave out."""
    asked = view.answer
    parts = []
    if pd.notna(summary.coverage_of_quota):
        parts.append(
            f"Coverage of quota **{words.times(summary.coverage_of_quota)}** (open only, {_money(summary.open_amount)} "
            f"of {_money(summary.quota)}; {words.times(summary.late_coverage_of_quota)} from stage "
            f"{door.settings().late_stage} on)"
        )
    if pd.notna(summary.clean_coverage):
        parts.append(
            f"clean coverage **{words.times(summary.clean_coverage)}** ({_money(summary.clean_amount)} of "
            f"{_money(summary.gap_amount)} to go)"
        )
    if (called := commit_call(view)) is not None:
        parts.append(called)
    if pd.notna(asked.day_of_fq):
        parts.append(
            f"day {words.of(asked.day_of_fq, asked.quarter_days)}, week {words.number(asked.week_of_fq)} of the quarter"
        )
    if isinstance(summary.quota_level, str) and summary.quota_state != "no quota":
        parts.append(f"quota: {summary.quota_level}")
    elif isinstance(summary.quota_level, str) and summary.quota_level.startswith("no quota:"):
        parts.append(summary.quota_level)
    st.caption(" · ".join(parts))
    left_out = [
        f"{words.counted(count, 'deal')} {what}"
        for count, what in (
            (summary.unamounted_deals, "without an amount, counted as nothing"),
            (summary.unconverted_deals, "in a currency without a rate, not converted and in no total"),
            (summary.unclassified_deals, "without a forecast category"),
            (summary.undated_deals, f"without a close date ({_money(summary.undated_amount)}), in no quarter"),
            (summary.won_later_deals, f"won with a close date still to come ({_money(summary.won_later_amount)})"),
        )
        if count
    ]
    if left_out:
        st.caption("Worth knowing: " + "; ".join(left_out) + ".")


def commit_call(view: View) -> str | None:
    """The newest Commit call of the quarter beside what the deals give; None where calls do not say it.

    Calls are made for a team or a person, of the newest week: they tell nothing of a region, a segment or a past day.
    """
    filters = view.filters
    if not view.is_newest or filters.get("region") or filters.get("segment"):
        return None
    asked = {name: filters.get(name) for name in ("team", "owner")}
    found = door.ask("calls_summary", **asked, quarter=view.quarter)
    if found.empty:
        return None
    called = found.iloc[0]
    if pd.isna(called.called_commit_amount):
        if pd.isna(called.calls_made) or not called.calls_made:
            return None
        return f"Commit call not complete ({words.of(called.calls_made, called.calls_due)} handed in)"
    week = f", week {words.number(called.week_of_quarter)}" if pd.notna(called.week_of_quarter) else ""
    return f"Commit call **{_money(called.called_commit_amount)}**{week}"


def clean_steps(view: View) -> None:
    """How the figures above are counted, and what is taken off the open pipeline before clean coverage."""
    with st.expander("How the figures above are counted"):
        st.markdown("**From open to clean pipeline**: each deal is taken off once, for the first reason that fits.")
        clean = door.ask("pipeline_clean", **view.day)
        if not view.is_newest:
            st.caption("Stale deals and serial pushers are known for the newest snapshot only, so none is taken off.")
        tables.show(
            clean.assign(step=clean["step"].str.capitalize()), _CLEAN, key="clean", alt="Open to clean pipeline"
        )
        explain.measures(*_MEASURED)


def _money(amount: Any) -> str:
    return words.plain(words.money(amount, door.settings().reporting_currency))
