"""The opportunity exports: the present state, and the weekly snapshots that led to it."""

from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import names
from sightline.sample.deals import Deals, state_at
from sightline.sample.phrases import LOSS_REASONS
from sightline.sample.reference import LOST, PROBABILITY, PRODUCT_IDS, WON
from sightline.sample.world import NO_DAY, World, between, days, pick

CLOSED_DAYS = 190
"""How long a closed deal stays in the snapshots: two quarters and a week."""
PARTIAL_WEEK = 17
"""Weeks ago of the snapshot that somebody exported who does not see the whole company."""


def opportunities(world: World, deals: Deals) -> pd.DataFrame:
    """The opportunities export as of today; one row per opportunity, deleted ones included."""
    rng = world.rng("opportunities")
    rows = np.flatnonzero(deals.facts["created_date"].to_numpy("datetime64[D]") <= world.today)
    facts = deals.facts.iloc[rows].reset_index(drop=True)
    count = len(rows)
    now = state_at(deals, rows, world.today)
    frame = facts[["opportunity_id", "account_id", "type", "currency", "created_date", "segment", "is_deleted"]].copy()
    for name, values in now.items():
        frame[name] = values
    frame["name"] = facts["account_name"] + " - " + _titles(rng, facts)
    frame["probability"] = PROBABILITY[now["stage_order"]]
    closed = now["is_closed"]
    frame["closed_date"] = np.where(closed, np.where(frame["close_date"].notna(), frame["close_date"], NO_DAY), NO_DAY)
    created = frame["created_date"].to_numpy("datetime64[D]")
    quiet = np.floor(rng.exponential(16, count)).astype(int) + np.where(rng.random(count) < 0.08, 50, 0)
    last = np.where(closed, now["close_date"], world.today) - days(quiet)
    frame["last_activity_date"] = np.where(rng.random(count) < 0.95, np.maximum(last, created), NO_DAY)
    planned = world.today + days(rng.integers(-6, 30, count))
    frame["next_step_date"] = np.where(~closed & (rng.random(count) < 0.6), planned, NO_DAY)
    rivals = rng.choice(np.array(names.VENDORS), size=count, p=_skewed(len(names.VENDORS)))
    frame["competitor"] = pick(rng.random(count) < 0.4, rivals)
    lost = now["stage_order"] == LOST
    reason = rng.choice(np.array(LOSS_REASONS), size=count, p=[0.35, 0.25, 0.15, 0.1, 0.15])
    frame["loss_reason"] = pick(lost & (rng.random(count) < 0.85), reason)
    frame["stage1_exited_on"] = _stage1_exit(world, rng, deals, rows)
    frame["product_ids"] = _products(rng, count)
    frame["pipeline"] = None
    return frame


def _titles(rng: np.random.Generator, facts: pd.DataFrame) -> Any:
    kinds = {
        "new": ("Platform start", "First teams"),
        "expansion": ("Uptier", "More teams", "Security add-on"),
        "renewal": ("Renewal",),
    }
    draw = rng.random(len(facts))
    year = facts["created_date"].dt.year.astype(str).to_numpy()
    return [f"{kinds[t][int(x * len(kinds[t]))]} {y}" for t, x, y in zip(facts["type"], draw, year, strict=True)]


def _skewed(count: int) -> Any:
    weight = 1 / (np.arange(count) + 1.5)
    return weight / weight.sum()


def _stage1_exit(world: World, rng: np.random.Generator, deals: Deals, rows: Any) -> Any:
    """First day past discovery; unknown for old deals and a few others, whose exit only snapshots may tell."""
    entered = deals.entered[rows]
    exit_on = np.minimum(entered[:, 2], deals.closed[rows])
    kept = (exit_on <= world.today) & (exit_on > world.ago(1_300)) & (rng.random(len(rows)) < 0.88)
    return np.where(kept, exit_on, NO_DAY)


