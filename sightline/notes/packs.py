"""QBR packs: frozen versions of their tables, kept as Parquet. The same tables saved again are the same version."""

import dataclasses
import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.notes.sight import Sight
from sightline.notes.store import Author, Store

_VERSIONS = "select head, version, digest, author_id, author_name, saved_at from pack_versions"


class NotYours(Exception):
    """A pack that does not exist or that the viewer may not see; which of the two is not said."""

    def __init__(self) -> None:
        super().__init__("There is no such pack within your part of the company.")


@dataclass(frozen=True)
class Head:
    """What identifies a frozen pack, and what else is worth knowing of it without opening its tables.

    `scope_person` is whose part of the company it covers and `seen_as` through whose eyes its rows were asked; both
    must be within a viewer's sight. `moved_slides` are the slides with a number that moved since the version before by
    more than a note bears, `changes` what moved as (number, old, new) in words; `facts` is the pack's own.
    """

    pack_id: str
    scope_person: str
    seen_as: str
    quarter: str
    as_of: dt.date
    compare_to: dt.date | None
    moved_slides: tuple[str, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """One frozen version of a pack."""

    head: Head
    version: int
    digest: str
    author: Author
    saved_at: dt.datetime


def save_pack(store: Store, sight: Sight, head: Head, tables: Mapping[str, pa.Table]) -> Version:
    """Freeze the tables as the next version of their pack; the latest one where nothing differs from it.

    Raises NotYours outside the viewer's sight.
    """
    _require(sight, head)
    contents = {name: _parquet(table) for name, table in tables.items()}
    digest = hashlib.sha256(b"".join(name.encode() + b"\0" + content for name, content in contents.items())).hexdigest()
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    with store.writing() as connection:
        latest = connection.execute(
            f"{_VERSIONS} where pack_id = ? order by version desc limit 1",
            (head.pack_id,),
        ).fetchone()
        if latest is not None:
            _require(sight, _head(latest[0]))
            if latest[2] == digest:
                return _version(*latest)
        version = (latest[1] if latest else 0) + 1
        row = (_as_json(head), version, digest, sight.viewer.person_id, sight.viewer.name, now)
        connection.execute(
            "insert into pack_versions (pack_id, head, version, digest, author_id, author_name, saved_at)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (head.pack_id, *row),
        )
        connection.executemany(
            "insert into pack_tables values (?, ?, ?, ?, ?)",
            [(head.pack_id, version, name, place, content) for place, (name, content) in enumerate(contents.items())],
        )
    return _version(*row)


def pack_versions(store: Store, sight: Sight, pack_id: str | None = None) -> list[Version]:
    """Every version of a pack, or of every pack in the viewer's sight, the newest first."""
    with store.connected() as connection:
        rows = connection.execute(
            f"{_VERSIONS} where ? is null or pack_id = ? order by saved_at desc, version desc",
            (pack_id, pack_id),
        ).fetchall()
    return [found for found in (_version(*row) for row in rows) if _may_see(sight, found.head)]


def packs(store: Store, sight: Sight) -> list[Version]:
    """The latest version of every pack in the viewer's sight, the newest first."""
    latest: dict[str, Version] = {}
    for found in pack_versions(store, sight):
        latest.setdefault(found.head.pack_id, found)
    return list(latest.values())


def open_pack(
    store: Store, sight: Sight, pack_id: str, version: int | None = None
) -> tuple[Version, dict[str, pa.Table]]:
    """One version with its tables in the order they were saved, the latest by default. Raises NotYours."""
    found = next((v for v in pack_versions(store, sight, pack_id) if version in (None, v.version)), None)
    if found is None:
        raise NotYours
    with store.connected() as connection:
        rows = connection.execute(
            "select name, content from pack_tables where pack_id = ? and version = ? order by place",
            (pack_id, found.version),
        ).fetchall()
    return found, {name: pq.read_table(io.BytesIO(content)) for name, content in rows}


def seen(store: Store, sight: Sight, pack_id: str) -> Sequence[Version]:
    """The versions of a pack, the newest first; at least one. Raises NotYours."""
    versions = pack_versions(store, sight, pack_id)
    if not versions:
        raise NotYours
    return versions


def _may_see(sight: Sight, head: Head) -> bool:
    return sight.covers(head.scope_person) and sight.covers(head.seen_as)


def _require(sight: Sight, head: Head) -> None:
    if not _may_see(sight, head):
        raise NotYours


def _parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _as_json(head: Head) -> str:
    return json.dumps(dataclasses.asdict(head), default=str, sort_keys=True, ensure_ascii=False)


def _head(text: str) -> Head:
    given = json.loads(text)
    compare_to = given["compare_to"]
    return Head(
        **{
            **given,
            "as_of": dt.date.fromisoformat(given["as_of"]),
            "compare_to": dt.date.fromisoformat(compare_to) if compare_to else None,
            "moved_slides": tuple(given["moved_slides"]),
            "changes": tuple(tuple(change) for change in given["changes"]),
        }
    )


def _version(head: str, version: int, digest: str, author_id: str, author_name: str, saved_at: str) -> Version:
    return Version(_head(head), version, digest, Author(author_id, author_name), dt.datetime.fromisoformat(saved_at))
