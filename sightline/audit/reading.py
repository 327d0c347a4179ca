"""The record read back: its lines for whoever may audit, and whether every one of them is as it was written."""

import dataclasses
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sightline.audit.events import UNSYNCED, Line
from sightline.audit.people import codes_in
from sightline.audit.record import START, Record, hashed, head


@dataclass(frozen=True)
class Verdict:
    """What a look at every line found: how many there are, the last one's number and hash, and what is wrong."""

    lines: int
    last: int
    last_hash: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class _Link:
    """What the chain knows of a line. One that cannot be read has number 0."""

    number: int
    before: str
    hash: str
    event: str
    facts: dict[str, Any]
    codes: frozenset[str]


def lines(record: Record, *, events: Collection[str] = (), since: str = "") -> Iterator[Line]:
    """Every line that can be read, the oldest first: of these events where any are named, from a day like 2026-11-28.

    Most lines are pages that were opened. What nobody asked for is passed over before it is taken apart.
    """
    named, marks = record.people.named, [f'"event":"{event}"'.encode() for event in events]
    for text in _texts(record, since[:7]):
        if marks and not any(mark in text for mark in marks):
            continue
        try:
            found = json.loads(text)
            number, at, event, who, seen_as = (found[name] for name in ("number", "at", "event", "who", "as"))
            line = Line(int(number), str(at), str(event), named(str(who)), named(str(seen_as)), named(found["facts"]))
        except (ValueError, KeyError, TypeError):
            continue
        if line.at >= since and (not events or line.event in events):
            yield line


def verify(record: Record, *, holds: str = "") -> Verdict:
    """Whether the chain is whole, and if not, which line was changed, taken out, put in or cut off.

    `holds` is the hash of a line that somebody noted elsewhere: a record that was written anew as a whole lacks it.
    """
    walk, links = _Walk(record, holds), map(_link, _texts(record))
    line = next(links, None)
    while line is not None:
        following = next(links, None)
        walk.take(line, following)
        line = following
    return Verdict(walk.count, walk.last.number, walk.last.hash, tuple(dict.fromkeys([*walk.faults, *walk.ends()])))


class _Walk:
    """From line to line along the chain."""

    def __init__(self, record: Record, holds: str) -> None:
        self.count, self.last, self.faults = 0, _Link(0, "", START, "", {}, frozenset()), list[str]()
        self._people, self._holds, self._noted = record.people, holds, head(record.folder)
        self._starts, self._first = {(0, START)}, (0, START)
        self._forgotten, self._codes = set[str](), set[str]()
        self._has_synced, self._is_held, self._is_unread = False, not holds, False

    def take(self, line: _Link, following: _Link | None) -> None:
        """Go on to the next line, with the one after it where there is one."""
        number = self.last.number + 1
        if not line.number:
            self.faults.append(f"{_changed(number)} It can no longer be read.")
        elif not self.count:
            self._first, number = (line.number - 1, line.before), line.number
        elif line.before == self.last.hash:
            if line.number != number:
                self.faults.append(_changed(number))
        elif line.number != number:
            gap = f"Lines {number:,} to {line.number - 1:,} are missing."
            self.faults.append(gap if line.number > number else f"Something was put in before line {line.number:,}.")
            number = line.number
        elif not self._is_unread:  # either this line was changed, or the one before it after this one was written
            is_as_written = line.hash in (following and following.before, self._noted.get("hash"))
            self.faults.append(_changed(number - 1 if is_as_written else number))
        if number == self._noted.get("number") and line.hash != self._noted.get("hash"):
            self.faults.append(_changed(number))
        self._remember(line)
        self.count, self._is_unread = self.count + 1, not line.number
        self.last = dataclasses.replace(line, number=number)

    def ends(self) -> Iterator[str]:
        """What only shows once every line was seen."""
        if self._first not in self._starts:
            yield f"Lines 1 to {self._first[0]:,} are missing, and no line says that they were too old to keep."
        if self._has_synced and not self._noted:
            yield "head.json is missing or cannot be read, so nobody can tell whether the last lines were cut off."
        if self._noted.get("number", 0) > self.last.number:
            yield f"Lines {self.last.number + 1:,} to {self._noted['number']:,} were cut off the end."
        if not self._is_held:
            yield f"No line has the hash {self._holds}: the record was written anew since that was noted."
        for code in sorted(self._codes - self._forgotten):
            if not self._people.is_known(code):
                yield f"Who {code} is was taken out, and no line says that they were forgotten."
        for code in self._people.swapped():
            yield f"Another person was put behind {code}."

    def _remember(self, line: _Link) -> None:
        self._has_synced = self._has_synced or line.event not in UNSYNCED
        self._is_held = self._is_held or line.hash == self._holds
        self._codes |= line.codes
        if line.event == "retention":
            self._starts.add((line.facts.get("last_number", 0), line.facts.get("last_hash", "")))
        if line.event == "forgotten":
            self._forgotten |= set(line.facts.get("codes", ()))


def _changed(number: int) -> str:
    return f"Line {number:,} was changed after it was written."


def _texts(record: Record, month: str = "") -> Iterator[bytes]:
    """The bytes of every whole line from a month on, without those that a process is writing just now."""
    for path in record.files():
        if path.stem < month:
            continue
        with path.open("rb") as file:
            for text in file:
                if text.endswith(b"\n"):
                    yield text[:-1]


def _link(text: bytes) -> _Link:
    try:
        found = json.loads(text)
        codes = frozenset(codes_in([found["who"], found["as"], found["facts"]]))
        return _Link(int(found["number"]), found["before"], hashed(text), found["event"], dict(found["facts"]), codes)
    except (ValueError, KeyError, TypeError):
        return _Link(0, "", hashed(text), "", {}, frozenset())
