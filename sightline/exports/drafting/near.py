"""Spellings that may be one thing: what is left of a text when case, accents, punctuation and order are taken away."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

LEGAL = {
    "ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "limited",
    "llc", "llp", "ltd", "nv", "oy", "oyj", "plc", "pty", "sa", "sarl", "sas", "se", "spa", "srl", "ug",
}  # fmt: skip
"""Legal forms of companies: two names that differ in them alone are often one company, and sometimes two."""
ALIKE = 0.88
"""From this share of equal letters on two spellings are shown to a person as perhaps one; 1 is equal."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a"})


@cache
def folded(text: str) -> str:
    """A text in small letters without accents; an umlaut is its two letters, as where a keyboard has none."""
    written = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    return "".join(sign for sign in unicodedata.normalize("NFKD", written) if not unicodedata.combining(sign))


@cache
def fingerprint(text: str, *, legal: bool = True) -> str:
    """What is left of a name: its words once each and in order, without punctuation; without `legal`, no legal form."""
    words = set(re.findall(r"[^\W_]+", re.sub(r"(?<=\w)\.(?=\w\b)|['’]", "", folded(text))))
    return " ".join(sorted(words if legal else words - LEGAL or words))


def groups(counted: Mapping[str, int]) -> list[list[str]]:
    """Spellings of one fingerprint together, each group and the groups themselves with the most frequent first."""
    found: dict[str, list[str]] = {}
    for text in sorted(counted, key=lambda text: (-counted[text], text)):
        found.setdefault(fingerprint(text) or text, []).append(text)
    return sorted(found.values(), key=lambda group: -sum(counted[text] for text in group))


def nearest(text: str, known: Iterable[str]) -> tuple[str, str, bool] | None:
    """The known name that a text may mean, why, and whether that is beyond doubt; null where none is near.

    Only names that begin alike are compared letter by letter: comparing all with all takes minutes.
    """
    names = list(known)
    for legal, why, sure in (
        (True, "equal but for case, accents and punctuation", True),
        (False, "equal but for the legal form", False),
    ):
        for name in names:
            if fingerprint(name, legal=legal) == fingerprint(text, legal=legal) != "":
                return name, why, sure
    head = folded(text)[:2]
    alike = difflib.get_close_matches(
        folded(text), [folded(name) for name in names if folded(name)[:2] == head], 1, ALIKE
    )
    return next(
        ((name, "nearly the same letters", False) for name in names if alike and folded(name) == alike[0]), None
    )
