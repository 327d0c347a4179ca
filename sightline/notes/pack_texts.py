"""What people write on a QBR pack: comments on its slides, asks, and commitments.

Comments and asks hang on the pack, not on one of its versions, so they outlive a refresh. Commitments hang on the
person whose quarter it is, so that next quarter's pack finds last quarter's.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sightline.notes.packs import NotYours, Version, seen
from sightline.notes.sight import Sight
from sightline.notes.store import Author, Entry, Place, Store

Status = Literal["open", "kept", "missed", "carried"]


@dataclass(frozen=True, kw_only=True)
class Written:
    """Who wrote something when, and the revision that a change of it is based on."""

    revision: int = 0
    author: Author | None = None
    written_at: dt.datetime | None = None


@dataclass(frozen=True)
class Comment(Written):
    """What somebody made of one slide. `is_stale` says that its number moved after the text was written."""

    slide: str
    text: str = ""
    title: str | None = None
    is_included: bool = True
    is_stale: bool = False
    written_for: int = 0


@dataclass(frozen=True)
class Ask(Written):
    """Something the team needs: what, what it would change, who provides it, by when."""

    ask_id: str
    ask: str
    impact: str = ""
    responsible: str = ""
    due_on: dt.date | None = None
    place: int = 0


@dataclass(frozen=True)
class Commitment(Written):
    """Something promised for a quarter, and what became of it."""

    commitment_id: str
    quarter: str
    text: str
    status: Status = "open"
    place: int = 0


def new_id() -> str:
    """An id for a new ask or commitment."""
    return uuid.uuid4().hex


def comments(store: Store, sight: Sight, pack_id: str) -> dict[str, Comment]:
    """What was written on each slide, by slide. Raises NotYours."""
    versions = seen(store, sight, pack_id)
    return {entry.place.name: _comment(entry, versions) for entry in store.entries("comment", pack_id)}


def write_comment(store: Store, sight: Sight, pack_id: str, comment: Comment, *, still_holds: bool = False) -> Comment:
    """Keep a slide's text, title and whether it is in the pack; `comment.revision` is what it was based on.

    New text counts as written for the latest version, and so does a text of which somebody says that it still holds.
    Otherwise it keeps its day. Raises NotYours, or Conflict where somebody wrote in between.
    """
    versions = seen(store, sight, pack_id)
    place = Place("comment", pack_id, comment.slide)
    before = store.read(place)
    body: dict[str, object] = {"text": comment.text, "title": comment.title, "is_included": comment.is_included}
    is_kept = before is not None and before.body is not None and before.body["text"] == comment.text
    body["written_for"] = comment.written_for if is_kept and not still_holds else versions[0].version
    return _comment(store.write(place, body, based_on=comment.revision, author=sight.viewer), versions)


def asks(store: Store, sight: Sight, pack_id: str) -> list[Ask]:
    """A pack's asks in their order. Raises NotYours."""
    seen(store, sight, pack_id)
    return sorted(map(_ask, store.entries("ask", pack_id)), key=lambda ask: (ask.place, ask.ask_id))


def write_ask(store: Store, sight: Sight, pack_id: str, ask: Ask) -> Ask:
    """Keep one ask. Raises NotYours or Conflict."""
    seen(store, sight, pack_id)
    body = {name: getattr(ask, name) for name in ("ask", "impact", "responsible", "place")}
    body["due_on"] = ask.due_on.isoformat() if ask.due_on else None
    return _ask(store.write(Place("ask", pack_id, ask.ask_id), body, based_on=ask.revision, author=sight.viewer))


def remove_ask(store: Store, sight: Sight, pack_id: str, ask: Ask) -> None:
    """Take one ask out; its history stays. Raises NotYours or Conflict."""
    seen(store, sight, pack_id)
    store.write(Place("ask", pack_id, ask.ask_id), None, based_on=ask.revision, author=sight.viewer)


def commitments(store: Store, sight: Sight, scope_person: str, quarter: str | None = None) -> list[Commitment]:
    """What was promised for a person's part of the company, in one quarter or ever. Raises NotYours."""
    _require_person(sight, scope_person)
    found = [_commitment(entry) for entry in store.entries("commitment", scope_person)]
    chosen = [one for one in found if quarter in (None, one.quarter)]
    return sorted(chosen, key=lambda one: (one.quarter, one.place, one.commitment_id))


def write_commitment(store: Store, sight: Sight, scope_person: str, one: Commitment) -> Commitment:
    """Keep one commitment. Raises NotYours or Conflict."""
    _require_person(sight, scope_person)
    body = {name: getattr(one, name) for name in ("quarter", "text", "status", "place")}
    place = Place("commitment", scope_person, one.commitment_id)
    return _commitment(store.write(place, body, based_on=one.revision, author=sight.viewer))


def remove_commitment(store: Store, sight: Sight, scope_person: str, one: Commitment) -> None:
    """Take one commitment out; its history stays. Raises NotYours or Conflict."""
    _require_person(sight, scope_person)
    place = Place("commitment", scope_person, one.commitment_id)
    store.write(place, None, based_on=one.revision, author=sight.viewer)


def _require_person(sight: Sight, person_id: str) -> None:
    if not sight.covers(person_id):
        raise NotYours


def _comment(entry: Entry, versions: Sequence[Version]) -> Comment:
    body = entry.body or {}
    is_stale = bool(body["text"]) and any(
        found.version > body["written_for"] and entry.place.name in found.head.moved_slides for found in versions
    )
    return Comment(entry.place.name, **body, is_stale=is_stale, **_written(entry))


def _ask(entry: Entry) -> Ask:
    body = dict(entry.body or {})
    due = body.pop("due_on")
    return Ask(entry.place.name, **body, due_on=dt.date.fromisoformat(due) if due else None, **_written(entry))


def _commitment(entry: Entry) -> Commitment:
    return Commitment(entry.place.name, **(entry.body or {}), **_written(entry))


def _written(entry: Entry) -> dict[str, Any]:
    return {"revision": entry.revision, "author": entry.author, "written_at": entry.written_at}
