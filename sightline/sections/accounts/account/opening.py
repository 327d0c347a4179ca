"""What stands above the tabs of the Account page: one sentence, four figures, the parts of the plan, the team."""

from typing import Any

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.metrics import METRICS
from sightline.sections.accounts.account import arrival, shown

_RUNGS = 5


def heading(about: Any) -> None:
    """Name, what kind of account it is, who owns it, why it is key, and the way to the plan itself."""
    name, way = st.columns([5, 1], vertical_alignment="bottom")
    name.title(words.plain(about.account_name))
    if isinstance(about.link, str):
        way.link_button("Open the plan", about.link, type="primary", width="stretch")
    has_owner = isinstance(about.owner_name, str)
    owner = f"owned by **{words.plain(about.owner_name)}**" if has_owner else "**no owner named**"
    team = f", {words.plain(about.team_name)}" if isinstance(about.team_name, str) else ""
    under = about.counted_under_name
    heir = f", counts under {words.plain(under)}" if isinstance(under, str) else ""
    vacant = f" (vacant{heir})" if about.is_unassigned else ""
    st.markdown(f"{arrival.labels(about)}  \n{owner}{team}{vacant} · {_key(about)}")


def _key(about: Any) -> str:
    if about.is_key:
        since = f"; key since {words.day(about.became_key_on)}" if pd.notna(about.became_key_on) else ""
        return f"key account by {words.plain(str(about.key_reason))}{since}"
    return "flagged as key in the CRM, but below its region's rule" if about.is_flagged_only else "not a key account"


def sentence(about: Any) -> str:
    """Where the plan stands and what blocks the next rung."""
    if not isinstance(about.state, str):
        return "**This account asks for no plan**, as it is not a key account; what is known about it stands below."
    if about.state == "covered by parent":
        return "**Covered by the plan of the account above**; it has no live plan of its own."
    since = f", {words.day(about.blocked_since_on)}" if pd.notna(about.blocked_since_on) else ""
    if about.state in ("none", "draft"):
        reason = f" Reason: {about.reason_code}." if isinstance(about.reason_code, str) else ""
        days = f" for {words.counted(about.gap_days, 'day')}" if pd.notna(about.gap_days) else ""
        return f"**No live plan{days}**: {about.blocking_fact}{since}.{reason}"
    if about.state == "worked":
        return f"**The plan is worked**, the top of {_RUNGS} rungs: current, inspected, and its actions move."
    overtaken = (
        f" It was overtaken on {words.day(about.trigger_on)}: "
        f"{words.plain(str(about.trigger_note if isinstance(about.trigger_note, str) else about.trigger_kind))}."
        if pd.notna(about.trigger_on)
        else ""
    )
    return (
        f"**The plan is {about.state}**, rung {about.state_place} of {_RUNGS}; next: "
        f"{about.blocking_fact}{since.replace(', ', ', last on ')}.{overtaken}"
    )


def figures(about: Any) -> None:
    """Yearly spend with tenure, renewal, health by people and by machine, and the last change of the plan."""
    currency = door.settings().reporting_currency
    cards = st.grid(4, min_column_width=150)
    spend = "no rate for its currency" if about.is_arr_unconverted else words.money(about.arr, currency)
    _figure(cards, "arr", spend, tenure(about))
    _figure(cards, "contract_days", _until(about.contract_days), _on(about))
    _figure(cards, "is_health_split", health(about), _machine(about))
    _figure(cards, "changed_on", _ago(about.changed_days), _change(about))
    if note := health_note(about):
        st.markdown(note)


def tenure(about: Any) -> str:
    """How long the account has been a customer, from its first win."""
    if pd.isna(about.tenure_months):
        return "no win on record"
    return f"customer {words.counted(about.tenure_months, 'month')}"


def health(about: Any) -> str:
    """What people say about the customer's health."""
    return str(about.health).capitalize() if isinstance(about.health, str) else "not judged"


def _machine(about: Any) -> str:
    if not isinstance(about.machine_health, str):
        return "no machine score"
    score = f"{about.machine_health}, {words.number(about.health_score)}"
    return f"! machine says {score}" if shown.is_yes(about.is_health_split) else f"machine: {score}"


def _until(days: Any) -> str:
    """Short enough for a card on a phone."""
    if pd.isna(days):
        return "unknown"
    return "passed" if days < 0 else words.counted(days, "day")


def _on(about: Any) -> str:
    if pd.isna(about.renewal_on):
        return "no contract known"
    return f"{'was' if about.contract_days < 0 else 'until'} {words.day(about.renewal_on)}"


def _ago(days: Any) -> str:
    return "no live plan" if pd.isna(days) else words.counted(days, "day")


def _change(about: Any) -> str:
    return "nothing to change" if pd.isna(about.changed_on) else f"{words.day(about.changed_on)}, {about.age_band}"


def _figure(place: Any, name: str, value: str, note: str) -> None:
    metric = METRICS[name].filled(door.settings().thresholds)
    place.metric(
        metric.label,
        value,
        delta_description=note,
        help=f"{metric.definition} *Formula:* {metric.formula}.",
        border=True,
        height="stretch",
    )


def health_note(about: Any) -> str | None:
    """That people and machine disagree, with the day of each; None where they do not."""
    if not shown.is_yes(about.is_health_split):
        return None
    return (
        f"People call this customer's health **{about.health}** ({words.day(about.health_updated_on)}), the usage "
        f"score says **{about.machine_health}** ({words.number(about.health_score)} of 100, "
        f"{words.day(about.health_score_updated_on)}). One of the two is wrong."
    )


def next_levels(levels: pd.DataFrame) -> str:
    """What each part of the plan needs for its next level, one line per part."""
    lines = []
    for row in levels.itertuples():
        fact = row.blocking_fact if isinstance(row.blocking_fact, str) else "every level reached"
        aged = ", resting on what was recorded long ago" if shown.is_yes(row.is_aged) else ""
        lines.append(f"- **{str(row.component).capitalize()}** · {fact}{aged}")
    return "\n".join(lines)


def top_questions(questions: pd.DataFrame, count: int = 3) -> str:
    """The most pressing questions, each with the fact it comes from."""
    return "\n".join(
        f"{place}. {row.ask}  \n   :gray[{words.plain(str(row.because))}]"
        for place, row in enumerate(questions.head(count).itertuples(), 1)
    )


def team(roster: pd.DataFrame) -> str:
    """Everyone on the account by role, in one line; who needs an action and has none is marked."""
    people: dict[str, list[str]] = {}
    for row in roster.assign(is_gone=roster["is_active"].eq(False).fillna(False).astype(bool)).itertuples():
        if row.team_role == "AE" and (roster["member_id"] == row.member_id).sum() > 1:
            continue
        people.setdefault(str(row.team_role), []).append(
            words.plain(str(row.member_name)) + (" (left)" if shown.is_yes(row.is_gone) else "")
        )
    return " · ".join(f"{role[0].upper()}{role[1:]} **{', '.join(names)}**" for role, names in people.items())


def without_action(roster: pd.DataFrame) -> list[str]:
    """Names of those on the team who need an action and have none (S85)."""
    idle = roster[roster["needs_action"] & (roster["open_actions"] == 0)]
    return list(dict.fromkeys(idle["member_name"]))
