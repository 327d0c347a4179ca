"""The accounts: who they are, who owned them when, which of them are key, and since when."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import casting, names
from sightline.sample.people import REGIONS, People
from sightline.sample.reference import RATES, RULES
from sightline.sample.world import NO_DAY, World, between, days, pick, shuffled

COUNTRIES = {
    "EMEA North": ("United Kingdom", "Ireland", "Sweden", "Norway", "Netherlands", "Germany"),
    "EMEA South": ("Spain", "Italy", "France", "Portugal"),
    "AMER East": ("United States", "Canada"),
    "AMER West": ("United States",),
    "APAC": ("Australia", "Japan", "Singapore", "India"),
}
EURO = ("Ireland", "Netherlands", "Germany", "Spain", "Italy", "France", "Portugal")
OPEN_PARENT_SHARE = 0.035


@dataclass(frozen=True)
class Accounts:
    """The accounts export, owner spans, and what other rooms ask about an account."""

    frame: pd.DataFrame
    """One row per account: contract columns, plus `role_played`, `arr_usd`, `heads`, `previous_owner`, `changed_on`."""
    owner_history: pd.DataFrame
    """One row per account and span of ownership."""


def build(world: World, people: People) -> Accounts:
    """Accounts with owners, sizes and key status; special cases are cast in `casting`."""
    frame = _firmographics(world, people)
    _commercials(world, frame)
    _rank(world, people, frame)
    _parents(world, frame)
    _key_status(world, frame)
    frame["previous_owner"] = None
    frame["changed_on"] = np.full(len(frame), NO_DAY)
    casting.cast(world, people, frame)
    _forget(world, frame)
    return Accounts(frame, _owner_history(frame))


def _firmographics(world: World, people: People) -> pd.DataFrame:
    size, rng = world.size, world.rng("accounts")
    count = size.accounts
    reps = people.reps
    holders = reps[reps["is_active"] | (reps.index < len(reps) - _gone_for_good(reps))]
    weight = np.where(holders["is_active"], np.where(holders["is_ramping"], 0.45, 1.0), 0.45)
    weight = weight * rng.uniform(0.7, 1.3, len(holders))
    owner_row = rng.choice(len(holders), size=count, p=weight / weight.sum())
    region = holders["region"].to_numpy()[owner_row]
    country = np.array(
        [COUNTRIES[r][int(x * len(COUNTRIES[r]))] for r, x in zip(region, rng.random(count), strict=True)]
    )
    industry = rng.choice(np.array(names.INDUSTRIES), size=count, p=_industry_mix())
    employees = np.round(np.exp(rng.normal(6.9, 1.35, count)) + 20).astype(int)
    segment = np.select([employees >= 2500, employees >= 400], ["Enterprise", "Mid-Market"], "SMB")
    currency = np.select([country == "United Kingdom", np.isin(country, EURO)], ["GBP", "EUR"], "USD")
    revenue = np.round(employees * np.exp(rng.normal(12.0, 0.45, count)), -4)
    return pd.DataFrame(
        {
            "account_id": [f"ACC-{i + 1:05}" for i in range(count)],
            "account_name": names.companies(rng, industry.tolist(), country.tolist()),
            "owner_id": holders["user_id"].to_numpy()[owner_row],
            "segment": segment, "industry": industry, "region": region, "country": country,
            "employees": employees, "annual_revenue": revenue, "currency": currency,
            "created_date": world.ago(rng.integers(200, 3300, count)),
        }
    )  # fmt: skip


def _gone_for_good(reps: pd.DataFrame) -> int:
    """How many leavers hold nothing any more; the first two leavers' territories are vacant."""
    return max(0, int((~reps["is_active"]).sum()) - 2)


def _industry_mix() -> Any:
    weight = np.array([0.17, 0.15, 0.12, 0.16, 0.07, 0.1, 0.07, 0.06, 0.06, 0.04])
    return weight / weight.sum()


