"""Whitespace: buying centres, who holds which lifecycle stage in each, and what customers pay us per product."""

from typing import Any

import numpy as np
import pandas as pd

from sightline.sample import names
from sightline.sample.accounts import Accounts
from sightline.sample.people import People
from sightline.sample.phrases import DISLIKES, LIKES, OUTCOMES
from sightline.sample.reference import LIFECYCLE, PRODUCT_IDS
from sightline.sample.world import NO_DAY, World, days, next_quarter, pick, quarter_start

STATES = np.array(["owned", "partial", "competitor", "open_source", "in_house", "none", "not_applicable", "unknown"])
OWNED, PARTIAL, COMPETITOR, OPEN_SOURCE, IN_HOUSE, NONE, NOT_APPLICABLE, UNKNOWN = range(8)
OURS_BY_STAGE = np.array([0.5, 0.75, 0.7, 0.35, 0.4, 0.3, 0.15, 0.2, 0.12])
"""How likely a customer's buying centre runs each stage with us."""
CELLS_PER_CENTRE = 7.9
"""Of nine, as many as somebody mapped, the rest are missing rows."""


def buying_centres(world: World, accounts: Accounts) -> pd.DataFrame:
    """One to four lines of business per key account, and of other accounts as many as the cells asked for need."""
    rng = world.rng("centres")
    frame = accounts.frame
    key = frame["is_key_account"].to_numpy(dtype=bool)
    wanted = np.where(key, 1 + rng.binomial(3, 0.45, len(frame)), 0)
    rest = max(world.size.whitespace_cells / CELLS_PER_CENTRE - wanted.sum(), 0)
    likely = np.where(key | (frame["type"] == "partner"), 0.0, np.where(frame["type"] == "customer", 1.0, 0.35))
    extra = rng.poisson(rest * likely / likely.sum())
    wanted = np.where(key, wanted, np.minimum(extra, len(names.UNITS)))
    row = np.repeat(np.arange(len(frame)), wanted)
    place = np.arange(len(row)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    start = rng.integers(0, len(names.UNITS), len(frame))[row]
    ids = np.array([f"BC-{i + 1:06}" for i in range(len(row))], dtype=object)
    users = np.round(frame["heads"].to_numpy()[row] * rng.uniform(0.02, 0.15, len(row))).astype(int)
    return pd.DataFrame(
        {
            "buying_centre_id": ids,
            "account_id": frame["account_id"].to_numpy(object)[row],
            "name": np.array(names.UNITS, dtype=object)[(start + place) % len(names.UNITS)],
            "parent_id": np.where((place >= 2) & (rng.random(len(row)) < 0.5), ids[np.arange(len(row)) - place], None),
            "addressable_users": pd.array(np.maximum(users, 3)).astype("Int64"),
        }
    )


def cells(world: World, people: People, accounts: Accounts, centres: pd.DataFrame, deals: pd.DataFrame) -> pd.DataFrame:
    """whitespace_cells: every centre × stage that somebody mapped, and older versions of cells that moved."""
    rng = world.rng("cells")
    frame = accounts.frame.set_index("account_id")
    skill = frame["owner_id"].map(people.reps.set_index("user_id")["writes"]).fillna(0.35).to_numpy()
    level = np.clip(np.round(rng.normal(0.3 + 3.8 * skill, 1.1)), 0, 4).astype(int)
    row = np.repeat(frame.index.get_indexer(pd.Index(centres["account_id"])), len(LIFECYCLE))
    count = len(row)
    stage = np.tile(np.arange(len(LIFECYCLE)), len(centres))
    depth = level[row]
    state = _states(rng, frame, row, stage, depth)
    competitor = state == COMPETITOR
    usd = frame["potential_usd"].to_numpy()[row] * rng.uniform(0.04, 0.22, count)
    age = np.where(rng.random(count) < 0.12, rng.integers(366, 620, count), rng.integers(4, 360, count))
    known = state != UNKNOWN
    valued = np.isin(state, [COMPETITOR, OPEN_SOURCE, IN_HOUSE, NONE]) & (rng.random(count) < 0.75)
    renewal = world.today + days(rng.integers(-70, 560, count))
    told = competitor & ((depth >= 3) | (rng.random(count) < 0.55))
    customer = (frame["type"] == "customer").to_numpy()[row]
    liked = known & customer & competitor
    vendor = np.array(names.VENDORS, dtype=object)[np.minimum(rng.geometric(0.28, count) - 1 + stage // 4, 9)]
    table = pd.DataFrame(
        {
            "account_id": frame.index.to_numpy(object)[row],
            "buying_centre_id": np.repeat(centres["buying_centre_id"].to_numpy(object), len(LIFECYCLE)),
            "stage_id": np.array(LIFECYCLE, dtype=object)[stage],
            "as_of_date": world.ago(age), "updated_date": world.ago(age), "state": STATES[state],
            "vendor": _pick(state, vendor),
            "annual_spend": np.where(competitor & (rng.random(count) < 0.7), np.round(usd * 0.8, -2), np.nan),
            "contract_renewal_date": np.where(told, renewal, NO_DAY),
            "potential": np.where(valued, np.round(usd, -2), np.nan),
            "currency": frame["currency"].to_numpy(object)[row],
            "satisfaction": _sometimes(rng, competitor, 0.6, ["good", "neutral", "poor"]),
            "likes": _sometimes(rng, liked, 0.45, LIKES), "dislikes": _sometimes(rng, liked, 0.55, DISLIKES),
            "confidence": _sometimes(rng, known, 0.85, ["confirmed", "estimated"]),
            "driver": _sometimes(rng, known, 0.4, ["accelerate", "reduce_cost", "mitigate_risk", "other"]),
            "desired_outcome": _sometimes(rng, known, 0.25, OUTCOMES),
            "source": _sometimes(rng, known, 0.5, ["customer", "SA", "CSM", "partner", "public tender"]),
            "updated_by": pick(rng.random(count) < 0.8, frame["owner_id"].to_numpy(object)[row]),
            "opportunity_id": None, "product_id": None,
        }
    )  # fmt: skip
    _link_deals(rng, table, deals)
    mapped = (rng.random(count) > np.where(depth <= 1, 0.3, 0.03)) & ~((depth == 0) & (rng.random(count) < 0.5))
    moved = _moved(world, rng, table, depth, mapped)
    order = ["account_id", "buying_centre_id", "stage_id", "as_of_date"]
    result: pd.DataFrame = pd.concat([table[mapped], moved]).sort_values(order, kind="stable", ignore_index=True)
    return result


def _states(rng: np.random.Generator, frame: pd.DataFrame, row: Any, stage: Any, depth: Any) -> Any:
    """Who holds each cell: us at customers, else rivals, free tools, own scripts or nobody; level 0 knows nothing."""
    count = len(row)
    customer = (frame["type"] == "customer").to_numpy()[row]
    ours = customer & (rng.random(count) < OURS_BY_STAGE[stage])
    others = rng.choice(
        np.array([COMPETITOR, OPEN_SOURCE, IN_HOUSE, NONE, NOT_APPLICABLE]),
        size=count,
        p=[0.42, 0.16, 0.14, 0.22, 0.06],
    )
    state = np.where(ours, np.where(rng.random(count) < 0.2, PARTIAL, OWNED), others)
    blind = np.array([1.0, 0.72, 0.2, 0.12, 0.08])[depth]
    return np.where(rng.random(count) < blind, UNKNOWN, state)


def _pick(state: Any, vendor: Any) -> Any:
    result = pick(state == COMPETITOR, vendor)
    for code, name in ((OWNED, "us"), (PARTIAL, "us"), (OPEN_SOURCE, "open source"), (IN_HOUSE, "in-house scripts")):
        result = pick(state == code, name, result)
    return result


def _sometimes(rng: np.random.Generator, where: Any, chance: float, values: Any) -> Any:
    """One of `values` in a share of the cells, nothing elsewhere."""
    chosen = rng.choice(np.array(values, dtype=object), size=len(where))
    return pick(where & (rng.random(len(where)) < chance), chosen)


def _link_deals(rng: np.random.Generator, table: pd.DataFrame, deals: pd.DataFrame) -> None:
    """Some open deals name the cell that they pursue; the others are the orphans of S78."""
    some = deals[~deals["is_closed"].astype(bool) & (deals["type"] != "renewal") & ~deals["is_deleted"]]
    some = some[rng.random(len(some)) < 0.5].drop_duplicates("account_id")
    open_cells = table[table["state"].isin(["competitor", "none", "in_house"])].drop_duplicates("account_id")
    linked = open_cells["account_id"].map(some.set_index("account_id")["opportunity_id"]).dropna()
    table.loc[linked.index, "opportunity_id"] = linked
    stale = table.index[table["state"].isin(["competitor", "none"]) & (rng.random(len(table)) < 0.004)]
    closed = (
        deals[deals["is_closed"].astype(bool)].drop_duplicates("account_id").set_index("account_id")["opportunity_id"]
    )
    past = table.loc[stale, "account_id"].map(closed).dropna()
    table.loc[past.index, "opportunity_id"] = past


def _moved(world: World, rng: np.random.Generator, table: pd.DataFrame, depth: Any, mapped: Any) -> pd.DataFrame:
    """The earlier state of cells that moved within two quarters (level 4), and of some that only grew older."""
    known = mapped & (table["state"] != "unknown").to_numpy()
    at_top = table.index[known & (depth >= 4)]
    picked = table.loc[at_top].drop_duplicates("account_id").index
    fresh = world.ago(rng.integers(8, 150, len(picked)))
    table.loc[picked, "as_of_date"] = fresh
    table.loc[picked, "updated_date"] = fresh
    older = table.loc[picked].copy()
    older["state"] = np.where(older["state"] == "competitor", "none", "competitor")
    older["vendor"] = pick(older["state"] == "competitor", names.VENDORS[0])
    same = table.loc[table.index[known & (rng.random(len(table)) < 0.01)].difference(picked)].copy()
    earlier: pd.DataFrame = pd.concat([older, same])
    past = earlier["as_of_date"].to_numpy("datetime64[D]") - days(rng.integers(190, 300, len(earlier)))
    earlier["as_of_date"], earlier["updated_date"], earlier["opportunity_id"] = past, past, None
    return earlier


def product_revenue(world: World, accounts: Accounts, deals: pd.DataFrame) -> pd.DataFrame:
    """ARR per customer, product and quarter start; the newest quarter adds up to its ARR. Bookings per quarter."""
    rng = world.rng("revenue")
    customers = accounts.frame[accounts.frame["type"] == "customer"]
    count = len(customers)
    main = rng.choice(3, size=count, p=[0.25, 0.4, 0.35])
    addon = np.where(rng.random(count) < 0.4, rng.integers(3, 9, count), -1)
    share = np.where(addon >= 0, rng.uniform(0.6, 0.9, count), 1.0)
    growth = rng.uniform(0.96, 1.09, count)
    arr = customers["arr"].to_numpy()
    since = customers["customer_since"].to_numpy("datetime64[D]")
    parts = []
    for back in range(9):
        start = np.datetime64(next_quarter(world.quarter, -back), "D")
        here = (since <= start) | (back == 0)
        level = np.round(arr / growth**back, -2)
        major = np.round(level * share, -2)
        for product, revenue, has in ((main, major, here), (addon, level - major, here & (addon >= 0))):
            parts.append(
                pd.DataFrame(
                    {
                        "account_id": customers["account_id"].to_numpy(object)[has], "period_start": start,
                        "product_id": PRODUCT_IDS[product[has]], "revenue": revenue[has], "revenue_type": "arr",
                        "currency": customers["currency"].to_numpy(object)[has],
                    }
                )
            )  # fmt: skip
    won = deals[deals["is_won"].astype(bool) & deals["product_ids"].notna() & ~deals["is_deleted"]]
    won = won[won["close_date"] > pd.Timestamp(world.ago(730))]
    bookings = pd.DataFrame(
        {
            "account_id": won["account_id"], "product_id": won["product_ids"].str.split(";").str[0],
            "period_start": quarter_start(won["close_date"].to_numpy("datetime64[D]")),
            "revenue": won["amount"], "currency": won["currency"],
        }
    )  # fmt: skip
    keys = ["account_id", "product_id", "period_start", "currency"]
    bookings = bookings.groupby(keys, as_index=False)["revenue"].sum().assign(revenue_type="bookings")
    both = pd.concat([*parts, bookings], ignore_index=True)
    order = ["account_id", "period_start", "revenue_type", "product_id"]
    result: pd.DataFrame = both.sort_values(order, kind="stable", ignore_index=True)
    return result
