"""Entries of the history: Parquet files named after the checksum of their bytes, written once and never changed.

An entry holds all rows of a table as they were on a day, or how they differ from those of another entry; neither knows
its day, so a day that is equal to another takes no room.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.opening.land import literal
from sightline.warehouse.build import BuildError
from sightline.warehouse.history.manifest import Piece
from sightline.warehouse.seal import sha256, sync

FOLDER = "history"
_HALF = ".building.entry"
"""What is written first, and tidied up when a load ends meanwhile."""


@dataclass(frozen=True)
class State:
    """What is kept of a table with every load: some of its columns, and the key that tells its rows apart."""

    table: str
    columns: Sequence[str]

    @property
    def key(self) -> Sequence[str]:
        """The key of the contract."""
        return EXPORTS[self.table].key

    @property
    def shape(self) -> Mapping[str, str]:
        """The engine's type of each column."""
        return {name: EXPORTS[self.table].columns[name].sql_type for name in self.columns}


STATES = {
    state.table: state
    for state in (
        State(
            "opportunities",
            [name for name in EXPORTS["opportunities"].columns if name in EXPORTS["opportunity_snapshots"].columns],
        ),
        State("accounts", ("account_id", "owner_id")),
        State("forecast_submissions", tuple(EXPORTS["forecast_submissions"].columns)),
        State("whitespace_cells", tuple(EXPORTS["whitespace_cells"].columns)),
    )
}
"""Tables that tell only today in most companies. Of a deal what a snapshot says is kept, of an account its owner.

Plans and contacts are not kept: what their exports say of a past day are dates of their own, which a day of loading
would only blur.
"""


def path_of(out: Path, entry: str) -> Path:
    """Where an entry lies."""
    return out / FOLDER / f"{entry}.parquet"


def keep(
    connection: duckdb.DuckDBPyConnection, out: Path, state: State, near: Piece | None, changed_share: float
) -> Piece:
    """Write down what a table holds now: as what differs from a day near it where that is little, else as a whole."""
    cells, key = ", ".join(state.columns), ", ".join(state.key)
    connection.execute(
        f"create or replace temp table kept_now as select {cells} from exports.{state.table} order by {key}"
    )
    [(rows,)] = connection.execute("select count(*) from kept_now").fetchall()
    if near:
        _differences(connection, out, state, near.base)
        [(changed,)] = connection.execute("select count(*) from kept_change").fetchall()
        if not changed:
            return Piece(near.base, None, rows)
        if changed <= rows * changed_share:
            return Piece(near.base, _write(connection, out, f"from kept_change order by {key}, is_gone"), rows)
    return Piece(_write(connection, out, f"from kept_now order by {key}"), None, rows)


@dataclass(frozen=True)
class Past:
    """What a table held on some days: a temporary table with `day_on` and the columns that are kept.

    `others` counts the rows that were not wanted.
    """

    name: str
    others: int


def read(
    connection: duckdb.DuckDBPyConnection, out: Path, state: State, pieces: Mapping[date, Piece], wanted: str = "true"
) -> Past:
    """What a table held on some days, of the rows that are wanted: a condition on them, or on the key of `past_rows`.

    `past_rows` are all rows of all entries, which are far fewer than those of all days. Raises BuildError where an
    entry is not what was kept, or there are other rows than were counted then.
    """
    name = f"past_{state.table}"
    bases, changes = {piece.base for piece in pieces.values()}, {piece.change for piece in pieces.values()} - {None}
    prove(out, bases | {change for change in changes if change})
    connection.execute("create or replace temp table past_pieces (day_on date, base varchar, change varchar)")
    connection.executemany(
        "insert into past_pieces values (?, ?, ?)", [(day, piece.base, piece.change) for day, piece in pieces.items()]
    )
    connection.execute(
        f"create or replace temp table past_rows as from {_rows_of(connection, out, state, bases | changes)}"
    )
    cells = ", ".join(f"stood.{column}" for column in state.columns)
    same = " and ".join(f"put.{column} is not distinct from stood.{column}" for column in state.key)
    total = _hold_against_what_was_counted(connection, state, pieces, same)
    connection.execute(
        f"""
        create or replace temp table {name} as
        with
        asked as (from past_rows as stood where {wanted})
        select past_pieces.day_on, {cells}
        from past_pieces join asked as stood on stood.entry = past_pieces.base
        where not exists (from past_rows as put where put.entry = past_pieces.change and {same})
        union all
        select past_pieces.day_on, {cells}
        from past_pieces join asked as stood on stood.entry = past_pieces.change
        where not stood.is_gone
        """
    )
    [(told,)] = connection.execute(f"select count(*) from {name}").fetchall()
    return Past(name, total - told)


