"""Opportunities as they live: when each was born, how it moved through the stages, and how it ended.

Everything is an array with one entry per opportunity; `state_at` answers how a deal stood on any day, so snapshots
and the present export cannot disagree.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.accounts import Accounts
from sightline.sample.people import People
from sightline.sample.phrases import NEXT_STEPS
from sightline.sample.reference import DUPLICATE, LOST, STAGE_NAMES, UNQUALIFIED, WON
from sightline.sample.world import NO_DAY, World, days, next_quarter, pick, quarter_start

PUSHES = 3
LATELY = 4
"""Open deals that moved in an odd way in the last week, of each way."""
GATE = 25
SPREAD = 20
"""Days into the quarter after which tidy owners push what is still before scoping, and days over which they do."""
CYCLE = {"Enterprise": 4.85, "Mid-Market": 4.4, "SMB": 3.75}
"""Logarithm of the usual days from creation to close."""


@dataclass(frozen=True)
class Deals:
    """One entry per opportunity in every array; `facts` holds what never changes."""

    facts: pd.DataFrame
    entered: Any
    """Day each stage 0..6 was entered, (n, 7); later than `closed` = never."""
    closed: Any
    outcome: Any
    """Stage order of the outcome: won, lost, unqualified, duplicate."""
    close_dates: Any
    """Expected close date before the first push and after each, (n, PUSHES + 1)."""
    pushed: Any
    """Day of each push, (n, PUSHES)."""
    amounts: Any
    """Amount at first, after scoping, after the quote, and as closed, (n, 4)."""
    back: Any
    """Day on which the deal fell back one stage for three weeks; NaT for most."""
    reopened: Any
    """A deal lost for four weeks before it came back: the day on which it was lost; NaT for nearly all."""

    def __len__(self) -> int:
        return len(self.facts)


def build(world: World, people: People, accounts: Accounts) -> Deals:
    """All opportunities: renewals and first wins of customers, then as many new and expansion deals as asked for."""
    facts = _born(world, people, accounts)
    rng = world.rng("deals")
    count = len(facts)
    created = facts["created_date"].to_numpy("datetime64[D]")
    renewal = (facts["type"] == "renewal").to_numpy()
    first = facts["is_first_win"].to_numpy(dtype=bool)
    cycle = np.exp(facts["segment"].map(CYCLE).to_numpy() + rng.normal(0, 0.45, count)).astype(int) + 10
    closed = created + days(np.where(renewal, 175, cycle))
    late = (rng.random(count) < 0.6) & ~renewal
    quarter_end = next_quarter(quarter_start(closed)) - days(1)
    closed = np.where(late, quarter_end - days(np.floor(rng.exponential(8, count)).astype(int) % 40), closed)
    closed = np.maximum(closed, created + days(7))
    closed = np.where(first, facts["first_win_on"].to_numpy("datetime64[D]"), closed)

    skill = facts["owner_id"].map(people.reps.set_index("user_id")["sells"]).fillna(0.5).to_numpy()
    win = np.select([renewal, facts["type"] == "new"], [0.88, 0.08 + 0.32 * skill], 0.16 + 0.4 * skill)
    win = np.where(facts["may_win"], win, 0.0)
    draw = rng.random(count)
    outcome = np.select(
        [(draw < win) | first, draw < win + 0.08, draw < win + 0.1], [WON, UNQUALIFIED, DUPLICATE], LOST
    )
    outcome = np.where(renewal & (outcome > LOST), LOST, outcome)
    deals = Deals(
        facts,
        entered=_stages(rng, created, closed, outcome),
        closed=closed,
        outcome=outcome,
        **_expectations(rng, created, closed),
        amounts=_amounts(rng, facts, outcome),
        back=np.where(rng.random(count) < 0.025, created + (closed - created) * 6 // 10, NO_DAY),
        reopened=np.where((rng.random(count) < 0.01) & ~first, created + (closed - created) * 7 // 10, NO_DAY),
    )
    _move_lately(world, deals)
    return deals


def _move_lately(world: World, deals: Deals) -> None:
    """Let a few open deals fall back a stage or change their amount in the last week, as some do in every week."""
    open_now = (deals.closed > world.today) & ~deals.facts["is_deleted"].to_numpy()
    back = np.flatnonzero(open_now & (deals.entered[:, 3] < world.ago(7)) & (deals.entered[:, 6] > world.today))
    deals.back[back[:: max(len(back) // LATELY, 1)]] = world.ago(3)
    quoted = open_now & (deals.entered[:, 4] <= world.today) & (deals.entered[:, 5] > world.today)
    quoted &= (deals.amounts[:, 1] > 150_000) & (deals.entered[:, 3] < world.ago(7))
    rows = np.flatnonzero(quoted)[:LATELY]
    deals.entered[rows, 4] = world.ago(4)
    deals.amounts[rows, 2:] = np.round(deals.amounts[rows, 1:2] * 1.4, -2)


def _born(world: World, people: People, accounts: Accounts) -> pd.DataFrame:
    """What never changes of each deal: account, owner spans, type, creation."""
    rng = world.rng("born")
    frame = accounts.frame[accounts.frame["role_played"] != "just_created"]
    customers = frame[frame["type"] == "customer"]
    since = customers["customer_since"].to_numpy("datetime64[D]")
    parts = [
        pd.DataFrame({"account_id": frame.loc[frame["customer_since"].notna(), "account_id"], "type": "new"}).assign(
            first_win_on=frame["customer_since"], is_first_win=True,
            created_date=lambda part: part["first_win_on"] - pd.to_timedelta(rng.integers(40, 200, len(part)), "D"),
        )
    ]  # fmt: skip
    due = customers["renewal_date"].to_numpy("datetime64[D]")
    for years in range(4):
        on = due - days(365 * years)
        made = on - days(175)
        keep = (on - since >= days(300)) & (made <= world.today - days(2)) & (made > world.ago(world.size.history_days))
        part = pd.DataFrame({"account_id": customers["account_id"], "type": "renewal", "created_date": made})[keep]
        parts.append(part.assign(is_first_win=False))
    newly = accounts.frame[accounts.frame["role_played"].isin(["just_created", "key_this_month", "became_key_this"])]
    parts.append(
        pd.DataFrame({"account_id": newly["account_id"], "type": "new", "is_first_win": False}).assign(
            created_date=newly["key_since"] + pd.to_timedelta(rng.integers(1, 4, len(newly)), unit="D")
        )
    )
    rest = max(world.size.opportunities - sum(len(part) for part in parts), len(frame))
    weight = np.sqrt(frame["potential_usd"].to_numpy()) * np.where(frame["type"] == "partner", 0.0, 1.0)
    weight = weight * np.where(frame["is_key_account"], 1.3, 1.0)
    picked = frame.iloc[rng.choice(len(frame), size=rest, p=weight / weight.sum())]
    born = world.ago(np.floor(world.size.history_days * rng.random(rest) ** 1.15).astype(int))
    born = np.maximum(born, picked["created_date"].to_numpy("datetime64[D]"))
    was_customer = picked["customer_since"].to_numpy("datetime64[D]") <= born
    parts.append(
        pd.DataFrame(
            {
                "account_id": picked["account_id"], "type": np.where(was_customer, "expansion", "new"),
                "created_date": born, "is_first_win": False,
            }
        )
    )  # fmt: skip
    facts = pd.concat(parts, ignore_index=True)
    facts["is_first_win"] = facts["is_first_win"].astype(bool)
    order = np.lexsort((facts["account_id"], facts["created_date"]))
    facts = facts.iloc[order].reset_index(drop=True)
    facts["opportunity_id"] = [f"OPP-{i + 1:06}" for i in range(len(facts))]
    keep_columns = ["account_id", "account_name", "owner_id", "previous_owner", "changed_on", "segment", "currency",
                    "potential_usd", "customer_since", "is_key_account"]  # fmt: skip
    facts = facts.merge(accounts.frame[keep_columns], on="account_id", how="left", validate="many_to_one")
    facts["owner_id"] = facts["owner_id"].fillna(people.reps["manager_id"].iloc[0])
    tidy = facts["owner_id"].map(people.reps.set_index("user_id")["cleans"]).fillna(0.5)
    facts["is_tidy"] = rng.random(len(facts)) < tidy
    facts["temper"] = rng.choice(3, size=len(facts), p=[0.3, 0.5, 0.2])
    for name, chance in (("is_hasty", 0.02), ("is_omitted", 0.05), ("is_undated", 0.015), ("is_deleted", 0.006)):
        facts[name] = rng.random(len(facts)) < chance
    facts["may_win"] = (facts["type"] != "new") | facts["is_first_win"]
    return facts


def _stages(rng: np.random.Generator, created: Any, closed: Any, outcome: Any) -> Any:
    """Days on which stages were entered; lost deals stop on the way, some start in a later stage."""
    count = len(created)
    steps = np.sort(rng.random((count, 6)), axis=1) * rng.uniform(0.75, 0.98, (count, 1))
    span = (closed - created).astype(int)
    entered = created[:, None] + days(np.floor(np.hstack([np.zeros((count, 1)), steps]) * span[:, None]))
    jump = rng.random(count)
    entered[:, 1] = np.where(jump < 0.75, created, entered[:, 1])
    for stage in (2, 3):
        entered[:, stage] = np.where(jump < 0.05 / (stage - 1), created, entered[:, stage])
    entered[:, 2] = np.minimum(entered[:, 2], entered[:, 3])
    reach = np.where(outcome == WON, 6, np.floor(rng.beta(1.4, 1.6, count) * 7).astype(int))
    reach = np.where(outcome >= UNQUALIFIED, np.minimum(reach, 1), reach)
    never = closed + days(5000)
    return np.where(np.arange(7)[None, :] <= np.maximum(reach, 0)[:, None], entered, never[:, None])


def _expectations(rng: np.random.Generator, created: Any, closed: Any) -> dict[str, Any]:
    """Close dates as people expected them: too early at first, pushed near the day, sometimes only after it."""
    count = len(created)
    some = rng.random((count, PUSHES)) < np.array([0.55, 0.36, 0.2])
    delay = np.where(some, rng.integers(12, 75, (count, PUSHES)), 0)
    pulled = (rng.random(count) < 0.06) & ~some[:, 2]
    delay[:, 2] = np.where(pulled, -rng.integers(10, 60, count), delay[:, 2])
    expected = np.empty((count, PUSHES + 1), dtype="datetime64[D]")
    expected[:, PUSHES] = closed
    for place in range(PUSHES - 1, -1, -1):
        expected[:, place] = expected[:, place + 1] - days(delay[:, place])
    expected = np.maximum(expected, created[:, None] + days(5))
    forgot = rng.random((count, PUSHES)) < 0.24
    slack = np.where(forgot, rng.integers(1, 16, (count, PUSHES)), -rng.integers(0, 12, (count, PUSHES)))
    pushed = np.maximum(expected[:, :-1] + days(slack), created[:, None] + days(2))
    pushed = np.minimum(np.maximum.accumulate(pushed, axis=1), closed[:, None] - days(1))
    return {"close_dates": expected, "pushed": pushed}


def _amounts(rng: np.random.Generator, facts: pd.DataFrame, outcome: Any) -> Any:
    """Amounts in the account's currency; some are not known at first, few are zero late, lost renewals are negative."""
    count = len(facts)
    usd = facts["potential_usd"].to_numpy()
    share = facts["type"].map({"renewal": 0.4, "new": 0.7, "expansion": 0.45}).to_numpy()
    base = np.round(usd * share * np.exp(rng.normal(-0.1, 0.5, count)) + 900, -2)
    factor = np.exp(rng.normal(0, 0.22, (count, 2)))
    factor[rng.random((count, 2)) < 0.5] = 1.0
    quote = np.round(base * factor.prod(axis=1), -2)
    amounts = np.stack([base, np.round(base * factor[:, 0], -2), quote, quote], axis=1)
    amounts[rng.random(count) < 0.07, 0] = np.nan
    amounts[rng.random(count) < 0.008, 1:] = 0.0
    blank = rng.random(count) < 0.006
    amounts[blank & (outcome != WON)] = np.nan
    churn = (facts["type"] == "renewal").to_numpy() & (outcome == LOST) & (rng.random(count) < 0.5)
    amounts[churn, 3] = -np.abs(base[churn])
    return amounts


