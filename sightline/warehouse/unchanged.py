"""Marts that come out as in the version before, since all that they read holds what it held then: they are copied.

A mart is worked out from tables alone, so the same code over the same rows gives the same rows. Whether rows are the
same is told by the checksums that the seal takes anyway.
"""

import hashlib
import re
from functools import cached_property
from pathlib import Path

import duckdb

from sightline import queries
from sightline.exports.opening.land import literal
from sightline.warehouse.seal import Contents, checked

_GIVEN = ("exports", "intake", "reference")
"""The schemas of what a load is given, none of it worked out."""


class Unchanged:
    """What the marts of one build are made of, and which of them can be taken from the version before.

    `before` is the file of that version, made by the same code, and `was_made_of` what this told of it then. `held` is
    what each table that was read holds.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, before: Path | None, was_made_of: dict[str, str]) -> None:
        self.connection = connection
        self.made_of: dict[str, str] = {}
        self.held: Contents = {}
        self._was_made_of = was_made_of if before else {}
        if self._was_made_of:
            connection.execute(f"attach {literal(str(before))} as before (read_only)")

    def take_over(self, query: queries.Query) -> bool:
        """Copy a mart where it would come out as before; those it reads must be there."""
        self.made_of[query.name] = self._made_of(query)
        if self._was_made_of.get(query.name) != self.made_of[query.name]:
            return False
        mart = f"marts.{query.name}"
        self.connection.execute(f"create table {mart} as from before.{mart}")
        return True

    def let_go(self) -> None:
        """Let go of the version before."""
        if self._was_made_of:
            self.connection.execute("detach before")

    def _made_of(self, query: queries.Query) -> str:
        """A checksum of the tables that a mart reads, through staging views too, by name, rows and content."""
        read: set[str] = set()
        for schema, name in queries.relations(query.sql):
            if schema:
                read.add(f"{schema}.{name}")
            elif name in queries.layer("staging"):
                read |= self._staged(name)
            else:
                read.add(f"{'marts' if name in queries.layer('marts') else 'reference'}.{name}")
        self.held = checked(self.connection, sorted(read), self.held)
        told = repr([(table, self.held[table]) for table in sorted(read)])
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @cached_property
    def _reference(self) -> set[str]:
        found = self.connection.execute("select table_name from duckdb_tables() where schema_name = 'reference'")
        return {name for (name,) in found.fetchall()}

    def _staged(self, view: str) -> set[str]:
        """The tables whose names stand in a staging view, of the views that it reads too; one too many does no harm."""
        sql = queries.layer("staging")[view].sql
        words = set(re.findall(r"\w+", sql)) - {view}
        named = {f"{schema}.{table}" for schema, table in re.findall(rf"\b({'|'.join(_GIVEN)})\.(\w+)", sql)}
        named |= {f"reference.{table}" for table in words & self._reference}
        return named.union(*(self._staged(other) for other in words & queries.layer("staging").keys()))
