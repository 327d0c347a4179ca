"""What Pipeline review says in words, and which columns its tables show. No number is made here."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, explain, pictures, words
from sightline.charts.categories import category_bars
from sightline.forecast.view import View
from sightline.settings import ROOT

TABS = ["What changed", "Categories"]
"""The sections of the page; each is asked for when it is opened."""

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
CATEGORIES = ("category_name", "deals", "amount", "cumulative_name", "cumulative_deals", "cumulative_amount")
BREAKDOWN = (
    "group_name",
    "quota",
    "attainment_share",
    "closed",
    "commit",
    "most_likely",
    "best_case",
    "pipeline",
    "unclassified",
    "commit_cumulative",
    "best_case_cumulative",
    "open_amount",
    "coverage_to_go",
)
CLEAN = ("step", "deals", "amount")
"""What each table of the page shows, in order."""

BY = {"person": "AE", "team": "Team", "segment": "Segment", "type": "Type"}
MEASURES = {"open": "Open pipeline", "won": "Won", "commit": "Commit", "best case": "Best Case"}
ALIGN = {"start": "From the start", "end": "Back from the end"}
_SHOWN_BARS = 15


ONE_SNAPSHOT = (
    "**There is one snapshot only, so nothing can be compared yet.** Export a dated copy of the open deals every week "
    "(table opportunity snapshots); from the second on, this shows what came, changed and went."
)
MATRIX_SENTENCE = (
    "Rows say where a deal stood or how it came, columns where it stands or went. The amounts before add up to the "
    "start, those after to the end and to what was won."
)
MEASURED = (
    "won_amount",
    "gap_amount",
    "commit_cumulative",
    "best_case_cumulative",
    "coverage_of_quota",
    "coverage_to_go",
    "clean_coverage",
    "past_due_amount",
    "residual_amount",
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
            head = f"**{won} won in {quarter} and {rest} open**; there is no quota to set it against."
        case "met":
            head = (
                f"**{quarter} has met its quota of {_money(summary.quota)}: {won} won, surplus "
                f"{_money(summary.surplus_amount)}**, and {rest} still open."
            )
        case _:
            head = (
                f"**{_money(summary.gap_amount)} to go in {quarter}: {won} of {_money(summary.quota)} won**, and "
                f"Commit brings it to {_money(summary.commit_cumulative)}, Best Case to "
                f"{_money(summary.best_case_cumulative)}."
            )
    if moved is None:
        return head
    return (
        f"{head} Since {words.day(view.answer.compare_on)} the open pipeline went from "
        f"{_money(moved.starting_amount)} to {_money(moved.ending_amount)}: {_money(moved.won_amount)} won, "
        f"{_money(moved.lost_amount)} lost, {_money(moved.pushed_amount)} pushed out."
    )


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
            f"Coverage of quota **{words.ratio(summary.coverage_of_quota)}** (open only, {_money(summary.open_amount)} "
            f"of {_money(summary.quota)}; {words.ratio(summary.late_coverage_of_quota)} from stage "
            f"{door.settings().late_stage} on)"
        )
    if pd.notna(summary.clean_coverage):
        parts.append(
            f"clean coverage **{words.ratio(summary.clean_coverage)}** ({_money(summary.clean_amount)} of "
            f"{_money(summary.gap_amount)} to go)"
        )
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
    return (
        f"{words.counted(moved.created_and_lost_deals, 'deal')} ({_money(moved.created_and_lost_amount)}) "
        "created and lost between the two days, in no bar."
    )


def both_forms(net: pd.DataFrame, gross: pd.DataFrame) -> pd.DataFrame:
    """Net and gross of each step in one row, the steps that neither has left out."""
    added = gross[["bucket", "amount", "deals"]].rename(columns={"amount": "gross_amount", "deals": "gross_deals"})
    rows = net.merge(added, on="bucket", how="left")
    ends = rows["kind"].isin(["start", "end"])
    rows.loc[ends, ["gross_amount", "gross_deals"]] = rows.loc[ends, ["amount", "deals"]].to_numpy()
    kept = (rows["deals"] > 0) | (rows["gross_deals"] > 0) | ends
    return rows[kept & (rows["kind"] != "note")].assign(bucket=lambda found: found["bucket"].str.capitalize())


def forms_sentence(view: View) -> str:
    """What net and gross mean, or why there is no gross form."""
    asked = view.answer
    if asked.is_as_of_partial or asked.is_compare_partial:
        return "Gross adds up whole snapshots only, and one of the two days is partial, so there is no gross form."
    return (
        "**Net** compares the two days: pushed out and pulled back is nothing. **Gross** adds up every pair of "
        "consecutive snapshots between them and shows the churn. The change from start to end is the same."
    )


def picked_step(picked: list[Any] | None, net: pd.DataFrame) -> str | None:
    """The step whose deals are shown: the bar clicked, else the one in the address; None for all that moved."""
    if picked is not None:
        address.change({"step": str(picked[0])})
        return str(picked[0])
    given = address.given("step")
    return given if given in set(net["bucket"]) else None


def behind(view: View, step: str | None) -> pd.DataFrame:
    """The deals behind one step, or behind every step between the two ends."""
    deals = door.ask("pipeline_waterfall_deals", **view.pair, bucket=step)
    return deals if step else deals[~deals["bucket"].isin(["starting", "ending", "created and lost"])]


def bars(total: pd.DataFrame, rows: pd.DataFrame, currency: str) -> None:
    """The whole view as one bar, and below it one bar per row, each against its quota."""
    theme = pictures.theme()
    pictures.show(category_bars(total, currency, theme), key="all_categories", alt="Categories against the quota")
    shown = shown_bars(rows, "breakdown")
    pictures.show(category_bars(shown, currency, theme), key="categories_by", alt="Categories against quota, by row")


def step_sentence(step: str | None, deals: pd.DataFrame) -> str:
    """Which deals the rows are."""
    counted = words.counted(len(deals), "deal")
    if step is None:
        return (
            f"**{counted} that came, changed or went.** Click a bar to see its deals alone; tick a row for its account."
        )
    return f"**{counted} in the step “{step}”**, before and after. Click an empty place to see all that moved."


def shown_bars(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """As many bars as a screen holds, with the page control above where there are more."""
    pages = -(-len(rows) // _SHOWN_BARS)
    if pages <= 1:
        return rows
    place = st.pagination(pages, key=f"{key}_page") - 1
    return rows.iloc[place * _SHOWN_BARS : (place + 1) * _SHOWN_BARS]


def choice(label: str, key: str, options: dict[str, str]) -> str:
    """One of a few ways to look, kept in the address."""
    names = list(options.values())
    picked = st.segmented_control(label, names, default=names[0], key=key, required=True, bind="query-params")
    return next(name for name, said in options.items() if said == picked)


def _money(amount: Any) -> str:
    return words.plain(words.money(amount, door.settings().reporting_currency))


def _exact(amount: Any, *, sign: bool = False, cents: bool = False) -> str:
    """An amount to the unit, as it is added up."""
    text = f"{float(amount):+,.0f}" if sign else f"{float(amount):,.2f}" if cents else f"{float(amount):,.0f}"
    return text.replace(",", words.THIN).replace("-", "−")