def _products(rng: np.random.Generator, count: int) -> list[str | None]:
    first = rng.choice(len(PRODUCT_IDS), size=(count, 2), p=_product_mix())
    draw = rng.random(count)
    return [
        None if x < 0.15 else PRODUCT_IDS[a] if x < 0.75 or a == b else f"{PRODUCT_IDS[a]};{PRODUCT_IDS[b]}"
        for (a, b), x in zip(first.tolist(), draw.tolist(), strict=True)
    ]


def _product_mix() -> Any:
    weight = np.array([4.0, 5, 6, 2, 1, 1.5, 1.5, 2, 1, 0.3])
    return weight / weight.sum()


def snapshots(world: World, deals: Deals) -> pd.DataFrame:
    """The weekly snapshots: open deals and those closed in the last two quarters, as they stood that day.

    Deleted deals vanish some weeks before the end, a few others are missing in a single week.
    """
    rng = world.rng("snapshots")
    created = deals.facts["created_date"].to_numpy("datetime64[D]")
    deleted = deals.facts["is_deleted"].to_numpy()
    vanish = np.where(deleted, between(rng, world.ago(170), world.ago(8), len(created)), world.today + days(1))
    skipped = np.where(rng.random(len(created)) < 0.004, rng.integers(2, max(world.size.weeks, 3), len(created)), -1)
    accounts = deals.facts["account_id"].to_numpy(object)
    parts = []
    for day in world.snapshot_days:
        back = int((world.today - day).astype(int)) // 7
        kept = (created <= day) & (deals.closed >= day - days(CLOSED_DAYS)) & (vanish > day) & (skipped != back)
        rows = np.flatnonzero(kept)
        state = state_at(deals, rows, day)
        part = pd.DataFrame(state | {"opportunity_id": deals.facts["opportunity_id"].to_numpy(object)[rows]})
        part["snapshot_date"] = np.full(len(rows), day)
        for name in ("account_id", "type", "currency", "created_date"):
            part[name] = accounts[rows] if name == "account_id" else deals.facts[name].to_numpy()[rows]
        parts.append(part.drop(columns="stage_order"))
    frame = pd.concat(parts, ignore_index=True)
    frame["is_deleted"] = False
    return frame


def as_exported(world: World, weekly: pd.DataFrame) -> pd.DataFrame:
    """The snapshots as somebody exported them: one week by a person who sees only the deals in US dollars."""
    partial = weekly["snapshot_date"] == pd.Timestamp(world.ago(7 * PARTIAL_WEEK))
    return weekly[~partial | (weekly["currency"] == "USD")]


def opportunity_plans(world: World, now: pd.DataFrame) -> pd.DataFrame:
    """Deal plans: nearly every open deal from scoping on has one, often half filled; reviews begin with their date."""
    rng = world.rng("command plans")
    recent = now[
        (now["stage_order"] >= 2) & (now["stage_order"] <= LOST) & (now["created_date"] > pd.Timestamp(world.ago(420)))
    ]
    recent = recent[rng.random(len(recent)) < np.where(recent["stage_order"] < WON, 0.96, 0.45)]
    count = len(recent)
    overview = np.where(rng.random(count) < 0.03, 0, rng.integers(2, 7, count))
    full = np.where(rng.random(count) < 0.1, 0, rng.integers(1, 11, count))
    consulted = rng.random(count) < 0.45
    on = world.ago(rng.integers(2, 110, count))
    older = on - days(rng.integers(20, 45, count))
    text = [
        f"{a} Agreed close plan, risk is timing.\n{b} Champion named, buyer not met." if c else None
        for a, b, c in zip(on, older, consulted & (rng.random(count) < 0.6), strict=True)
    ]
    return pd.DataFrame(
        {
            "opportunity_id": recent["opportunity_id"].to_numpy(), "overview_filled": overview, "overview_total": 6,
            "full_filled": full, "full_total": 10, "manager_review": text,
            "last_consult_date": np.where(consulted, on, NO_DAY),
        }
    )  # fmt: skip
