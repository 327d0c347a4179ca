"""Plan reviews: who inspected which plan when, and what came of it."""

from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.people import People
from sightline.sample.plans import Plans
from sightline.sample.world import World, as_day, days, next_quarter

FORTNIGHTS = 26


def build(world: World, people: People, plans: Plans, team: pd.DataFrame) -> pd.DataFrame:
    """plan_reviews; a plan's rung today decides what the present quarter and the last fourteen days hold."""
    rng = world.rng("reviews")
    manager = people.users.set_index("user_id")["manager_id"].to_dict()
    members: dict[Any, list[str]] = team[team["user_id"].notna()].groupby("account_id")["user_id"].agg(list).to_dict()
    rows: list[tuple[Any, ...]] = []
    plan: Any
    for plan in plans.worked_on[plans.worked_on["status"] != "draft"].itertuples():
        owner = str(plan.owner_id)
        boss = manager[owner] if isinstance(manager.get(owner), str) else people.top
        first = as_day(plan.start_date)
        last = min([world.today, *(as_day(d) for d in (plan.end_date, plan.closed_on) if not pd.isna(d))])
        allowed = _allowed(world, plan.rung, first, last)
        chance = people.inspects.get(boss, 0.0)
        for back in range(FORTNIGHTS):
            day = world.ago(14 * back + int(rng.integers(0, 14)))
            if allowed(day) and rng.random() < chance * 0.75:
                kind = "one_on_one" if rng.random() < 0.75 else "account_review"
                rows.append((plan, day, boss, kind))
        if plan.rung in ("inspected", "worked"):
            rows.append((plan, world.ago(int(rng.integers(1, 13))), boss, "one_on_one"))
        _quarterly(world, rng, plan, allowed, boss, manager, rows)
        if rng.random() < 0.06 and allowed(world.ago(5)) and plan.rung == "current":
            rows.append((plan, world.ago(5), owner, "one_on_one"))
    return _table(rng, rows, members)


def _allowed(world: World, rung: str | None, first: Any, last: Any) -> Any:
    """On which days a review of this plan may lie without moving the plan to another rung."""
    until = world.quarter - days(1) if rung == "live" else world.ago(14) if rung == "current" else last

    def allowed(day: Any) -> bool:
        return bool(first <= day <= min(last, until) and day <= world.today)

    return allowed


def _quarterly(world: World, rng: Any, plan: Any, allowed: Any, boss: str, manager: Any, rows: list[Any]) -> None:
    """QBRs in the first two weeks of a quarter, sponsors' reviews, yearly refreshes, workshops."""
    above = manager.get(boss) if isinstance(manager.get(boss), str) else boss
    top = manager.get(above) if isinstance(manager.get(above), str) else above
    sponsor = plan.exec_sponsor_id if isinstance(plan.exec_sponsor_id, str) else above
    for back in range(8):
        start = np.datetime64(next_quarter(world.quarter, -back), "D")
        for kind, chance, by, spread in (
            ("qbr", 0.4, boss, 13), ("exec_sponsor", 0.25, sponsor, 80),
            ("annual_refresh", 0.08, top, 80), ("event", 0.06, boss, 80),
        ):  # fmt: skip
            day = start + days(int(rng.integers(0, spread)))
            if allowed(day) and rng.random() < chance:
                rows.append((plan, day, by, kind))


def _table(rng: np.random.Generator, rows: list[tuple[Any, ...]], members: dict[Any, list[str]]) -> pd.DataFrame:
    rows.sort(key=lambda row: (row[1], row[0].plan_id, row[3]))
    outcome = rng.choice(np.array(["ok", "changes", "none"]), size=len(rows), p=[0.45, 0.4, 0.15])
    attendees = []
    for plan, _, reviewer, _ in rows:
        here = [user for user in members.get(plan.account_id, []) if rng.random() < 0.45]
        attendees.append(";".join(dict.fromkeys([reviewer, plan.owner_id, *here])))
    return pd.DataFrame(
        {
            "review_id": [f"REV-{i + 1:06}" for i in range(len(rows))],
            "plan_id": [row[0].plan_id for row in rows],
            "review_date": np.array([row[1] for row in rows], dtype="datetime64[D]"),
            "reviewer_id": [row[2] for row in rows],
            "review_type": [row[3] for row in rows],
            "outcome": outcome,
            "attendee_ids": attendees,
        }
    )
