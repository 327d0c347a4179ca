"""Waterfall and weekly trend for a VP, beside pandas doing the same work, and over ten times the snapshots."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks.measure import Result, median_ms
from sightline import queries
from sightline.settings import Settings, read_settings
from sightline.warehouse import versions

WATERFALL_MS, TREND_MS, GROWTH = 150.0, 100.0, 4.0

_SHAPE = "opportunity_id, owner_id, amount, close_on, is_eligible, is_closed, created_on"
_ENDED = "opportunity_id, owner_id, amount, close_on, true as is_closed, is_won, created_on, ended_on"
_GROWN = ("snapshot_days", "present_owners", "snapshots_elsewhere", "snapshot_changes", "pipeline_cube")


def measure(out: Path, scratch: Path) -> list[Result]:
    """Medians at the size given against their goals and against pandas, and the same over ten times the rows."""
    settings = read_settings()
    warehouse = versions.open_version(out, versions.current(out), settings)
    connection, viewer = warehouse.connection, _vp(warehouse.connection)
    waterfall, trend = _ask(connection, "pipeline_waterfall", viewer), _ask(connection, "pipeline_trend", viewer)
    plain_waterfall, plain_trend = _in_pandas(connection, viewer)
    results = [
        Result("waterfall for a VP", f"{waterfall:.0f} ms", "goal", waterfall, WATERFALL_MS, "ms"),
        Result(
            "waterfall for a VP",
            f"{waterfall:.0f} ms",
            f"pandas {plain_waterfall:.0f} ms",
            waterfall / plain_waterfall,
            1,
        ),
        Result("category by week for a VP", f"{trend:.0f} ms", "goal", trend, TREND_MS, "ms"),
        Result("category by week for a VP", f"{trend:.0f} ms", f"pandas {plain_trend:.0f} ms", trend / plain_trend, 1),
    ]
    connection.close()
    grown = ten_times(warehouse.path, scratch / "ten_times.duckdb", settings)
    big_waterfall, big_trend = _ask(grown, "pipeline_waterfall", viewer), _ask(grown, "pipeline_trend", viewer)
    grown.close()
    return [
        *results,
        Result(
            "waterfall, ten times",
            f"{big_waterfall:.0f} ms",
            f"once {waterfall:.0f} ms",
            big_waterfall / waterfall,
            GROWTH,
        ),
        Result("category by week, ten times", f"{big_trend:.0f} ms", f"once {trend:.0f} ms", big_trend / trend, GROWTH),
    ]


def ten_times(source: Path, target: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    """A copy with each deal and owner ten times over, seen by whoever sees the first, and its marts built again."""
    shutil.copy(source, target)
    connection = duckdb.connect(str(target))
    connection.execute("set ieee_floating_point_ops = false; set search_path = 'marts,staging,reference'")
    connection.execute(f"set threads = {settings.threads}; set memory_limit = '{settings.memory_limit}'")
    connection.execute(
        "alter table marts.opportunity_snapshots rename to once;"
        "create table marts.opportunity_snapshots as"
        " select once.* replace (opportunity_id || copy as opportunity_id, owner_id || copy as owner_id)"
        " from marts.once cross join (select case when n = 0 then '' else '-' || n end as copy from range(10) as t(n))"
        " order by snapshot_on;"
        "drop table marts.once;"
        "insert into marts.subtree_access select viewer_id, person_id || '-' || n, until_on"
        " from marts.subtree_access cross join range(1, 10) as t(n)"
    )
    for name in _GROWN:
        connection.execute(f"create or replace table marts.{name} as {queries.layer('marts')[name].sql}")
    connection.execute("checkpoint")
    return connection


def _vp(connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute(
        "select person_id from marts.people where levels_below = 2 order by people_below desc, person_id limit 1"
    ).fetchall()
    return str(found[0][0])


def _ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str) -> float:
    return median_ms(lambda: queries.run(connection, name, viewer=viewer, today=dt.date.today()))


def _in_pandas(connection: duckdb.DuckDBPyConnection, viewer: str) -> tuple[float, float]:
    """Milliseconds for the same two answers from frames that are in memory already."""
    asked = queries.run(connection, "pipeline_asked", viewer=viewer, today=dt.date.today()).iloc[0]
    team = connection.execute("select person_id from marts.reports where manager_id = ?", [viewer]).fetchall()
    below = {person for (person,) in team}
    day = f"select {_SHAPE} from marts.opportunity_snapshots where snapshot_on = $day and not is_deleted"
    before, after = (connection.execute(day, {"day": on}).df() for on in (asked.compare_on, asked.as_of_on))
    ended = connection.execute(f"select {_ENDED} from marts.closed_opportunities where not is_future").df()
    weeks = connection.execute(
        "select s.snapshot_on, s.owner_id, s.category, cast(s.amount as double) as amount, s.is_closed, s.is_eligible"
        " from marts.opportunity_snapshots as s"
        " join reference.calendar as c on c.day_on = s.close_on"
        " where s.snapshot_on between c.quarter_starts_on and c.quarter_ends_on"
    ).df()
    span = (asked.quarter_starts_on, asked.quarter_ends_on)
    days = (asked.compare_on, asked.booked_on)
    first: Callable[[], object] = lambda: _waterfall(before, after, ended, below, span, days)  # noqa: E731
    second: Callable[[], object] = lambda: _weeks(weeks, ended, below)  # noqa: E731
    return median_ms(first, times=7), median_ms(second, times=7)


def _waterfall(
    before: pd.DataFrame,
    after: pd.DataFrame,
    ended: pd.DataFrame,
    below: set[str],
    span: tuple[pd.Timestamp, pd.Timestamp],
    days: tuple[pd.Timestamp, pd.Timestamp],
) -> pd.DataFrame:
    since, until = days
    gone = ended[(ended["ended_on"] > since) & (ended["ended_on"] <= until)]
    still_open = after[~after["is_closed"] & ~after["opportunity_id"].isin(gone["opportunity_id"])]
    after = pd.concat([still_open, gone])
    both = before.merge(after, on="opportunity_id", how="outer", suffixes=("_0", "_1"))
    for side in "01":
        scoped = both[f"owner_id_{side}"].isin(below)
        inside = both[f"close_on_{side}"].between(*span)
        is_open = both[f"is_closed_{side}"].eq(False)
        both[f"scoped_{side}"], both[f"inside_{side}"] = scoped, inside
        both[f"in_{side}"] = scoped & inside & is_open & both[f"is_eligible_{side}"].eq(True)
    won = both["scoped_1"] & both["inside_1"] & both["is_won"].eq(True)
    step = np.select(
        [
            both["in_0"] & both["in_1"],
            both["in_0"] & both["owner_id_1"].isna(),
            both["in_0"] & ~both["scoped_1"],
            won,
            both["in_0"] & both["is_closed_1"].eq(True),
            both["in_0"] & (both["close_on_1"].isna() | (both["close_on_1"] > span[1])),
            both["in_0"] & (both["close_on_1"] < span[0]),
            both["in_0"],
            both["in_1"] & both["owner_id_0"].isna() & (both["created_on_1"] > since),
            both["in_1"] & both["owner_id_0"].isna(),
            both["in_1"] & ~both["scoped_0"],
            both["in_1"] & (both["close_on_0"] > span[1]),
            both["in_1"],
        ],
        ["stays", "missing", "transferred out", "won", "lost", "pushed out", "pulled out", "omitted", "new",
         "backfilled", "transferred in", "pulled in", "other in"],
        "none",
    )  # fmt: skip
    return both.assign(step=step).groupby("step")[["amount_0", "amount_1"]].agg(["sum", "size"])


def _weeks(weeks: pd.DataFrame, ended: pd.DataFrame, below: set[str]) -> pd.DataFrame:
    mine = weeks[weeks["owner_id"].isin(below) & ~weeks["is_closed"] & weeks["is_eligible"]]
    booked = ended[ended["owner_id"].isin(below) & ended["is_won"]].groupby("close_on")["amount"].sum().cumsum()
    return mine.groupby(["snapshot_on", "category"])["amount"].sum().unstack().join(booked, how="outer")
