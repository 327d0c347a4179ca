"""When each key account was covered by a plan: two years of slow adoption, with a dip, and the special cases."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.accounts import Accounts
from sightline.sample.casting import GONE, NOT_KEY_ANY_MORE
from sightline.sample.people import People
from sightline.sample.world import DAY, World, between, days, next_quarter

SHARE_AT_QUARTER_STARTS = (0.12, 0.20, 0.30, 0.42, 0.52, 0.38, 0.47, 0.54, 0.60, 0.70)
"""Covered share of ordinary key accounts at the last nine quarter starts and today; the fifth to sixth is the dip."""
DIP = 4

NEVER = ("waived", "waiver_over", "just_created", "without_owner", "held_by_manager", "plan_starts_later",
         "child_of_kept", "child_of_gained_last", "child_of_gained_this", "child_of_lost_last",
         "child_of_lost_this")  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A stretch of days on which one account had a live plan; no `last` means it still has.

    `how` it ended: closed or expired; "later" starts after today, "never" is a part that wants no plan at all.
    """

    row: int
    first: np.datetime64
    last: np.datetime64 | None = None
    how: str = "closed"


def spans(world: World, people: People, accounts: Accounts) -> list[Span]:
    """All stretches of coverage, account by account."""
    rng = world.rng("adoption")
    frame = accounts.frame
    ever_key = frame["is_key_account"] | frame["role_played"].isin(NOT_KEY_ANY_MORE)
    ever_key &= frame["role_played"] != "below_threshold"
    rows = frame.index[ever_key].to_numpy()
    slow = _reluctance(rng, people, frame, rows)
    days_known, shares = _curve(world)
    result: list[Span] = []
    for row, reluctance in zip(rows.tolist(), slow.tolist(), strict=True):
        role: Any = frame.at[row, "role_played"]
        result += _special(world, rng, row, role) or _ordinary(rng, row, reluctance, days_known, shares)
    return result


def _curve(world: World) -> tuple[Any, Any]:
    knots = [next_quarter(world.quarter, back) for back in range(-8, 1)] + [world.today]
    return np.array(knots, dtype="datetime64[D]"), np.array(SHARE_AT_QUARTER_STARTS)


def _reluctance(rng: np.random.Generator, people: People, frame: pd.DataFrame, rows: Any) -> Any:
    """Place of each account in the order of adoption, 0 first to 1 never; whoever does not plan comes last."""
    willing = people.reps.set_index("user_id")["plans"]
    trait = frame.loc[rows, "owner_id"].map(willing).fillna(0.4).to_numpy()
    score = trait + rng.normal(0, 0.45, len(rows))
    score = np.select([trait <= 0, trait >= 1], [-9.0, score + 0.6], score)
    return 1 - (score.argsort().argsort() + 0.5) / len(rows)


def _ordinary(rng: np.random.Generator, row: int, slow: float, knots: Any, shares: Any) -> list[Span]:
    """Coverage from the day on which the adoption curve passes this account; the dip takes some away for a while."""
    if slow >= shares.max():
        return []
    place = int(np.argmax(shares >= slow))
    if place == 0:
        first = knots[0] - days(int(rng.integers(20, 260)))
    else:
        first = between(rng, knots[place - 1] + DAY, knots[place], 1)[0]
    if place <= DIP and shares[DIP + 1] < slow:
        lost = between(rng, knots[DIP] + DAY, knots[DIP + 1], 1)[0]
        again = between(rng, knots[DIP + 1] + DAY, knots[DIP + 2], 1)[0]
        return [Span(row, first, lost, "expired" if rng.random() < 0.5 else "closed"), Span(row, again)]
    return [Span(row, first)]


def _special(world: World, rng: np.random.Generator, row: int, role: str | None) -> list[Span] | None:
    """The coverage a part asks for; null leaves it to the ordinary rule."""
    long_ago = world.ago(int(rng.integers(480, 700)))
    if role == "plan_starts_later":
        return [Span(row, world.today + days(9), None, "later")]
    if role in NEVER or (role == "key_this_month" and rng.random() < 0.7):
        return [Span(row, world.today, None, "never")]
    if role in ("two_plans", "parent_kept", *GONE) or (role in NOT_KEY_ANY_MORE and rng.random() < 0.7):
        return [Span(row, long_ago)]
    for name, (first, last) in zip(("last", "this"), world.windows, strict=True):
        day = between(rng, first, last - days(3), 1)[0]
        planned = {
            f"plan_closed_{name}": Span(row, long_ago, day, "closed"),
            f"parent_lost_{name}": Span(row, long_ago, day, "closed"),
            f"plan_expired_{name}": Span(row, long_ago, day, "expired"),
            f"parent_gained_{name}": Span(row, day),
        }
        if rng.random() < 0.7:
            planned[f"handed_{name}"] = Span(row, long_ago)
        if role in planned:
            return [planned[role]]
    return None
