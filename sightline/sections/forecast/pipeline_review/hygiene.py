"""The hygiene section of the Pipeline review: what the rules found, who has what to clean up, what the gates became."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.charts.gates import gate_bars
from sightline.parts import explain, links, pictures, tables
from sightline.sections.forecast.pipeline_review.today import say_day

Filters = Mapping[str, str | None]

RULES = ("rule_name", "rule", "asks", "verdict", "act_deals", "watch_deals", "note_deals", "flagged_amount", "reason")
PEOPLE = (
    "person_name",
    "manager_name",
    "quarter_deals",
    "act_deals",
    "act_deal_share",
    "quarter_amount",
    "act_amount",
    "act_amount_share",
    "watch_deals",
    "past_due_deals",
    "undated_deals",
    "pushed_deals",
)
FLAGS = (
    "opportunity_name",
    "severity",
    "rule_name",
    "evidence",
    "suggested_action",
    "person_name",
    "amount",
    "close_on",
    "category_label",
    "stage",
    "rule",
)
GATE = (
    "opportunity_name",
    "outcome",
    "person_name",
    "gate_amount",
    "category_then",
    "category_now",
    "close_then_on",
    "close_on",
    "rule",
)
"""What each table shows, in order."""

_NUMBER = {"rule": "No."}
_OWNER = {"person_name": "Owner", **_NUMBER}
_SEVERITIES = {"Everything": None, "To act on": "act", "To watch": "watch", "Noted": "note"}
_EVERY_RULE = "Every rule"


def show(filters: Filters, as_of: dt.date | None = None) -> None:
    """The whole section; `as_of` is the snapshot day picked on the page, which hygiene does not follow."""
    summary = door.ask("hygiene_summary", **filters).iloc[0]
    if not summary.deals_open:
        st.info(
            "There is no open deal within these filters, so there is nothing to judge. Widen or reset them; where no "
            "filter is set, load the opportunities export: deals are judged as they stand there, not in snapshots."
        )
        return
    st.markdown(headline(summary, door.settings().reporting_currency))
    say_day(as_of)
    if told := beyond_the_pipeline(summary):
        st.caption(told)
    cards = st.grid(4, min_column_width=150)
    explain.card(cards, "act_deal_share", summary, part="act_deals", whole="quarter_deals")
    explain.card(cards, "act_amount_share", summary, part="act_amount", whole="quarter_amount")
    explain.card(cards, "past_due_deals", summary, note=_worth(summary.past_due_amount))
    explain.card(cards, "undated_deals", summary, note="in no quarter")
    _people(filters)
    _gates(filters)
    _rules(filters, summary)
    with st.expander("How this is counted"):
        explain.measures("act_deal_share", "act_amount_share", "past_due_deals", "undated_deals", "gate_deals")


def headline(summary: Any, currency: str) -> str:
    """What the rules say of this quarter's open deals, in one sentence."""
    if not summary.quarter_deals:
        return f"**No open deal is expected in {summary.quarter_label}**; the flags below are of other quarters."
    if not summary.act_deals:
        return (
            f"**None of the {words.counted(summary.quarter_deals, 'open deal')} of {summary.quarter_label} meets a "
            "rule to act on**, as far as the rules could be checked."
        )
    elsewhere = summary.act_elsewhere_deals
    more = f"; {words.counted(elsewhere, 'more deal')} of other quarters or without a date" if elsewhere else ""
    return (
        f"**{words.of(summary.act_deals, summary.quarter_deals)} open deals of {summary.quarter_label} need something "
        f"done**, {words.money(summary.act_amount, currency)} of {words.money(summary.quarter_amount, currency)}{more}."
    )


def beyond_the_pipeline(summary: Any) -> str:
    """Which deals are judged that the open pipeline leaves out; empty where both are the same deals."""
    parts = [
        f"{words.number(count)} {what}"
        for count, what in (
            (summary.early_deals, f"before stage {door.settings().pipeline_min_stage}"),
            (summary.omitted_deals, "in Omitted"),
            (summary.unseen_deals, "that the newest snapshot does not hold"),
        )
        if count
    ]
    if not parts:
        return ""
    return (
        f"Every open deal is judged: the {words.number(summary.pipeline_deals)} that count in the open pipeline of the "
        f"quarter, and beside them {', '.join(parts)}."
    )


