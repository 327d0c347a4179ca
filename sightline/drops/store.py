"""Drops: the files that somebody gave, each drop in a folder of its own beside the versions, and theirs alone.

`drop.json` says whose it is; `inbox/` holds what arrived and nobody has looked at, `files/` what a load reads, with the
mapping profile; the rest is what the child process answered. The folder of a drop that was published stays as long as
a version that was made of it, which can be made anew of it; one that was not goes after some days.
"""

import datetime as dt
import json
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sightline.audit import NotRecorded
from sightline.drops.work import SCRATCH
from sightline.exports import ExportError
from sightline.exports.opening.sources import files_in
from sightline.exports.profile import PROFILE_NAME
from sightline.notes import NotesError
from sightline.queries import QueryError
from sightline.settings import Settings
from sightline.warehouse import publishing, versions
from sightline.warehouse.build import BuildError
from sightline.warehouse.publishing import SAMPLE, NotPublished
from sightline.warehouse.seal import NoWarehouse, write_json

TOLD = (ExportError, BuildError, NoWarehouse, NotPublished, NotesError, QueryError, NotRecorded)
"""What keeps a load from everybody, or from coming back, and a person can act on: its text is a sentence."""
DROPS, INBOX, FILES, NOTE, GIVEN = "drops", "inbox", "files", "drop.json", "given.json"


@dataclass(frozen=True)
class Drop:
    """One drop: where it lies, whose it is, since when, and what came of it.

    `is_watched` where a watched folder gave it, and nobody at a screen. `profile_of` is the day of the load whose
    mapping it began with, empty where it began with none; `published` are the versions of it that were put in force.
    """

    path: Path
    who: str
    begun_at: str
    is_watched: bool = False
    profile_of: str = ""
    published: tuple[str, ...] = ()

    @property
    def out(self) -> Path:
        """The folder of the warehouse that it is for."""
        return self.path.parent.parent

    @property
    def files(self) -> Path:
        """The folder of exports that a load reads."""
        return self.path / FILES

    @property
    def inbox(self) -> Path:
        """What arrived and was not looked at yet."""
        return self.path / INBOX

    @property
    def scratch(self) -> Path:
        """Where its process may write what goes with it."""
        return self.path / SCRATCH

    @property
    def given(self) -> dict[str, Any]:
        """What whoever started the step gave along with it."""
        return dict(json.loads((self.path / GIVEN).read_text(encoding="utf-8")))

    @property
    def names(self) -> list[str]:
        """The names of the files that were taken in, the profile left out."""
        return [path.name for path in files_in(self.files)]

    def answer(self, step: str) -> dict[str, Any]:
        """What the child process answered to a step; empty where it has not, or broke off."""
        try:
            return dict(json.loads((self.path / f"{step}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}


def begin(out: Path, who: str, settings: Settings, *, is_watched: bool = False) -> Drop:
    """A new drop of a person, with the mapping profile of the exports in force; what they had begun before goes."""
    sweep(out, settings)
    for drop in _of(out, who, is_watched):
        if not drop.published:
            discard(drop)
    now = dt.datetime.now(dt.UTC)
    path = out / DROPS / f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    (path / INBOX).mkdir(parents=True)
    (path / FILES).mkdir()
    drop = Drop(path, who, now.isoformat(timespec="seconds"), is_watched)
    source = versions.source_of(out)
    if source and source != SAMPLE.resolve() and (source / PROFILE_NAME).is_file():
        shutil.copyfile(source / PROFILE_NAME, drop.files / PROFILE_NAME)
        drop = replace(drop, profile_of=str(versions.in_force(out).get("sealed_at", ""))[:10])
    return note(drop)


def note(drop: Drop, **changed: Any) -> Drop:
    """Write down what is known of a drop, with what has changed of it."""
    drop = replace(drop, **changed)
    known = {name: value for name, value in asdict(drop).items() if name != "path"}
    write_json(drop.path / NOTE, known)
    return drop


def open_of(out: Path, who: str) -> Drop | None:
    """The drop that somebody is at; None where they have begun none, or published the last."""
    return next((drop for drop in _of(out, who, False) if not drop.published), None)


def opened(path: Path) -> Drop:
    """The drop in a folder. Raises OSError or ValueError where there is none."""
    known = json.loads((path / NOTE).read_text(encoding="utf-8"))
    return Drop(path, **(known | {"published": tuple(known["published"])}))


def forget_prepared(drop: Drop) -> None:
    """Take away the versions of a drop that were made to be looked at and never put in force."""
    in_force = versions.in_force(drop.out).get("version")
    for seal in versions.standing(drop.out):
        name = seal["version"]
        if Path(seal["source"]) == drop.files.resolve() and name not in (*drop.published, in_force):
            versions.remove(drop.out / seal["file"])


def discard(drop: Drop) -> None:
    """Take a drop away, with what was made of it and is not in force."""
    forget_prepared(drop)
    shutil.rmtree(drop.path, ignore_errors=True)


def kept(out: Path) -> list[dict[str, Any]]:
    """The seals of the versions that were ever in force and are kept, the last loaded first.

    `is_invented` says of each whether it is the company that comes with Sightline.
    """
    published = {drop.files.resolve(): drop.published for drop in _all(out)}
    invented = str(SAMPLE.resolve())
    return [
        seal | {"is_invented": seal["source"] == invented}
        for seal in versions.standing(out)
        if seal["version"] in published.get(Path(seal["source"]), [seal["version"]])
    ]


def put_back(out: Path, version: str, who: str) -> str:
    """Put a version that is kept in force again; why it could not be, empty where it was."""
    try:
        publishing.roll_back(out, version, who)
    except TOLD as error:
        return str(error)
    return ""


def sweep(out: Path, settings: Settings) -> None:
    """Take away drops whose versions are gone, those that nobody went on with, and halves of one."""
    sources = {Path(seal["source"]) for seal in versions.standing(out)}
    oldest = (dt.datetime.now(dt.UTC) - dt.timedelta(days=settings.drop_days)).isoformat(timespec="seconds")
    for drop in _all(out):
        if drop.files.resolve() not in sources if drop.published else drop.begun_at < oldest:
            discard(drop)


def _of(out: Path, who: str, is_watched: bool) -> Iterator[Drop]:
    return (drop for drop in _all(out) if drop.who == who and drop.is_watched == is_watched)


def _all(out: Path) -> Iterator[Drop]:
    """Every drop, the newest first; one that was cut short between its publishing and the note of it is noted now."""
    in_force = versions.source_of(out)
    for path in sorted((out / DROPS).glob("*"), reverse=True):
        try:
            drop = opened(path)
            if not drop.published and drop.files.resolve() == in_force:
                drop = note(drop, published=(versions.pointer(out)["version"],))
            yield drop
        except (OSError, ValueError, TypeError, KeyError):
            if not (path / NOTE).exists() and dt.datetime.now().timestamp() - path.stat().st_mtime > 60:  # noqa: DTZ005
                shutil.rmtree(path, ignore_errors=True)
