"""What the Relationship health page says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.door import Row

Summary = Annotated[Row, "relationship_summary"]

NO_CONTACTS = (
    "**No contacts export is loaded, so nobody can say how well these accounts are held.** Export the people at your "
    "accounts from the CRM, one row per person with account, influence and support, and load them with the rest; the "
    "template shows the columns."
)
NO_KEY_ACCOUNTS = (
    "No key account lies within these filters, so there is no relationship to judge. Widen the filters, or see under "
    "Exports which accounts count as key."
)
NO_INTERACTIONS = (
    "**No interactions export is loaded, so threads are unknown, not nought.** It would bring who is really in touch "
    "with whom: single threads, power reached and whether the economic buyer was met. The ladder stops at L3."
)
NO_RENEWALS = "None of the single threads has a renewal still to come; they stand in the table."
NO_SINGLE = "**No key account hangs on a single thread.**"
NO_HISTORY = (
    "The field history has no change of a contact, so what people stood for earlier is not on record: the trend begins "
    "with this load."
)
HEAT_HINT = (
    "Power: champions and influencers whom we met, of all. Lines: lines of business reached, of known. Age: days since "
    "people were judged, the middle one. NPS: the score, its arrow against the year before, and small how many "
    "answered. Click a strip to open the account."
)
TREND_NOTE = (
    "Past quarters are replayed: a person's influence, support and part as they stood before each recorded change, "
    "today's key accounts throughout. When somebody became a contact is not exported, so people known today count for "
    "the past as well."
)
NPS_NOTE = "One answer per person and half-year; a half-year with too few answers makes no score and leaves a gap."
NO_ANSWERS = "No export has an answer to the recommendation question from these accounts."


def headline(summary: Summary) -> str:
    """How many key accounts a supporter holds, how the others spread, and how much of that is filled in."""
    if pd.isna(summary.ladder_accounts):
        return NO_CONTACTS
    levels = (
        summary.level0_accounts,
        summary.level1_accounts,
        summary.level2_accounts,
        summary.level3_accounts,
        summary.level4_accounts,
    )
    spread = " · ".join(f"L{level} {words.number(accounts)}" for level, accounts in enumerate(levels))
    filled = (
        f" What that rests on is {words.share(summary.fill_share)} filled in{_verified(summary)}."
        if pd.notna(summary.fill_share)
        else ""
    )
    return (
        f"**{words.of(summary.supported_accounts, summary.ladder_accounts)} key accounts are held by a supporter with "
        f"high influence** ({spread}).{filled}"
    )


def _verified(summary: Summary) -> str:
    if pd.isna(summary.verified_share):
        return ", none of it dated"
    return f", {words.share(summary.verified_share)} of the dated people judged lately"


def risk(summary: Summary, currency: str) -> str:
    """The forecast at relationship risk, to act on and to watch, by reason, and what could not be judged."""
    if pd.isna(summary.open_amount) and not summary.risk_deals:
        if pd.isna(summary.risk_act_amount):
            return "No opportunities export is loaded, so nobody can say which money rests on these relationships."
        return "No open Best Case, Most Likely or Commit deal stands on these accounts."
    reasons = {
        "no live plan": summary.no_plan_amount,
        "stale plan": summary.stale_plan_amount,
        "no high-influence supporter": summary.below_l3_amount,
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
        f"By reason: {named}; a deal with several counts under each." if named else "",
        "None of the four reasons is known to hold: no live plan, a stale one, no high-influence supporter, one "
        "contact only."
        if not pd.isna(summary.risk_act_amount) and not summary.risk_deals
        else "",
        f"Not judged {words.money(summary.unjudged_amount, currency)}." if _some(summary.unjudged_amount) else "",
        f"{words.counted(summary.unpriced_deals, 'deal')} at risk without a known amount."
        if summary.unpriced_deals
        else "",
    ]
    return " ".join(words.plain(part) for part in parts if part)


def _some(amount: Any) -> bool:
    return bool(pd.notna(amount) and amount)


def of_known(accounts: Any) -> str:
    """Of how many key accounts for which an export tells; empty where none does."""
    return "" if pd.isna(accounts) else f"of {words.counted(accounts, 'key account')}"


def departures_note(summary: Summary) -> str:
    """Of how many key departures, and how many cannot be judged."""
    if pd.isna(summary.key_departures):
        return "no contacts export"
    unknown = f", {words.number(summary.unjudged_departures)} not known" if summary.unjudged_departures else ""
    return f"of {words.number(summary.key_departures)} leaving{unknown}"


def risk_note(summary: Summary, currency: str) -> str:
    """Of how much open forecast."""
    if _some(summary.open_amount):
        return f"of {words.money(summary.open_amount, currency)} open"
    return "no export says" if pd.isna(summary.risk_act_amount) else "nothing open"


def accounts(rows: pd.DataFrame, shown: int, rung: str | None) -> str:
    """Which accounts the picture shows."""
    on = f" on {'an unknown rung' if rung == 'unknown' else f'rung {rung}'}" if rung else ""
    if rows.empty:
        return f"No key account{on} within these filters."
    part = f", {words.number(shown)} of them in the picture" if shown < len(rows) else ""
    return f"**{words.counted(len(rows), 'key account')}{on}**{part}."


def ladder(picked: dict[str, str], name: str | None) -> str:
    """Which accounts the rows below the ladder are."""
    if not picked:
        return "Click a piece of a bar to see its accounts; tick a row to open one."
    return f"Accounts of **{words.plain(str(name))}** on rung **{picked['rung']}**."


def renewals(rows: pd.DataFrame, marks: tuple[int, int]) -> str:
    """How many single threads come up for renewal, and how many have no date."""
    counts = rows["renewal_mark"].value_counts()
    near, half = int(counts.get("act", 0)), int(counts.get("watch", 0))
    passed, undated = int(counts.get("passed", 0)), int(counts.get("no date", 0))
    beside = [
        f"{words.number(passed)} with a renewal date that has passed" if passed else "",
        f"{words.number(undated)} without a date" if undated else "",
    ]
    rest = "; ".join(part for part in beside if part)
    return (
        f"**{words.counted(near, 'single thread')} within {marks[0]} days of the renewal, {words.number(half)} more "
        f"within {marks[1]}**, of {words.number(len(rows))} key accounts on one thread or none"
        f"{f' ({rest})' if rest else ''}. The next renewal stands first."
    )


def next_up(shown: int, coming: int) -> str:
    """What the bars are, and how many of them are drawn."""
    part = f" The next {words.number(shown)} of {words.number(coming)} are drawn." if shown < coming else ""
    return f"Days to the renewal, yearly spend as the bar, and the one person in touch. Click a bar to open it.{part}"


def departures(rows: pd.DataFrame, summary: Summary, days: int) -> str:
    """Who leaves without anybody to follow."""
    if rows.empty:
        return f"**Nobody is recorded as leaving within {days} days**, or as having left in as many."
    return (
        f"**{words.of(summary.open_departures, summary.key_departures)} key people who leave within {days} days, or "
        f"left in as many, have no successor whom we met**; {words.number(len(rows))} departures in all. Alarms first."
    )


def friends(rows: pd.DataFrame) -> str:
    """How many people speak up for a competitor."""
    if rows.empty:
        return "**Nobody is recorded as a competitor's friend.** Ask whether that is so, or just not written down."
    loud = int((rows["influence"] == "high").sum())
    return (
        f"**{words.counted(len(rows), 'person speaks', 'people speak')} up for a competitor, {words.number(loud)} of "
        "them with high influence.** Click a bar to see them alone; tick a row to open the account."
    )


def unopposed(rows: pd.DataFrame) -> str:
    """The accounts where a competitor is in and nobody is against us."""
    if rows.empty:
        return "At every competitive key account somebody is known to be against us."
    return (
        f"**{words.counted(len(rows), 'competitive key account')} with nobody recorded against us.** A competitor "
        "holds ground there or is in a deal, so somebody probably is; ask who."
    )


def unplaced(rows: pd.DataFrame, summary: Summary) -> str:
    """How many people stand on no map, by reason, and how many lines lead nowhere."""
    said = {
        "left": int(rows["has_left"].sum()),
        "without a role": int(rows["has_no_role"].sum()),
        "without a buying centre": int(rows["has_no_centre"].sum()),
    }
    reasons = " · ".join(f"{name} {words.number(count)}" for name, count in said.items() if count)
    faults = (
        f" {words.counted(summary.reporting_faults, 'person stands', 'people stand')} in a reporting line that leads "
        "back to itself; the map leaves that line out."
        if summary.reporting_faults
        else ""
    )
    return (
        f"**{words.counted(summary.unplaced_contacts, 'person', 'people')} not shown on a map by role and buying "
        f"centre**: {reasons or 'none'}; one person may have several reasons.{faults}"
    )


def trend_gaps(rows: pd.DataFrame) -> str:
    """From when on the past can be told, and where the top rung could not be judged."""
    told = rows[rows["rung"] != "unknown"]
    if told[~told["is_today"].astype(bool)].empty:
        return NO_HISTORY
    stopped = told[(told["climb_unknown_accounts"] > 0) & ~told["is_today"].astype(bool)]
    if stopped.empty:
        return TREND_NOTE
    quarters = ", ".join(dict.fromkeys(stopped["quarter_label"]))
    return f"{TREND_NOTE} In {quarters} interactions do not reach back far enough to tell L4 from L3."


def across(rows: pd.DataFrame) -> str:
    """In how many accounts one colleague's leaving would leave no key person covered."""
    if rows.empty:
        return "**No key account within these filters has a key person on record**: high influence, signs, or champion."
    known = rows[rows["covered_people"].notna()]
    if known.empty:
        return "Who would cover is **unknown**: no interactions export tells who of ours is in touch with whom."
    bare = int((known["covered_people"] == 0).sum())
    lost = int((known["unreachable_people"] > 0).fillna(False).sum())
    return (
        f"**In {words.of(bare, len(known))} key accounts nobody would cover a single key person** if their holder "
        f"left; in {words.number(lost)} somebody of power is out of reach. Tick a row to open its map and matrix."
    )
