"""Packs and 1:1 sheets without a browser: the same queries, the same viewer's rows, the same files."""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from sightline import audit, words
from sightline.notes import Author, Store
from sightline.notes.sight import Sight, of_answers
from sightline.packs import build, shelf
from sightline.packs.asked import Ask, Progress
from sightline.packs.build import NoPack
from sightline.packs.one_on_one import content, drawn
from sightline.settings import Settings
from sightline.warehouse.versions import current, open_version

OPERATOR = "operator"
"""Whoever runs Sightline on this computer, as in the app: the whole company."""


def write(
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    viewer: str,
    scope: str,
    quarter: str | None,
    refresh: bool,
    progress: Progress,
) -> list[Path]:
    """Freeze or open the pack, write its files into `out`, and say where they are. Raises NoPack and NotYours.

    Nothing is frozen for a folder that cannot be written to.
    """
    with _asked(folder, settings, viewer) as (ask, sight, store):
        unit = build.resolve(ask, settings, viewer=viewer, scope=scope, quarter=quarter)
        prepare(out)
        found = shelf.latest(store, sight, unit.scope_id, unit.quarter)
        if found is None or found.head.seen_as != viewer:
            found = shelf.begin(store, sight, ask, unit, progress)
        elif refresh:
            found = shelf.refresh(store, sight, ask, found.head.pack_id, unit, progress)
        pack = shelf.opened(store, sight, found.head.pack_id)
    files = build.files(pack, settings, progress)
    _record(folder, viewer, "pack", files, what="pack", pack=pack.stamp.pack_id, version=pack.version)
    return put(files, out)


def write_sheets(
    folder: Path, out: Path, settings: Settings, *, viewer: str, team: str, progress: Progress
) -> list[Path]:
    """Write the 1:1 sheets of a team's AEs into one PDF in `out`, and say where it is. Raises NoPack."""
    with _asked(folder, settings, viewer) as (ask, sight, store):
        whose = build.scope_of(ask, team)
        prepare(out)
        chosen = {"team": whose.person_id} if whose.is_team else {"owner": whose.person_id}
        people = ask("one_on_one_people", **chosen)
        if people.empty:
            raise NoPack(f"No AE reports to {whose.person_name}, so there is no 1:1 sheet to print.")
        currency = str(ask("pack_quarters")["currency"].iloc[0])
        as_of = ask("freshness")["as_of_on"].iloc[0].date()
        marks = content.marks(store, sight)
        sheets = []
        for place, person in enumerate(people.itertuples()):
            progress(f"Asking for {person.person_name}", place / len(people))
            sheets.append(content.sheet(ask, person, marks, currency))
    files = {drawn.file_name(str(whose.person_name), as_of): drawn.write(sheets, f"1:1 sheets, {whose.person_name}")}
    _record(folder, viewer, "export", files, what="one_on_one_sheets", scope=audit.Person(str(whose.person_id)))
    return put(files, out)


def _record(folder: Path, viewer: str, event: audit.Event, files: Mapping[str, bytes], **facts: audit.Fact) -> None:
    """Write down each file before it is given out. Raises NotRecorded."""
    for name, written in files.items():
        given = {"kind": Path(name).suffix[1:], "sha256": hashlib.sha256(written).hexdigest()}
        audit.of(folder).record(event, who=audit.KEEPER, as_whom=viewer, step="written", **given, **facts)


@contextmanager
def _asked(folder: Path, settings: Settings, viewer: str) -> Iterator[tuple[Ask, Sight, Store]]:
    """The warehouse as the viewer may ask it, whose notes they may see, and the notes."""
    warehouse = open_version(folder, current(folder), settings)
    words.write_numbers(*settings.number_marks)

    def ask(name: str, **parameters: Any) -> pd.DataFrame:
        return warehouse.rows_seen_by(viewer, name, parameters, dt.date.today())

    try:
        yield ask, _sight(ask, viewer), Store(folder)
    finally:
        warehouse.connection.close()


def prepare(out: Path) -> None:
    """Make the folder and try whether it takes a file. Raises NoPack where it does not."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise NoPack(f"Nothing can be written to {out} ({error.strerror}). Name another folder with --out.") from error


def put(files: Mapping[str, bytes], out: Path) -> list[Path]:
    """Where the files are, each whole: it takes its name once it is written. Raises NoPack where one cannot be."""
    try:
        with tempfile.TemporaryDirectory(dir=out, prefix=".sightline-") as scratch:
            for name, content in files.items():
                (Path(scratch) / name).write_bytes(content)
            return [(Path(scratch) / name).replace(out / name) for name in files]
    except OSError as error:
        raise NoPack(f"The files cannot be written to {out} ({error.strerror}). Name another with --out.") from error


def _sight(ask: Ask, viewer: str) -> Sight:
    """Whose notes the viewer may see. Raises NoPack for somebody the exports do not know."""
    people = ask("people_to_view_as")
    names = dict(zip(people["person_id"], people["person_name"], strict=True))
    if viewer != OPERATOR and viewer not in names:
        raise NoPack(f"“{viewer}” is no active person of the users export, so no pack can be made through their eyes.")
    author = Author(viewer, names.get(viewer, "Whole company"))
    return of_answers(author, ask("notes_people"), ask("notes_plans", person=viewer))
