"""What a column of a file may be in a table of ours, with the reason in words: by its header, then by its values."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from sightline.contract import EXPORTS, Column
from sightline.exports.converting import cells
from sightline.exports.drafting import translated
from sightline.exports.names import header_key, word_key
from sightline.exports.profile import FileProfile
from sightline.exports.recognising.recognise import (
    CHILD_KEYS,
    ENOUGH_OWN_WORDS,
    FEW_TABLES,
    match_columns,
    name_hint,
)
from sightline.exports.recognising.signs import COUNTER_SIGNS, SIGNS
from sightline.exports.vocabulary import outcome_of, spread, vocabulary

ENOUGH = 2.0
"""From this weight on a suggestion is filled in; below, it is only named as possible."""
SPELLED, ALIKE, IN_PART, REFERS, EMAIL, STAGES, KNOWN_WORDS, KIND = 3.0, 2.6, 2.2, 2.4, 2.2, 2.0, 1.8, 0.8
"""Weights of evidence: a whole header tells more than a part of one, values more than a kind of value."""
MOST = 0.8
"""As large a share of the values must agree: exports have a few odd ones."""
NEARLY, SLIPS = 0.86, 2
"""Two headers of so many equal letters, and so few more, may be one; below it unlike words begin to pass."""
LONG = 8
"""Letters of a name of ours that is found within a longer header; shorter ones are found by chance."""
MOST_STAGES = 30
"""A column with more different words is no list of stages."""
WEIGHED = 200
"""Different values of a column that are weighed: as many tell a date from an amount as all would."""


@dataclass(frozen=True)
class Hint:
    """One of our columns for one header: how strong the evidence is, the reason in words, and the word that told."""

    column: str
    weight: float
    reason: str
    word: str = ""


class Values:
    """The different values of one column, and what share of them is what. A column without any is of no kind."""

    def __init__(self, values: Sequence[str]) -> None:
        self.different = tuple(dict.fromkeys(values))[:WEIGHED]
        self.rows = len(values)

    def share(self, test: Callable[[str], bool]) -> float:
        """The share of the values that pass a test."""
        return sum(map(test, self.different)) / len(self.different) if self.different else 0

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What the values are, in words, by the kind of column that takes such values."""
        found: dict[str, str] = {}
        if self.share(_is_date) >= MOST:
            found |= dict.fromkeys(("date", "timestamp"), "its values are dates")
        if self.share(_is_number) >= MOST:
            found |= dict.fromkeys(("decimal", "int"), "its values are numbers")
        if self.share(lambda text: cells.parse_bool(text) is not None) >= MOST:
            found["bool"] = "its values are yes and no"
        if self.share(lambda text: "@" in text) >= MOST:
            found["email"] = "its values are e-mail addresses"
        if len(self.different) <= MOST_STAGES and self.share(lambda text: outcome_of(text)[0] is not None) >= MOST:
            found["stage"] = f"its values are stages, such as {min(self.different)}"
        return found


@dataclass(frozen=True)
class Peek:
    """A file looked into: its header, and by position the values of its first rows, nothing left out as blank."""

    file: str
    header: list[str]
    values: Mapping[int, Values]

    def samples(self, index: int, most: int = 3) -> tuple[str, ...]:
        """The first different values of a column."""
        return self.values[index].different[:most] if index in self.values else ()


@dataclass(frozen=True)
class Guess:
    """A table that a file may be: how much speaks for it, how many headers do, and what each unknown one would be."""

    table: str
    weight: float
    known: int
    columns: dict[int, Hint] = field(default_factory=dict)


NOTHING = Values(())
Known = Mapping[str, frozenset[str]]
"""Comparable names and ids of the rows that other files gave, by table."""


def columns(table: str, peek: Peek, known: Known, free: Mapping[int, str], taken: set[str]) -> dict[int, Hint]:
    """At most one of our columns for each free header, and each of ours at most once; the strongest evidence first."""
    wanted = [column for column in EXPORTS[table].columns.values() if column.name not in taken]
    found = [
        (-hint.weight, not column.required, index, hint)
        for index, header in free.items()
        if header_key(header)
        for column in wanted
        if (hint := _hint(table, column, header, peek.values.get(index, NOTHING), known))
    ]
    chosen: dict[int, Hint] = {}
    for _, _, index, hint in sorted(found, key=lambda entry: entry[:3]):
        if index not in chosen and hint.column not in {one.column for one in chosen.values()}:
            chosen[index] = hint
    kinds = [hint for hint in chosen.values() if hint.weight == KIND]
    for index, hint in list(chosen.items()):
        kind = EXPORTS[table].columns[hint.column].kind
        if hint in kinds and sum(EXPORTS[table].columns[one.column].kind == kind for one in kinds) > 1:
            del chosen[index]  # two columns of dates say nothing about which date is which
    return chosen


