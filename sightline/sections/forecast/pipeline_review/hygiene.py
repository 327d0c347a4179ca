"""What the hygiene rules found: by AE, at the months' gates, and rule by rule."""

from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.charts.gates import gate_bars
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import controls, explain, pictures, tables
from sightline.parts.amounts import money
from sightline.sections.forecast.pipeline_review.picks import View

RULES = named("rule_name asks verdict act_deals watch_deals note_deals flagged_amount reason")
PEOPLE = named(
    "person_name manager_name quarter_deals act_deals act_deal_share quarter_amount act_amount act_amount_share "
    "watch_deals past_due_deals undated_deals pushed_deals"
)
FLAGS = named(
    "opportunity_name severity rule_name evidence suggested_action person_name amount close_on category_label stage"
)
GATE = named(
    "opportunity_name outcome person_name gate_amount category_then category_now close_then_on close_on rule_name"
)
"""What each table shows, in order."""

NO_OPEN_DEAL = (
    "No open deal within these filters. Widen or reset them; without a filter, load the opportunities export."
)
NO_GATE = "No deal of this quarter was stopped at a gate, or there is no snapshot near the first day of a month."
_AT_THE_GATE = (
    "A push counts as a slip. Every open deal of the quarter is asked, also renewals and deals too early for the "
    "open pipeline, so these counts can be higher than those of What changed."
)
_BECAME = {
    "cleared by upgrade": "moved up",
    "cleared by push": "pushed",
    "won": "won",
    "lost": "lost",
    "omitted": "omitted",
    "gone": "gone",
    "still there": "still there",
}
"""What became of a deal at the gate, as the sentence says it, in its order."""
_OWNER = {"person_name": "AE"}
_SEVERITIES = {"Everything": None, "To act on": "act", "To watch": "watch", "Noted": "note"}
_EVERY_RULE = "Every rule"

Summary = Annotated[Row, "hygiene_summary"]


def by_ae(view: View) -> None:
    """The finding, its figures, and the deals by AE."""
    summary = door.ask("hygiene_summary", **view.filters).iloc[0]
    if not summary.deals_open:
        st.info(NO_OPEN_DEAL)
        return
    st.markdown(headline(summary))
    if told := beyond_the_pipeline(summary):
        st.caption(told)
    cards = st.grid(4, min_column_width=150)
    explain.card(cards, "act_deal_share", summary, part="act_deals", whole="quarter_deals")
    explain.card(cards, "act_amount_share", summary, part="act_amount", whole="quarter_amount")
    explain.card(cards, "past_due_deals", summary, note=money(summary.past_due_amount))
    explain.card(cards, "undated_deals", summary, note="in no quarter")
    people = door.ask("hygiene_by_person", **view.filters)
    tables.show(people, PEOPLE, key="hygiene_people", alt="Deals to act on per AE", labels=_OWNER)
    explain.counted("act_deal_share", "act_amount_share", "past_due_deals", "undated_deals")


def headline(summary: Summary) -> str:
    """What the rules say of this quarter's open deals, in one sentence."""
    if not summary.quarter_deals:
        return f"**No open deal closes in {summary.quarter_label}**; what follows is of other quarters."
    if not summary.act_deals:
        return (
            f"**None of the {words.counted(summary.quarter_deals, 'open deal')} of {summary.quarter_label} has to be "
            "acted on**, as far as could be checked."
        )
    elsewhere = summary.act_elsewhere_deals
    more = f"; {words.counted(elsewhere, 'more deal')} of later quarters" if elsewhere else ""
    return (
        f"**{words.of(summary.act_deals, summary.quarter_deals)} open deals of {summary.quarter_label} need something "
        f"done**, {money(summary.act_amount)} of {money(summary.quarter_amount)}{more}."
    )


def beyond_the_pipeline(summary: Summary) -> str:
    """Which deals are judged that the open pipeline leaves out; empty where both are the same deals."""
    counts = (
        (summary.early_deals, f"before stage {door.settings().pipeline_min_stage}"),
        (summary.omitted_deals, "in Omitted"),
        (summary.unseen_deals, "missing in the newest snapshot"),
        (summary.earlier_deals, "past due from an earlier quarter"),
        (summary.undated_deals, "without a close date"),
    )
    parts = [f"{words.number(count)} {what}" for count, what in counts if count]
    if not parts:
        return ""
    return (
        f"Every open deal is judged: {words.number(summary.pipeline_deals)} in the open pipeline of the quarter, and "
        f"{', '.join(parts)}."
    )


def gates(view: View) -> None:
    """The month's checklist: which deals did not pass, and what became of them since."""
    outcomes = door.ask("hygiene_gate_outcomes", **view.filters)
    if outcomes.empty:
        st.caption(NO_GATE)
        return
    st.markdown(gate_sentence(outcomes))
    pictures.show(gate_bars(outcomes, pictures.theme()), key="gates", alt="Deals at each month's gate by outcome")
    months = sorted({int(month) for month in outcomes["month_of_fq"]}, reverse=True)
    month = controls.named("Month", "gate_month", {f"Month {one}": one for one in months})
    rows = door.ask("hygiene_gate_deals", **view.filters, month=month)
    tables.show(rows, GATE, key="gate_deals", alt="Deals that did not pass the gate", labels=_OWNER)
    explain.counted("gate_deals")


def gate_sentence(outcomes: pd.DataFrame) -> str:
    """What became of the deals at the newest gate, and which deals are asked there."""
    newest = outcomes[outcomes["month_of_fq"] == outcomes["month_of_fq"].max()]
    counts = dict(zip(newest["outcome"], newest["gate_deals"], strict=True))
    total = newest["month_deals"].iloc[0]
    became = [f"{words.number(counts[outcome])} {said}" for outcome, said in _BECAME.items() if counts.get(outcome)]
    return (
        f"**{words.counted(total, 'deal')} did not pass the gate of month {newest['month_of_fq'].iloc[0]}** "
        f"(snapshot of {words.day(newest['gate_on'].iloc[0])}). Since then: {', '.join(became)}. "
        f"{_AT_THE_GATE}"
    )


def rules(view: View) -> None:
    """What each rule found, and the deals behind the rule and severity picked."""
    summary = door.ask("hygiene_summary", **view.filters).iloc[0]
    if not summary.deals_open:
        st.info(NO_OPEN_DEAL)
        return
    if summary.not_checked_rules:
        st.caption(
            f"{words.counted(summary.not_checked_rules, 'rule')} could not be checked: an export is missing. "
            "Not checked is not clean."
        )
    found = door.ask("hygiene_rules", **view.filters)
    said = found.assign(reason=found["reason"].fillna(""))
    tables.show(said, RULES, key="hygiene_rules", alt="Findings of each rule", height="content")
    names = {f"{row.rule} · {row.rule_name}": row.rule for row in found.itertuples()}
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        rule = controls.box("Rule", "hygiene_rule", {word: word for word in (_EVERY_RULE, *names)}, _EVERY_RULE)
    with right:
        severity = controls.named("Severity", "severity", _SEVERITIES, "To act on")
    flags = door.ask("hygiene_list", **view.filters, rule=names.get(str(rule)), severity=severity)
    if flags.empty:
        st.caption("No deal within these filters.")
        return
    tables.show(flags, FLAGS, key="hygiene_flags", alt="Deals and their findings", labels=_OWNER)
