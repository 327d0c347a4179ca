"""Draft the profile of a folder: load it, ask what is left open, load it again with the suggestions taken, ask on.

One question opens the next: only in a file whose table is known can words be unknown. Loading itself says what is
open, so that nothing is asked that a load would not ask, and nothing is promised that it would not keep.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import duckdb

from sightline.exports.audit.report import Report, Row
from sightline.exports.drafting import asking_files, asking_wholes, asking_words
from sightline.exports.drafting.draft import Draft, File, Question, reasons
from sightline.exports.drafting.looking import Looked, known_names, peeked
from sightline.exports.load import Progress, load
from sightline.exports.profile import Profile, read_profile
from sightline.exports.profile.writing import Place, amended, written
from sightline.exports.recognising.recognise import ranked
from sightline.settings import Settings

MOST_ROUNDS = 4
"""Table and columns, then how dates and amounts are written, then words, then names: nothing opens a fifth."""
MOST_CHOICES = 12
"""Choices that the comment of one line holds; a list of tables or currencies does not fit."""
_ASKED: tuple[Callable[[Looked], Iterable[Question]], ...] = (
    asking_files.questions,
    asking_words.stages,
    asking_words.positions,
    asking_words.words,
    asking_words.currencies,
    asking_words.names,
    asking_wholes.questions,
)


def draft(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    settings: Settings,
    profile: Profile | None = None,
    report: Report | None = None,
    progress: Progress | None = None,
) -> Draft:
    """What a folder's files are taken for under a profile (its own where none is given), and what is open.

    The `connection` is for this alone, and holds the load that the `report` is of where there is one. Raises
    ExportError as `load` does.
    """
    given = profile or read_profile(folder)
    report = report or load(connection, folder, settings, progress, profile=given)
    taken, asked = given, dict[Place, Question]()
    files: tuple[File, ...] = ()
    for _ in range(MOST_ROUNDS):
        look = _looked(connection, folder, settings, taken, report)
        new = {q.place: q for ask in _ASKED for q in ask(look) if q.place not in asked}
        files = files or tuple(_file(look, file) for file in report.files)
        asked |= new
        answers = Draft((), tuple(new.values()), "").suggestions
        if not answers:
            break
        taken = amended(taken, answers)
        report = load(connection, folder, settings, progress, profile=taken)
    questions = tuple(sorted(asked.values(), key=lambda one: not one.needed))
    return Draft(
        tuple(_then(file, report) for file in files),
        questions,
        written(given, Draft((), questions, "").suggestions, reasons(questions), _open(questions)) if questions else "",
    )


def _looked(
    connection: duckdb.DuckDBPyConnection, folder: Path, settings: Settings, profile: Profile, report: Report
) -> Looked:
    wanted = asking_files.to_look_into(report, profile)
    return Looked(
        connection,
        profile.settings(settings),
        profile,
        report,
        peeked(connection, folder, wanted),
        known_names(connection),
    )


def _file(look: Looked, file: Row) -> File:
    """One file as the first load took it."""
    name, table = file["file"], file["table_name"]
    columns = asking_files.columns(look, name, table)
    header = look.peeks[name].header if name in look.peeks else [column.header for column in columns]
    others = [found.table for _, found in ranked(header, name, look.profile.of(name)) if found.table != table]
    known = sum(1 for column in columns if column.ours)
    said = "the mapping profile says so" if table and look.profile.of(name).table == table else ""
    sure = said or (f"{known} of {len(columns)} columns are known" if table else "")
    return File(
        name, table, file["status"], file["reason"] or "", sure, tuple(others), file["records_read"],
        file["rows_loaded"], file["rows_loaded"], columns,
    )  # fmt: skip


def _then(file: File, report: Report) -> File:
    """A file with the rows that load once the suggestions are taken."""
    known = [
        row["rows_loaded"]
        for row in report.files
        if row["file"] == file.file and file.table in (None, row["table_name"])
    ]
    read = max((row["records_read"] for row in report.files if row["file"] == file.file), default=file.rows_read)
    return replace(file, rows_read=read, rows_then=max(known, default=0))


def _open(questions: tuple[Question, ...]) -> dict[Place, tuple[str, ...]]:
    """What the text asks without an answer, with the choices where a line holds them."""
    return {
        question.place: question.choices if len(question.choices) <= MOST_CHOICES else ()
        for question in questions
        if question.suggestion is None and question.kind != "changed"
    }
