"""What the Account page says in words."""

from collections.abc import Mapping
from typing import Annotated

import pandas as pd

from sightline import words
from sightline.charts.palette import RUNGS
from sightline.door import Row
from sightline.parts import guards, links
from sightline.parts.acts import Act

About = Annotated[Row, "account_header"]

_STATES = 5
_TOP = 4
_FIRST = 3
"""Things to act on above the tabs; the tab of questions has all."""
DEBTS_SHOWN = 5
"""Actions in the reader's own name before a table has them all."""
_OPENS = {
    "forecast": "Money",
    "plan": "Timeline",
    "action plan": "Actions",
    "renewal": "Money",
    "relationship": links.PEOPLE,
    "health": "Questions",
    "profile": "Profile",
    "risks": "Profile",
    "whitespace": "Whitespace",
}
"""The tab that a thing to act on opens, by its topic."""
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
        since = f" since {words.day(about.became_key_on)}" if pd.notna(about.became_key_on) else ""
        return f"key account{since} ({words.plain(str(about.key_reason))})"
    return "flagged as key in the CRM, but below its region's rule" if about.is_flagged_only else "not a key account"


def owner(about: About) -> str:
    """The AE, or whoever else owns it, by name with the team, and who stands in where the account is vacant."""
    if not isinstance(about.owner_name, str):
        return "**no AE named**"
    team = f", {words.plain(about.team_name)}" if isinstance(about.team_name, str) else ""
    heir = f", under {words.plain(about.counted_under_name)}" if isinstance(about.counted_under_name, str) else ""
    vacant = f" (vacant{heir})" if about.is_unassigned else ""
    role = "AE" if about.owner_role == "AE" else "Owner"
    return f"{role} **{words.plain(about.owner_name)}**{team}{vacant}"


def sentence(about: About) -> str:
    """Where the plan stands and what blocks the next rung."""
    if not isinstance(about.state, str):
        if isinstance(about.blocking_fact, str):
            return "**Whether there is a plan is unknown**: no export of account plans is loaded."
        return "**Not a key account, so no plan is needed.**"
    if about.state == "covered by parent":
        return "**Covered by the plan of the parent account**; no plan of its own."
    since = f", {words.day(about.blocked_since_on)}" if pd.notna(about.blocked_since_on) else ""
    if about.state in ("none", "draft"):
        reason = f" Reason: {about.reason_code}." if isinstance(about.reason_code, str) else ""
        days = f" for {words.counted(about.gap_days, 'day')}" if pd.notna(about.gap_days) else ""
        return f"**No live plan{days}**: {words.plain(str(about.blocking_fact))}{since}.{reason}"
    if about.state == "worked":
        return "**The plan is worked**, the last of its five states: current, inspected, and its actions move."
    overtaken = (
        f" Behind events since {words.day(about.trigger_on)}: "
        f"{words.plain(str(about.trigger_note if isinstance(about.trigger_note, str) else about.trigger_kind))}."
        if pd.notna(about.trigger_on)
        else ""
    )
    return (
        f"**The plan is {about.state}**, state {about.state_place} of {_STATES} (draft, live, current, inspected, "
        "worked). Next: "
        f"{words.plain(str(about.blocking_fact))}{since.replace(', ', ', last on ')}.{overtaken}"
    )


def tenure(about: About) -> str:
    """How long the account has been a customer, from its first win."""
    if pd.isna(about.tenure_months):
        return "no win on record"
    return f"customer {words.counted(about.tenure_months, 'month')}"


def health(about: About) -> str:
    """How people judge the customer's health."""
    return str(about.health).capitalize() if isinstance(about.health, str) else "Not judged"


def score(about: About) -> str:
    """Who judges the health, and what the computed score says, marked where the two are far apart."""
    judged = "judged by people" if isinstance(about.health, str) else "by people"
    if not isinstance(about.machine_health, str):
        return f"{judged} · no score"
    mark = "▲ " if words.is_yes(about.is_health_split) else ""
    return f"{judged} · {mark}score {words.number(about.health_score)} ({about.machine_health})"


def renewal(about: About) -> str:
    """The day the contract ends."""
    return "no date" if pd.isna(about.renewal_on) else words.day(about.renewal_on)


def contract_end(about: About) -> str:
    """How far that day is from the day of the data."""
    if pd.isna(about.renewal_on):
        return "no contract end"
    passed = "passed, " if about.contract_days < 0 else ""
    return f"{passed}{words.from_day(about.contract_days, about.as_of_on)}"


