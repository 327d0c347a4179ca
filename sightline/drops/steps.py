"""The steps of a drop, from its folder to an answer in plain values each. They run in the child process."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from sightline import exports, words
from sightline.drops import mend, receive, store
from sightline.drops.compare import compare, moved
from sightline.drops.store import GIVEN, TOLD, Drop
from sightline.exports import NO_ROOM, is_out_of_room
from sightline.exports.profile import PROFILE_NAME
from sightline.notes import inspections
from sightline.settings import Settings
from sightline.warehouse import build, doubts, publishing, versions
from sightline.warehouse.lock import alone
from sightline.warehouse.publishing import SAMPLE, Prepared
from sightline.warehouse.seal import intact, read_seal, write_json

__all__ = ["NO_ROOM", "STEPS", "TOLD", "is_out_of_room"]

Step = Callable[[Path, Settings, build.Progress], dict[str, Any]]


def read(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """Take in what arrived, and say what every file is, what would become of it, and what a person is asked."""
    return _read(store.opened(folder), settings, said, is_drafted=True)


def _read(drop: Drop, settings: Settings, said: build.Progress, *, is_drafted: bool) -> dict[str, Any]:
    """What `read` answers; a draft, for which all is loaded again, only where somebody is there to be asked."""
    said("Taking in the files", 0.0)
    store.forget_prepared(drop)
    refused = list(drop.given.get("refused", ()))
    mended, unusable = mend.take_in(drop)
    refused += [*unusable, *receive.receive(drop.inbox, drop.files, settings)]
    if not drop.names:
        return {"files": 0, "refused": refused}
    with duckdb.connect(str(drop.scratch / "read.duckdb")) as connection:
        build.limit(connection, settings)
        report = exports.load(connection, drop.files, settings, said)
        found: dict[str, Any] = {
            "files": len(drop.names),
            "refused": refused,
            "mended": mended,
            "report": report.as_dict(),
            "flagged": dict(connection.execute("select file, count(*) from intake.flags group by file").fetchall()),
            "doubts": doubts.doubts(connection, report, settings),
            "rejected": mend.rejected(connection, drop, settings),
        }
        write_json(drop.path / f"{mend.KEPT}.json", found["rejected"])
        if is_drafted:
            found["draft"] = exports.draft(connection, drop.files, settings, report=report, progress=said).as_dict()
        return found


def trial(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """What is left open of the files under another mapping, which is not kept."""
    drop = store.opened(folder)
    (drop.scratch / PROFILE_NAME).write_text(drop.given["profile"], encoding="utf-8")
    with duckdb.connect(str(drop.scratch / "trial.duckdb")) as connection:
        build.limit(connection, settings)
        tried = exports.draft(connection, drop.files, settings, exports.read_profile(drop.scratch), progress=said)
        return {"draft": tried.as_dict()}


def preview(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """Make a version that nobody is pointed to, and hold it against the one in force."""
    drop = store.opened(folder)
    return _looked_at(drop, settings, said, bool(drop.given.get("is_partial")))


def _looked_at(drop: Drop, settings: Settings, said: build.Progress, is_partial: bool) -> dict[str, Any]:
    """What `preview` answers; `is_partial` says that these exports are a part of the company's."""
    words.write_numbers(*settings.number_marks)
    store.forget_prepared(drop)
    made = publishing.prepare(
        drop.files,
        drop.out,
        settings,
        progress=said,
        reviews=inspections.for_load(drop.out),
        who=drop.who,
        is_partial=is_partial,
    )
    said("Comparing with what is shown now", 1.0)
    before = versions.in_force(drop.out)
    is_compared = before and before["source"] != str(SAMPLE.resolve())
    compared = compare(drop.out, before["version"] if is_compared else None, made.path.stem, settings)
    doubted = publishing.speaks_against(drop.out, made, settings)
    return {
        "version": made.path.stem,
        "before": before.get("version"),
        "is_shown": made.path.stem == before.get("version"),
        "is_partial": is_partial,
        "doubts": doubted,
        "asks": [*doubted, *moved(compared, settings)],
        "compared": compared,
    }


def publish(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """Point to the version that was looked at, unless what it was held against is not in force any more.

    Then nothing changes, and it is looked at anew; nor does it where a question was not answered.
    """
    drop = store.opened(folder)
    looked = drop.answer("preview")
    if not set(looked.get("asks", ())) <= set(drop.given.get("accepted", ())):
        return {"fault": "Not every question was answered, so nothing was published."}
    with alone(drop.out, said):
        if _holds(drop, looked):
            _put_in_force(drop, drop.out / f"{looked['version']}.duckdb", settings)
            return {"published": looked["version"], "before": looked["before"]}
    write_json(drop.path / "preview.json", _looked_at(drop, settings, said, bool(looked.get("is_partial"))))
    return {"changed": True}


def unattended(folder: Path, settings: Settings, said: build.Progress) -> dict[str, Any]:
    """All three at once for whoever does not sit at a screen: what is doubted is not published, as by the command."""
    drop = store.opened(folder)
    words.write_numbers(*settings.number_marks)
    found = _read(drop, settings, said, is_drafted=False)
    files = found.get("report", {}).get("files", ())
    rows, rejected = (sum(file[name] for file in files) for name in ("rows_loaded", "rows_quarantined"))
    if not rows:
        return {"said": " ".join(["Nothing could be loaded.", *found["refused"]])}
    looked = preview(folder, settings, said)
    if looked["is_shown"]:
        return {"said": "Nothing new: these exports are shown already."}
    if looked["doubts"]:
        return {"said": " ".join(["Not published.", *looked["doubts"], doubts.ANYWAY])}
    write_json(drop.path / "preview.json", looked)
    write_json(drop.path / GIVEN, {"accepted": looked["asks"]})
    if not publish(folder, settings, said).get("published"):
        return {"said": "Not published: another load came between. Put one of the files there again."}
    told = f"Published {words.counted(rows, 'row')} of {words.counted(len(files), 'file')}"
    return {"said": f"{told}, {words.counted(rejected, 'row')} rejected.", "is_published": True}


def _holds(drop: Drop, looked: Mapping[str, Any]) -> bool:
    """Whether what was looked at is there as it was, and what it was held against is still in force."""
    version = looked.get("version")
    is_there = bool(version) and intact(drop.out / f"{version}.duckdb")
    return is_there and versions.in_force(drop.out).get("version") == looked["before"]


def _put_in_force(drop: Drop, path: Path, settings: Settings) -> None:
    with versions.opened(path, settings) as connection:
        report = exports.report_of(connection, drop.files, settings)
    made = Prepared(path, drop.files, report, read_seal(path)["doubted"], is_new=False)
    publishing.put_in_force(made, settings, drop.who)
    store.note(drop, published=(*drop.published, path.stem))


STEPS: Mapping[str, Step] = {
    "read": read,
    "trial": trial,
    "preview": preview,
    "publish": publish,
    "unattended": unattended,
}
