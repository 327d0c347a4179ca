"""Where the table stands inside a text file: delimiter, header line, lines before it and lines after it.

Report tools put titles and filters above the header, and totals and copyright lines below the last record. None of
those is a record: they are cut here, and counted.
"""

import csv
import io
import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from sightline.exports.opening.limits import check_width
from sightline.exports.opening.scan import Records, records
from sightline.exports.opening.totals import TOTAL, amount
from sightline.exports.problems import Empty, LeftAside, Refused
from sightline.exports.vocabulary import known_words

HEAD_BYTES, TAIL_BYTES, HEAD_RECORDS = 1 << 18, 1 << 15, 60
DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = (1 << 31) - 1

FOOTER = re.compile(
    r"^\W*(confidential|copyright|\(c\)|©|generated (by|on)|report (name|title|generated)|filtered by|as of\b"
    r"|exported (by|on)|printed|end of (report|file)|\d[\d,.]* (records?|rows?)\b)",
    re.IGNORECASE,
)
STATED_TOTAL = re.compile(r"\(?\b([\d,.' ]*\d)\s+(?:records?|rows?)\b", re.IGNORECASE)
_HTML = re.compile(r"^\s*(<!doctype html|<html|<head|<body|<table|<\?xml)", re.IGNORECASE)

csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class Layout:
    """A text table ready to be landed.

    `path` is UTF-8 with one kind of line end and nothing below the last record; `skip` physical lines precede the
    first record. `records` was counted from the bytes. `stated` is the record total that a footer claims, or null;
    `totals` are its sums.
    """

    path: Path
    delimiter: str
    header: list[str]
    skip: int
    records: int
    starts: Records
    first_record: int
    lines_cut: int
    stated: int | None
    totals: tuple[str, ...] = ()

    def line(self, record: int) -> int:
        """Physical line on which the 1-based record of the table begins."""
        return self.starts.line(self.first_record + record - 1)


def find_layout(path: Path, scratch: Path, lines: int | None = None) -> Layout:
    """The layout of a UTF-8 text file with even line ends; `scratch` is a free path for a copy without footer.

    `lines` is the number of records where each is known to be one line.

    Raises Empty, LeftAside or Refused with a sentence.
    """
    with path.open("rb") as source:
        head = source.read(HEAD_BYTES).decode("utf-8-sig", errors="replace")
    if _HTML.match(head):
        raise Refused("this is a web page, not an export: sign in again and export as CSV")
    if not head.strip():
        raise Empty("the file is empty")
    if head.lstrip()[0] in "{[":
        raise LeftAside("it is JSON, not a table: export as CSV or Parquet")
    whole = len(head.encode()) < HEAD_BYTES - 4
    delimiter, rows = _delimiter(head, whole)
    titles = [cells for _, cells in rows if _is_header(cells)]
    if len(titles) > 1 and len({tuple(cells) for cells in titles}) > 1:
        raise LeftAside("it is a data dictionary: it lists names of columns, not rows")
    at = header_at(rows)
    header = [cell.strip() for cell in rows[at][1]]
    while header and not header[-1]:
        header.pop()
    width = len(rows[at][1])
    check_width(header)
    if len(header) < 2 and known_words(header) == 0:
        raise LeftAside("only one column can be made out, and it is none of ours")
    counted = Records(lines, None, lines, False) if lines is not None else records(path)
    skip = rows[at][0]
    first_record = _begun_by(counted, skip)
    cut_before = sum(1 for _, cells in rows[:at] if any(cell.strip() for cell in cells))
    footer = _footer(path, delimiter, width, counted.lines, skip)
    target, after = path, counted.count
    if footer:
        target = scratch
        _copy_lines(path, scratch, counted.lines - len(footer))
        after = _begun_by(counted, counted.lines - len(footer))
    said = [cell for cells in footer for cell in cells if cell.strip()]
    totals = [filled for cells in footer if (filled := [cell.strip() for cell in cells if cell.strip()])]
    total = next((match[1] for cell in said if (match := STATED_TOTAL.search(cell))), None)
    return Layout(
        path=target,
        delimiter=delimiter,
        header=header + [""] * (width - len(header)),
        skip=skip,
        records=after - first_record,
        starts=counted,
        first_record=first_record,
        lines_cut=cut_before + sum(1 for cells in footer if any(cell.strip() for cell in cells)),
        stated=int(re.sub(r"\D", "", total)) if total else None,
        totals=tuple(" ".join(filled) for filled in totals if len(filled) > 1 and TOTAL.match(filled[0])),
    )


