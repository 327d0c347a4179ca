"""What people write on a QBR pack: comments on its slides, asks, and commitments.

Comments and asks hang on the pack, not on one of its versions, so they outlive a refresh. Commitments hang on the
person whose quarter it is, so that next quarter's pack finds last quarter's.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sightline.notes.packs import NotYours, Version, seen
from sightline.notes.sight import Sight
from sightline.notes.store import Author, Conflict, Entry, Place, Store

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
    """Something the team needs: what, what it would change, who provides it, by when, and how one will know."""

    ask_id: str
    ask: str = ""
    impact: str = ""
    responsible: str = ""
    due_on: dt.date | None = None
    place: int = 0
    measure: str = ""

    @property
    def name(self) -> str:
        """Its own name among the entries."""
        return self.ask_id

    @property
    def said(self) -> str:
        """What it says in a sentence."""
        return self.ask


@dataclass(frozen=True)
class Commitment(Written):
    """Something promised for a quarter: by whom, by when, how one will know, and what became of it."""

    commitment_id: str
    quarter: str
    text: str = ""
    status: Status = "open"
    place: int = 0
    responsible: str = ""
    due_on: dt.date | None = None
    measure: str = ""

    @property
    def name(self) -> str:
        """Its own name among the entries."""
        return self.commitment_id

    @property
    def said(self) -> str:
        """What it says in a sentence."""
        return self.text


One = TypeVar("One", Comment, Ask, Commitment)
Listed = TypeVar("Listed", Ask, Commitment)


def new_id() -> str:
    """An id for a new ask or commitment."""
    return uuid.uuid4().hex


def change(keep: Callable[[One], One], before: One, author: Author, **fields: Any) -> One:
    """Keep these fields of what its writer had before them, and leave every other as it stands by now.

    `keep` writes the whole, as `write_ask` does. What somebody took out meanwhile comes back with the fields given.
    Raises Conflict where somebody else changed one of these fields in between.
    """
    try:
        return keep(dataclasses.replace(before, **fields))
    except Conflict as told:
        entry = told.theirs
        if entry.body is None:
            theirs = dataclasses.replace(before, revision=entry.revision)
        else:
            theirs = _READ[entry.place.collection](entry)
        is_own = entry.author == author
        if not is_own and any(getattr(theirs, name) != getattr(before, name) for name in fields):
            raise
    return keep(dataclasses.replace(theirs, **fields))


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
    body = _body(ask, "ask", "impact", "responsible", "due_on", "measure", "place")
    return _ask(store.write(Place("ask", pack_id, ask.ask_id), body, based_on=ask.revision, author=sight.viewer))


def remove_ask(store: Store, sight: Sight, pack_id: str, ask: Ask) -> Ask:
    """Take one ask out; what can be written again to have it back. Raises NotYours or Conflict."""
    seen(store, sight, pack_id)
    gone = store.write(Place("ask", pack_id, ask.ask_id), None, based_on=ask.revision, author=sight.viewer)
    return dataclasses.replace(ask, revision=gone.revision)


def commitments(store: Store, sight: Sight, scope_person: str, quarter: str | None = None) -> list[Commitment]:
    """What was promised for a person's part of the company, in one quarter or ever. Raises NotYours."""
    _require_person(sight, scope_person)
    found = [_commitment(entry) for entry in store.entries("commitment", scope_person)]
    chosen = [one for one in found if quarter in (None, one.quarter)]
    return sorted(chosen, key=lambda one: (one.quarter, one.place, one.commitment_id))


def write_commitment(store: Store, sight: Sight, scope_person: str, one: Commitment) -> Commitment:
    """Keep one commitment. Raises NotYours or Conflict."""
    _require_person(sight, scope_person)
    body = _body(one, "quarter", "text", "responsible", "due_on", "measure", "status", "place")
    place = Place("commitment", scope_person, one.commitment_id)
    return _commitment(store.write(place, body, based_on=one.revision, author=sight.viewer))


def remove_commitment(store: Store, sight: Sight, scope_person: str, one: Commitment) -> Commitment:
    """Take one commitment out; what can be written again to have it back. Raises NotYours or Conflict."""
    _require_person(sight, scope_person)
    place = Place("commitment", scope_person, one.commitment_id)
    gone = store.write(place, None, based_on=one.revision, author=sight.viewer)
    return dataclasses.replace(one, revision=gone.revision)


def _require_person(sight: Sight, person_id: str) -> None:
    if not sight.covers(person_id):
        raise NotYours


def _comment(entry: Entry, versions: Sequence[Version] = ()) -> Comment:
    body = entry.body or {}
    is_stale = bool(body["text"]) and any(
        found.version > body["written_for"] and entry.place.name in found.head.moved_slides for found in versions
    )
    return Comment(entry.place.name, **body, is_stale=is_stale, **_written(entry))


def _ask(entry: Entry) -> Ask:
    return Ask(entry.place.name, **_fields(entry), **_written(entry))


def _commitment(entry: Entry) -> Commitment:
    return Commitment(entry.place.name, **_fields(entry), **_written(entry))


_READ: dict[str, Callable[[Entry], Any]] = {"comment": _comment, "ask": _ask, "commitment": _commitment}
"""How what stands in a collection is read."""


def _body(one: Ask | Commitment, *names: str) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in names}, "due_on": one.due_on.isoformat() if one.due_on else None}


def _fields(entry: Entry) -> dict[str, Any]:
    """The fields as they were written down; older entries lack some."""
    body = entry.body or {}
    due = body.get("due_on")
    return {**body, "due_on": dt.date.fromisoformat(due) if due else None}


def _written(entry: Entry) -> dict[str, Any]:
    return {"revision": entry.revision, "author": entry.author, "written_at": entry.written_at}