def _people(filters: Filters) -> None:
    st.subheader("By owner")
    st.caption("By count and by amount, of this quarter's open deals. No rule weighs more than another.")
    rows = door.ask("hygiene_by_person", **filters)
    tables.show(rows, PEOPLE, key="hygiene_people", alt="Deals to act on per owner", labels=_OWNER)


def _gates(filters: Filters) -> None:
    """The month's checklist: which deals did not pass, and what became of them since."""
    outcomes = door.ask("hygiene_gate_outcomes", **filters)
    st.subheader("What became of the deals at the month's gate")
    if outcomes.empty:
        st.caption(
            "No deal of this quarter was held up at a gate, or no snapshot lies near the first day of a month; the "
            "export opportunity snapshots tells."
        )
        return
    st.markdown(gate_sentence(outcomes))
    pictures.show(gate_bars(outcomes, pictures.theme()), key="gates", alt="Deals at each month's gate by outcome")
    months = sorted({int(month) for month in outcomes["month_of_fq"]}, reverse=True)
    month = st.segmented_control(
        "Month",
        months,
        default=months[0],
        format_func=lambda n: f"Month {n}",
        key="gate_month",
        required=True,
        bind="query-params",
    )
    rows = door.ask("hygiene_gate_deals", **filters, month=month)
    links.rows(rows, GATE, key="gate_deals", alt="Deals that did not pass the gate", labels=_OWNER)


def gate_sentence(outcomes: pd.DataFrame) -> str:
    """How the newest gate was cleared: lifting and pushing told apart."""
    newest = outcomes[outcomes["month_of_fq"] == outcomes["month_of_fq"].max()]
    counts = dict(zip(newest["outcome"], newest["gate_deals"], strict=True))
    total = newest["month_deals"].iloc[0]
    return (
        f"**{words.counted(total, 'deal')} did not pass the gate of month {newest['month_of_fq'].iloc[0]}** "
        f"(snapshot of {words.day(newest['gate_on'].iloc[0])}). Since then "
        f"{words.number(counts.get('cleared by upgrade', 0))} were cleared by upgrade, "
        f"{words.number(counts.get('cleared by push', 0))} by push, "
        f"{words.number(counts.get('still there', 0))} are still there. A push clears the gate and counts as a slip."
    )


def _rules(filters: Filters, summary: Any) -> None:
    st.subheader("Rule by rule")
    if summary.not_checked_rules:
        st.caption(
            f"{words.counted(summary.not_checked_rules, 'rule')} could not be checked for want of an export. Not "
            "checked does not mean clean."
        )
    rules = door.ask("hygiene_rules", **filters)
    tables.show(
        rows_in_words(rules), RULES, key="hygiene_rules", alt="Findings of each rule", height="content", labels=_NUMBER
    )
    st.subheader("Flag by flag")
    names = dict(zip(rules["rule"], rules["rule_name"], strict=True))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    rule = left.selectbox(
        "Rule",
        [_EVERY_RULE, *names],
        format_func=lambda one: f"{one} · {names[one]}" if one in names else one,
        key="hygiene_rule",
        bind="query-params",
    )
    severity = right.segmented_control(
        "Severity", list(_SEVERITIES), default="To act on", key="severity", required=True, bind="query-params"
    )
    flags = door.ask(
        "hygiene_list", **filters, rule=None if rule == _EVERY_RULE else rule, severity=_SEVERITIES[severity]
    )
    if flags.empty:
        st.caption("No deal within these filters meets it.")
        return
    links.rows(flags, FLAGS, key="hygiene_flags", alt="Deals and what speaks against them", labels=_OWNER)


def rows_in_words(rules: pd.DataFrame) -> pd.DataFrame:
    """The rules with a stand-in where there is no reason to give."""
    return rules.assign(reason=rules["reason"].fillna(""))


def _worth(amount: Any) -> str:
    return words.money(amount, door.settings().reporting_currency)