def state_at(deals: Deals, rows: Any, day: Any) -> dict[str, Any]:
    """How the deals in `rows` stood at the end of `day`: stage, category, amount, close date, owner, next step."""
    facts = deals.facts
    closed, outcome = deals.closed[rows], deals.outcome[rows]
    is_closed = closed <= day
    stage = np.maximum((deals.entered[rows] <= day).sum(axis=1) - 1, 0)
    back = deals.back[rows]
    fell = (back <= day) & (day < back + days(21)) & (stage >= 2)
    quoted = stage
    stage = stage - fell
    lost = deals.reopened[rows]
    away = (lost <= day) & (day < lost + days(28)) & ~is_closed
    stage = np.where(is_closed, outcome, np.where(away, LOST, stage))
    step = (deals.pushed[rows] <= day).sum(axis=1)
    close_date = np.where(is_closed, closed, deals.close_dates[rows, step])
    close_date = np.where(away, lost, close_date)
    early = facts["is_tidy"].to_numpy()[rows] & (stage < 2) & ~is_closed & ~away
    close_date = np.where(early, np.maximum(close_date, _not_before(close_date, day, rows)), close_date)
    undated = facts["is_undated"].to_numpy()[rows] & (quoted < 3) & ~is_closed
    amount = deals.amounts[rows, np.select([is_closed, quoted >= 4, quoted >= 2], [3, 2, 1], 0)]
    change = facts["changed_on"].to_numpy("datetime64[D]")[rows]
    before = np.minimum(closed, day) < change
    return {
        "stage_order": stage,
        "stage": STAGE_NAMES[stage],
        "forecast_category": _category(facts, rows, stage, close_date, day),
        "amount": amount,
        "close_date": np.where(undated, NO_DAY, close_date),
        "owner_id": np.where(before, *(facts[c].to_numpy(object)[rows] for c in ("previous_owner", "owner_id"))),
        "is_closed": stage >= WON,
        "is_won": stage == WON,
        "next_step": pick(stage < WON, np.array(NEXT_STEPS, dtype=object)[np.minimum(stage, 6)]),
    }  # fmt: skip


