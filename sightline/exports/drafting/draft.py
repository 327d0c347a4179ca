"""What a load left open, as plain values: the files as they were understood, and what a person is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from sightline.exports.profile.writing import Place

Kind = Literal[
    "table", "column", "changed", "date_order", "decimal_mark", "named_day", "word", "outcome", "stage", "name",
    "currency", "timezone", "fiscal", "key_accounts", "manager",
]  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One thing that no file tells: what about, what it could be, what is suggested and why.

    `place` is where its answer stands in the profile; `also` are further places of the same answer, for spellings of
    one word. `samples` are what a person decides by, `rows` how many rows hang on it (null where nobody counted).
    `suggestion` is null where the evidence is too thin to fill it in; `reason` then says what there is. `implied` comes
    with any answer. A question is `needed` while rows or amounts are lost without an answer.
    """

    place: Place
    kind: Kind
    about: str
    reason: str
    choices: tuple[str, ...]
    suggestion: str | None = None
    file: str | None = None
    table: str | None = None
    samples: tuple[str, ...] = ()
    rows: int | None = None
    also: tuple[Place, ...] = ()
    implied: Mapping[Place, str] = field(default_factory=dict)
    needed: bool = False

    def answered(self, said: str) -> dict[Place, str | None]:
        """What an answer puts into the profile. The new header of a changed one takes the place of the old."""
        if self.kind == "changed":
            moved: dict[Place, str | None] = {self.place: None}
            return moved if said == NO_COLUMN else {**moved, (*self.place[:-1], said): self.about}
        return {**self.implied, **dict.fromkeys((self.place, *self.also), said)}


NO_COLUMN = "none"
"""The answer that no column of a file is the one asked about, or that a file is none of our tables."""


@dataclass(frozen=True)
class Column:
    """One column of a file: what it is taken for (null where for nothing) and how that was found, with values."""

    header: str
    ours: str | None
    by: str
    samples: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class File:
    """One file as it was understood: its table and how sure that is, rows now and with the suggestions taken.

    `sure` is in words; `runners_up` are the other tables it could be, the likeliest first.
    """

    file: str
    table: str | None
    status: str
    reason: str
    sure: str
    runners_up: tuple[str, ...]
    rows_read: int
    rows_loaded: int
    rows_then: int
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What a folder's files are taken for and what is open; `text` is the profile that the suggestions would make."""

    files: tuple[File, ...]
    questions: tuple[Question, ...]
    text: str

    @property
    def says(self) -> str:
        """How many rows load now and once the suggestions are taken, in one sentence."""
        read, now, then = rows(self)
        return f"{now:,} of {read:,} rows load now, {then:,} with what is suggested."

    @property
    def suggestions(self) -> dict[Place, str | None]:
        """The answers that taking every suggestion gives."""
        return {
            place: said
            for question in self.questions
            if question.suggestion is not None
            for place, said in question.answered(question.suggestion).items()
        }

    def as_dict(self) -> dict[str, Any]:
        """The draft as plain values, ready for JSON: places are lists of names."""
        said = asdict(self)
        for question in said["questions"]:
            question["implied"] = [[list(place), value] for place, value in question["implied"].items()]
        return said

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The draft that `as_dict` told."""
        return cls(
            tuple(
                File(**_tuples(file) | {"columns": tuple(Column(**_tuples(column)) for column in file["columns"])})
                for file in told["files"]
            ),
            tuple(
                Question(
                    **_tuples(question)
                    | {
                        "also": tuple(tuple(place) for place in question["also"]),
                        "implied": {tuple(place): said for place, said in question["implied"]},
                    }
                )
                for question in told["questions"]
            ),
            told["text"],
        )


def _tuples(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def rows(draft: Draft) -> tuple[int, int, int]:
    """Rows of all files: read, loaded now, loaded with what is suggested."""
    return (
        sum(file.rows_read for file in draft.files),
        sum(file.rows_loaded for file in draft.files),
        sum(file.rows_then for file in draft.files),
    )


def reasons(questions: Iterable[Question]) -> dict[Place, str]:
    """Why each suggestion is made, by its place: what stands behind the lines of a written profile."""
    noun = {"outcome": "deal", "stage": "deal", "word": "row", "name": "row"}
    found = {}
    for one in questions:
        if one.kind != "changed":
            what = noun.get(one.kind) if one.rows else None
            many = f"{one.rows:,} {what}{'' if one.rows == 1 else 's'}: " if what else ""
            found[one.place] = many + one.reason
    return found
