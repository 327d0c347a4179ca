"""What the Adoption page says in words. No number is made here."""

from typing import Annotated, Any

import pandas as pd

from sightline import words
from sightline.door import Row
from sightline.sections.plans.adoption.picks import Days

BARS = {"covered": "covered accounts", "eligible": "key accounts that count"}
"""What each bridge counts."""
NO_TREE = (
    "None of the people these accounts count under report to whoever is looking, so there is no tree to show. The "
    "figures, the trend and the changes below are of the accounts in view."
)


def adoption_sentence(
    summary: Annotated[Row, "adoption_summary"], days: Days, tree: pd.DataFrame, min_group_size: int
) -> str:
    """The finding of the Adoption page in one sentence."""
    change = int(summary.covered_change)
    moved = f"{words.number(abs(change))} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
    head = (
        f"**{words.of(summary.covered_accounts, summary.eligible_accounts)} key accounts have a live plan, "
        f"{words.share(summary.coverage_share)}**, {moved} on {words.day(days.before_on)}"
    )
    lowest = _lowest(tree, min_group_size)
    return f"{head}; {lowest}." if lowest else f"{head}."


def _lowest(tree: pd.DataFrame, min_group_size: int) -> str:
    """Who of the first level below the top stands lowest; nothing where there is nobody to compare."""
    tops = set(tree.loc[tree["manager_id"].isna(), "person_id"])
    level = tree[tree["manager_id"].isin(tops) & (tree["eligible_accounts"] >= min_group_size) & ~tree["is_ramping"]]
    if len(level) < 2:
        return ""
    worst = level.sort_values(["coverage_share", "person_name"]).iloc[0]
    return f"of the direct reports {words.plain(worst.person_name)} is lowest at {words.share(worst.coverage_share)}"


def picked_step(picked: list[Any] | None) -> str:
    """Which step of the bridge the rows belong to."""
    if picked is None or picked[1] in ("start", "end"):
        return "in both bars; click a step to see its accounts alone."
    return f"in the step “{picked[1]}” of {BARS[picked[0]]}."


def replay_sentence(replay: Annotated[Row, "adoption_replay"]) -> str:
    """How far the past can be told, in one sentence."""
    if replay.unreplayed_accounts == 0:
        return "Past days are replayed from plan dates, owner history and key-account history for every account."
    return (
        f"Past days are replayed from plan dates, owner history and key-account history. For "
        f"{words.of(replay.unreplayed_accounts, replay.eligible_accounts)} accounts some of that is missing, and their "
        f"past is counted as it is today: no owner history for {words.number(replay.without_owner_history)}, no day on "
        f"which it became key for {words.number(replay.without_key_history)}, a plan that ended on an unknown day for "
        f"{words.number(replay.without_plan_end)}."
    )
