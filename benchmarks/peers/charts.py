"""Two pictures of an AE's whitespace and two of a quarter's pipeline, asked straight from the marts.

No access rules, no definitions, no words: the least that draws them, so that a peer is never slower than it must be.
It stands on DuckDB alone, since every peer reads it, each in its own environment.
"""

import json
import os
from pathlib import Path
from typing import Any

import duckdb

Figure = dict[str, Any]
_HEIGHT = 420

_CELLS = """
select a.account_name, c.stage_label, min(c.display_order) as place, count(*) as cells,
    count(*) filter (where c.state = 'ours') as ours
from marts.whitespace_cells as c join marts.accounts as a using (account_id)
where a.owner_id = $owner
group by a.account_name, c.stage_label
order by a.account_name, place
"""
_STATES = """
select c.stage_label, c.state, count(*) as cells, min(c.display_order) as place
from marts.whitespace_cells as c join marts.accounts as a using (account_id)
where a.owner_id = $owner
group by c.stage_label, c.state
order by place
"""
_STEPS = """
with span as (
    select min(snapshot_on) as first_on, max(snapshot_on) as last_on
    from marts.snapshot_days where snapshot_on >= (select max(snapshot_on) from marts.snapshot_days) - interval 7 day
),
before as (
    select s.* from marts.opportunity_snapshots as s join span on s.snapshot_on = span.first_on
    where s.owner_id = $owner and not s.is_closed and not s.is_deleted
),
after as (
    select s.* from marts.opportunity_snapshots as s join span on s.snapshot_on = span.last_on
    where s.owner_id = $owner and not s.is_closed and not s.is_deleted
)
select case when before.opportunity_id is null then 'new' when after.opportunity_id is null then 'gone'
        when after.amount > before.amount then 'grown' when after.amount < before.amount then 'shrunk'
        else 'same' end as step,
    sum(coalesce(after.amount, 0) - coalesce(before.amount, 0)) as amount
from before full join after using (opportunity_id)
group by step order by step
"""
_WEEKS = """
select s.snapshot_on, s.category, sum(s.amount) as amount
from marts.opportunity_snapshots as s
join reference.calendar as c on c.day_on = s.snapshot_on
where s.owner_id = $owner and not s.is_closed and not s.is_deleted
    and s.close_on between c.quarter_starts_on and c.quarter_ends_on
group by s.snapshot_on, s.category order by s.snapshot_on
"""


def open_warehouse() -> duckdb.DuckDBPyConnection:
    """The version in force of the folder in `SIGHTLINE_WAREHOUSE`, read-only."""
    folder = Path(os.environ["SIGHTLINE_WAREHOUSE"])
    version = json.loads((folder / "current.json").read_text())["version"]
    return duckdb.connect(str(folder / f"{version}.duckdb"), read_only=True)


def owners(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Id by name of everybody who holds accounts."""
    rows = connection.cursor().execute(
        "select person_name, min(person_id) from marts.people where role = 'AE' group by person_name order by 1"
    )
    return dict(rows.fetchall())


def draw(connection: duckdb.DuckDBPyConnection, page: str, owner: str) -> tuple[Figure, Figure]:
    """The two figures of `whitespace` or `pipeline` for one owner."""
    return (_whitespace if page == "whitespace" else _pipeline)(connection, owner)


def _whitespace(connection: duckdb.DuckDBPyConnection, owner: str) -> tuple[Figure, Figure]:
    cells = _rows(connection, _CELLS, owner)
    accounts = list(dict.fromkeys(row[0] for row in cells))[:100]
    stages = list(dict.fromkeys(row[1] for row in sorted(cells, key=lambda row: row[2])))
    share = {(row[0], row[1]): row[4] / row[3] for row in cells}
    heat = {
        "type": "heatmap",
        "x": stages,
        "y": accounts,
        "z": [[share.get((account, stage)) for stage in stages] for account in accounts],
    }
    states = _rows(connection, _STATES, owner)
    return _figure([heat]), _stacked([(stage, state, count) for stage, state, count, _ in states])


def _pipeline(connection: duckdb.DuckDBPyConnection, owner: str) -> tuple[Figure, Figure]:
    steps = _rows(connection, _STEPS, owner)
    fall = {"type": "waterfall", "x": [row[0] for row in steps], "y": [float(row[1] or 0) for row in steps]}
    weeks = _rows(connection, _WEEKS, owner)
    return _figure([fall]), _stacked([(week.isoformat(), kind, float(amount or 0)) for week, kind, amount in weeks])


def _stacked(rows: list[tuple[str, str | None, float]]) -> Figure:
    """Stacked bars of (place, kind, height)."""
    bars = [
        {
            "type": "bar",
            "name": kind or "none",
            "x": [row[0] for row in rows if row[1] == kind],
            "y": [row[2] for row in rows if row[1] == kind],
        }
        for kind in sorted({row[1] for row in rows}, key=str)
    ]
    return _figure(bars, barmode="stack")


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, owner: str) -> list[Any]:
    return connection.cursor().execute(sql, {"owner": owner}).fetchall()


def _figure(data: list[dict[str, Any]], **layout: Any) -> Figure:
    return {"data": data, "layout": {"height": _HEIGHT, "margin": {"t": 20}, **layout}}