def _not_before(close_date: Any, day: Any, rows: Any) -> Any:
    """Where a tidy owner moves a deal still at the start as the quarter's first month ends; not all on one day."""
    following = next_quarter(quarter_start(day - days(GATE + rows % SPREAD)))
    return following + (close_date - quarter_start(close_date))


_TABLE = np.array(
    [
        ["pipeline"] * 3, ["pipeline"] * 3, ["pipeline", "pipeline", "best_case"],
        ["pipeline", "best_case", "best_case"],
        ["best_case", "best_case", "most_likely"], ["best_case", "most_likely", "commit"],
        ["most_likely", "commit", "commit"], ["closed"] * 3, ["omitted"] * 3, ["omitted"] * 3, ["omitted"] * 3,
    ],
    dtype=object,
)  # fmt: skip


def _category(facts: pd.DataFrame, rows: Any, stage: Any, close_date: Any, day: Any) -> Any:
    """Forecast category by stage and temper; tidy owners lift or push what closes this quarter, others leave it."""
    temper = facts["temper"].to_numpy()[rows]
    result = _TABLE[stage, temper]
    soon = (quarter_start(close_date) == quarter_start(day)) & facts["is_tidy"].to_numpy()[rows]
    month = (np.datetime64(day, "M") - quarter_start(day).astype("datetime64[M]")).astype(int)
    if month >= 1:
        result = np.where(soon & (result == "pipeline") & (stage >= 2), "best_case", result)
    result = np.where(facts["is_hasty"].to_numpy()[rows] & (stage >= 2) & (stage < 5), "commit", result)
    return np.where(facts["is_omitted"].to_numpy()[rows] & (stage < 4), "omitted", result)
