"""What the Account page says in words."""

from collections.abc import Mapping
from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.door import Row
from sightline.parts import guards

About = Annotated[Row, "account_header"]

_RUNGS = 5
REVENUE_KINDS = {
    "arr": "Yearly run rate per product, as of each period, in {currency}. Periods are never added up.",
    "mrr": "Monthly run rate per product, as of each period, in {currency}. Periods are never added up.",
    "usage": "Usage charged per period and product, in {currency}.",
    "bookings": "Booked per period and product, in {currency}.",
    "other": "Amount per period and product as exported, in {currency}.",
}
"""What each kind of revenue measures, the preferred kind first."""
_HORIZONS = {"short": "soon", "medium": "next year", "long": "later", "undated": "without a horizon"}


def labels(about: Mapping[str, object]) -> str:
    """What kind of account it is, in one line: type, segment, industry, region, above it."""
    size = about["employees"]
    parts = [
        str(about["type"]).capitalize() if isinstance(about["type"], str) else None,
        about["segment"],
        about["industry"],
        about["region"],
        about["country"] if about["country"] != about["region"] else None,
        None if pd.isna(size) else words.counted(size, "employee"),  # type: ignore[call-overload]
        f"part of {about['parent_name']}" if isinstance(about["parent_name"], str) else None,
    ]
    return " · ".join(words.plain(part) for part in parts if isinstance(part, str))


def key(about: About) -> str:
    """Why it is a key account, or that it is none."""
    if about.is_key:
        since = f"; key since {words.day(about.became_key_on)}" if pd.notna(about.became_key_on) else ""
        return f"key account by {words.plain(str(about.key_reason))}{since}"
    return "flagged as key in the CRM, but below its region's rule" if about.is_flagged_only else "not a key account"


def sentence(about: About) -> str:
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


def tenure(about: About) -> str:
    """How long the account has been a customer, from its first win."""
    if pd.isna(about.tenure_months):
        return "no win on record"
    return f"customer {words.counted(about.tenure_months, 'month')}"


def health(about: About) -> str:
    """What people say about the customer's health."""
    return str(about.health).capitalize() if isinstance(about.health, str) else "not judged"


def machine(about: About) -> str:
    """What the usage score says, marked where people say otherwise."""
    if not isinstance(about.machine_health, str):
        return "no machine score"
    score = f"{about.machine_health}, {words.number(about.health_score)}"
    return f"! machine says {score}" if words.is_yes(about.is_health_split) else f"machine: {score}"


def days_left(days: Any) -> str:
    """Short enough for a card on a phone."""
    if pd.isna(days):
        return "unknown"
    return "passed" if days < 0 else words.counted(days, "day")


def contract_end(about: About) -> str:
    """Until when the contract runs, or since when it no longer does."""
    if pd.isna(about.renewal_on):
        return "no contract known"
    return f"{'was' if about.contract_days < 0 else 'until'} {words.day(about.renewal_on)}"


def ago(days: Any) -> str:
    """How long ago the plan last changed."""
    return "no live plan" if pd.isna(days) else words.counted(days, "day")


def change(about: About) -> str:
    """When the plan last changed, and how old that is."""
    return "nothing to change" if pd.isna(about.changed_on) else f"{words.day(about.changed_on)}, {about.age_band}"


def health_note(about: About) -> str | None:
    """That people and machine disagree, with the day of each; None where they do not."""
    if not words.is_yes(about.is_health_split):
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
        aged = ", resting on what was recorded long ago" if words.is_yes(row.is_aged) else ""
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
            words.plain(str(row.member_name)) + (" (left)" if words.is_yes(row.is_gone) else "")
        )
    return " · ".join(f"{role[0].upper()}{role[1:]} **{', '.join(names)}**" for role, names in people.items())


def without_action(roster: pd.DataFrame) -> list[str]:
    """Names of those on the team who need an action and have none (S85)."""
    idle = roster[roster["needs_action"] & (roster["open_actions"] == 0)]
    return list(dict.fromkeys(idle["member_name"]))


def profile(facts: Annotated[Row, "account_profile_facts"], about: About) -> str:
    """How many of the nine questions are answered (S39)."""
    if not words.is_yes(about.is_plan_live):
        return "**There is no live plan of its own.** These nine questions are what its profile would answer."
    if pd.isna(facts.answered):
        return guards.brings("plan_answers")
    return (
        f"**{words.of(facts.answered, facts.questions)} questions answered**, "
        f"{words.number(facts.unknown_with_action)} unknown with an action to find out, "
        f"{words.number(facts.blank)} blank."
    )