def _commercials(world: World, frame: pd.DataFrame) -> None:
    rng = world.rng("commercials")
    count = len(frame)
    kind = rng.choice(np.array(["customer", "prospect", "former", "partner"]), size=count, p=[0.46, 0.46, 0.05, 0.03])
    lift = frame["industry"].map({"Technology": 0.35, "Financial Services": 0.3, "Public Sector": -0.2}).fillna(0.0)
    usd = np.exp(5.3 + 0.78 * np.log(frame["employees"]) + lift + rng.normal(0, 0.65, count))
    rate = frame["currency"].map(RATES).to_numpy()
    is_customer = kind == "customer"
    frame["type"] = kind
    frame["potential_usd"] = usd
    frame["arr"] = np.where(is_customer, np.round(usd / rate, -2), np.where(kind == "former", 0.0, np.nan))
    frame["arr_usd"] = np.where(is_customer, np.round(usd / rate, -2) * rate, 0.0)
    created = frame["created_date"].to_numpy("datetime64[D]")
    since = between(rng, created + days(60), np.minimum(created + days(700), world.ago(4)), count)
    frame["customer_since"] = np.where(np.isin(kind, ["customer", "former"]), since, NO_DAY)
    renewal = world.today + days(rng.integers(-10, 360, count))
    frame["renewal_date"] = np.where(is_customer, renewal, NO_DAY)
    score = np.clip(np.round(rng.normal(68, 17, count)), 5, 99)
    told = np.clip(score + rng.normal(0, 18, count), 0, 100)
    has_health = is_customer & (rng.random(count) < 0.85)
    frame["health_score"] = np.where(has_health, score, np.nan)
    frame["health"] = pick(
        is_customer & (rng.random(count) < 0.8), np.select([told >= 75, told >= 50], ["good", "neutral"], "poor"), None
    )
    frame["health_updated"] = np.where(frame["health"].notna(), world.ago(rng.integers(3, 260, count)), NO_DAY)
    frame["health_score_updated"] = np.where(has_health, world.ago(rng.integers(0, 8, count)), NO_DAY)
    frame["last_activity_date"] = np.where(
        rng.random(count) < 0.93, world.ago(np.floor(rng.exponential(38, count)).astype(int)), NO_DAY
    )


def _rank(world: World, people: People, frame: pd.DataFrame) -> None:
    """Rank 1 for each rep's largest accounts, as many as the region's rule lets in; then 2, then 3."""
    wanted = people.reps.set_index("user_id")["key_weight"] * world.size.key_accounts
    target = wanted.round().astype(int)
    nobody = people.active_reps["user_id"].iloc[-1]
    target[nobody] = 0
    order = frame["potential_usd"].where(frame["type"] != "partner", 0.0)
    place = order.groupby(frame["owner_id"]).rank(method="first", ascending=False)
    limit = frame["owner_id"].map(target.to_dict()).to_numpy()
    frame["account_rank"] = np.select([place <= limit, place <= limit + 6], [1, 2], 3)
    small = (frame["account_rank"] == 3) & (world.rng("rank").random(len(frame)) < 0.15)
    frame["account_rank"] = frame["account_rank"].where(~small).astype("Int64")


def _parents(world: World, frame: Any) -> None:
    """Groups of companies: a parent with one to four subsidiaries, a few of them with subsidiaries of their own."""
    rng = world.rng("parents")
    count = len(frame)
    frame["parent_id"] = None
    tops = frame.index[frame["account_rank"].fillna(3) == 1].to_numpy()
    tops = shuffled(rng, tops)[: max(4, round(count * OPEN_PARENT_SHARE))]
    others = shuffled(rng, np.setdiff1d(np.arange(count), tops))
    sizes = rng.integers(1, 5, len(tops))
    used = 0
    for top, wanted in zip(tops.tolist(), sizes.tolist(), strict=True):
        children = others[used : used + wanted]
        used += wanted
        frame.loc[children, "parent_id"] = frame.at[top, "account_id"]
        if wanted == 4:
            frame.loc[children[-1], "parent_id"] = frame.at[children[0], "account_id"]
    parent = dict(zip(frame["account_id"], frame["parent_id"], strict=True))
    frame["ultimate_parent_id"] = [_root(parent, account) for account in frame["account_id"]]