def changed(about: About) -> str:
    """The day the plan last changed."""
    return "no plan" if pd.isna(about.changed_on) else words.day(about.changed_on)


def change(about: About) -> str:
    """How old that change is on the day of the data."""
    if pd.isna(about.changed_on):
        return "no plan to change"
    return f"{about.age_band}, {words.from_day(-about.changed_days, about.as_of_on)}"


def health_note(about: About) -> str | None:
    """That people and machine disagree, with the day of each; None where they do not."""
    if not words.is_yes(about.is_health_split):
        return None
    return (
        f"People judge health **{about.health}** ({words.day(about.health_updated_on)}), the computed score is "
        f"**{about.machine_health}** ({words.number(about.health_score)} of 100, "
        f"{words.day(about.health_score_updated_on)}): one of the two is wrong."
    )


def levels(rows: pd.DataFrame) -> str:
    """How far each part of the plan has come, as a small bar and in words, and what its next level needs."""
    if rows.empty:
        return "Only key accounts have plan levels."
    return "  \n".join(_level(row) for row in rows.itertuples())


def _level(row: Annotated[Row, "account_levels"]) -> str:
    part = str(row.component).capitalize()
    missing = f": {words.plain(row.blocking_fact)}" if isinstance(row.blocking_fact, str) else ": complete"
    aged = " (old data)" if words.is_yes(row.is_aged) else ""
    if pd.isna(row.level):
        return f":gray[{'□' * _TOP}] **{part}**{missing}"
    rest = "□" * (_TOP - row.level)
    ahead = f"?{rest[1:]}" if row.is_level_unknown else rest
    bar = f":primary[{'■' * row.level}]:gray[{ahead}]"
    return f"{bar} **{part}** level {words.of(row.level, _TOP)}{missing}{aged}"


def acts(questions: pd.DataFrame, account: str, currency: str) -> list[Act]:
    """The first things to act on, each with the fact behind it; a name opens the tab it is about."""
    return [_act(row, account, currency) for row in questions.head(_FIRST).itertuples()]


def _act(row: Annotated[Row, "account_questions"], account: str, currency: str) -> Act:
    why = words.plain(f"{row.because[0].upper()}{row.because[1:]}")
    amount = "" if pd.isna(row.amount) else words.money(row.amount, currency)
    return Act(row.urgency, row.remedy, why, amount, links.Target("account", account, _OPENS[row.topic]))


def owed(actions: pd.DataFrame) -> str:
    """How many open actions are in the reader's own name, and how many of them are late."""
    late = int((actions["urgency"] == "act").sum())
    accounts = words.counted(actions["account_id"].nunique(), "account")
    return f"**{words.counted(len(actions), 'open action')} in your name, {words.number(late)} late**, at {accounts}."


def debts(actions: pd.DataFrame) -> list[Act]:
    """The first of them, the longest overdue first; a name opens the account's actions."""
    return [_debt(row) for row in actions.head(DEBTS_SHOWN).itertuples()]


def _debt(row: Annotated[Row, "account_owed"]) -> Act:
    what = f"**{words.plain(row.title)}**" if isinstance(row.title, str) else "Private plan: ask its owner what to do"
    late = f"{row.due_state.removeprefix('▲ ')}, " if row.urgency == "act" else ""
    when = "no due date" if pd.isna(row.due_on) else f"{late}due {words.day(row.due_on)}"
    return Act(
        row.urgency, row.account_name, f"{what} · {when}", "", links.Target("account", row.account_id, "Actions")
    )


