"""What ten times the company costs: each page at the server, its memory, and the two questions that read weeks.

Both companies are served side by side and asked in turn, in states of the filters that nobody has asked for before.
"""

import asyncio
import datetime as dt
import shutil
import statistics
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import duckdb

from benchmarks import people, servers, wire
from benchmarks.measure import Result, median_ms
from benchmarks.memory import rss_mib
from sightline import menu, queries
from sightline.address import name_of
from sightline.settings import ROOT, Settings, read_settings
from sightline.warehouse import versions

GOAL_PAGE, GOAL_MEMORY, GOAL_DIRECT = 1.3, 1.5, 0.05
_FROM_SNAPSHOTS = ("snapshot_days", "present_owners", "snapshots_elsewhere", "snapshot_changes", "pipeline_cube")
"""Marts made of the weekly snapshots, in the order they are built."""

_DIRECT = {
    "pipeline_waterfall": """
        with before as (
            select * from read_parquet($file) where snapshot_on = $week_before and owner_id in $below and not is_deleted
        ),
        after as (
            select * from read_parquet($file) where snapshot_on = $newest and owner_id in $below and not is_deleted
        )
        select case when b.opportunity_id is null then 'new' when a.opportunity_id is null then 'gone'
                when a.close_on > b.close_on then 'pushed' when a.amount > b.amount then 'grown'
                when a.amount < b.amount then 'shrunk' else 'same' end as step,
            count(*) as deals, sum(a.amount) as amount, sum(b.amount) as amount_before
        from before as b full join after as a using (opportunity_id) group by step""",
    "pipeline_trend": """
        select snapshot_on, category, count(*) as deals, sum(amount) as amount from read_parquet($file)
        where owner_id in $below and not is_closed and not is_deleted and close_on between $newest and $until
            and snapshot_on <= $newest
        group by snapshot_on, category""",
}


def pages(small: Path, large: Path, rounds: int) -> list[Result]:
    """Server time of a new choice on each page, and the server's memory after all of them, in two companies."""
    with ExitStack() as stack:
        at = [stack.enter_context(servers.streamlit(ROOT / "app.py", warehouse)) for warehouse in (small, large)]
        spent = asyncio.run(_in_turn([address for address, _ in at], [small, large], rounds))
        memory = [rss_mib(process.pid) for _, process in at]
    told = []
    for page in dict.fromkeys(page for page, _ in spent):
        before, after = (statistics.median(spent[page, which]) for which in (0, 1))
        told.append(
            Result(
                f"P5 new choice on {page}", f"ten times: {after:.0f} ms", f"{before:.0f} ms", after / before, GOAL_PAGE
            )
        )
    grown = f"{memory[1]:.0f} MiB", f"{memory[0]:.0f} MiB"
    return [
        *told,
        Result("P10 memory of the server, ten times the company", *grown, memory[1] / memory[0], GOAL_MEMORY),
    ]


async def _in_turn(addresses: list[str], warehouses: list[Path], rounds: int) -> dict[tuple[str, int], list[float]]:
    names = [name_of(path) for path in menu.TITLES]
    spent: dict[tuple[str, int], list[float]] = {}
    viewers = [people.viewers(warehouse, 1)["VP"][0] for warehouse in warehouses]
    async with AsyncExitStack() as stack:
        sessions = [await stack.enter_async_context(wire.session(address)) for address in addresses]
        walks = {(page, which): people.walk(viewers[which].choices(page)) for page in names for which in (0, 1)}
        for turn in range(rounds + 1):
            for page in names:
                for which in (0, 1):
                    state = next(walks[page, which], {})
                    given = {name: value for name, (value, _) in state.items()}
                    ms = await sessions[which].rerun_ms(page, viewer=viewers[which].person, **given)
                    if turn:  # the first round imports and reads from the disk
                        spent.setdefault((page, which), []).append(ms)
    return spent


def snapshots(warehouse: Path, scratch: Path, times: int) -> list[Result]:
    """Waterfall and trend of a VP over so many times the snapshots, against plain SQL over them as Parquet."""
    settings = read_settings()
    viewer = people.viewers(warehouse, 1)["VP"][0].person
    grown = repeated(warehouse / f"{versions.current(warehouse)}.duckdb", scratch / "repeated.duckdb", settings, times)
    parquet = scratch / "snapshots.parquet"
    grown.execute(
        f"copy (select * from marts.opportunity_snapshots order by snapshot_on) to '{parquet}' (format parquet)"
    )
    rows = grown.execute("select count(*) from marts.opportunity_snapshots").fetchall()[0][0]
    days = grown.execute(
        "select max(snapshot_on), max(snapshot_on) - 7, max(snapshot_on) + 91 from marts.snapshot_days"
    ).fetchall()[0]
    below = [person for (person,) in grown.execute(
        "select person_id from marts.subtree_access where viewer_id = ?", [viewer]).fetchall()]  # fmt: skip
    given = {"file": str(parquet), "newest": days[0], "week_before": days[1], "until": days[2], "below": below}
    told = []
    for name, sql in _DIRECT.items():
        ours = median_ms(lambda name=name: queries.run(grown, name, viewer=viewer, today=dt.date.today()), 7)  # type: ignore[misc]
        bound = {key: value for key, value in given.items() if f"${key}" in sql}
        direct = median_ms(lambda sql=sql, bound=bound: grown.cursor().execute(sql, bound).fetchall(), 5)  # type: ignore[misc]
        what = f"P5 {name}, {rows / 1e6:.0f}M snapshot rows"
        told.append(Result(what, f"{ours:.0f} ms", f"over Parquet {direct:.0f} ms", ours / direct, GOAL_DIRECT))
    grown.close()
    for file in (scratch / "repeated.duckdb", parquet):
        file.unlink()
    return told


def repeated(source: Path, target: Path, settings: Settings, times: int) -> duckdb.DuckDBPyConnection:
    """A copy with each deal and owner so many times over, seen by whoever sees the first, and its marts built again."""
    shutil.copy(source, target)
    connection = duckdb.connect(str(target))
    connection.execute("set ieee_floating_point_ops = false; set search_path = 'marts,staging,reference'")
    connection.execute(f"set threads = {settings.threads}; set memory_limit = '{settings.memory_limit}'")
    connection.execute(
        "alter table marts.opportunity_snapshots rename to once;"
        "create table marts.opportunity_snapshots as"
        " select once.* replace (opportunity_id || copy as opportunity_id, owner_id || copy as owner_id)"
        " from marts.once cross join"
        f" (select case when n = 0 then '' else '-' || n end as copy from range({times}) as t(n));"
        "drop table marts.once;"
        "insert into marts.subtree_access select viewer_id, person_id || '-' || n, until_on"
        f" from marts.subtree_access cross join range(1, {times}) as t(n)"
    )
    for name in _FROM_SNAPSHOTS:
        connection.execute(f"create or replace table marts.{name} as {queries.layer('marts')[name].sql}")
    connection.execute("checkpoint")
    return connection
