"""Headers and words of other languages in the English of the contract, word by word."""

import itertools
import re
from dataclasses import dataclass
from functools import cache

from sightline.contract import declared_rows
from sightline.exports.drafting.near import folded
from sightline.exports.names import CODES

LINKS = ("", "s", "n", "en", "es", "e")
"""Letters that German puts between the parts of a compound."""
SHORTEST = 3
"""Letters of a part of a compound; shorter ones are found in any word."""

MOST_WAYS = 8
"""Ways to say a header that are looked up: three words of two meanings each."""


@dataclass(frozen=True)
class Translated:
    """What a header says in English, and in which language it says so. `whole` says that every word of it is known.

    `phrases` are the ways to say it in English, the usual one first.
    """

    phrases: tuple[str, ...]
    language: str
    whole: bool


@cache
def _words(of: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in declared_rows("translations.csv"):
        if row["of"] == of:
            found.setdefault(row["language"], {})[row["word"]] = row["english"]
    return found


@cache
def header(text: str) -> Translated | None:
    """A header in English; null where no language knows a word of it."""
    words = [word for word in re.findall(r"[^\W_]+", folded(text)) if word.upper() not in CODES]
    best: Translated | None = None
    for language, known in _words("header").items():
        parts = [_compound(word, known) for word in words]
        told = [part for part in parts if part is not None]
        foreign = [word for word, part in zip(words, parts, strict=True) if part is not None and part != word]
        if not foreign or len(told) * 2 < len(words):
            continue
        ways = itertools.product(*(part.split("|") for part in told if part))
        phrases = tuple(" ".join(way) for way in itertools.islice(ways, MOST_WAYS))
        if best is None or len(told) == len(words) > best.whole * len(words):
            best = Translated(phrases, language, len(told) == len(words))
    return best


@cache
def value(text: str) -> tuple[str, str] | None:
    """A word of a cell in English, and its language; null where no language knows it."""
    word = " ".join(re.findall(r"[^\W_]+", folded(text)))
    return next(((known[word], language) for language, known in _words("value").items() if word in known), None)


def _compound(word: str, known: dict[str, str]) -> str | None:
    """A word or the parts that it is made of, in English; null where a part is unknown."""
    if word in known:
        return known[word]
    for end in range(len(word) - SHORTEST, SHORTEST - 1, -1):
        for link in LINKS:
            head, rest = word[:end], word[end + len(link) :]
            if head in known and word[end:].startswith(link) and len(rest) >= 2:
                tail = _compound(rest, known)
                if tail is not None:
                    return f"{known[head].split('|')[0]} {tail.split('|')[0]}"
    return None
