"""The careful path for text that DuckDB's reader rejects: ragged rows, stray quotes, a quote that never ends.

Slower than DuckDB by far, and only taken for a file that needs it. Every physical line ends up in a good record or
in a broken one; none vanishes.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sightline.exports.opening.limits import RECORD_CHARACTERS

BLANK = " \r\n"
"""What a blank line may hold; a line of tabs is a record of empty cells where tabs are the delimiter."""


@dataclass(frozen=True)
class Record:
    """One record as found: its first physical line, its cells, or why it is broken (then `cells` is empty)."""

    line: int
    cells: list[str]
    broken: str | None
    raw: str


def read_records(path: Path, delimiter: str, skip: int, width: int) -> Iterator[Record]:
    """Every record below the header of a UTF-8 file, blank lines left out."""
    with path.open(encoding="utf-8-sig", newline="\n") as source:
        number = 0
        waiting: deque[str] = deque()

        def take() -> str | None:
            return waiting.popleft() if waiting else next(source, None)

        while number < skip and take() is not None:
            number += 1
        while (line := take()) is not None:
            if not line.strip(BLANK):
                number += 1
                continue
            begun, held = number + 1, [line]
            cells, used, problem = _parse(held, delimiter)
            if problem == _MORE:
                quotes, size = line.count('"'), len(line)
                while size < RECORD_CHARACTERS and (more := take()) is not None:
                    held.append(more)
                    quotes, size = quotes + more.count('"'), size + len(more)
                    if '"' in more and quotes % 2 == 0:
                        break
                cells, used, problem = _parse(held, delimiter)
                if problem == _MORE:
                    problem = "a quote opens on this line and never closes"
            used = 1 if problem else used
            waiting.extendleft(reversed(held[used:]))
            number += used
            if problem is None:
                cells, problem = _fit(cells, width)
            yield Record(begun, [] if problem else cells, problem, "".join(held[:used]).rstrip("\r\n"))


_MORE = "more"


def _parse(lines: list[str], delimiter: str) -> tuple[list[str], int, str | None]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return [], 1, _MORE
        return [], 1, "text follows a closing quote, so the cells of this line cannot be separated"
    return cells, reader.line_num, None


def _fit(cells: list[str], width: int) -> tuple[list[str], str | None]:
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        return [], f"the line has {len(cells)} cells where the header has {width}"
    return cells, None


def count_records(path: Path, delimiter: str, skip: int) -> int:
    """The number of records below the header, by the grammar of CSV and without its parser."""
    text = path.read_text(encoding="utf-8-sig")
    mark = re.escape(delimiter)
    cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{mark}\n][^{mark}\n]*+|)'
    record = re.compile(rf"{cell}(?:{mark}{cell})*+(?:\r?\n|\r?\Z)")
    at = count = 0
    for _ in range(skip):
        at = text.find("\n", at) + 1
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        if not text[at:end].strip(BLANK):
            at = end
            continue
        found = record.match(text, at)
        at = found.end() if found and found.end() > at else end
        count += 1
    return count
