"""The record beside the notes: one line of JSON per event, each with the hash of the line before it.

A file per month, so that what is old goes as whole files and no line is ever rewritten; any tool that reads lines or
JSON reads it. A lock keeps the processes of the app apart while a line is written, not while it is forced to the disk.
`head.json` names the last line that was, so that a cut tail is noticed.
"""

import datetime as dt
import errno
import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from sightline.audit.events import NO_FILE_WITHOUT, REFUSED, UNSYNCED, Event, Fact, NotRecorded, OwnEvent, Person
from sightline.audit.people import People

FOLDER, HEAD = "audit", "head.json"
START = "0" * 64
"""What the first line of all carries in place of the hash of the one before."""

_PATIENCE = 5.0
"""Seconds until a lock that somebody holds counts as a record that cannot be written: a line takes less than one ms."""

_LONGEST = 500
"""Letters of one fact that are kept."""

_TAIL = 64 * 1024
"""Bytes read from the end of a file to find its last line; no line is longer."""


class Record:
    """The record of one warehouse folder. Threads and processes may write to it at once."""

    def __init__(self, warehouse: Path, months: int) -> None:
        self.folder = warehouse / FOLDER
        self.people = People(self.folder)
        self.is_stuck = False
        """Whether the last line could not be written; the next one tries again."""
        self._months = months
        self._threads = threading.Lock()
        self._lock = FileLock(self.folder / ".lock", timeout=_PATIENCE, poll_interval=0.002, thread_local=False)
        self._path: Path | None = None
        self._end, self._number, self._hash = 0, 0, START
        self._on_disk: Path | None = None
        self._tidied_in = (0, 0)

    def record(self, event: Event, *, who: str, as_whom: str = "", **facts: Fact) -> None:
        """Write down that somebody did something, synced to the disk unless it is only a page that was opened.

        `as_whom` is whom they looked as, where that is somebody else. Where it cannot be written, a file that would be
        given away is refused with NotRecorded; all else goes on, and the log says what the record lacks.
        """
        try:
            number, digest, path = self._write(event, who, "" if as_whom == who else as_whom, facts)
            if event not in UNSYNCED:
                self._sync(number, digest, path)
        except OSError as error:
            if not (self.is_stuck and event in UNSYNCED):
                logging.getLogger(__name__).exception("The record cannot be written: %s is not in it.", event)
            self.is_stuck = True
            if event in NO_FILE_WITHOUT:
                raise NotRecorded(REFUSED) from error
        else:
            self.is_stuck = False

    def forget(self, person_id: str, *, who: str) -> int:
        """As how many codes a person was known: from now on nobody can say whom these were."""
        codes = self.people.codes(person_id)
        if codes:
            number, digest, path = self._write("forgotten", who, "", {"codes": codes})
            self._sync(number, digest, path)
            with self._alone():
                self.people.forget(codes)
        return len(codes)

    def files(self) -> list[Path]:
        """The files of lines, the oldest month first."""
        return sorted(self.folder.glob("????-??.jsonl"))

    def _write(
        self, event: Event | OwnEvent, who: str, as_whom: str, facts: Mapping[str, Fact]
    ) -> tuple[int, str, Path]:
        """Append a line; its number, its hash and the file it stands in."""
        with self._alone():
            self._catch_up()
            self._drop_old()
            return self._append(event, self.people.code(who), self.people.code(as_whom), self._plain(facts))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._lock:
                yield

    def _catch_up(self) -> None:
        """Know the last line of all: another process may have written since, or ended in the middle of a line.

        Where lines are gone that were there, the next one still counts on from them, so that the gap stays to be seen.
        """
        files = self.files()
        path = files[-1] if files else None
        if path == self._path and (path is None or path.stat().st_size == self._end):
            return
        noted = head(self.folder)
        known = (self._number, self._hash), (noted.get("number", 0), noted.get("hash", "")), last_of(files)
        self._number, self._hash = max(known, key=lambda one: one[0])
        self._path, self._end = path, end_of_lines(path) if path else 0
        if path and (torn := path.stat().st_size - self._end):
            os.truncate(path, self._end)
            self._append("mended", "", "", {"bytes": torn})

    def _append(self, event: Event | OwnEvent, who: str, as_whom: str, facts: Any) -> tuple[int, str, Path]:
        now = dt.datetime.now(dt.UTC)
        path = self.folder / f"{now:%Y-%m}.jsonl"
        if self._path and self._path > path:
            path = self._path  # a clock that was put back opens no older month again
        if path != self._path:
            self._path, self._end = path, 0
        line = {
            "number": self._number + 1,
            "at": now.isoformat(timespec="milliseconds"),
            "event": event,
            "who": who,
            "as": as_whom,
            "facts": facts,
            "before": self._hash,
        }
        text = json.dumps(line, separators=(",", ":")).encode()
        _append(path, text + b"\n", self._end)
        self._number, self._hash, self._end = self._number + 1, hashed(text), self._end + len(text) + 1
        return self._number, self._hash, path

    def _sync(self, number: int, digest: str, path: Path) -> None:
        """Force a line to the disk, then name it as the last that was. Others write their lines meanwhile."""
        self._force(path)
        with self._alone():
            if int(head(self.folder).get("number", 0)) < number:
                fresh = self.folder / f".{HEAD}.new"
                fresh.write_text(json.dumps({"number": number, "hash": digest}), encoding="ascii")
                fresh.replace(self.folder / HEAD)

    def _force(self, path: Path) -> None:
        with path.open("ab") as file:
            os.fsync(file.fileno())
        if self._on_disk != path and os.name != "nt":  # a new file is there to stay once its folder is forced too
            folder = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        self._on_disk = path

    def _drop_old(self) -> None:
        """Let the months go that are older than the setting keeps, and say so in a line the chain goes on from."""
        today = dt.datetime.now(dt.UTC).date()
        if self._tidied_in == (today.year, today.month):
            return
        self._tidied_in = today.year, today.month
        months = today.year * 12 + today.month - 1 - self._months
        oldest = f"{months // 12:04d}-{months % 12 + 1:02d}"
        old = [path for path in self.files() if path.stem < oldest] if self._months else []
        if old:
            number, digest = last_of(old)
            gone = {"months": [path.stem for path in old], "last_number": number, "last_hash": digest}
            self._force(self._append("retention", "", "", gone)[2])
            for path in old:
                path.unlink()

    def _plain(self, value: Any) -> Any:
        """A fact as JSON has it, with a person's code in place of the person."""
        if isinstance(value, Person):
            return self.people.code(value.person_id)
        if isinstance(value, str):
            return value[:_LONGEST]
        if isinstance(value, Mapping):
            return {str(name): self._plain(one) for name, one in value.items()}
        if isinstance(value, Sequence):
            return [self._plain(one) for one in value]
        return value


