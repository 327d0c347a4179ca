"""Which account of the provider is whose, and which sign-ins were ended: one SQLite file beside the notes.

A person's first sign-in binds the provider's account, issuer and subject, to them. Whoever is given their address
later, and signs in with another account, is turned away until an operator releases the binding.
"""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.access.claims import Refused

FILE = "sign_ins.sqlite"
_KEPT_SECONDS = 40 * 24 * 3600
"""A cookie lives for thirty days; a sign-in that ended is remembered for longer than that."""

_TABLES = """
create table if not exists bindings (
    person_id text primary key, issuer text not null, subject text not null, bound_at real not null,
    unique (issuer, subject)
);
create table if not exists sign_ins (
    sign_in text primary key, person_id text not null, began_at real not null, ended_at real
);
"""


class Logins:
    """The file of one warehouse folder. A connection lives as long as one operation."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._read_at: tuple[int, int] | None = None
        self._ended: frozenset[str] = frozenset()

    def begin(self, sign_in: str, person_id: str, issuer: str, subject: str) -> bool:
        """Note a sign-in and whose account it is; whether it is a new one. Raises Refused for another's account."""
        with self._open() as connection:
            mine = connection.execute("select issuer, subject from bindings where person_id = ?", [person_id])
            bound = mine.fetchone()
            theirs = connection.execute(
                "select person_id from bindings where issuer = ? and subject = ?", [issuer, subject]
            ).fetchone()
            if (bound and bound != (issuer, subject)) or (theirs and theirs[0] != person_id):
                raise Refused(
                    "other_subject",
                    "Sightline knows your e-mail address with another account of the provider. If it became yours, "
                    "ask whoever looks after Sightline to release it.",
                )
            now = time.time()
            if not bound:
                connection.execute("insert into bindings values (?, ?, ?, ?)", [person_id, issuer, subject, now])
            connection.execute("delete from sign_ins where began_at < ?", [now - _KEPT_SECONDS])
            added = connection.execute(
                "insert or ignore into sign_ins values (?, ?, ?, null)", [sign_in, person_id, now]
            )
            return added.rowcount == 1

    def end(self, person_id: str) -> None:
        """End every sign-in of a person, in every browser."""
        with self._open() as connection:
            connection.execute(
                "update sign_ins set ended_at = ? where person_id = ? and ended_at is null", [time.time(), person_id]
            )

    def is_ended(self, sign_in: str) -> bool:
        """Whether a sign-in was ended; the file is read only when it changed."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return False
        at = found.st_mtime_ns, found.st_size
        is_settled = time.time() - found.st_mtime > 1  # two writes within one tick of the file system look alike
        if at != self._read_at or not is_settled:
            with self._open() as connection:
                ended = connection.execute("select sign_in from sign_ins where ended_at is not null").fetchall()
            self._ended, self._read_at = frozenset(one for (one,) in ended), at
        return sign_in in self._ended

    def release(self, person_id: str) -> bool:
        """Forget which account is this person's, and end their sign-ins; whether there was one."""
        self.end(person_id)
        with self._open() as connection:
            return connection.execute("delete from bindings where person_id = ?", [person_id]).rowcount == 1

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=15, isolation_level=None)
        try:
            connection.executescript(_TABLES)
            connection.execute("begin immediate")
            yield connection
            connection.execute("commit")
        finally:
            connection.close()


def name_of(issuer: str, subject: str, *once: object) -> str:
    """The name of one sign-in: the provider's account, and what it made for this one alone (its nonce and times)."""
    return hashlib.sha256(repr((issuer, subject, once)).encode()).hexdigest()
