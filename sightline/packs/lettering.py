"""Letters of the PDF: which font draws which part of a text, how wide it is, and how it is cut to fit.

Our own font covers Latin, Greek and Cyrillic; Chinese, Japanese and Korean use the fonts every PDF reader brings. A
script that neither covers is named in brackets, so that a name never becomes a row of boxes.
"""

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

_FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD = "SightlineSans", "SightlineSans-Bold"
_KOREAN, _JAPANESE, _CHINESE = "HYGothic-Medium", "HeiseiKakuGo-W5", "STSong-Light"


@cache
def ready() -> frozenset[int]:
    """Register the fonts once; the letters our own font holds."""
    for name, file in ((REGULAR, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(TTFont(name, _FOLDER / f"SightlineSans-{file}.ttf"))
    for name in (_KOREAN, _JAPANESE, _CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def runs(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    """The text in runs of (font, letters), each of which its font can draw."""
    own, han = BOLD if bold else REGULAR, _han(text)
    found: list[tuple[str, str]] = []
    unreadable = ""
    for letter in text:
        font, drawn = own, letter
        script = unicodedata.name(letter, "OTHER").replace("-", " ").split()[0]
        if ord(letter) in ready() or letter == " ":
            unreadable = unreadable if letter == " " else ""
        elif unicodedata.east_asian_width(letter) in "WF":
            font = {"HANGUL": _KOREAN, "HIRAGANA": _JAPANESE, "KATAKANA": _JAPANESE}.get(script, han)
        elif unicodedata.category(letter) in ("Cf", "Mn") or script == unreadable:
            drawn = ""
        else:
            drawn, unreadable = f"[{script.title()}]", script
        if drawn and found and found[-1][0] == font:
            found[-1] = (font, found[-1][1] + drawn)
        elif drawn:
            found.append((font, drawn))
    return found


def _han(text: str) -> str:
    """The font for Chinese characters, which Japanese and Korean names use too: by the letters beside them."""
    names = " ".join(unicodedata.name(letter, "") for letter in text)
    return _JAPANESE if "KATAKANA" in names or "HIRAGANA" in names else _KOREAN if "HANGUL" in names else _CHINESE


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in points."""
    return float(sum(pdfmetrics.stringWidth(letters, font, size) for font, letters in runs(text, bold=bold)))


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