def hashed(text: bytes) -> str:
    """The hash of a line, which the next line carries."""
    return hashlib.sha256(text).hexdigest()


def head(folder: Path) -> dict[str, Any]:
    """Number and hash of the last line that was forced to the disk; empty where nothing tells."""
    try:
        found = json.loads((folder / HEAD).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("number"), int) else {}


def end_of_lines(path: Path) -> int:
    """Bytes of a file up to the end of its last whole line."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - _TAIL)
        file.seek(start)
        return start + file.read().rfind(b"\n") + 1


def last_of(files: list[Path]) -> tuple[int, str]:
    """Number and hash of the last whole line in these files; number 0 where it cannot be read or there is none."""
    for path in reversed(files):
        if end := end_of_lines(path):
            with path.open("rb") as file:
                file.seek(max(0, end - _TAIL))
                text = file.read(min(end, _TAIL))[:-1].rpartition(b"\n")[2]
            try:
                return int(json.loads(text)["number"]), hashed(text)
            except (ValueError, KeyError, TypeError):
                return 0, hashed(text)
    return 0, START


def _append(path: Path, line: bytes, end: int) -> None:
    """Write a line whole or not at all: what a full disk took of it is taken back."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    written = 0
    try:
        written = os.write(handle, line)
    finally:
        if written < len(line):
            os.ftruncate(handle, end)
        os.close(handle)
    if written < len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
