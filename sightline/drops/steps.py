"""The three steps of a drop, from its folder to an answer in plain values each. They run in the child process."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from sightline import exports, words
from sightline.drops import mend, receive, store
from sightline.drops.compare import compare, moved
from sightline.drops.store import Drop
from sightline.exports import NO_ROOM, is_out_of_room
from sightline.notes import NotesError, inspections
from sightline.settings import Settings
from sightline.warehouse import build, doubts, publishing, versions
from sightline.warehouse.lock import alone
from sightline.warehouse.publishing import SAMPLE, NotPublished, Prepared
from sightline.warehouse.seal import NoWarehouse, intact, read_seal

__all__ = ["NO_ROOM", "STEPS", "TOLD", "is_out_of_room"]

Step = Callable[[Path, Settings, build.Progress], dict[str, Any]]
TOLD = (exports.ExportError, build.BuildError, NoWarehouse, NotPublished, NotesError)
"""What a person can act on, whose text is a sentence."""


def read(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """Take in what arrived, and say what every file is and what would become of it."""
    drop = store.opened(folder)
    said("Taking in the files", 0.0)
    store.forget_prepared(drop)
    (folder / "preview.json").unlink(missing_ok=True)
    refused = list(_given(drop).get("refused", ()))
    mended, unusable = mend.take_in(drop)
    refused += [*unusable, *receive.receive(drop.inbox, drop.files, settings)]
    if not drop.names:
        return {"files": 0, "refused": refused}
    with duckdb.connect(str(folder / "scratch" / "read.duckdb")) as connection:
        build.limit(connection, settings)
        report = exports.load(connection, drop.files, settings, said)
        return {
            "files": len(drop.names),
            "refused": refused,
            "mended": mended,
            "report": report.as_dict(),
            "flagged": dict(connection.execute("select file, count(*) from intake.flags group by file").fetchall()),
            "doubts": doubts.doubts(connection, report, settings),
            "rejected": mend.rejected(connection, drop, settings),
        }


def preview(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """Make a version that nobody is pointed to, and hold it against the one in force."""
    drop = store.opened(folder)
    words.write_numbers(*settings.number_marks)
    reviews = inspections.for_load(drop.out)
    store.forget_prepared(drop)
    made = publishing.prepare(drop.files, drop.out, settings, progress=said, reviews=reviews, who=drop.who)
    said("Comparing with what is shown now", 1.0)
    before = versions.in_force(drop.out)
    is_compared = before and before["source"] != str(SAMPLE.resolve())
    compared = compare(drop.out, before["version"] if is_compared else None, made.path.stem, settings)
    return {
        "version": made.path.stem,
        "before": before.get("version"),
        "is_shown": made.path.stem == before.get("version"),
        "asks": [*publishing.speaks_against(drop.out, made, settings), *moved(compared, settings)],
        "compared": compared,
    }


def publish(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """Point to the version that was looked at, unless what it was held against is not in force any more.

    Then, or where a question was not answered, nothing changes, and it is looked at anew.
    """
    drop = store.opened(folder)
    looked = drop.answer("preview")
    with alone(drop.out, said):
        if _holds(drop, looked, _given(drop)):
            _put_in_force(drop, drop.out / f"{looked['version']}.duckdb", settings)
            return {"published": looked["version"], "before": looked["before"]}
    anew = preview(folder, settings, said)
    (folder / "preview.json").write_text(json.dumps(anew, default=str), encoding="utf-8")
    return {"changed": True}


def _given(drop: Drop) -> dict[str, Any]:
    """What whoever started the step gave along with it."""
    return dict(json.loads((drop.path / "given.json").read_text(encoding="utf-8")))


def _holds(drop: Drop, looked: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether what was looked at is what would be put in force, and every question about it was answered."""
    in_force = versions.in_force(drop.out).get("version")
    version = looked.get("version")
    return (
        bool(version)
        and in_force == looked["before"]
        and intact(drop.out / f"{version}.duckdb")
        and set(looked["asks"]) <= set(given.get("accepted", ()))
    )


def _put_in_force(drop: Drop, path: Path, settings: Settings) -> None:
    with versions.opened(path, settings) as connection:
        report = exports.report_of(connection, drop.files, settings)
    made = Prepared(path, drop.files, report, read_seal(path)["doubted"], is_new=False)
    noted = store.note(drop, published=(*drop.published, path.stem))
    try:
        publishing.put_in_force(made, settings, drop.who)
    except BaseException:
        store.note(noted, published=drop.published)
        raise


STEPS: Mapping[str, Step] = {"read": read, "preview": preview, "publish": publish}
