"""The special cases: which account plays which part, so that every rule has somebody to fire on.

Parts are dealt to key accounts in a random order; `SHARES` says how many of a company with 220 key accounts.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.people import People
from sightline.sample.reference import RULES
from sightline.sample.world import World, as_day, between, days, shuffled

SHARES = {
    "key_this_month": 4, "became_key_this": 4, "became_key_last": 6, "no_longer_key_last": 4, "no_longer_key_this": 3,
    "waived": 5, "waiver_over": 2, "just_created": 3,
    "inherited": 11, "handed_last": 7, "handed_this": 5,
    "deleted_last": 2, "deleted_this": 1, "merged_last": 2, "merged_this": 2,
    "plan_closed_last": 3, "plan_closed_this": 3, "plan_expired_last": 3, "plan_expired_this": 3,
    "plan_starts_later": 2, "two_plans": 5,
    "parent_kept": 4, "parent_gained_last": 1, "parent_gained_this": 1, "parent_lost_last": 1, "parent_lost_this": 1,
    "child_of_kept": 8, "child_of_gained_last": 2, "child_of_gained_this": 2,
    "child_of_lost_last": 2, "child_of_lost_this": 2,
    "without_owner": 1, "held_by_manager": 1,
}  # fmt: skip
BY_FLAG = ("key_this_month", "became_key_this", "became_key_last", "no_longer_key_last", "no_longer_key_this")
"""Parts for accounts that the CRM flag alone makes key: only there does the history tell since when."""
NOT_KEY_ANY_MORE = ("no_longer_key_last", "no_longer_key_this")
GONE = ("deleted_last", "deleted_this", "merged_last", "merged_this")


def cast(world: World, people: People, frame: pd.DataFrame) -> None:
    """Deals the parts and changes the accounts accordingly; adds `role_played`, `lost_key_on` and `gone_on`."""
    rng = world.rng("casting")
    frame["role_played"] = None
    for name in ("lost_key_on", "gone_on"):
        frame[name] = np.full(len(frame), np.datetime64("NaT", "D"))
    by_reps = frame["owner_id"].isin(people.active_reps["user_id"]) & frame["is_key_account"]
    steady = by_reps & ~frame["owner_id"].isin(people.reps.loc[people.reps["is_ramping"], "user_id"])
    by_flag = steady & _only_by_flag(frame)
    everyone = int(steady.sum())
    deck = [int(row) for row in shuffled(rng, frame.index[steady])]
    for role, share in SHARES.items():
        able = [row for row in deck if by_flag[row]] if role in BY_FLAG else deck
        dealt = able[: max(1, round(share * everyone / 200))]
        frame.loc[dealt, "role_played"] = role
        deck = [row for row in deck if row not in set(dealt)]
    _key_changes(world, frame)
    _families(frame)
    _owners(world, people, frame)
    _leave(world, frame)
    _waive(world, frame)
    _flag_below_threshold(rng, frame)


def _only_by_flag(frame: pd.DataFrame) -> pd.Series:
    """True for accounts in regions with a named list or no rule, too small for any other criterion."""
    strict = frame["region"].isin([name for name, rule in RULES.items() if not rule["named_list"]])
    return ~strict & (frame["employees"] < 30_000) & (frame["arr_usd"] < 500_000)


def played(frame: pd.DataFrame, *roles: str) -> Any:
    """Index of the accounts that play one of the roles."""
    return frame.index[frame["role_played"].isin(roles)]


def _windows(world: World) -> Iterator[tuple[str, Any, Any]]:
    for name, (first, last) in zip(("last", "this"), world.windows, strict=True):
        yield name, first, last


def _key_changes(world: World, frame: Any) -> None:
    rng = world.rng("key changes")
    for name, first, last in _windows(world):
        became = played(frame, f"became_key_{name}")
        latest = min(last, world.ago(33)) if name == "this" else last
        frame.loc[became, "key_since"] = between(rng, first, latest, len(became))
        ended = played(frame, f"no_longer_key_{name}")
        frame.loc[ended, "lost_key_on"] = between(rng, first, last, len(ended))
    ended = played(frame, *NOT_KEY_ANY_MORE)
    frame.loc[ended, ["is_key_account", "account_rank", "key_since"]] = [False, 2, pd.NaT]
    frame.loc[ended, "employees"] = frame.loc[ended, "employees"].clip(upper=9_000)
    frame.loc[ended, ["arr", "arr_usd"]] = frame.loc[ended, ["arr", "arr_usd"]].clip(upper=400_000)
    month = played(frame, "key_this_month")
    frame.loc[month, "key_since"] = between(rng, world.ago(27), world.ago(4), len(month))
    fresh = played(frame, "just_created")
    born = between(rng, world.ago(26), world.ago(6), len(fresh))
    frame.loc[fresh, "created_date"] = born
    frame.loc[fresh, "key_since"] = born
    frame.loc[fresh, "type"] = "prospect"
    frame.loc[fresh, ["arr", "arr_usd", "health", "health_score"]] = [np.nan, 0.0, None, np.nan]
    for column in ("customer_since", "renewal_date", "health_updated", "health_score_updated", "last_activity_date"):
        frame.loc[fresh, column] = pd.NaT


def _families(frame: Any) -> None:
    """Children hang under the parent whose plan covers them, or covered them once; no other part has a parent."""
    cast_members = frame.index[frame["role_played"].notna()]
    frame.loc[cast_members, "parent_id"] = None
    frame.loc[cast_members, "ultimate_parent_id"] = frame.loc[cast_members, "account_id"]
    for kind in ("kept", "gained_last", "gained_this", "lost_last", "lost_this"):
        parents = played(frame, f"parent_{kind}")
        children = played(frame, f"child_of_{kind}")
        for i, child in enumerate(children):
            parent = frame.at[parents[i % len(parents)], "account_id"]
            frame.loc[child, ["parent_id", "ultimate_parent_id"]] = [parent, parent]


def _owners(world: World, people: People, frame: Any) -> None:
    rng = world.rng("owners")
    reps = people.reps.set_index("user_id")
    active = people.active_reps
    gone = people.reps[~people.reps["is_active"]]

    def moved(index: Any, on: Any, pool: pd.DataFrame, *, other_team: bool = False) -> None:
        for place, day in zip(index, on, strict=True):
            owner = frame.at[place, "owner_id"]
            known = pool[pool["user_id"] != owner]
            if other_team and owner in reps.index:
                known = known[known["manager_id"] != reps.at[owner, "manager_id"]]
            if len(known) and day > as_day(frame.at[place, "created_date"]):
                frame.loc[place, "previous_owner"] = known["user_id"].iloc[int(rng.integers(len(known)))]
                frame.loc[place, "changed_on"] = day

    index = frame.index
    some = index[rng.random(len(index)) < 0.06]
    moved(some, world.ago(rng.integers(100, 700, len(some))), active)
    for _, leaver in gone.iloc[2:].iterrows():
        same = index[
            (frame["region"] == leaver["region"]) & frame["role_played"].isna() & frame["previous_owner"].isna()
        ]
        got = shuffled(rng, same)[:14]
        moved(got, [as_day(leaver["end_date"]) + days(1)] * len(got), gone[gone["user_id"] == leaver["user_id"]])
    ramping = active[active["is_ramping"]]
    for _, rep in ramping.iterrows():
        mine = index[frame["owner_id"] == rep["user_id"]]
        moved(mine, [as_day(rep["start_date"])] * len(mine), active[~active["is_ramping"]])
    inherited = played(frame, "inherited")
    moved(inherited, between(rng, world.ago(28), world.ago(2), len(inherited)), active)
    for name, first, last in _windows(world):
        handed = played(frame, f"handed_{name}")
        latest = min(last, world.ago(32)) if name == "this" else last
        moved(handed, between(rng, first, latest, len(handed)), active, other_team=True)
    frame.loc[played(frame, "without_owner"), ["owner_id", "previous_owner", "changed_on"]] = [None, None, pd.NaT]
    held = played(frame, "held_by_manager")
    frame.loc[held, "owner_id"] = [reps.at[owner, "manager_id"] for owner in frame.loc[held, "owner_id"]]


def _leave(world: World, frame: pd.DataFrame) -> None:
    """Deleted and merged accounts keep their row, as CRM exports with deleted rows do."""
    rng = world.rng("leave")
    stays = frame.index[frame["role_played"].isna() & (frame["account_rank"] == 2)]
    for name, first, last in _windows(world):
        left = played(frame, f"deleted_{name}", f"merged_{name}")
        frame.loc[left, "gone_on"] = between(rng, first, last, len(left))
        frame.loc[left, "is_deleted"] = True
        merged = played(frame, f"merged_{name}")
        frame.loc[merged, "merged_into_id"] = frame.loc[shuffled(rng, stays)[: len(merged)], "account_id"].to_numpy()


def _waive(world: World, frame: pd.DataFrame) -> None:
    rng = world.rng("waive")
    reasons = ("Contract under legal review, waived by the VP", "Divestiture pending, waived by the CRO")
    for role, first, last in (("waived", -150, -20), ("waiver_over", 20, 90)):
        index = played(frame, role)
        frame.loc[index, "plan_waived_until"] = world.ago(rng.integers(first, last, len(index)))
        frame.loc[index, "plan_waiver_reason"] = [reasons[i % 2] for i in range(len(index))]


def _flag_below_threshold(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    """Flagged as key in the CRM although the region's rule does not make them key."""
    ruled = frame["region"].isin([name for name, rule in RULES.items() if not rule["named_list"]])
    plain = ruled & ~frame["is_key_account"] & (frame["account_rank"] == 2) & frame["role_played"].isna()
    flagged = shuffled(rng, frame.index[plain & (frame["type"] != "partner")])
    flagged = flagged[: max(2, round(len(frame) / 170))]
    frame.loc[flagged, "is_key_account"] = True
    frame.loc[flagged, "role_played"] = "below_threshold"
