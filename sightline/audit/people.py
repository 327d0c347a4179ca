"""Who is behind a code of the record: the one file that names people, beside the lines and never part of them.

A line names a person by a code, a hash of the id and of salt that is kept here alone. Taken out of this file, nobody
can tell who the code was, while every line stays as it was written. And nobody can put another person behind a code,
since the code is the hash of the one it was made for.
"""

import hashlib
import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

FILE = "people.jsonl"
_CODE = re.compile(r"person-[0-9a-f]{20}")
_LONGEST = 200
"""Letters of an id that are kept: what somebody types into a link or a login may be any text."""


class People:
    """The file of one record. Whoever writes to it holds the lock of the record."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._read_at: tuple[int, int] | None = None
        self._by_code: dict[str, tuple[str, str]] = {}
        self._by_id: dict[str, str] = {}

    def code(self, person_id: str) -> str:
        """The code of a person, which is on the disk before any line can carry it. Nobody has no code."""
        person_id = person_id[:_LONGEST]
        if not person_id:
            return ""
        self._read()
        if person_id not in self._by_id:
            salt = secrets.token_hex(16)
            code = _hashed(salt, person_id)
            _append(self.path, {"code": code, "id": person_id, "salt": salt})
            self._read()
        return self._by_id[person_id]

    def codes(self, person_id: str) -> list[str]:
        """Every code of a person; none of somebody the record does not know."""
        self._read()
        return [code for code, (known, _) in self._by_code.items() if known == person_id]

    def named(self, value: Any) -> Any:
        """A value of a line with ids in place of codes; the code of somebody forgotten stays."""
        self._read()
        return self._named(value)

    def is_known(self, code: str) -> bool:
        """Whether the file says who a code is."""
        self._read()
        return code in self._by_code

    def swapped(self) -> list[str]:
        """Codes behind which somebody put another person."""
        self._read()
        return [code for code, (person_id, salt) in self._by_code.items() if _hashed(salt, person_id) != code]

    def forget(self, codes: list[str]) -> None:
        """Take who is behind these codes out of the file, for good."""
        self._read()
        kept = [
            json.dumps({"code": code, "id": person_id, "salt": salt}) + "\n"
            for code, (person_id, salt) in self._by_code.items()
            if code not in codes
        ]
        fresh = self.path.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as file:
            file.writelines(kept)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)

    def _named(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._by_code.get(value, (value, ""))[0]
        if isinstance(value, list):
            return [self._named(one) for one in value]
        if isinstance(value, dict):
            return {name: self._named(one) for name, one in value.items()}
        return value

    def _read(self) -> None:
        """Take in what another process wrote since."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._read_at, self._by_code, self._by_id = None, {}, {}
            return
        if self._read_at == (found.st_size, found.st_mtime_ns):
            return
        self._by_code, self._by_id = {}, {}
        for text in self.path.read_bytes().splitlines():
            try:
                entry = json.loads(text)
                code, person_id, salt = str(entry["code"]), str(entry["id"]), str(entry["salt"])
            except (ValueError, KeyError, TypeError):
                continue  # half of a line that was being written when the process ended; no line carries its code
            self._by_code[code] = person_id, salt
            self._by_id[person_id] = code
        self._read_at = found.st_size, found.st_mtime_ns


def codes_in(value: Any) -> set[str]:
    """Every code in a line."""
    if isinstance(value, str):
        return {value} if _CODE.fullmatch(value) else set()
    if isinstance(value, list):
        return set().union(*map(codes_in, value))
    if isinstance(value, dict):
        return set().union(*map(codes_in, value.values()))
    return set()


def _hashed(salt: str, person_id: str) -> str:
    return f"person-{hashlib.sha256(f'{salt} {person_id}'.encode()).hexdigest()[:20]}"


def _append(path: Path, entry: dict[str, str]) -> None:
    """Write a line of its own, also after half a line of a process that was ended."""
    with path.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
        is_whole = not size or file.read(1) == b"\n"
        file.write((b"" if is_whole else b"\n") + json.dumps(entry).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