def _hold_against_what_was_counted(
    connection: duckdb.DuckDBPyConnection, state: State, pieces: Mapping[date, Piece], same: str
) -> int:
    """How many rows entries make of these days. Raises BuildError where on one there were others when it was kept."""
    counted = dict(
        connection.execute(
            f"""
            with
            bases as (select entry, count(*) as n from past_rows group by entry),
            pairs as (select distinct base, change from past_pieces where change is not null),
            changes as (
                select pairs.base, pairs.change,
                    count(*) filter (not put.is_gone) - count(stood.entry) as n
                from pairs
                join past_rows as put on put.entry = pairs.change
                left join past_rows as stood on stood.entry = pairs.base and {same}
                group by pairs.base, pairs.change
            )
            select past_pieces.day_on, coalesce(bases.n, 0) + coalesce(changes.n, 0)
            from past_pieces
            left join bases on bases.entry = past_pieces.base
            left join changes on changes.base = past_pieces.base and changes.change = past_pieces.change
            """
        ).fetchall()
    )
    for day, piece in pieces.items():
        if counted[day] != piece.rows:
            raise BuildError(
                f"History kept {piece.rows:,} rows of {state.table} on {day:%Y-%m-%d} and has {counted[day]:,}."
                " Bring its folder back from a backup, or leave that day out: `history drop`."
            )
    return sum(counted.values())


def prove(out: Path, entries: Iterable[str]) -> None:
    """Raise BuildError where an entry is not there, or not as it was when it was named."""
    for entry in sorted(entries):
        path = path_of(out, entry)
        if not path.is_file() or sha256(path) != entry:
            raise BuildError(
                f"History is damaged: {path} is not what was kept. Bring its folder back from a backup, or leave out"
                " the days that need it: `history list` names them, `history drop` leaves one out."
            )


def _differences(connection: duckdb.DuckDBPyConnection, out: Path, state: State, base: str) -> None:
    """The table `kept_change`: rows that are not in an entry as they are now, and keys of those that are gone."""
    prove(out, {base})
    cells = ", ".join(state.columns)
    gone = ", ".join(
        f"stood.{name}" if name in state.key else f"null::{kind} as {name}" for name, kind in state.shape.items()
    )
    same = " and ".join(f"now.{column} is not distinct from stood.{column}" for column in state.key)
    connection.execute(
        f"""
        create or replace temp table kept_change as
        with
        stood as (from {_rows_of(connection, out, state, {base})})
        select *, false as is_gone from (select {cells} from kept_now except select {cells} from stood)
        union all
        select {gone}, true from stood where not exists (from kept_now as now where {same})
        """
    )


def _rows_of(connection: duckdb.DuckDBPyConnection, out: Path, state: State, entries: Collection[str | None]) -> str:
    """A relation of all rows of some entries: `entry`, the columns, and whether a row `is_gone`.

    A column that an older release did not keep is unknown.
    """
    if not entries:
        cells = ", ".join(f"null::{kind} as {name}" for name, kind in state.shape.items())
        return f"(select null::varchar as entry, {cells}, false as is_gone where false)"
    files = ", ".join(literal(str(path_of(out, entry))) for entry in sorted(filter(None, entries)))
    source = f"read_parquet([{files}], union_by_name = true, filename = true)"
    found = {name for name, *_ in connection.execute(f"describe from {source}").fetchall()}
    cells = ", ".join(
        f"{name}::{kind} as {name}" if name in found else f"null::{kind} as {name}"
        for name, kind in state.shape.items()
    )
    is_gone = "coalesce(is_gone, false)" if "is_gone" in found else "false"
    return f"(select parse_filename(filename, true) as entry, {cells}, {is_gone} as is_gone from {source})"


def _write(connection: duckdb.DuckDBPyConnection, out: Path, rows: str) -> str:
    """The name of an entry with these rows, on the disk before anything names it."""
    half = out / _HALF
    connection.execute(f"copy ({rows}) to {literal(str(half))} (format parquet, compression zstd)")
    return take_in(out, half)


def take_in(out: Path, half: Path) -> str:
    """Give a written file the name of its content; its name."""
    sync(half)
    entry = sha256(half)
    path = path_of(out, entry)
    path.parent.mkdir(exist_ok=True)
    half.replace(path)
    sync(path.parent)
    return entry
