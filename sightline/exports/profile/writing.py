"""Write `sightline.toml`: one writer for what a person decides on the page and for what `check` proposes.

A profile is written anew each time, in one order: what somebody added to the file by hand stays, their comments do not.
The text before is kept beside it, so that the last change can be taken back.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sightline.exports.profile.reading import read_profile, understood
from sightline.exports.profile.said import PROFILE_NAME, FileProfile, Profile

Place = tuple[str, ...]
"""Where an answer stands in the profile: the names of its sections, then its own."""
Answers = Mapping[Place, str | None]
"""What a person says, by place; null takes what stands there away."""

KEPT = f".{PROFILE_NAME}.before"
"""The text before the last change, in the same folder: a hidden file, which no load reads."""
_TOLD = "# What these exports do not say themselves. Written by Sightline, and may be edited by hand.\n"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\"\\]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]+")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True)
class Open:
    """In place of a value that nobody said yet: what could stand there."""

    choices: tuple[str, ...] = ()


def plain(profile: Profile) -> dict[str, Any]:
    """The names and values of the file that says this profile."""
    values: dict[str, Any] = {}
    for (table, column), words in profile.values.items():
        values.setdefault(table, {})[column] = dict(words)
    sections = {
        "fiscal": dict(profile.fiscal),
        "key_accounts": dict(profile.key_accounts),
        "outcomes": dict(profile.outcomes),
        "stages": dict(profile.stages),
        "managers": dict(profile.managers),
        "files": {entry.pattern: _of_file(entry) for entry in profile.files},
        "values": values,
    }
    said = {**_of_file(profile.whole), "timezone": profile.timezone, "join_by": profile.join_by}
    return {name: value for name, value in {**said, **sections}.items() if value not in (None, {})}


def _of_file(entry: FileProfile) -> dict[str, Any]:
    said = {one.name: getattr(entry, one.name) for one in fields(entry) if one.name not in ("pattern", "expects")}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in said.items()
        if value or value is False
    }


def amended(profile: Profile, answers: Answers) -> Profile:
    """The profile with a person's answers in it. Raises ProfileError for one that makes no sense."""
    return understood(_filled(profile, {place: _typed(place, said) for place, said in answers.items()}))


def written(
    profile: Profile,
    answers: Answers | None = None,
    reasons: Mapping[Place, str] | None = None,
    asked: Mapping[Place, tuple[str, ...]] | None = None,
) -> str:
    """The text of the file that says a profile, with a person's answers in it.

    `reasons` stand behind their lines. What is `asked` and unanswered stands as a comment with the choices it has.
    """
    said = {place: _typed(place, answer) for place, answer in (answers or {}).items()}
    lines = {place: Open(choices) for place, choices in (asked or {}).items() if place not in said}
    tree = _filled(profile, {**lines, **said})
    return _TOLD + "\n".join(_lines(tree, (), reasons or {})) + "\n"


def save(folder: Path, answers: Answers, reasons: Mapping[Place, str] | None = None) -> Profile:
    """Take answers into the profile of a folder, whatever others saved meanwhile; the profile that now holds.

    Raises ProfileError for an answer that makes no sense, and then changes nothing.
    """
    before = read_profile(folder)
    profile = amended(before, answers)
    text = written(before, answers, reasons)
    path = folder / PROFILE_NAME
    _put(folder / KEPT, path.read_bytes() if path.is_file() else b"")
    _put(path, text.encode())
    return profile


def can_undo(folder: Path) -> bool:
    """Whether there is a text before the last change to go back to."""
    return (folder / KEPT).is_file()


def undo(folder: Path) -> None:
    """Go back to the text before the last change; doing it again returns to the change."""
    path, kept = folder / PROFILE_NAME, folder / KEPT
    before, now = kept.read_bytes(), path.read_bytes() if path.is_file() else b""
    if before:
        _put(path, before)
    else:
        path.unlink(missing_ok=True)
    _put(kept, now)


def _put(path: Path, text: bytes) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f"{path.name}.new" if path.name.startswith(".") else f".{path.name}.new")
    new.write_bytes(text)
    new.replace(path)


def _filled(profile: Profile, answers: Mapping[Place, Any]) -> dict[str, Any]:
    tree = plain(profile)
    for place, value in answers.items():
        at = tree
        for name in place[:-1]:
            at = at.setdefault(name, {})
        if value is None:
            at.pop(place[-1], None)
        else:
            at[place[-1]] = value
    return tree


def _typed(place: Place, said: str | None) -> Any:
    """An answer as the profile holds it: days and numbers come from a page as text."""
    if said is None:
        return None
    if place[-1] == "day_in_name" and len(place) == 3:
        return said == "true"
    is_number = place in (("fiscal", "first_month"), ("key_accounts", "value")) or place[0] == "stages"
    if is_number or place[-1] == "probability_scale":
        return int(said)
    return said


def _lines(section: Mapping[str, Any], place: Place, reasons: Mapping[Place, str]) -> Iterator[str]:
    """The lines of a section: its own values first, then the sections in it, each under its full name."""
    for name, value in section.items():
        if isinstance(value, dict):
            continue
        why = reasons.get((*place, name), "")
        if isinstance(value, Open):
            why = "; ".join(filter(None, (", ".join(value.choices), why)))
            yield f'# {_key((*place, name))} = "…"' + _behind(why)
        else:
            yield f"{_key((*place, name))} = {_value(value)}" + _behind(why)
    for name, value in section.items():
        if not isinstance(value, dict):
            continue
        own = (*place, name)
        if not value or any(not isinstance(one, dict) for one in value.values()):
            yield f"\n[{'.'.join(_key(own[: depth + 1]) for depth in range(len(own)))}]" + _behind(reasons.get(own, ""))
        yield from _lines(value, own, reasons)


def _behind(why: str) -> str:
    """A reason as the comment at the end of a line; a sign that TOML forbids in comments becomes a blank."""
    return f"  # {_UNSEEN.sub(' ', why)}" if why else ""


def _key(place: Place) -> str:
    """The last name of a place; what others named (a file, a header, a word, a person) stands in quotes."""
    *section, name = place
    theirs = section in (["files"], ["outcomes"], ["stages"], ["managers"]) or section[-1:] == ["columns"]
    theirs = theirs or (len(section) == 3 and section[0] == "values")
    return name if _BARE.fullmatch(name) and not theirs else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return _text(value) if isinstance(value, str) else str(value).lower()


def _text(text: str) -> str:
    return '"' + _CONTROL.sub(lambda sign: _SHORT.get(sign[0]) or f"\\u{ord(sign[0]):04x}", text) + '"'