def tables(peek: Peek, known: Known) -> list[Guess]:
    """The tables that a file may be whose header fits none, the likeliest first.

    Each has every column of one of the table's signs, and words that few tables know or a file named like the table;
    values alone do not make a table.
    """
    keys = {header_key(cell) for cell in peek.header}
    found = []
    for table in EXPORTS:
        own = match_columns(table, peek.header, FileProfile(table=table))
        free = {index: header for index, header in own.unused.items() if header.strip()}
        hints = columns(table, peek, known, free, set(own.matches))
        sure = {index: hint for index, hint in hints.items() if hint.weight >= ENOUGH}
        english = keys | {hint.word for hint in sure.values()}
        if any(sign <= english for sign in COUNTER_SIGNS.get(table, ())):
            continue
        if CHILD_KEYS.get(table) in english and "id" in keys and table != "users":
            continue
        spelled = {hint.column: hint.word for hint in sure.values() if hint.weight > IN_PART and hint.word}
        have = set(own.matches) | {hint.column for hint in sure.values()}
        words = [header_key(match.header) for match in own.matches.values()] + list(spelled.values())
        rare = [tables for word in words if (tables := spread().get(word, len(EXPORTS))) <= FEW_TABLES]
        named = set(own.matches) | set(spelled)
        fits = any(sign <= have and len(sign & named) > 1 for sign in SIGNS[table])
        called = _named(table, peek.file)
        if not spelled or not fits or not (called or sum(1 / tables for tables in rare) >= ENOUGH_OWN_WORDS):
            continue
        weight = sum(1 / spread().get(word, len(EXPORTS) / 4) for word in words)
        found.append(Guess(table, weight + called, len(words), hints))
    return sorted(found, key=lambda guess: -guess.weight)


def _named(table: str, file: str) -> float:
    """What the name of a file says for a table, in any language: no more than one word of a header does."""
    said = translated.header(file.rsplit(".", 1)[0])
    ways = {header_key(phrase).rstrip("s") for phrase in (said.phrases if said else ())}
    return 0.5 * bool(name_hint(table, file) or header_key(table).rstrip("s") in ways)


def agrees(column: Column, values: Values) -> bool:
    """Whether values may be those of a column of ours: a text may be anything, a date is a date."""
    kinds = ("date", "timestamp", "decimal", "int", "bool")
    return not values.different or column.kind not in kinds or column.kind in values.kinds


def _hint(table: str, column: Column, header: str, values: Values, known: Known) -> Hint | None:
    """The strongest reason for which a header may be a column of ours; null where its values contradict it."""
    if not agrees(column, values):
        return None
    spelled, what = _by_header(table, column.name, header), values.kinds.get(column.kind, "")
    if spelled is None:
        return _by_values(column, values, known, what)
    if spelled.weight == IN_PART and column.kind == "enum" and _known_words(column, values) < MOST:
        return None
    return Hint(column.name, spelled.weight, spelled.reason + (f"; {what}" if what else ""), spelled.word)


@cache
def _by_header(table: str, column: str, header: str) -> Hint | None:
    """What the words of a header say for a column: translated, held in it whole, or written with a slip."""
    mine = _spellings(table).get(column, {})
    said = translated.header(header)
    if said:
        turned = " ".join(reversed(said.phrases[0].split()))  # in French the noun comes first
        for phrase in (*said.phrases, turned):
            for more in ("", " name", " date", " id"):
                if (key := header_key(phrase + more)) in mine:
                    part = "" if said.whole else " in part"
                    weight = (SPELLED if said.whole else IN_PART) - (0.2 if more and said.whole else 0)
                    return Hint(column, weight, f"{header.strip()} is {said.language} for {phrase}{part}", key)
    key = header_key(header)
    near = [own for own in mine if own[:1] == key[:1] and abs(len(own) - len(key)) <= SLIPS]
    for own in difflib.get_close_matches(key, near, n=1, cutoff=NEARLY) if near else ():
        return Hint(column, ALIKE, f"nearly {mine[own]}", own)
    for own, name in mine.items():
        if len(own) >= LONG and own in key:
            return Hint(column, IN_PART, f"its name has {name} in it", own)
    return None


@cache
def _spellings(table: str) -> dict[str, dict[str, str]]:
    """By column of a table, each comparable spelling with the way it is written."""
    found: dict[str, dict[str, str]] = {}
    for key, meant in vocabulary(table).items():
        for _, column in meant:
            written = (column, *EXPORTS[table].columns[column].synonyms)
            found.setdefault(column, {})[key] = next((name for name in written if header_key(name) == key), column)
    return found


def _by_values(column: Column, values: Values, known: Known, what: str) -> Hint | None:
    """What the values alone say for a column: only for what a number needs, and for mail addresses."""
    different = values.different
    if column.name == "email" and "email" in values.kinds:
        return Hint(column.name, EMAIL, values.kinds["email"])
    if not column.required and not column.is_money:
        return None
    if column.refers_to and len(different) > 1 and (rows := known.get(column.refers_to)):
        met = sum(word_key(text) in rows for text in different)
        if met >= MOST * len(different):
            return Hint(
                column.name, REFERS, f"{met} of {len(different)} values are {column.refers_to} of the other files"
            )
    if column.name == "stage" and len(different) > 1 and "stage" in values.kinds:
        return Hint(column.name, STAGES, values.kinds["stage"])
    if column.kind in ("enum", "multi") and len(different) > 1 and _known_words(column, values) >= MOST:
        return Hint(column.name, KNOWN_WORDS, f"its values are known: {', '.join(sorted(different)[:3])}")
    return Hint(column.name, KIND, what) if what and (column.kind == "date" or column.is_money) else None


def _known_words(column: Column, values: Values) -> float:
    words = {word_key(word) for word in (*column.values, *column.value_synonyms)}
    return values.share(lambda text: word_key(text) in words)


def _is_date(text: str) -> bool:
    return any(cells.parse_moment(text, order) is not None for order in ("day_first", "month_first"))


def _is_number(text: str) -> bool:
    return any(cells.parse_number(text, mark) is not None for mark in (".", ","))
