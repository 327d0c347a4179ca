"""Quotas, the weekly forecast calls, and territory plans."""

from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.people import People
from sightline.sample.reference import RATES, quarter_label
from sightline.sample.world import NO_DAY, World, days, fiscal_quarter, fiscal_year, next_quarter, quarter_start

QUARTERS_BACK = 8


def quotas(world: World, people: People) -> pd.DataFrame:
    """Quarterly quotas of reps, and of their managers' teams; one rep has none, one has zero, one team has no row."""
    rng = world.rng("quotas")
    reps = people.reps
    base = np.round(np.clip(rng.normal(120_000, 24_000, len(reps)), 48_000, None), -3)
    started = reps["start_date"].to_numpy("datetime64[D]")
    ended = reps["end_date"].to_numpy("datetime64[D]")
    parts = []
    for back in range(QUARTERS_BACK, -3, -1):
        start = np.datetime64(next_quarter(world.quarter, -back), "D")
        season = (0.9, 0.95, 1.0, 1.2)[int(fiscal_quarter(start)) - 1] * (1 + 0.02 * (QUARTERS_BACK - back))
        ramp = np.clip((start - started).astype(int) / 180, 0.25, 1.0)
        there = (started < next_quarter(start)) & (np.isnat(ended) | (ended >= start))
        amount = np.round(base * season * ramp, -3)
        amount[5 % len(amount)] = 0.0
        there &= np.arange(len(reps)) != 11 % len(reps)
        part = pd.DataFrame({"user_id": reps["user_id"], "amount": amount, "ramp_pct": ramp, "region": reps["region"]})
        part["manager_id"], part["vp_id"], part["level"] = reps["manager_id"], reps["vp_id"], "rep"
        part["period_start"] = start
        parts += [part[there], *_teams(part[there], start)]
    frame = pd.concat(parts, ignore_index=True)
    frame["currency"] = np.where(frame["region"].fillna("").str.startswith("EMEA"), "EUR", "USD")
    first = frame["period_start"].to_numpy("datetime64[D]")
    frame["period_end"] = next_quarter(first) - days(1)
    frame["fiscal_label"] = [quarter_label(day) for day in first]
    frame["measure"] = "net_arr"
    result: pd.DataFrame = frame.drop(columns=["region", "manager_id", "vp_id"])
    return result


def _teams(reps: pd.DataFrame, start: Any) -> list[pd.DataFrame]:
    parts = []
    for column, margin in (("manager_id", 0.95), ("vp_id", 0.9)):
        sums = reps.groupby(column, as_index=False).agg(amount=("amount", "sum"), region=("region", "first"))
        if column == "manager_id":
            sums = sums.iloc[:-1]
        sums["amount"] = np.round(sums["amount"] * margin, -3)
        parts.append(sums.rename(columns={column: "user_id"}).assign(level="team", period_start=start, ramp_pct=np.nan))
    return parts


def submissions(world: World, people: People, snapshots: pd.DataFrame) -> pd.DataFrame:
    """The weekly calls of new and expansion, as quotas are: cumulative, in US dollars; weeks are missing or late."""
    rng = world.rng("submissions")
    start = quarter_start(snapshots["snapshot_date"].to_numpy("datetime64[D]"))
    close = snapshots["close_date"].to_numpy("datetime64[D]")
    due = (quarter_start(close) == start) & ~np.isnat(close) & (snapshots["type"] != "renewal").to_numpy()
    usd = (snapshots["amount"].fillna(0) * snapshots["currency"].map(RATES))[due]
    said = snapshots["forecast_category"][due]
    keys = snapshots.loc[due, ["snapshot_date", "owner_id"]].assign(
        commit=usd.where(said.isin(["commit", "closed"]), 0.0),
        best_case=usd.where(said.isin(["commit", "closed", "best_case", "most_likely"]), 0.0),
    )
    called = keys.groupby(["snapshot_date", "owner_id"], as_index=False)[["commit", "best_case"]].sum()
    reps = people.reps.set_index("user_id")
    called = called[called["owner_id"].isin(reps.index)].rename(columns={"owner_id": "user_id"})
    called["manager_id"] = called["user_id"].map(reps["manager_id"])
    called["vp_id"] = called["user_id"].map(reps["vp_id"])
    levels = [called.assign(submitter_level="rep")]
    for column in ("manager_id", "vp_id"):
        team = called.groupby(["snapshot_date", column], as_index=False)[["commit", "best_case"]].sum()
        levels.append(team.rename(columns={column: "user_id"}).assign(submitter_level="manager"))
    wide = pd.concat(levels, ignore_index=True)
    temper = wide["user_id"].map(reps["optimism"]).fillna(1.02).to_numpy()
    lazy = wide["user_id"].map(1 - reps["cleans"]).fillna(0.3).to_numpy()
    count = len(wide)
    for name, spread in (("commit", 0.08), ("best_case", 0.11)):
        wide[name] = np.round(wide[name] * temper * np.exp(rng.normal(0, spread, count)), -3)
    minutes = np.where(rng.random(count) < 0.07, rng.integers(760, 1_050, count), rng.integers(480, 715, count))
    wide["submitted_at"] = wide["snapshot_date"].to_numpy("datetime64[m]") + minutes.astype("timedelta64[m]")
    wide = wide[rng.random(count) > 0.01 + 0.08 * lazy]
    wide["period_start"] = quarter_start(wide["snapshot_date"].to_numpy("datetime64[D]"))
    long = wide.melt(
        id_vars=["user_id", "period_start", "snapshot_date", "submitter_level", "submitted_at"],
        value_vars=["commit", "best_case"], var_name="category", value_name="amount",
    ).rename(columns={"snapshot_date": "submitted_on"})  # fmt: skip
    long["basis"], long["currency"] = "cumulative", "USD"
    result: pd.DataFrame = long.sort_values(["submitted_on", "user_id", "category"], kind="stable", ignore_index=True)
    return result


def territory_plans(world: World, people: People) -> pd.DataFrame:
    """A territory plan per rep and fiscal year for most, presented in the first and third quarter by fewer."""
    rng = world.rng("territory")
    this_year = int(fiscal_year(world.today))
    parts = []
    for year in (this_year - 2, this_year - 1, this_year):
        first = np.datetime64(f"{year - 1}-02-01")
        reps = people.reps[people.reps["start_date"] < pd.Timestamp(next_quarter(first, 2))]
        some = reps[rng.random(len(reps)) < np.where(reps["plans"] > 0.3, 0.92, 0.55)]
        q1 = first + days(rng.integers(5, 60, len(some)))
        q3 = next_quarter(first, 2) + days(rng.integers(5, 62, len(some)))
        parts.append(
            pd.DataFrame(
                {
                    "user_id": some["user_id"].to_numpy(object), "fiscal_year": year,
                    "presented_q1_on": np.where((rng.random(len(some)) < 0.75) & (q1 <= world.today), q1, NO_DAY),
                    "presented_q3_on": np.where((rng.random(len(some)) < 0.6) & (q3 <= world.today), q3, NO_DAY),
                }
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)
