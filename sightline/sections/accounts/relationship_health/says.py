"""What the Relationship health page says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.charts.palette import RUNGS
from sightline.charts.relationship_calendar import SHOWN, WEAK
from sightline.door import Row
from sightline.parts import links
from sightline.parts.acts import Act

Summary = Annotated[Row, "relationship_summary"]

ACTS_SHOWN = 5
"""Accounts to act on above the tabs; the list below has all."""
_POINTS = 2
"""Weak points an account is introduced with; the list has all."""

NO_CONTACTS = (
    "**No contacts export is loaded, so relationships are unknown.** Export the people at your accounts from the CRM, "
    "one row per person with account, influence and support, and load them with the rest; the template shows the "
    "columns."
)
NO_KEY_ACCOUNTS = (
    "No key account within these filters. Widen the filters, or see under Exports which accounts count as key."
)
NO_INTERACTIONS = (
    "**No interactions export is loaded, so who is in touch with whom is unknown.** It would show accounts with one "
    "contact only, decision-makers reached, and whether the economic buyer was met."
)
NO_SINGLE = "**Every key account has two or more contacts in touch.**"
NO_HISTORY = "No earlier quarters: the field history has no change of a contact. The trend begins with this load."
TREND_NOTE = (
    "Past quarters show influence, support and role of each contact as recorded at the time, for today's key accounts "
    "and today's contacts."
)
NPS_NOTE = "One answer per person and half-year. A half-year with too few answers has no score."
NO_ANSWERS = "No NPS answers from these accounts are loaded."
RENEWALS_NOTE = "Red (act) within {0} days, amber (watch) within {1}; larger dot, more ARR. Click to open."


def headline(summary: Summary, renewals: pd.DataFrame, currency: str) -> str:
    """How many key accounts hang on one contact, which of them renews next, and what that is based on."""
    supporters = words.of(summary.supported_accounts, summary.ladder_accounts)
    supported = f"{supporters} have a senior supporter.{_based(summary)}"
    if pd.isna(summary.thread_accounts):
        unknown = "Who is in touch with whom is unknown without an interactions export."
        return f"**{supporters} key accounts have a senior supporter.** {unknown}{_based(summary)}"
    if not summary.single_accounts:
        return f"{NO_SINGLE} {supported}"
    hang = "key account hangs" if summary.thread_accounts == 1 else "key accounts hang"
    accounts = f"{words.of(summary.single_accounts, summary.thread_accounts)} {hang} on one contact or none"
    coming = weak(renewals)
    if coming.empty:
        return f"**{accounts}; none of them renews within a year.** {supported}"
    first: Annotated[Row, "relationship_calendar"] = coming.iloc[0]
    name, arr = words.plain(str(first.account_name)), words.plain(words.money(first.arr, currency))
    return f"**{accounts}; the next renews {words.day(first.renewal_on)}: {name}, {arr}.** {supported}"


def _based(summary: Summary) -> str:
    if pd.isna(summary.fill_share):
        return ""
    recent = (
        "none of it dated" if pd.isna(summary.verified_share) else f"{words.share(summary.verified_share)} of it recent"
    )
    return f" Based on {words.share(summary.fill_share)} complete data, {recent}."


def weak(renewals: pd.DataFrame) -> pd.DataFrame:
    """The renewals of accounts on one contact or none."""
    return pd.DataFrame(renewals[renewals["held_by"].isin(list(WEAK))])


def acts(accounts: pd.DataFrame, currency: str) -> list[Act]:
    """The first accounts to act on: what to do, why, when they renew, and their ARR."""
    urgent = accounts[accounts["urgency"].notna()].head(ACTS_SHOWN)
    return [_act(row, currency) for row in urgent.itertuples()]


def _act(row: Annotated[Row, "relationship_accounts"], currency: str) -> Act:
    points = words.listed(row.weak_points)
    why = "; ".join([*points[:_POINTS], *([f"{len(points) - _POINTS} more"] if len(points) > _POINTS else [])])
    return Act(
        row.urgency,
        row.account_name,
        f"**{row.remedy}**: {words.plain(why)} · {_renews(row)}",
        "ARR unknown" if pd.isna(row.arr) else words.money(row.arr, currency),
        links.Target("account", str(row.account_id), links.PEOPLE),
    )


def _renews(row: Annotated[Row, "relationship_accounts"]) -> str:
    if pd.isna(row.renewal_on):
        return "no renewal date"
    return f"{'contract ended' if row.renewal_days < 0 else 'renews'} {words.day(row.renewal_on)}"


def calendar(renewals: pd.DataFrame, marks: tuple[int, int]) -> str:
    """What the picture of renewals shows; `marks` are the days up to which a renewal is red, and amber."""
    coming = len(weak(renewals))
    if not coming:
        return "No account on one contact or none renews within a year."
    accounts = words.counted(coming, "account renews", "accounts renew")
    part = f", the next {words.number(SHOWN)} by name" if coming > SHOWN else ""
    return f"**{accounts} within a year on one contact or none**{part}. {RENEWALS_NOTE.format(*marks)}"


def calendar_alt(renewals: pd.DataFrame, currency: str) -> str:
    """The finding of the picture of renewals: the names, days and amounts that it marks."""
    marked = [
        f"{row.account_name} {words.day(row.renewal_on)}, {words.money(row.arr, currency)}, {row.held_by}"
        for row in weak(renewals).head(SHOWN).itertuples()
    ]
    others = words.counted(len(renewals[~renewals["held_by"].isin(list(WEAK))]), "other account")
    return f"Renewals within a year. On one contact or none: {'; '.join(marked) or 'none'}. {others} renew as well."


def risk(summary: Summary, currency: str) -> str:
    """The forecast at relationship risk, to act on and to watch, by reason, and what could not be judged."""
    if pd.isna(summary.open_amount) and not summary.risk_deals:
        if pd.isna(summary.risk_act_amount):
            return "Forecast at risk: unknown without an opportunities export."
        return "No open Best Case, Most Likely or Commit deal at these accounts."
    reasons = {
        "no live plan": summary.no_plan_amount,
        "stale plan": summary.stale_plan_amount,
        "no senior supporter": summary.below_l3_amount,
        "one contact only": summary.single_thread_amount,
    }
    named = " · ".join(f"{name} {words.money(amount, currency)}" for name, amount in reasons.items() if _some(amount))
    now, later = (amount if _some(amount) else 0 for amount in (summary.risk_quarter_amount, summary.risk_later_amount))
    parts = [
        f"Act on {words.money(summary.risk_act_amount, currency)}: {words.money(now, currency)} closes this quarter, "
        f"{words.money(later, currency)} later."
        if _some(summary.risk_act_amount)
        else "",
        f"Watch {words.money(summary.risk_watch_amount, currency)}." if _some(summary.risk_watch_amount) else "",
        f"By reason: {named}; a deal with several reasons counts under each." if named else "",
        "No deal at risk: each has a fresh plan, a senior supporter and more than one contact."
        if not pd.isna(summary.risk_act_amount) and not summary.risk_deals and not _some(summary.unjudged_amount)
        else "",
        f"Unknown {words.money(summary.unjudged_amount, currency)}." if _some(summary.unjudged_amount) else "",
        f"{words.counted(summary.unpriced_deals, 'deal')} at risk without a known amount."
        if summary.unpriced_deals
        else "",
    ]
    return " ".join(words.plain(part) for part in parts if part)


def _some(amount: Any) -> bool:
    return bool(pd.notna(amount) and amount)


def of_known(accounts: Any) -> str:
    """Of how many key accounts with data; empty where there is none."""
    return "" if pd.isna(accounts) else f"of {words.counted(accounts, 'key account')}"


def risk_note(summary: Summary, currency: str) -> str:
    """Of how much open forecast."""
    if _some(summary.open_amount):
        return f"of {words.money(summary.open_amount, currency)} open, all quarters"
    return "no data" if pd.isna(summary.risk_act_amount) else "nothing open"


def accounts(rows: pd.DataFrame, rung: str | None, summary: Summary) -> str:
    """Which accounts the list has, and at how many nobody knows who signs."""
    at = f" at level {RUNGS[rung].mark}" if rung else ""
    if rows.empty:
        return f"No key account{at} within these filters."
    if rung or pd.isna(summary.buyer_accounts):
        return f"**{words.counted(len(rows), 'key account')}{at}.**"
    buyers = words.of(summary.buyerless_accounts, summary.buyer_accounts)
    return f"**{words.counted(len(rows), 'key account')}**; economic buyer unknown at {buyers}."


def ladder(picked: dict[str, str], name: str | None) -> str:
    """Which accounts the rows below the levels are."""
    if not picked:
        return "Click a piece of a bar, or a name, to see the accounts."
    level = f"at level {RUNGS[picked['rung']].mark}" if "rung" in picked else "of every level"
    return f"Accounts of **{words.plain(str(name))}** {level}."


def ladder_alt(rungs: pd.DataFrame) -> str:
    """The finding of the bars by AE, ASM or VP: who has the most and the fewest accounts with a senior supporter."""
    if rungs.empty:
        return "Key accounts by level: none."
    groups = rungs.drop_duplicates("person_id")
    last, first = groups.iloc[0], groups.iloc[-1]
    return (
        "Key accounts by level, weakest first. With a senior supporter: "
        f"{last.person_name} {words.of(last.supported_accounts, last.group_accounts)}, "
        f"{first.person_name} {words.of(first.supported_accounts, first.group_accounts)}."
    )


def single(rows: pd.DataFrame, marks: tuple[int, int]) -> str:
    """How many accounts on one contact come up for renewal, and how many have no date."""
    counts = rows["renewal_mark"].value_counts()
    near, half = int(counts.get("act", 0)), int(counts.get("watch", 0))
    passed, undated = int(counts.get("passed", 0)), int(counts.get("no date", 0))
    apart = [
        f"{words.number(passed)} with a contract end that has passed" if passed else "",
        f"{words.number(undated)} without a renewal date" if undated else "",
    ]
    rest = "; ".join(part for part in apart if part)
    return (
        f"**{words.counted(len(rows), 'key account')} on one contact or none: {words.number(near)} within "
        f"{marks[0]} days of the renewal, {words.number(half)} more within {marks[1]}**{f' ({rest})' if rest else ''}."
    )


def departures(rows: pd.DataFrame, summary: Summary, days: int) -> str:
    """Who leaves without anybody to follow."""
    if rows.empty:
        return f"**Nobody is recorded as leaving within {days} days**, or as having left in the last {days}."
    unknown = f", {words.number(summary.unjudged_departures)} unknown" if summary.unjudged_departures else ""
    return (
        f"**{words.of(summary.open_departures, summary.key_departures)} key people who leave within {days} days, or "
        f"left in the last {days}, have no successor we met{unknown}**; {words.counted(len(rows), 'departure')} in all."
    )


def friends(rows: pd.DataFrame) -> str:
    """How many people speak up for a competitor."""
    if rows.empty:
        return "**No competitor supporter recorded.** Ask whether that is so, or just not written down."
    loud = int((rows["influence"] == "high").sum())
    return (
        f"**{words.counted(len(rows), 'competitor supporter')}, {words.number(loud)} with high influence.** Click a "
        "bar or a name to see them alone."
    )


def friends_alt(rivals: pd.DataFrame) -> str:
    """The finding of the bars of competitors: how many supporters each has."""
    totals = rivals.drop_duplicates("competitor")
    listed = ", ".join(f"{row.competitor} {words.number(row.competitor_friends)}" for row in totals.itertuples())
    return f"Competitor supporters at key accounts: {listed}."


def unopposed(rows: pd.DataFrame) -> str:
    """The accounts where a competitor is in and nobody is against us."""
    if rows.empty:
        return "At every competitive key account an opponent is recorded."
    return (
        f"**{words.counted(len(rows), 'competitive key account')} without a recorded opponent.** A competitor is in "
        "use there or in a deal, so there probably is one; ask who."
    )


def unplaced(rows: pd.DataFrame, summary: Summary) -> str:
    """How many people have no place on a stakeholder map, by reason, and how many reporting lines are circular."""
    said = {
        "left": int(rows["has_left"].sum()),
        "without a role": int(rows["has_no_role"].sum()),
        "without a buying centre": int(rows["has_no_centre"].sum()),
    }
    reasons = " · ".join(f"{name} {words.number(count)}" for name, count in said.items() if count)
    faults = (
        f" {words.counted(summary.reporting_faults, 'circular reporting line')} left out of the map."
        if summary.reporting_faults
        else ""
    )
    return (
        f"**{words.counted(summary.unplaced_contacts, 'contact')} without a full place on the stakeholder map**: "
        f"{reasons or 'none'}; one contact may have several reasons.{faults}"
    )


def trend_gaps(rows: pd.DataFrame) -> str:
    """From when on the past is known, and where the top level could not be judged."""
    known = rows[rows["rung"] != "unknown"]
    if known[~known["is_today"].astype(bool)].empty:
        return NO_HISTORY
    stopped = known[(known["climb_unknown_accounts"] > 0) & ~known["is_today"].astype(bool)]
    if stopped.empty:
        return TREND_NOTE
    quarters = ", ".join(dict.fromkeys(stopped["quarter_label"]))
    return f"{TREND_NOTE} In {quarters} meetings with the economic buyer are unknown."


def trend_alt(quarters: pd.DataFrame) -> str:
    """The finding of the trend: the accounts of each level in the first quarter known, and today."""
    known = quarters[quarters["rung"] != "unknown"]
    if known.empty:
        return "Key accounts by level at each quarter's end: no data."
    first, last = known["day_on"].min(), known["day_on"].max()
    return "; ".join(
        f"{rows['quarter_label'].iloc[0]}: "
        + ", ".join(f"{RUNGS[row.rung].mark} {words.number(row.accounts)}" for row in rows.itertuples())
        for rows in (known[known["day_on"] == day] for day in dict.fromkeys((first, last)))
    )


def nps_alt(halves: pd.DataFrame) -> str:
    """The finding of the line of NPS: the first score and the last."""
    scored = halves[halves["nps"].notna()]
    if scored.empty:
        return "NPS by half-year: too few answers for a score."
    said = [f"{row.half_label} {words.change(row.nps)}" for row in scored.iloc[[0, -1]].itertuples()]
    return f"NPS by half-year: {' to '.join(dict.fromkeys(said))}."


def across(rows: pd.DataFrame) -> str:
    """In how many accounts one person's leaving would leave no key contact covered."""
    if rows.empty:
        return "**No key contact recorded within these filters**: nobody with high influence, no buyer, no champion."
    known = rows[rows["covered_people"].notna()]
    if known.empty:
        return "Who would cover is **unknown** without an interactions export."
    bare = int((known["covered_people"] == 0).sum())
    lost = int((known["unreachable_people"] > 0).fillna(False).sum())
    return (
        f"**At {words.of(bare, len(known))} key accounts no key contact is covered** if our person in touch leaves; at "
        f"{words.number(lost)} we cannot reach every decision-maker."
    )