def ask(questions: pd.DataFrame) -> str:
    """Every question, each with the fact it comes from."""
    return "\n".join(
        f"{place}. {row.ask}  \n   :gray[{words.plain(str(row.because))}]"
        for place, row in enumerate(questions.itertuples(), 1)
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
        return "**No live plan.** Its profile would answer these nine questions."
    if pd.isna(facts.answered):
        return guards.brings("plan_answers")
    pursued = f" ({words.number(facts.unknown_pursued)} with an open action)" if facts.unknown_with_action else ""
    return (
        f"**{words.of(facts.answered, facts.questions)} questions answered**, "
        f"{words.number(facts.unknown_with_action)} unknown{pursued}, "
        f"{words.number(facts.blank)} blank."
    )


def risks(horizons: pd.DataFrame) -> str:
    """Which horizons have a risk, and for how many something is done (S41, S42)."""
    if horizons.empty:
        return "No live plan, so no risks named."
    if horizons["risks"].isna().all():
        return guards.brings("plan_risks")
    parts = []
    for row in horizons.itertuples():
        said = f"{words.of(row.mitigated_risks, row.risks)} with an action" if row.risks else "none named"
        parts.append(f"**{_HORIZONS[str(row.horizon)]}**: {said}")
    return " · ".join(parts)


def relationship(rung: Annotated[Row, "account_relationship"]) -> str:
    """How far the relationship has come, and how many contacts are in touch."""
    if pd.isna(rung.contacts):
        return guards.brings("contacts")
    if rung.contacts == 0:
        return "**Nobody known.** The contacts export has no active contact of this account."
    touched = "unknown how many in touch" if pd.isna(rung.threads) else f"{words.number(rung.threads)} in touch"
    further = f" Next: {words.plain(rung.blocking_fact)}." if isinstance(rung.blocking_fact, str) else ""
    aged = " Based on old data." if words.is_yes(rung.is_aged) else ""
    return (
        f"**{RUNGS[f'L{rung.level}'].mark}.**{further} {words.counted(rung.contacts, 'contact')}: {touched}, "
        f"{words.number(rung.high_influence_contacts)} with high influence, of them "
        f"{words.number(rung.high_influence_supporters)} supporters; "
        f"{words.counted(rung.opponents, 'opponent')}.{aged}"
    )


def whitespace(facts: Annotated[Row, "account_whitespace_facts"], currency: str) -> str:
    """How much is known, ours and open (S72 to S74)."""
    if pd.isna(facts.applicable_cells):
        return guards.brings("whitespace_cells")
    known = (
        f"**{words.of(facts.ours_cells, facts.applicable_cells)} tiles use us**, "
        f"{words.of(facts.known_cells, facts.applicable_cells)} are known."
    )
    if not facts.whitespace_cells:
        return f"{known} No whitespace among those known."
    tiles = words.counted(facts.whitespace_cells, "tile")
    if not facts.cells_with_estimate:
        return f"{known} Whitespace: {tiles}, none with an estimate."
    return (
        f"{known} Whitespace: {tiles}, {words.plain(words.money(facts.whitespace_value, currency))} a year "
        f"({words.of(facts.cells_with_estimate, facts.whitespace_cells)} with an estimate)."
    )


def their_competitors(answers: pd.DataFrame) -> str:
    """The customer's own competitors, from profile question P3."""
    asked = answers[answers["question"] == "P3"].iloc[0]
    if pd.isna(asked.answer_state):
        return guards.brings("plan_answers")
    names = words.listed(asked.answer)
    if not names:
        if asked.answer_state == "answered":
            return "Answered in the plan; the text is not in the export, or not for you to read."
        return "Unknown: the profile does not say. Ask the customer."
    said = [f"from {words.plain(asked.source)}"] if isinstance(asked.source, str) else []
    said += [words.day(asked.updated_on)] if pd.notna(asked.updated_on) else ["not dated"]
    return "\n".join(f"- {words.plain(name)}" for name in names) + f"\n\n:gray[{' · '.join(said)}]"


def actions(facts: Annotated[Row, "account_action_facts"], idle: list[str]) -> str:
    """How the action plan stands: S82 to S87 in two sentences."""
    if pd.isna(facts.open_actions):
        return guards.brings("plan_actions")
    if not facts.dated_actions:
        head = "**No action plan**: no open action has a name and a date."
    else:
        head = (
            f"**{words.counted(facts.open_actions, 'open action')}, {words.number(facts.overdue_actions)} overdue**; "
            f"{words.number(facts.redated_actions)} re-dated, {words.number(facts.support_actions)} ask for support, "
            f"{words.number(facts.near_actions)} due within six months. "
            f"{words.of(facts.complete_actions, facts.open_actions)} say what, how, who, when and with which support."
        )
    if pd.notna(facts.on_time_share):
        head += (
            f" {words.share(facts.on_time_share)} of {words.number(facts.timed_actions)} done recently were on time."
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
            f"**The plan is behind events since {words.day(about.trigger_on)}**; it last changed on "
            f"{words.day(about.changed_on)}. Amber marks what happened since."
        )
    if pd.isna(about.changed_on):
        return "No live plan to compare with."
    return f"**The plan is up to date with events** since it last changed on {words.day(about.changed_on)}."
