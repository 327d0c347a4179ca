"""What the mapping editor says: what is asked, what each answer is called, and what saving it changes."""

import calendar
from collections.abc import Iterable

from sightline import words
from sightline.contract import EXPORTS
from sightline.exports import Draft, Question
from sightline.exports.drafting.draft import NO_COLUMN, Kind, rows

LISTED = 4
"""Columns that the head of a fold names."""
LEAVE = ""
"""The answer that leaves a question open."""

GROUPS: dict[Kind, str] = {
    "outcome": "How deals in each stage ended",
    "stage": "Where open stages come",
    "word": "What these words mean",
    "name": "Names that may be one",
    "manager": "Who reports to whom",
    "currency": "All files together",
    "timezone": "All files together",
    "fiscal": "All files together",
    "key_accounts": "All files together",
}
"""Under which heading a question stands that is not about one file."""

_TOLD = {
    "day_first": "Day first: 31/12/2026",
    "month_first": "Month first: 12/31/2026",
    "true": "Yes, that day",
    "false": "No, something else",
    ",": "Comma: 1.250,50",
    ".": "Point: 1,250.50",
    "rank": "Account rank",
    "arr": "Yearly spend",
    "top_n": "Largest of each AE",
    NO_COLUMN: "No account is key",
}
_ABOUT: dict[Kind, str] = {
    "table": "What this file is",
    "date_order": "How its dates are written",
    "decimal_mark": "How its amounts are written",
    "named_day": "Is the day in its name the day it shows?",
    "currency": "Currency of amounts that name none",
    "timezone": "Time zone in which a day begins",
    "fiscal": "First month of the fiscal year",
    "key_accounts": "What makes a key account",
}


def headline(draft: Draft, changed: Draft | None, left: list[Question]) -> str:
    """How much is `left` open, and how many rows load now and with the answers.

    `changed` is the draft under the answers; null where they were not tried, so that nobody knows what they change.
    """
    read, now, _ = rows(draft)
    read, then = max(read, rows(changed)[0]) if changed else read, rows(changed)[2] if changed else now
    needed = sum(question.needed for question in left)
    asked = f"**{words.counted(needed, 'question')} to answer.**" if needed else "**Nothing has to be answered.**"
    asked = asked if left else "**Nothing is open.**"
    with_answers = f", {words.number(then)} with these answers" if then != now else ""
    not_tried = "" if changed else " Answers have changed: see what they change before you save."
    return f"{asked} {words.of(now, read)} rows load now{with_answers}.{not_tried}"


def of_files(draft: Draft, changed: Draft) -> str:
    """Which files load otherwise with the answers, one line each; a sentence where none does."""
    then = {file.file: file for file in changed.files}
    lines = [
        f"- {words.plain(file.file)}: {words.of(file.rows_loaded, max(file.rows_read, after.rows_read))} rows now, "
        f"{words.of(after.rows_then, after.rows_read)} with these answers"
        for file in draft.files
        if (after := then.get(file.file)) and after.rows_then != file.rows_loaded
    ]
    return "\n".join(lines) or "With these answers as many rows of each file load as now."


def about(question: Question) -> str:
    """What a question is about, in Markdown: a header or a word as it is written, or what is asked of a file."""
    if question.kind == "changed":
        return f"Which column is **{field(question.about, question.table)}** now?"
    name = _ABOUT.get(question.kind) or words.plain(question.about)
    many = ""
    if question.rows and question.kind in ("outcome", "stage", "word", "name"):
        many = f" ({words.counted(question.rows, 'deal' if question.kind in ('outcome', 'stage') else 'row')})"
    return f"**{name}**{many}"


def label(question: Question) -> str:
    """The name of a box for who hears it read, and for a test."""
    return words.unmarked(about(question))


def samples(question: Question) -> str:
    """What a person decides by: other spellings of a word, or values of a column."""
    shown = " · ".join(words.plain(text[:40]) for text in question.samples)
    return f"also written {shown}" if shown and question.kind in ("outcome", "word") else shown


def choice(question: Question, said: str) -> str:
    """What an answer is called in a box, which shows it as it is written."""
    if said == LEAVE:
        return "Leave open"
    match question.kind:
        case "table":
            return "Skip this file" if said == NO_COLUMN else words.table(said)
        case "column":
            return "Not used" if said == NO_COLUMN else field(said, question.table)
        case "changed":
            return "No column has it" if said == NO_COLUMN else words.line(said)
        case "fiscal":
            return calendar.month_name[int(said)]
        case "stage":
            return {"0": "0: before discovery", "1": "1: discovery"}.get(said, said)
        case "name":
            return "Keep apart" if said == question.about else words.line(said)
        case "word" | "outcome":
            return said.replace("_", " ")
    return _TOLD.get(said, words.line(said))


def field(column: str, table: str | None) -> str:
    """A column of ours as people read it: the id of a table's own rows is one, what refers to others is their name."""
    own = table is not None and column in EXPORTS[table].key
    return words.table(column.removeprefix("is_") if own else column.removeprefix("is_").removesuffix("_id"))


def reason(question: Question) -> str:
    """Why an answer is suggested or none is, in Markdown; a header that begins it stays as it is written."""
    said = question.reason
    return words.plain(said if said.startswith(question.about) else said[:1].upper() + said[1:])


def suggested(questions: list[Question]) -> str:
    """The columns of a file that are suggested, as the head of what is folded away."""
    pairs = [f"{words.plain(one.about)} = {choice(one, one.suggestion or LEAVE)}" for one in questions[:LISTED]]
    more = f" and {len(questions) - LISTED} more" if len(questions) > LISTED else ""
    return f"{words.counted(len(questions), 'column')} suggested: {', '.join(pairs)}{more}"


def heading(question: Question) -> str:
    """The heading under which a question stands that is not about one file."""
    if question.kind == "word" and question.table:
        return f"{field(question.place[2], question.table)} of {words.table(question.table).lower()}"
    return GROUPS[question.kind]


def grouped(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Questions that are not about one file under their headings, in the order given."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(heading(question), []).append(question)
    return found
