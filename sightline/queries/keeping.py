"""What the questions of one person share, worked out once and kept in memory beside the warehouse, which is read-only.

A page asks ten questions that stand on the same nouns and steps. Planned into each of them, the shared part cost more
than the answers. Here a noun is kept per viewer and day, a step per viewer, day and the filters that it heeds.
"""

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import duckdb

from sightline.queries.layers import layer
from sightline.queries.row_rules import ACCESS
from sightline.queries.statements import Statement, bound_names, compose, in_front, over, reads, relations

_SHELVES = itertools.count(1)
"""A process opens a file once, however often it connects to it, so each shelf needs a name of its own."""

Values = Mapping[str, Any]
Execute = Callable[[Statement, Values], duckdb.DuckDBPyConnection]


REACH = Statement(
    """
select
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today),
    (select count(*) from marts.subtree_access where viewer_id = $viewer and until_on >= $today)
    / greatest((select count(*) from marts.people), 1)
""",
    frozenset({"viewer", "today"}),
)


_EMPTY = 2_000
"""Rows that an empty table counts for; measured, one of forty columns takes as much memory as so many."""


class _Board:
    """The tables of one kind, read longest ago first, and what they take in memory, in rows."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.rows = 0
        self.kept: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()

    def place(self, key: tuple[Any, ...], table: str) -> "_Kept":
        """The table of this key, a new one where there is none; from now on it was read last."""
        if key not in self.kept:
            self.kept[key] = _Kept(table, self)
            self.rows += _EMPTY
        self.kept.move_to_end(key)
        return self.kept[key]

    def spare(self) -> list[str]:
        """Take what nobody reads off the board, longest ago first, until little enough is left; their tables."""
        found: list[str] = []
        for key, kept in list(self.kept.items()) if self.rows > self.most_rows else []:
            if not kept.readers:
                self.rows -= _EMPTY + (kept.rows or 0)
                found.append(self.kept.pop(key).table)
                if self.rows <= self.most_rows:
                    break
        return found


@dataclass
class _Kept:
    """One table on the shelf; `rows` is null until it is filled."""

    table: str
    board: _Board
    filling: threading.Lock = field(default_factory=threading.Lock)
    rows: int | None = None
    readers: int = 0


class _Reach(NamedTuple):
    """Whether somebody works here, and the share of all people whose work they see."""

    works_here: bool
    share: float


class Shelf:
    """The tables kept for one opened version; those read longest ago are dropped once there are too many rows.

    A viewer's nouns are read with every click and a step with one choice of filters alone. Had they one room, a few
    clicks' steps would drive everybody's nouns out: with fifty people nine tables a click were dropped and made anew.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, most_rows: int, share_rows: int, most_step_rows: int
    ) -> None:
        """Keep so many rows of nouns and of steps, and of a noun only a share likely to have at most `share_rows`."""
        self.database = f"kept_{next(_SHELVES)}"
        connection.execute(f"attach ':memory:' as {self.database} (read_write)")
        self._connection = connection
        self._share_rows = share_rows
        self._nouns, self._steps = _Board(most_rows), _Board(most_step_rows)
        self._changing = threading.Lock()
        self._numbers = itertools.count()
        self._reaches: dict[tuple[Any, Any], _Reach] = {}
        sizes = connection.execute("select schema_name, table_name, estimated_size from duckdb_tables()").fetchall()
        self._sizes = {(schema, table): rows for schema, table, rows in sizes}

    @contextmanager
    def statement(self, name: str, values: Values, execute: Execute) -> Iterator[Statement]:
        """The statement of a page query over what is kept, none of which is dropped before the block ends."""
        read: list[_Kept] = []
        try:
            if name in shared():
                yield Statement(f"select * from {self._filled(name, values, execute, read).table}", frozenset())
            else:
                yield self._over_kept(name, values, execute, read)
        finally:
            with self._changing:
                for kept in read:
                    kept.readers -= 1
                spare = self._nouns.spare() + self._steps.spare()
            for table in spare:  # no key leads to it any more
                self._connection.cursor().execute(f"drop table if exists {table}")

    def _over_kept(self, name: str, values: Values, execute: Execute, read: list[_Kept]) -> Statement:
        """The statement of a page query over the nouns and steps that it names, kept or with its rule in front."""
        nouns, pages = layer("visible"), layer("pages")
        rules = {part: nouns[part].sql for part in reads(name) if self._is_too_large(part, values, execute)}
        kept = [part for part in reads(name) if part not in rules]
        own = over(pages[name].sql, {part: self._filled(part, values, execute, read).table for part in kept})
        return Statement(in_front(own, rules), bound_names(pages[name].sql).union(*map(bound_names, rules.values())))

    def _filled(self, part: str, values: Values, execute: Execute, read: list[_Kept]) -> _Kept:
        """The table of one of the nouns or steps that a statement names, filled."""
        kept = self._place(part, values, execute)
        read.append(kept)
        with kept.filling:
            if kept.rows is None:
                noun = layer("visible").get(part)
                rule = Statement(noun.sql, bound_names(noun.sql)) if noun else None
                sql, bound = rule or self._over_kept(part, values, execute, read)
                fill = Statement(f"create or replace table {kept.table} as\n{sql}", bound)
                filled = execute(fill, values).fetchone()
                with self._changing:
                    kept.rows = filled[0] if filled else 0
                    kept.board.rows += kept.rows
        return kept

    def _place(self, part: str, values: Values, execute: Execute) -> _Kept:
        """The table of a noun or step for these values, noted as being read."""
        noun = layer("visible").get(part)
        seen_by = {name: _frozen(values[name]) for name in sorted(bound_names(noun.sql if noun else compose(part)))}
        if noun and noun.is_everyones:
            seen_by = {"works_here": self._reach(values, execute).works_here}
        key = (part, *seen_by.items())
        with self._changing:
            board = self._nouns if noun else self._steps
            kept = board.place(key, f"{self.database}.{part}_{next(self._numbers)}")
            kept.readers += 1
            return kept

    def _is_too_large(self, part: str, values: Values, execute: Execute) -> bool:
        """Whether a copy of the viewer's rows would cost more than it spares; by the share of people below them."""
        noun = layer("visible").get(part)
        if not noun or noun.is_everyones:
            return False
        rows = max((self._sizes.get(source, 0) for source in relations(noun.sql) - ACCESS), default=0)
        return rows * self._reach(values, execute).share > self._share_rows

    def _reach(self, values: Values, execute: Execute) -> "_Reach":
        who = (values["viewer"], values["today"])
        if who not in self._reaches:
            found = execute(REACH, values).fetchone()
            self._reaches[who] = _Reach(*found) if found else _Reach(False, 1.0)
        return self._reaches[who]


@cache
def shared() -> frozenset[str]:
    """The page queries that others are built on."""
    pages = layer("pages")
    return frozenset(part for name in pages for part in reads(name) if part in pages)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
