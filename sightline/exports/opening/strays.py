"""Stray bytes: a UTF-8 file into which somebody pasted a few characters of Windows-1252."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ESCAPED = "surrogateescape"
"""Python's way to carry a byte that is no UTF-8 through text: as a sign that no text contains."""

_STRAY = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")


@dataclass(frozen=True)
class Strays:
    """How many bytes of a file are no UTF-8, and the 1-based line of the first."""

    count: int
    line: int

    @property
    def sentence(self) -> str:
        """What a person should know and do."""
        said = "byte is" if self.count == 1 else "bytes are"
        where = f"on line {self.line}" if self.count == 1 else f"the first on line {self.line}"
        return (
            f"{self.count:,} {said} no UTF-8 ({where}) and read as Windows-1252: check the accents there, or export the"
            " file as UTF-8"
        )


def find_strays(pieces: Iterable[bytes]) -> Strays | None:
    """The stray bytes of a file that else is UTF-8; null where none is, or where they are more than its accents.

    In a file of Windows-1252 hardly any accent happens to be UTF-8, so there the bytes that are not prevail.
    """
    count = accents = lines = first = 0
    for text in _texts(pieces):
        strays = _STRAY.findall(text)
        if strays and not count:
            first = lines + text.count("\n", 0, text.index(strays[0])) + 1
        count += len(strays)
        accents += len(_BEYOND_ASCII.findall(text))
        lines += text.count("\n")
    return Strays(count, first) if 0 < count <= accents else None


def _texts(pieces: Iterable[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(ESCAPED)
    for piece in pieces:
        yield decoder.decode(piece)
    yield decoder.decode(b"", True)


def settled(text: str) -> str:
    """The text with each escaped byte as the character that it is in Windows-1252, else in Latin-1."""
    return _STRAY.sub(lambda found: _character(ord(found[0]) - 0xDC00), text)


def _character(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
