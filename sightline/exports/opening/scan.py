"""One pass over a file's bytes: what it is, how it is encoded, and how many records it holds.

The count of records is made here, from bytes alone, so that the loader's own count has something to be held against.
"""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sightline.exports.opening.strays import ESCAPED, Strays, find_strays, settled

CHUNK = 1 << 23
LINE_FEED, RETURN, BLANK, QUOTE = 10, 13, 32, 34
CELL_EDGES = np.isin(np.arange(256), list(b',;\t|\r\n"'))
"""By byte: whether a blank beside it may stand at the edge of a cell."""
TABS = (b"\t,", b",\t", b"\t;", b";\t")
WIDE_BLANKS = (b"\xc2\xa0", b"\xe1\x9a\x80", b"\xe2\x80", b"\xe2\x81", b"\xe3\x80\x80")
"""Bytes that may be blanks other than the common one, at the edge of a cell or within."""

BOMS = (  # four bytes before two: UTF-32-LE begins with the mark of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Stamp:
    """What tells whether a file changed: its size, its modification time in ns, the hash of its bytes."""

    size: int
    mtime_ns: int
    fingerprint: str


@dataclass(frozen=True)
class Scan:
    """A file's stamp, its text encoding, and whether DuckDB can read its bytes as they are.

    `lines` is the number of lines where each is one record, for want of quotes and blank lines; else null. `padded` is
    false only where surely no cell begins or ends with a blank. `strays` are the few bytes of a UTF-8 file that are
    none.
    """

    stamp: Stamp
    encoding: str
    plain: bool
    lines: int | None
    padded: bool
    strays: Strays | None = None


@dataclass(frozen=True)
class Records:
    """Where each record begins: 1-based physical lines, blank lines left out; `open_quote` when the last never ends.

    `starts` is null when record k simply begins on line k.
    """

    count: int
    starts: np.ndarray | None
    lines: int
    open_quote: bool

    def line(self, record: int) -> int:
        """Physical line on which the 0-based record begins."""
        return record + 1 if self.starts is None else int(self.starts[record])


def chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes in pieces."""
    with path.open("rb") as source:
        while piece := source.read(CHUNK):
            yield piece


def stamp(path: Path) -> Stamp:
    """The stamp of a file as it is now."""
    status = path.stat()
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Stamp(status.st_size, status.st_mtime_ns, digest)


def scan(path: Path) -> Scan:
    """Encoding and stamp of a text file: byte order mark, else zeros of UTF-16, else strict UTF-8, else cp1252."""
    status = path.stat()
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    valid, padded, nothing, head, last, edge = True, False, False, b"", b"", b"\n"
    line_feeds = returns = pairs = odd = 0
    for piece in chunks(path):
        head = head or piece[:4096]
        digest.update(piece)
        data = np.frombuffer(piece, dtype=np.uint8)
        breaks = np.flatnonzero(data == LINE_FEED)
        line_feeds += breaks.size
        if b"\r" in piece or last == b"\r":
            returns += piece.count(b"\r")
            pairs += (last + piece).count(b"\r\n") if last == b"\r" else piece.count(b"\r\n")
        odd = odd or b'"' in piece or (last == b"\n" and piece[:1] in b"\r\n") or _blank_lines(data, breaks)
        padded = padded or _may_be_padded(edge + piece[:2]) or _may_be_padded(piece)
        last, edge = piece[-1:], (edge + piece[-2:])[-2:]
        nothing = nothing or b"\0" in piece
        if valid:
            valid = _decodes(utf8, piece)
    valid = valid and _decodes(utf8, b"", final=True)
    encoding = _encoding(head, valid)
    strays = find_strays(chunks(path)) if not valid and encoding in ("cp1252", "utf-8-sig") else None
    if strays and encoding == "cp1252":
        encoding = "utf-8"
    one_line_end = returns == 0 or returns == line_feeds == pairs
    plain = encoding in ("utf-8", "utf-8-sig") and one_line_end and valid and not nothing
    return Scan(
        Stamp(status.st_size, status.st_mtime_ns, digest.hexdigest()),
        encoding,
        plain,
        line_feeds + (last != b"\n") if plain and not odd and not head.startswith((b"\n", b"\r")) else None,
        padded or _may_be_padded(edge + b"\n") or not plain or head.startswith(b"sep="),
        strays,
    )


def _blank_lines(data: np.ndarray, breaks: np.ndarray) -> bool:
    """Whether a line end in the piece is followed by another, of either kind."""
    return bool(np.isin(data[breaks[breaks < data.size - 1] + 1], (LINE_FEED, RETURN)).any())


def _may_be_padded(piece: bytes) -> bool:
    """Whether some blank lies beside a byte that may end a cell; one at either edge of the piece is not looked at."""
    data = np.frombuffer(piece, dtype=np.uint8)
    blanks = 1 + np.flatnonzero(data[1:-1] == BLANK)
    beside = CELL_EDGES[data[blanks - 1]].any() or CELL_EDGES[data[blanks + 1]].any()
    if beside or (b"\t" in piece and any(tab in piece for tab in TABS)):
        return True
    return not piece.isascii() and any(blank in piece for blank in WIDE_BLANKS)


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    if piece.isascii() and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(head: bytes, valid_utf8: bool) -> str:
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    sample = head[:1024]
    if len(sample) >= 4 and b"\0" in sample:
        if sample[1::2].count(0) > len(sample) * 0.3:
            return "utf-16-le"
        if sample[0::2].count(0) > len(sample) * 0.3:
            return "utf-16-be"
    return "utf-8" if valid_utf8 else "cp1252"


def plain_copy(path: Path, encoding: str, target: Path) -> None:
    """Write the text as UTF-8 with line feeds and without zeros. Physical lines keep their numbers.

    Bytes that cp1252 leaves undefined are read as Latin-1, and those that are no UTF-8 in a file of UTF-8 as cp1252, so
    that no name is lost.
    """
    if encoding == "cp1252" and any(set(piece) & {0x81, 0x8D, 0x8F, 0x90, 0x9D} for piece in chunks(path)):
        encoding = "latin-1"
    errors = ESCAPED if encoding.startswith("utf-8") else "strict"
    with (
        path.open(encoding=encoding, errors=errors, newline=None) as source,
        target.open("w", encoding="utf-8", newline="\n") as plain,
    ):
        while piece := source.read(CHUNK):
            plain.write((settled(piece) if errors == ESCAPED else piece).replace("\0", ""))


def records(path: Path) -> Records:
    """Count the records of a UTF-8 file by the parity of its quotes.

    Exact where every quote opens or closes a quoted cell; a stray quote inside a bare cell makes the count differ
    from what a parser finds, and that sends the file down the careful path.
    """
    starts: list[np.ndarray] = []
    begin, lines, offset, quotes, previous_end, last_byte = 1, 0, 0, 0, -1, 0
    for piece in chunks(path):
        data = np.frombuffer(piece, dtype=np.uint8)
        breaks = np.flatnonzero(data == LINE_FEED)
        outside = np.full(breaks.size, quotes % 2 == 0)
        if b'"' in piece:
            marks = np.flatnonzero(data == QUOTE)
            outside = (np.searchsorted(marks, breaks) + quotes) % 2 == 0
            quotes += marks.size
        ends = breaks[outside]
        if ends.size:
            ended_on = lines + np.flatnonzero(outside) + 1
            length = np.diff(ends + offset, prepend=previous_end) - 1
            before = np.where(ends > 0, data[ends - 1], last_byte)
            filled = length > (before == RETURN)
            starts.append(np.concatenate(([begin], ended_on[:-1] + 1))[filled])
            begin, previous_end = int(ended_on[-1]) + 1, int(ends[-1]) + offset
        lines += breaks.size
        offset += len(piece)
        last_byte = piece[-1]
    if offset > previous_end + 1:
        starts.append(np.array([begin]))
        lines += last_byte != LINE_FEED
    found = np.concatenate(starts) if starts else np.empty(0, dtype=np.int64)
    plain = bool(found.size == 0 or (found[0] == 1 and found[-1] == found.size))
    return Records(int(found.size), None if plain else found, lines, quotes % 2 == 1)