def risks(horizons: pd.DataFrame) -> str:
    """Which horizons have a risk, and for how many something is done (S41, S42)."""
    if horizons.empty:
        return "There is no live plan of its own that could name risks."
    if horizons["risks"].isna().all():
        return guards.brings("plan_risks")
    parts = []
    for row in horizons.itertuples():
        told = f"{words.of(row.mitigated_risks, row.risks)} with an action" if row.risks else "none named"
        parts.append(f"**{_HORIZONS[str(row.horizon)]}**: {told}")
    return " · ".join(parts)


def relationship(rung: Annotated[Row, "account_relationship"]) -> str:
    """How far the relationship has come, and how many threads hold it."""
    if pd.isna(rung.contacts):
        return guards.brings("contacts")
    if rung.contacts == 0:
        return "**We know nobody there by name.** The contacts export has no active contact of this account."
    threads = (
        "no interactions export tells who is in touch with whom"
        if pd.isna(rung.threads)
        else f"{words.counted(rung.threads, 'contact')} in two-way touch lately"
    )
    further = f"; {rung.blocking_fact}" if isinstance(rung.blocking_fact, str) else ""
    aged = " What this rests on was recorded long ago." if words.is_yes(rung.is_aged) else ""
    return (
        f"**Relationship level {words.number(rung.level)} of 4**{further}. {words.counted(rung.contacts, 'contact')}, "
        f"{words.number(rung.high_influence_contacts)} with high influence, of them "
        f"{words.number(rung.high_influence_supporters)} for us; {words.number(rung.opponents)} against us; "
        f"{threads}.{aged}"
    )


def whitespace(facts: Annotated[Row, "account_whitespace_facts"], currency: str) -> str:
    """How much is known, ours and open (S72 to S74)."""
    if pd.isna(facts.applicable_cells):
        return guards.brings("whitespace_cells")
    known = (
        f"**{words.of(facts.ours_cells, facts.applicable_cells)} places are ours**, "
        f"{words.of(facts.known_cells, facts.applicable_cells)} are known."
    )
    if not facts.whitespace_cells:
        return f"{known} Of those known, none is open."
    if not facts.cells_with_estimate:
        return f"{known} {words.counted(facts.whitespace_cells, 'place')} open, none with an estimate of its worth."
    return (
        f"{known} {words.counted(facts.whitespace_cells, 'place')} open, worth "
        f"{words.money(facts.whitespace_value, currency)} a year by the "
        f"{words.of(facts.cells_with_estimate, facts.whitespace_cells)} that have an estimate."
    )


def their_competitors(answers: pd.DataFrame) -> str:
    """The customer's own competitors, from profile question P3."""
    asked = answers[answers["question"] == "P3"].iloc[0]
    if pd.isna(asked.answer_state):
        return guards.brings("plan_answers")
    names = words.listed(asked.answer)
    if not names:
        if asked.answer_state == "answered":
            return "P3 is answered in the plan; its text is not in the export, or not for you to read."
        return "Not known: profile question P3 is open."
    told = [f"from {words.plain(asked.source)}"] if isinstance(asked.source, str) else []
    told += [words.day(asked.updated_on)] if pd.notna(asked.updated_on) else ["not dated"]
    return "\n".join(f"- {words.plain(name)}" for name in names) + f"\n\n:gray[{' · '.join(told)}]"


def deals(totals: pd.DataFrame, currency: str) -> str:
    """Open, won and lost in one line."""
    if totals.empty:
        return "No opportunity was ever opened here."
    return " · ".join(
        f"**{words.number(row.opportunities)} {row.outcome}**, {words.money(row.amount, currency)}"
        + (f" ({words.number(row.without_amount)} without an amount)" if row.without_amount else "")
        for row in totals.itertuples()
    )


def threatened(deals: pd.DataFrame, currency: str) -> str:
    """How much of the open forecast to act on, how much to watch, and why; empty without relationship risk (S106)."""
    told = []
    for state, verb in (("act", "Act on"), ("watch", "watch")):
        some = deals[deals["risk_state"] == state]
        if len(some):
            reasons = ", ".join(dict.fromkeys("; ".join(some["risk_reasons"]).split("; ")))
            worth = words.money(some["amount"].clip(lower=0).sum(), currency)
            told.append(f"{verb} **{worth}** in {words.counted(len(some), 'deal')} ({reasons})")
    sentence = "; ".join(told)
    return f"{sentence[0].upper()}{sentence[1:]}: forecast at relationship risk." if told else ""


def renewal(plan: Annotated[Row, "account_renewal"], currency: str) -> str:
    """When the contract ends, and who prepares for it (S108, S109)."""
    when = {
        "no date": "**No contract end is known.** The column renewal_date of accounts would tell.",
        "past": f"**The contract end has passed** ({words.day(plan.renewal_on)}): confirm it.",
        "later": f"**{words.day(plan.renewal_on)}**, more than 18 months away.",
    }.get(plan.renewal_horizon, f"**{words.day(plan.renewal_on)}**, within {plan.renewal_horizon}.")
    lines = [when]
    if plan.open_renewals:
        weighted = f", weighted by amount {words.day(plan.weighted_close_on)}" if plan.open_renewals > 1 else ""
        lines.append(
            f"{words.counted(plan.open_renewals, 'open renewal')}, {words.money(plan.renewal_amount, currency)}; "
            f"the first closes {words.day(plan.earliest_close_on)}{weighted}."
        )
    sections = {
        "complete": f"The renewal part of the plan is complete, last changed {words.day(plan.section_updated_on)}.",
        "started": f"The renewal part of the plan is begun, last changed {words.day(plan.section_updated_on)}.",
        "empty": "The renewal part of the plan is empty.",
        "none": "The plan has no renewal part.",
    }
    lines.append(sections.get(plan.section_state, "No plan_sections export or no live plan tells of a renewal part."))
    if pd.isna(plan.renewals_managers):
        lines.append("No account_team export tells who manages the renewal.")
    elif plan.renewals_managers == 0:
        lines.append("No renewals manager is on the team.")
    else:
        lines.append(
            f"{words.of(plan.renewals_managers_busy, plan.renewals_managers)} renewals managers with an open action."
        )
    lines.append(f"{words.counted(plan.renewal_actions, 'open action')} about the renewal.")
    return "\n".join(f"- {line}" for line in lines)


def actions(facts: Annotated[Row, "account_action_facts"], idle: list[str]) -> str:
    """How the action plan stands: S82 to S87 in two sentences."""
    if pd.isna(facts.open_actions):
        return guards.brings("plan_actions")
    if not facts.dated_actions:
        head = "**No action plan**: no open action has an owner and a date."
    else:
        head = (
            f"**{words.of(facts.complete_actions, facts.open_actions)} open actions say what, how, who, when and with "
            f"which support**; {words.number(facts.overdue_actions)} overdue, {words.number(facts.redated_actions)} "
            f"re-dated, {words.number(facts.support_actions)} ask for support, "
            f"{words.number(facts.near_actions)} due in the next six months."
        )
    if pd.notna(facts.on_time_share):
        head += (
            f" {words.share(facts.on_time_share)} of the {words.number(facts.timed_actions)} done lately were on time."
        )
    everyone = f"{words.of(facts.members_with_action, facts.members)} on the team have an action"
    without = f"; none yet: **{', '.join(words.plain(name) for name in idle)}**." if idle else "."
    objectives = "" if pd.isna(facts.objectives) else f" {_objectives(int(facts.objectives))}"
    return f"{head} {everyone}{without}{objectives}"


def _objectives(count: int) -> str:
    if count == 0:
        return "No open objective."
    advice = ", two or three are advised" if count == 1 else ", more than the two or three advised" if count > 3 else ""
    return f"{words.counted(count, 'open objective')}{advice}."


def timeline(about: About) -> str:
    """Whether anything overtook the plan (S21)."""
    if pd.notna(about.trigger_on):
        return (
            f"**The plan was overtaken on {words.day(about.trigger_on)}**; it last changed on "
            f"{words.day(about.changed_on)}. Amber marks what happened since and is not in the plan yet."
        )
    if pd.isna(about.changed_on):
        return "There is no live plan that could be overtaken."
    return f"**Nothing has overtaken the plan** since it last changed on {words.day(about.changed_on)}."
