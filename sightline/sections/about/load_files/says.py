"""The sentences of Load files, and what it lists as rows."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from sightline import audit, words
from sightline.contract import EXPORTS
from sightline.drops.compare import KINDS
from sightline.menu import TITLES
from sightline.metrics import column
from sightline.parts.acts import Act
from sightline.sections.about.load_files.picks import At

START = (
    "**Drop the files you exported: CSV, Parquet, Excel, or a .zip of them.** Each is read at once. "
    "Nothing changes for anybody until you publish."
)
PART = "These files are a part of the company, such as one region: what is missing has not gone."
PART_HELP = "What is not in these files is then no change in the history: no deal of another region counts as lost."
NOT_ALONE = "Only you see these files until you publish."
NO_REJECTED = "No row was rejected."
NO_DOUBTFUL = "No value is doubtful."
NO_COLUMN = "No column was read."
NOTHING_MISSING = "Every table and every column that a number needs is there."
MEND = (
    "Download them, correct the cells, save, and drop that file here: each corrected row takes the place of the "
    "rejected one. Leave the first column as it is."
)
_STATUS = {"loaded": "loaded", "empty": "empty", "left_aside": "skipped", "refused": "refused"}
SHOWN = 5


def headline(at: At) -> str:
    """The first sentence: how far the files are, and what to do next."""
    if at.published:
        return "**Published: everyone sees these exports now.**"
    if at.drop is None:
        return START
    if at.state.is_running:
        return _WORKING[at.state.step]
    if at.preview.get("is_shown"):
        return "**These exports are what everyone sees already.** There is nothing to publish."
    if at.preview.get("version"):
        asks = len(at.preview["asks"])
        asked = f" {words.counted(asks, 'question')} first." if asks else ""
        return f"**Ready to publish; nobody sees it yet.**{asked}"
    files = at.read.get("report", {}).get("files", ())
    if not files:
        return START
    loaded = [file for file in files if file["status"] in ("loaded", "empty")]
    rows, rejected = (sum(file[name] for file in loaded) for name in ("rows_loaded", "rows_quarantined"))
    if not rows:
        read, then = (sum(file[name] for file in at.read["draft"]["files"]) for name in ("rows_read", "rows_then"))
        if then:
            yet = f"{words.of(then, read)} rows can with what is suggested under Mapping"
            return f"**None of these files can be loaded yet: {yet}.** Look through it, then save. {NOT_ALONE}"
        return "**None of these files can be loaded.** See below what each of them is."
    said = f"{words.counted(rejected, 'row')} rejected" if rejected else "no row rejected"
    return (
        f"**{words.of(len(loaded), len(files))} files can be loaded: {words.counted(rows, 'row')}, {said}.** "
        f"Look at what they would change, then publish. {NOT_ALONE}"
    )


_WORKING = {
    "read": f"**Reading the files.** {NOT_ALONE}",
    "trial": f"**Reading the files with these answers.** {NOT_ALONE}",
    "preview": f"**Working out what they change.** {NOT_ALONE}",
    "publish": "**Publishing.** Everyone sees these files in a moment.",
}


def troubles(at: At) -> list[str]:
    """What came to nothing, and what was not taken in: a sentence each, plain text."""
    faults = [at.state.fault, *(answer.get("fault", "") for answer in (at.read, at.preview))]
    if at.drop is not None and not at.state.is_running:
        told = at.drop.answer("publish")
        faults += [told.get("fault", "")]
        if told.get("changed"):
            faults.append("Another load was put in force since you looked. This is what yours would change now.")
    return [*dict.fromkeys(fault for fault in faults if fault), *at.read.get("refused", ())]


def undone(at: At) -> str:
    """What came of taking a load back; empty where none was."""
    return "" if at.undone is None else at.undone or "Done: everyone sees that load again."


def mended(at: At) -> str:
    """How many rows the last drop corrected; empty where none."""
    told = [
        f"{words.counted(count, 'row')} of {words.plain(file)}" for file, count in at.read.get("mended", {}).items()
    ]
    return f"Corrected: {', '.join(told)}." if told else ""


def carried(at: At) -> str:
    """Of which load the answers are that a drop began with; empty where it began with none."""
    since = at.drop.profile_of if at.drop else ""
    return f"Answers given before are taken from the load of {words.day(date.fromisoformat(since))}." if since else ""


def problems(at: At) -> list[Act]:
    """What a person must know before anything else, and what keeps files and rows out, the worst first."""
    report = at.read["report"]
    refused = [file for file in report["files"] if file["status"] == "refused"]
    skipped = [file for file in report["files"] if file["status"] in ("left_aside", "empty")]
    asked = sum(1 for question in at.read["draft"]["questions"] if question["needed"])
    opens = [Act("act", words.counted(asked, "question"), "No file tells the answer: see Mapping.")] if asked else []
    return [
        *opens,
        *(Act("act", "Not as expected", words.plain(line)) for line in (*at.read["doubts"], *report["headlines"])),
        *(_file(file) for file in refused),
        *(_rejected(row) for row in report["quarantined"]),
        *(_file(file) for file in skipped),
        *(Act("note", "To consider", words.plain(line)) for line in report["advice"]),
    ]


def _file(file: Mapping[str, Any]) -> Act:
    why = f": {words.plain(file['reason'])}" if file["reason"] else ""
    return Act(
        "act" if file["status"] == "refused" else "note", file["file"], f"{_STATUS[file['status']].capitalize()}{why}."
    )


def _rejected(row: Mapping[str, Any]) -> Act:
    return Act(
        "watch",
        f"{words.table(row['table_name'])}, {words.counted(row['rows'], 'row')} rejected",
        words.plain(row["example"]),
    )


def files(at: At) -> pd.DataFrame:
    """A row per file and table in it: what it is and how sure that is, and what becomes of its rows."""
    sure = {file["file"]: file["sure"] for file in at.read["draft"]["files"]}
    rows = [
        {
            **file,
            "table_name": words.table(file["table_name"]) if file["table_name"] else "unknown",
            "status": _STATUS[file["status"]],
            "sure": sure.get(file["file"], ""),
            "cells_flagged": at.read["flagged"].get(file["file"], 0),
        }
        for file in at.read["report"]["files"]
    ]
    order = {"refused": 0, "skipped": 1, "empty": 2}
    rows.sort(key=lambda row: (order.get(row["status"], 3), -row["rows_quarantined"], row["file"]))
    return pd.DataFrame(rows)


def rejected(at: At, file: str) -> pd.DataFrame:
    """The rejected rows of a file, as they are shown: line, what was expected, and the row."""
    rows = at.read["rejected"][file]["rows"]
    return pd.DataFrame(
        {
            "line_number": pd.array([line for _, line, _, _, _ in rows], dtype="Int64"),
            "message": [says for _, _, _, says, _ in rows],
            "raw_record": [" · ".join(cells) for _, _, _, _, cells in rows],
        }
    )


def doubtful(at: At) -> pd.DataFrame:
    """Values that are loaded though doubtful, counted by what is doubtful about them."""
    return pd.DataFrame(
        [
            {
                "table_name": words.table(row["table_name"]),
                "column_name": row["column_name"],
                "cells": row["rows"],
                "message": row["example"],
            }
            for row in at.read["report"]["flagged"]
        ]
    )


def columns(at: At) -> pd.DataFrame:
    """How each column of each file was understood; those that no file has are another list."""
    rows = [row for row in at.read["report"]["columns"] if row["matched_by"] != "absent"]
    return pd.DataFrame(rows, columns=["file", "header", "column_name", "matched_by", "note", "table_name"])


def missing(at: At) -> pd.DataFrame:
    """Tables and columns that no file has, and the pages that show less without them."""
    pages = set(TITLES.values())
    return pd.DataFrame(
        [
            {
                "table_name": words.table(row["table_name"]),
                "column_name": row["column_name"],
                "needed_for": ", ".join(page for page in EXPORTS[row["table_name"]].pages if page in pages),
            }
            for row in at.read["report"]["missing"]
        ]
    )


def measures(at: At) -> pd.DataFrame:
    """What is shown now and what would be, one measure a row."""
    compared = at.preview["compared"]
    rows = [
        _measure(
            column(one["measure"]).label, one["before"], one["after"], _writer(one["measure"], compared["currency"])
        )
        for one in compared["measures"]
    ]
    rows += [
        _measure(f"All {KINDS[one['kind']]}", one["before"], one["after"], words.number) for one in compared["names"]
    ]
    return pd.DataFrame(rows)


def _measure(label: str, before: float | None, after: float | None, write: Any) -> dict[str, str]:
    change = "" if before is None or after is None else "no change"
    if change and before != after:
        change = words.share_change((after - before) / before) if before and write is not words.share else "changed"  # type: ignore[operator]
    if change and write is words.share and before != after:
        change = words.points((after - before) * 100)  # type: ignore[operator]
    unknown = "nothing yet"
    return {
        "line": label,
        "before": unknown if before is None else write(before),
        "after": "unknown" if after is None else write(after),
        "change_text": change,
    }


def _writer(measure: str, currency: str) -> Any:
    match column(measure).unit:
        case "money":
            return lambda value: words.money(value, currency)
        case "share":
            return words.share
        case _:
            return words.number


def not_compared(at: At) -> str:
    """Why nothing stands beside the new numbers; empty where something does."""
    if at.preview["compared"]["names"][0]["before"] is not None:
        return ""
    shown = "What is shown now is invented, or damaged" if at.preview["before"] else "Nothing is shown yet"
    return f"{shown}: there is nothing to compare with."


def came_and_went(at: At) -> list[tuple[str, list[str]]]:
    """For each kind of name that came or went: how many in words, and the first of them."""
    told = []
    for one in at.preview["compared"]["names"]:
        for count, names, word in ((one["came_count"], one["came"], "new"), (one["went_count"], one["went"], "gone")):
            if count:
                kinds = KINDS[one["kind"]]
                title = f"{words.counted(count, kinds.removesuffix('s'), kinds)} {word}"
                told.append((title, _names(names, count, at.preview["compared"]["currency"])))
    return told


def _names(names: list[list[Any]], count: int, currency: str) -> list[str]:
    told = [
        words.plain(str(name)) + (f" ({words.money(amount, currency)})" if amount is not None else "")
        for name, amount in names
    ]
    return [*told, f"and {words.number(count - len(names))} more"] if count > len(names) else told


def version(seal: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One kept load: when it was made, by whom, of what, and how many rows."""
    loaded = datetime.fromisoformat(seal["sealed_at"])
    rows = sum(count for name, count in seal["rows"].items() if name.startswith("exports."))
    who = seal.get("loaded_by", audit.KEEPER)
    by = "whoever runs Sightline" if who == audit.KEEPER else words.plain(names.get(who, who))
    what = ", the invented company" if seal["is_invented"] else ""
    return f"**{words.day(loaded)}, {loaded:%H:%M} UTC** by {by}: {words.counted(rows, 'row')}{what}"