def _begun_by(counted: Records, line: int) -> int:
    """How many records begin on or before a physical line."""
    return min(line, counted.count) if counted.starts is None else int((counted.starts <= line).sum())


def _delimiter(head: str, whole: bool) -> tuple[str, list[tuple[int, list[str]]]]:
    """The delimiter under which the head looks most like a table, and the head's rows with the line each ends on."""
    declared = re.match(r"sep=(.)\r?\n", head)
    best: tuple[tuple[float, ...], str, list[tuple[int, list[str]]]] | None = None
    for delimiter in (declared[1],) if declared else DELIMITERS:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        rows: list[tuple[int, list[str]]] = []
        try:
            for cells in reader:
                rows.append((reader.line_num, cells))
                if len(rows) == HEAD_RECORDS:
                    break
        except csv.Error:
            pass
        if not whole and len(rows) > 1 and len(rows) < HEAD_RECORDS:
            rows.pop()
        if not rows:
            continue
        words = max(known_words(cells) for _, cells in rows)
        widths = [len(cells) for _, cells in rows if cells]
        common = max(set(widths), key=widths.count) if widths else 1
        score = (float(words), float(common > 1) * widths.count(common) / max(len(widths), 1), float(common))
        if best is None or score > best[0]:
            best = (score, delimiter, rows)
    if best is None:
        raise Refused("no line of it can be read as a table")
    return best[1], best[2]


def _is_header(cells: list[str]) -> bool:
    """Whether nearly all cells of a line are names of columns."""
    filled = sum(1 for cell in cells if cell.strip())
    return filled >= 3 and known_words(cells) >= max(3, filled * 0.75)


def header_at(rows: list[tuple[int, list[str]]]) -> int:
    """Position of the header: the first row with two or more words of the contract, else the first full row."""
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells in rows]
    for place, (_, cells) in enumerate(rows):
        if known_words(cells) >= 2 and known_words(cells) * 4 >= filled[place]:
            return place
    widest = max(filled)
    return next(place for place, count in enumerate(filled) if count >= max(1, widest * 0.6))


def _footer(path: Path, delimiter: str, width: int, lines: int, skip: int) -> list[list[str]]:
    """The rows below the last record, in order; empty when the file simply ends."""
    with path.open("rb") as source:
        source.seek(max(0, path.stat().st_size - TAIL_BYTES))
        text = source.read().decode("utf-8", errors="replace")
    tail = text.removesuffix("\n").split("\n")[-min(40, lines - skip) :] if lines > skip else []
    found: list[list[str]] = []
    blank_seen = False
    kept = 0
    for place, line in reversed(list(enumerate(tail))):
        try:
            cells = next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
        except csv.Error:
            break
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled:
            blank_seen = True
            found.append(cells)
            kept = len(found)
        elif (TOTAL.match(filled[0]) and _apart(filled, cells, width, tail[place - 1])) or (
            FOOTER.match(filled[0]) and len(filled) <= 2
        ):
            found.append(cells)
            kept = len(found)
        elif len(filled) == 1 and width > 2 and len(cells) < width:
            found.append(cells)
            if blank_seen:
                kept = len(found)
        else:
            break
    footer = list(reversed(found[:kept]))
    return footer if any(any(cell.strip() for cell in cells) for cells in footer) else []


def _apart(filled: list[str], cells: list[str], width: int, above: str) -> bool:
    """Whether a last line that is headed like a total stands apart from the rows; a whole row is weighed later."""
    bare = all(amount(cell) is not None for cell in filled[1:])
    return bare and (len(filled) == 1 or len(cells) != width or not above.strip())


def _copy_lines(path: Path, target: Path, lines: int) -> None:
    """Copy the first physical lines of a file."""
    with path.open("rb") as source, target.open("wb") as copy:
        for line in itertools.islice(source, lines):
            copy.write(line)
