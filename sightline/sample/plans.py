"""The plans: every account plan of two years, and a few success and opportunity plans beside them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import adoption
from sightline.sample.accounts import Accounts
from sightline.sample.people import People
from sightline.sample.world import DAY, NO_DAY, World, between, days, fiscal_year, pick

LINK = "https://plans.example.com/account-plans"


@dataclass(frozen=True)
class Plans:
    """The account_plans export and what the other rooms need to know about each plan."""

    frame: pd.DataFrame
    """One row per plan in order of creation: contract columns, plus `rung` (how far a live plan climbs) and `row`."""

    @property
    def worked_on(self) -> pd.DataFrame:
        """Account plans; success and opportunity plans carry no sections or actions here."""
        return self.frame[self.frame["plan_kind"] == "account"]


def build(world: World, people: People, accounts: Accounts) -> Plans:
    """All plans with their dates, owners and states."""
    rng = world.rng("plans")
    frame = accounts.frame
    rows: list[dict[str, Any]] = []
    for span in adoption.spans(world, people, accounts):
        if span.how != "never":
            rows += _yearly(world, rng, span)
    has_plan = {row["row"] for row in rows}
    rows += _drafts(world, rng, frame, has_plan)
    rows += [_second(world, rng, row) for row in frame.index[frame["role_played"] == "two_plans"]]
    rows += _others(world, rng, frame, world.size.plans - len(rows))
    plans = pd.DataFrame(rows)
    for column in ("created_date", "start_date", "end_date", "closed_on"):
        plans[column] = plans[column].to_numpy("datetime64[D]")
    plans = plans.sort_values(["created_date", "row"], kind="stable", ignore_index=True)
    plans["plan_id"] = [f"PLN-{i + 1:05}" for i in range(len(plans))]
    plans["account_id"] = frame["account_id"].to_numpy()[plans["row"]]
    _describe(world, rng, people, frame, plans)
    _touch(world, rng, people, plans)
    return Plans(plans)


def _yearly(world: World, rng: np.random.Generator, span: adoption.Span) -> list[dict[str, Any]]:
    """One stretch of coverage as plans of a fiscal year each, one following the other without a gap."""
    first, result = span.first, []
    if span.how == "later":
        return [_plan(span.row, "active", world.ago(5), span.first, span.first + days(364))]
    until = span.last if span.last is not None else world.today
    while True:
        year_end = np.datetime64(f"{int(fiscal_year(first))}-01-31")
        if year_end >= until - days(60) or rng.random() < 0.12:
            break
        made = first - days(int(rng.integers(0, 9)))
        status = "closed" if rng.random() < 0.6 else "archived"
        tidied = year_end + days(int(rng.integers(1, 7)))  # closed once the next year's plan stands
        result.append(_plan(span.row, status, made, first, year_end, closed_on=tidied))
        first = year_end + DAY
    made = first - days(int(rng.integers(0, 9)))
    if span.last is None:
        end = max(np.datetime64(f"{int(fiscal_year(world.today))}-01-31"), world.today + days(30))
        ends = end if rng.random() < 0.8 else NO_DAY
        result.append(_plan(span.row, "active", made, first, ends))
    elif span.how == "expired":
        result.append(_plan(span.row, "active", made, first, span.last))
    else:
        status = "closed" if rng.random() < 0.7 else "archived"
        result.append(_plan(span.row, status, made, first, span.last + days(90), closed_on=span.last))
    return result


def _plan(row: int, status: str, created: Any, start: Any, end: Any, **more: Any) -> dict[str, Any]:
    return {
        "row": row, "status": status, "plan_kind": "account", "created_date": created, "start_date": start,
        "end_date": end, "closed_on": NO_DAY, "turned": False,
    } | more  # fmt: skip


def _drafts(world: World, rng: np.random.Generator, frame: pd.DataFrame, has_plan: set[int]) -> list[dict[str, Any]]:
    """Plans begun and not yet active: on a third of the key accounts without one, and on two covered by a parent."""
    bare = frame[frame["is_key_account"] & ~frame["is_deleted"].astype(bool) & ~frame.index.isin(has_plan)]
    skip = bare["role_played"].isin(["waived", "just_created", "below_threshold", "plan_starts_later"])
    chance = np.where(bare["role_played"].eq("child_of_kept"), 0.25, 0.33)
    picked = bare.index[~skip & (rng.random(len(bare)) < chance)]
    return [_plan(row, "draft", world.ago(int(rng.integers(3, 140))), NO_DAY, NO_DAY) for row in picked]


def _second(world: World, rng: np.random.Generator, row: int) -> dict[str, Any]:
    """A second live plan on an account that has one, of the other type."""
    made = world.ago(int(rng.integers(20, 150)))
    return _plan(row, "active", made, made, world.today + days(200), turned=True)


def _others(world: World, rng: np.random.Generator, frame: pd.DataFrame, count: int) -> list[dict[str, Any]]:
    """Plans that adoption does not count: success and opportunity plans, plans on accounts that are not key."""
    key = frame.index[frame["is_key_account"] & (frame["type"] == "customer")].to_numpy()
    plain = frame.index[~frame["is_key_account"] & (frame["type"] != "partner")].to_numpy()
    result = []
    for _ in range(max(count, 10)):
        kind = str(rng.choice(np.array(["success", "opportunity", "account"]), p=[0.4, 0.25, 0.35]))
        row = int(rng.choice(plain if kind == "account" or not len(key) else key))
        made = world.ago(int(rng.integers(20, 640)))
        ended = made + days(int(rng.integers(90, 365)))
        if ended < world.today:
            status = "closed" if rng.random() < 0.5 else "archived"
            plan = _plan(row, status, made, made, ended, closed_on=ended)
        else:
            plan = _plan(row, "active" if rng.random() < 0.85 else "draft", made, made, ended)
        result.append(plan | {"plan_kind": kind})
    return result


def _describe(world: World, rng: np.random.Generator, people: People, frame: pd.DataFrame, plans: pd.DataFrame) -> None:
    """Type, owner, sponsor, link and the other facts of each plan."""
    count = len(plans)
    account = frame.loc[plans["row"]].reset_index(drop=True)
    created = plans["created_date"].to_numpy("datetime64[D]")
    since = account["customer_since"].to_numpy("datetime64[D]")
    expand = since <= created + days(20)
    wrong = (rng.random(count) < 0.06) ^ plans["turned"].to_numpy(dtype=bool)
    plans["plan_type"] = np.where(expand ^ wrong, "expand", "land")
    changed = account["changed_on"].to_numpy("datetime64[D]")
    author = np.where(created < changed, account["previous_owner"], account["owner_id"])
    kept = plans["status"].isin(["draft", "active"]) & (rng.random(count) < 0.6)
    owner = pd.Series(np.where(kept, account["owner_id"], author)).fillna(people.top)
    managers = people.users.set_index("user_id")["manager_id"]
    csm = [people.specialists["CSM"][r][i % len(people.specialists["CSM"][r])] for i, r in enumerate(account["region"])]
    plans["owner_id"] = np.where(plans["plan_kind"] == "success", csm, owner)
    two_above = owner.map(managers).map(managers).fillna(people.top)
    above = np.where(rng.random(count) < 0.85, two_above, people.top)
    plans["exec_sponsor_id"] = pick(rng.random(count) < 0.72, above)
    plans["fiscal_year"] = [f"FY{int(fiscal_year(day)) % 100:02}" for day in created]
    plans["link"] = [f"{LINK}/{plan.lower()}" for plan in plans["plan_id"]]
    plans["is_private"] = (plans["plan_kind"] == "success") & (rng.random(count) < 0.5) | (rng.random(count) < 0.03)
    shared = between(rng, created, np.minimum(created + days(200), world.today))
    plans["shared_with_customer_on"] = np.where((rng.random(count) < 0.4) & (shared > created), shared, NO_DAY)


def _touch(world: World, rng: np.random.Generator, people: People, plans: pd.DataFrame) -> None:
    """How far each live plan climbs (`rung`), and the content and touch dates that put it there."""
    reps = people.reps.set_index("user_id")
    count = len(plans)
    live = (plans["status"] == "active") & (plans["end_date"].isna() | (plans["end_date"] >= pd.Timestamp(world.as_of)))
    live &= plans["start_date"].isna() | (plans["start_date"] <= pd.Timestamp(world.as_of))
    writes = plans["owner_id"].map(reps["writes"]).fillna(0.4).to_numpy()
    acts = plans["owner_id"].map(reps["acts"]).fillna(0.4).to_numpy()
    inspects = plans["owner_id"].map(reps["manager_id"]).map(people.inspects).fillna(0.0).to_numpy()
    created = plans["created_date"].to_numpy("datetime64[D]")
    current = (rng.random(count) < 0.35 + 0.6 * writes) | (created >= world.quarter)
    inspected = current & (rng.random(count) < 1.15 * inspects) & (created < world.ago(20))
    worked = inspected & (rng.random(count) < 0.25 + 0.65 * acts)
    rung = np.select([worked, inspected, current], ["worked", "inspected", "current"], "live")
    plans["rung"] = pick(live, rung)

    closed = plans["closed_on"].to_numpy("datetime64[D]")
    active_until = np.fmin(closed, plans["end_date"].to_numpy("datetime64[D]"))
    latest = np.fmin(active_until, world.ago(1))
    this_quarter = between(rng, np.maximum(world.quarter, created), latest)
    stale = between(rng, np.maximum(created, world.quarter - days(110)), world.quarter - days(3))
    past = between(rng, np.maximum(created, latest - days(80)), latest)
    changed = np.select([~live.to_numpy(), current], [past, this_quarter], stale)
    changed = np.where(worked, between(rng, np.maximum(world.ago(20), created), world.ago(1)), changed)
    changed = np.maximum(np.minimum(changed, world.today), created)
    plans["content_changed_on"] = changed
    touched = np.minimum(changed + days(rng.integers(0, 12, count)), world.today)
    plans["last_updated"] = np.fmax(touched, np.fmin(closed, world.today))
    review = changed + days(rng.integers(60, 100, count))
    plans["next_review_date"] = np.where(live & (rng.random(count) < 0.8), review, NO_DAY)
