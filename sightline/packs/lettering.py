"""Letters of the PDF: which font draws which part of a text, in which order, how wide it is, and how it is cut to fit.

Every font is embedded, so a name looks the same on every computer. Arabic, Hebrew, Devanagari and Thai are shaped by
HarfBuzz; Arabic and Hebrew run from right to left. A script that no font of ours holds is named in brackets, and the
name itself stays in the file as text to be copied and read aloud.
"""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr

_FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD = "SightlineSans", "SightlineSans-Bold"
_EAST_ASIAN = ("SightlineHan", "SightlineHangul")
_SHAPED = ("SightlineArabic", "SightlineHebrew", "SightlineDevanagari", "SightlineThai")
_ONE_FILE = threading.RLock()
_FILES = {REGULAR: "SightlineSans-Regular", BOLD: "SightlineSans-Bold"}


@dataclass(frozen=True)
class Run:
    """Letters that one font draws, in the order in which they are said, and what they say where that differs."""

    font: str
    letters: str
    said: str
    is_shaped: bool = False

    def drawn(self, size: float) -> str:
        """What is given to the page: glyphs in the order they are seen where letters want shaping."""
        return str(self.letters) if not self.is_shaped else shapeStr(self.letters, self.font, size, force=True)

    def width(self, size: float) -> float:
        """How wide it is, in points."""
        if not self.is_shaped:
            return float(pdfmetrics.stringWidth(self.letters, self.font, size))
        return float(sum(one.x_advance for one in self.drawn(size).__shapeData__)) * size / 1000  # type: ignore[attr-defined]


@contextmanager
def fresh() -> Iterator[None]:
    """Fonts that remember no other file, for one file at a time: shaping numbers its glyphs as they come."""
    with _ONE_FILE:
        for remembered in (_glyphs, runs, _wide):
            remembered.cache_clear()
        yield


@cache
def _glyphs(font: str) -> frozenset[int]:
    """The letters a font holds; reading it the first time registers it."""
    made = TTFont(font, _FOLDER / f"{_FILES.get(font, font)}.ttf", shapable=font in _SHAPED)
    pdfmetrics.registerFont(made)
    return frozenset(made.face.charToGlyph)


@cache
def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """The text in runs as they are seen from left to right, each of which its font can draw."""
    found = []
    for level, letters in _ordered(text):
        within = _by_font(letters, BOLD if bold else REGULAR)
        found += [_mirrored(run) for run in reversed(within)] if level % 2 else within
    return tuple(found)


def _by_font(text: str, own: str) -> list[Run]:
    """Letters that go the same way, by the font that holds them."""
    if text and _glyphs(own).issuperset(map(ord, text)):  # nearly always
        return [Run(own, text, text)]
    found: list[Run] = []
    unreadable = ""
    for letter in text:
        script = unicodedata.name(letter, "OTHER").replace("-", " ").split()[0]
        run = _run(letter, own, found[-1].font if found else own)
        if run is None and (unicodedata.category(letter) in ("Cf", "Mn") or script == unreadable):
            run = Run(own, "", letter)
        elif run is None:
            run, unreadable = Run(own, f"[{script.title()}]", letter), script
        elif letter != " ":
            unreadable = ""
        before = found[-1] if found else None
        if before and (before.font, before.is_shaped) == (run.font, run.is_shaped):
            found[-1] = replace(before, letters=before.letters + run.letters, said=before.said + run.said)
        else:
            found.append(run)
    return found


def _run(letter: str, own: str, before: str) -> Run | None:
    """One letter in the font that holds it, a space in the font before it; None where no font does."""
    if letter == " " and before in _SHAPED:
        return Run(before, letter, letter, is_shaped=True)
    if ord(letter) in _glyphs(own):
        return Run(own, letter, letter)
    if unicodedata.category(letter) == "Cf" and before not in _SHAPED:
        return None
    for font in (*_SHAPED, *_EAST_ASIAN):
        if ord(letter) in _glyphs(font):
            return Run(font, letter, letter, is_shaped=font in _SHAPED)
    return None


def _mirrored(run: Run) -> Run:
    """Of a run that goes to the left, what HarfBuzz does not turn round: punctuation in a font of ours."""
    if run.is_shaped:
        return run
    turned = {"(": ")", ")": "(", "[": "]", "]": "[", "<": ">", ">": "<", "«": "»", "»": "«"}
    return replace(run, letters="".join(turned.get(letter, letter) for letter in reversed(run.letters)))


def _ordered(text: str) -> list[tuple[int, str]]:
    """Stretches of letters that go the same way, as they are seen: even levels to the right, odd ones to the left.

    The Unicode algorithm (UAX 9) for text without explicit marks of direction, which our texts lose when they are read.
    """
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    if not any(kind in ("R", "AL") for kind in kinds):
        return [(0, text)]
    is_left = next(kind for kind in kinds if kind in ("L", "R", "AL")) != "L"
    levels = {"L": 2, "R": 1, "N": 2} if is_left else {"L": 0, "R": 1, "N": 2}
    leveled = zip((levels[way] for way in _ways(kinds, "R" if is_left else "L")), text, strict=True)
    stretches = [
        (level, "".join(letter for _, letter in group)) for level, group in groupby(leveled, key=lambda pair: pair[0])
    ]
    for least in (2, 1):
        turned: list[tuple[int, str]] = []
        for is_deep, group in groupby(stretches, key=lambda stretch: stretch[0] >= least):
            together = list(group)
            turned += reversed(together) if is_deep else together
        stretches = turned
    return stretches


def _ways(kinds: list[str], base: str) -> list[str]:
    """L, R, or N for a number among letters that go to the left, for each letter of a text."""
    ways: list[str] = []
    strong = base
    for kind in kinds:
        if kind in ("L", "R", "AL"):
            strong = "L" if kind == "L" else "R"
            ways.append(strong)
        elif kind in ("EN", "AN"):
            ways.append("L" if strong == "L" else "N")
        else:
            ways.append(ways[-1] if kind == "NSM" and ways else "")
    for place, kind in enumerate(kinds):  # what belongs to a number: its point, its sign
        around = [ways[near] for near in (place - 1, place + 1) if 0 <= near < len(ways)]
        if not ways[place] and ((kind in ("ES", "CS") and around == ["N", "N"]) or (kind == "ET" and "N" in around)):
            ways[place] = "N"
    for place, way in enumerate(ways):  # spaces and signs go with their neighbours where both go the same way
        if not way:
            before = ("R" if ways[place - 1] in "RN" else "L") if place else base
            after = next(("R" if one in "RN" else "L" for one in ways[place:] if one), base)
            ways[place] = before if before == after else base
    return ways


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in points."""
    return _wide(text, bold) * size


@cache
def _wide(text: str, bold: bool) -> float:
    """How wide a text is in letters of one point: tables are tried in eight sizes."""
    return sum(run.width(1.0) for run in runs(text, bold))


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text on as many lines as it takes; a word that is wider than the room goes on below."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            found[-1] = longer
            continue
        pieces = _broken(word, room, size, bold)
        found = [*(found if found[-1] else found[:-1]), *pieces]
    return found


def _broken(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word in pieces of the room's width; nearly always one."""
    pieces = [""]
    for letter in word if width(word, size, bold=bold) > room else [word]:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces
