"""One SQLite file of what people wrote, beside the warehouse: entries with author, time and revision, and frozen packs.

Nothing written is ever lost. Every revision is kept; a write that was based on an older revision is kept too, set
aside, and its writer is told by `Conflict` what stands there now. A connection lives as long as one operation, so
threads and processes may write at once; SQLite's write-ahead log and its busy timeout keep them apart.
"""

import datetime as dt
import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline import words

FILE = "notes.sqlite"
_BUSY_SECONDS = 15.0
_STANDING = "select collection, parent, name, body, revision, author_id, author_name, written_at from entries"

_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        create table entries (
            collection text not null, parent text not null, name text not null, revision integer not null,
            body text, author_id text not null, author_name text not null, written_at text not null,
            primary key (collection, parent, name)
        ) without rowid
        """,
        """
        create table revisions (
            id integer primary key, collection text not null, parent text not null, name text not null,
            based_on integer not null, is_set_aside integer not null, body text, author_id text not null,
            author_name text not null, written_at text not null
        )
        """,
        "create index revisions_of_entry on revisions (collection, parent, name, id)",
        """
        create table pack_versions (
            pack_id text not null, version integer not null, head text not null, digest text not null,
            author_id text not null, author_name text not null, saved_at text not null,
            primary key (pack_id, version)
        )
        """,
        """
        create table pack_tables (
            pack_id text not null, version integer not null, name text not null, place integer not null,
            content blob not null, primary key (pack_id, version, name),
            foreign key (pack_id, version) references pack_versions (pack_id, version)
        )
        """,
    ),
)
"""What turns schema version n into n + 1. Only ever add to this list: files of older versions are in use."""


class NotesError(Exception):
    """A notes file that cannot be used; the text says why."""


@dataclass(frozen=True)
class Author:
    """Who wrote an entry."""

    person_id: str
    name: str


@dataclass(frozen=True)
class Place:
    """Where an entry stands: the collection it is of, what it hangs on, and its own name there."""

    collection: str
    parent: str
    name: str


@dataclass(frozen=True)
class Entry:
    """What stands at a place: its content, null once removed, and who wrote it when. Revision 0 was never written."""

    place: Place
    body: dict[str, Any] | None
    revision: int
    author: Author
    written_at: dt.datetime
    is_set_aside: bool = False


class Conflict(Exception):
    """Somebody else wrote in between. `theirs` stands; what was given is kept in the history of the place."""

    def __init__(self, theirs: Entry) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.author.name} changed this at {theirs.written_at:%H:%M} UTC on {words.day(theirs.written_at)}, "
            "after you had opened it. Theirs is saved; yours is shown below it."
        )


class Store:
    """The notes file of one warehouse folder. Opening it makes the file, or brings an older one up to date."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        folder.mkdir(parents=True, exist_ok=True)
        with self.connected():
            pass

    def write(self, place: Place, body: Mapping[str, Any] | None, *, based_on: int, author: Author) -> Entry:
        """Put content at a place, or remove what is there with None; the entry that then stands.

        `based_on` is the revision that the writer had before them, 0 for a new entry. Writing what already stands is
        no conflict. Raises Conflict where another revision stands, after keeping the text that was given.
        """
        text = None if body is None else json.dumps(body, sort_keys=True, ensure_ascii=False)
        now = _now()
        with self.writing() as connection:
            current = _current(connection, place)
            is_stale = (current.revision if current else 0) != based_on
            if current is not None and is_stale and current.body == _content(text):
                return current
            connection.execute(
                "insert into revisions (collection, parent, name, based_on, is_set_aside, body, author_id,"
                " author_name, written_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*_key(place), based_on, is_stale, text, author.person_id, author.name, now),
            )
            if not is_stale:
                connection.execute(
                    "insert or replace into entries values (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*_key(place), based_on + 1, text, author.person_id, author.name, now),
                )
        if is_stale:
            raise Conflict(current or Entry(place, None, 0, author, dt.datetime.fromisoformat(now)))
        return Entry(place, _content(text), based_on + 1, author, dt.datetime.fromisoformat(now))

    def read(self, place: Place) -> Entry | None:
        """What stands at one place; None where nothing was written or it was removed."""
        with self.connected() as connection:
            found = _current(connection, place)
        return found if found is not None and found.body is not None else None

    def entries(self, collection: str, parent: str | None = None) -> list[Entry]:
        """Everything that stands in a collection, or below one parent of it, by parent and name."""
        with self.connected() as connection:
            rows = connection.execute(
                f"{_STANDING} where collection = ? and (? is null or parent = ?) and body is not null"
                " order by parent, name",
                (collection, parent, parent),
            ).fetchall()
        return [_entry(*row) for row in rows]

    def history(self, place: Place) -> list[Entry]:
        """Everything ever written at a place, the newest first, set aside or not."""
        with self.connected() as connection:
            rows = connection.execute(
                "select collection, parent, name, body, based_on + 1, author_id, author_name, written_at, is_set_aside"
                " from revisions where collection = ? and parent = ? and name = ? order by id desc",
                _key(place),
            ).fetchall()
        return [_entry(*row) for row in rows]

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """A connection for one operation. Raises NotesError where the file cannot be used."""
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("pragma foreign_keys = on")
            _migrate(connection)
            yield connection
        except sqlite3.OperationalError as error:
            raise NotesError(f"The notes in {self.path.name} cannot be used just now ({error}). Try again.") from error
        except sqlite3.DatabaseError as error:
            raise NotesError(
                f"{self.path.name} is not a file of notes ({error}). Put the copy you kept back."
            ) from error
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its first statement on, so nobody writes in between."""
        with self.connected() as connection:
            connection.execute("begin immediate")
            try:
                yield connection
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to this version. Raises NotesError for a file that a newer Sightline wrote."""
    if _version(connection) < len(_MIGRATIONS):
        _log_ahead(connection)
        connection.execute("begin immediate")
        for step in _MIGRATIONS[_version(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"pragma user_version = {len(_MIGRATIONS)}")
        connection.execute("commit")
    elif _version(connection) > len(_MIGRATIONS):
        raise NotesError("These notes were written by a newer Sightline. Update this one to read them.")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. The busy timeout does not hold for this one statement, so it is tried again."""
    until = time.monotonic() + _BUSY_SECONDS
    while connection.execute("pragma journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _current(connection: sqlite3.Connection, place: Place) -> Entry | None:
    row = connection.execute(f"{_STANDING} where collection = ? and parent = ? and name = ?", _key(place)).fetchone()
    return None if row is None else _entry(*row)


def _key(place: Place) -> tuple[str, str, str]:
    return place.collection, place.parent, place.name


def _content(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _entry(
    collection: str,
    parent: str,
    name: str,
    body: str | None,
    revision: int,
    author_id: str,
    author_name: str,
    written_at: str,
    is_set_aside: int = 0,
) -> Entry:
    place, author = Place(collection, parent, name), Author(author_id, author_name)
    written = dt.datetime.fromisoformat(written_at)
    return Entry(place, _content(body), revision, author, written, bool(is_set_aside))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