def _root(parent: dict[str, str | None], account: str) -> str:
    above = parent[account]
    return account if above is None else _root(parent, above)


def _key_status(world: World, frame: pd.DataFrame) -> None:
    """`is_key_account` and `key_since` as the region's rule has them today."""
    rng = world.rng("key")
    key = is_key_by_rule(frame)
    created = frame["created_date"].to_numpy("datetime64[D]")
    created = np.where(key & (created > world.ago(900)), created - days(900), created)  # older than any of their plans
    frame["created_date"] = created
    long_ago = between(rng, created, np.maximum(created, world.ago(760)), len(frame))
    lately = between(rng, np.maximum(created, world.ago(740)), world.ago(190), len(frame))
    since = np.where(rng.random(len(frame)) < 0.25, np.maximum(lately, created), long_ago)
    frame["is_key_account"] = key
    frame["key_since"] = np.where(key, since, NO_DAY)
    for name in ("is_deleted", "merged_into_id", "plan_waiver_reason"):
        frame[name] = None
    frame["is_deleted"] = False
    frame["plan_waived_until"] = np.full(len(frame), NO_DAY)


def is_key_by_rule(frame: pd.DataFrame) -> Any:
    """Which accounts today's rule of their region makes key; without a rule: rank 1, which the CRM flag repeats."""
    key = np.zeros(len(frame), dtype=bool)
    rank = frame["account_rank"].fillna(3).to_numpy()
    for region in REGIONS:
        rule = RULES.get(region, {})
        hit = rank <= rule.get("rank_max", 0)
        if rule.get("named_list", True):
            hit = hit | (rank == 1)
        if "min_arr" in rule:
            hit = hit | (frame["arr_usd"].to_numpy() >= rule["min_arr"])
        if "min_employees" in rule:
            hit = hit | (frame["employees"].to_numpy() >= rule["min_employees"])
        key |= (frame["region"] == region).to_numpy() & hit & (frame["type"] != "partner").to_numpy()
    return key


def _forget(world: World, frame: pd.DataFrame) -> None:
    """What nobody typed into the CRM: an industry here, a head count there; `heads` keeps the truth."""
    rng = world.rng("forget")
    count = len(frame)
    frame["heads"] = frame["employees"]
    frame["industry"] = frame["industry"].where(rng.random(count) > 0.05)
    unknown = (rng.random(count) < 0.06) & (frame["employees"] < 30_000)
    frame["employees"] = frame["employees"].astype("Int64").mask(unknown)
    unknown_too = rng.random(count) < np.where(unknown, 0.7, 0.08)
    frame["annual_revenue"] = frame["annual_revenue"].mask(unknown_too)


def _owner_history(frame: pd.DataFrame) -> pd.DataFrame:
    """One span for every account, two where it changed hands."""
    owned = frame[frame["owner_id"].notna()]
    changed = owned["changed_on"].notna()
    start = owned["created_date"].to_numpy("datetime64[D]")
    change = owned["changed_on"].to_numpy("datetime64[D]")
    before = pd.DataFrame(
        {
            "account_id": owned["account_id"], "owner_id": owned["previous_owner"],
            "from_date": start, "to_date": change - days(1),
        }
    )[changed.to_numpy()]  # fmt: skip
    now = pd.DataFrame(
        {
            "account_id": owned["account_id"], "owner_id": owned["owner_id"],
            "from_date": np.where(changed, change, start), "to_date": np.full(len(owned), NO_DAY),
        }
    )  # fmt: skip
    spans = pd.concat([before, now], ignore_index=True)
    return spans.sort_values(["account_id", "from_date"], kind="stable", ignore_index=True)
