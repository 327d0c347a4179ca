"""What the Adoption page says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.door import Row
from sightline.sections.plans.adoption.picks import Days

BARS = {"covered": "key accounts with a plan", "eligible": "key accounts"}
"""What each bridge counts."""
_CALLED = 2
"""As many people are named to call."""
NO_TREE = (
    "None of the AEs of these accounts report to you, so there is no tree. Everything else here is about the accounts."
)


def adoption_sentence(
    summary: Annotated[Row, "adoption_summary"], days: Days, tree: pd.DataFrame, min_group_size: int
) -> str:
    """The finding of the Adoption page: the rate, its change with both reasons, and who rose and fell most."""
    share = f"**{words.share(summary.coverage_share)} of key accounts have a live plan"
    if pd.isna(summary.coverage_change):
        return f"{share}.** On {words.day(days.before_on)} there was none that counts."
    head = f"{share}{_moved(summary.coverage_change)} since {words.day(days.before_on)}: {_because(summary)}.**"
    return " ".join(part for part in (head, _called(tree), _movers(tree, min_group_size)) if part)


def _moved(change: float) -> str:
    points = words.points(abs(change))
    if points == words.points(0):
        return ", unchanged"
    return f", {'up' if change > 0 else 'down'} {points.removeprefix('+')}"


def _because(summary: Annotated[Row, "adoption_summary"]) -> str:
    """Both reasons of the change, the one that outweighs first."""
    plans, accounts = words.change(summary.covered_change), words.change(summary.eligible_change)
    if summary.covered_change > 0 and summary.eligible_change > 0 and summary.coverage_change < 0:
        return f"key accounts grew faster, {accounts}, than plans, {plans}"
    return f"plans {plans}, key accounts {accounts}"


def _called(tree: pd.DataFrame) -> str:
    """The two, of those directly below the top, with most key accounts without a plan and a reason."""
    first = tree[tree["no_reason_place"] <= _CALLED].sort_values("no_reason_place")
    pairs = zip(first["person_name"], first["no_reason_accounts"], strict=True)
    named = [f"{words.plain(name)} {words.number(accounts)}" for name, accounts in pairs]
    return f"Most without a plan or a reason: {', '.join(named)}." if named else ""


def _movers(tree: pd.DataFrame, min_group_size: int) -> str:
    """Who rose and who fell most on the first level below the top that has accounts enough to compare."""
    tops = set(tree.loc[tree["manager_id"].isna(), "person_id"])
    is_enough = (tree["eligible_accounts"] >= min_group_size) & (tree["eligible_accounts_before"] >= min_group_size)
    level = tree[tree["manager_id"].isin(tops) & is_enough & ~tree["is_ramping"]]
    rising = level[level["coverage_change"] > 0].sort_values(
        ["coverage_change", "person_name"], ascending=[False, True]
    )
    falling = level[level["coverage_change"] < 0].sort_values(["coverage_change", "person_name"])
    said = [
        f"{word} {words.plain(rows.iloc[0].person_name)}, {words.points(rows.iloc[0].coverage_change)} "
        f"to {words.share(rows.iloc[0].coverage_share)}."
        for word, rows in (("Largest fall:", falling), ("Largest rise:", rising))
        if len(rows)
    ]
    return " ".join(said)


def trend_alt(trend: pd.DataFrame) -> str:
    """What the trend shows, in words: from where to where, over how many quarters."""
    known = trend.dropna(subset="coverage_share")
    if len(known) < 2:
        return "Adoption by fiscal quarter: too few quarters with key accounts"
    first, last = known.iloc[0], known.iloc[-1]
    rose = last.coverage_share - first.coverage_share
    way = "rose" if rose > 0 else "fell" if rose < 0 else "stayed"
    return (
        f"Adoption {way} from {words.share(first.coverage_share)} in {first.quarter_label} to "
        f"{words.share(last.coverage_share)} in {last.quarter_label}, over {words.number(len(known))} quarters"
    )


def bridge_alt(steps: pd.DataFrame, name: str) -> str:
    """What a bridge shows, in words: from how many to how many, and by which steps."""
    sizes = steps.set_index("bucket")["accounts"]
    by = [f"{bucket} {words.change(size)}" for bucket, size in sizes.items() if bucket not in ("start", "end")]
    return f"From {words.number(sizes['start'])} to {words.number(sizes['end'])} {name}" + (
        f": {', '.join(by)}" if by else ", without a change"
    )


def calls_sentence(found: pd.DataFrame, *, is_hidden: bool) -> str:
    """How many key accounts to call about; where their reasons are hidden, so many have no plan."""
    if is_hidden:
        return (
            f"**{words.counted(len(found), 'key account')} without a plan; reasons are not shown to you.** The largest:"
        )
    if found.empty:
        return "**Every key account has a plan or a reason why not.**"
    return f"**{words.counted(len(found), 'key account')} without a plan or a reason.** Call about the largest:"


def picked_step(changes: int, picked: list[Any] | None) -> str:
    """How many accounts changed, in all or in the step of the bridge that was clicked."""
    changed = f"**{words.counted(changes, 'change')}**"
    if picked is None or picked[1] in ("start", "end"):
        return f"{changed} in all; click a step to see its accounts alone."
    return f"{changed} for the step “{picked[1]}” of {BARS[picked[0]]}."


def replay_sentence(replay: Annotated[Row, "adoption_replay"]) -> str:
    """How far the past can be told, in one sentence."""
    if replay.unreplayed_accounts == 0:
        return "Past days are worked out from plan dates, owner history and key-account history, for every account."
    return (
        f"Past days are worked out from plan dates, owner history and key-account history. For "
        f"{words.of(replay.unreplayed_accounts, replay.eligible_accounts)} accounts some of that is missing, and their "
        f"past is counted as it is today: no owner history for {words.number(replay.without_owner_history)}, no day on "
        f"which it became key for {words.number(replay.without_key_history)}, a plan that ended on an unknown day for "
        f"{words.number(replay.without_plan_end)}."
    )
