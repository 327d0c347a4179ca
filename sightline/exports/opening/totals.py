"""Lines of totals: told from a customer of that name by their other cells, which are blank or the sums of theirs."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

TOTAL = re.compile(
    r"^\W*(?:(?:grand\s+|sub-?\s*)?totals?\W*(?:\(.*\)|:.*|\d.*)?|(?:sub-?\s*)?totals? for .*|count\W*\d*)$",
    re.IGNORECASE,
)
"""A cell that may head a line of totals; `Total Energies` does not match, and `Total` may be a customer."""

_NUMBER = re.compile(
    r"[\s(+-]*(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥₹])?[\s(+-]*(\d[\d.,'\s]*)(?:[A-Z]{3}|[$€£¥₹%]|records?|rows?)?[\s)-]*"
)
_DATE = re.compile(r"\d{1,4}\.\d{1,2}\.\d{2,4}")


def amount(text: str) -> Decimal | None:
    """The size of a written number as totals need it, null for any other text."""
    match = _NUMBER.fullmatch(text)
    if match is None or _DATE.fullmatch(text.strip()):
        return None
    whole, _, part = re.sub(r"[\s']", "", match[1]).replace(",", ".").rpartition(".")
    if whole and (len(part) != 3 or whole.replace(".", "").strip("0") == ""):
        size = Decimal(f"{whole.replace('.', '')}.{part or 0}")
    else:
        size = Decimal((whole + part).replace(".", "") or "0")
    return -size if "-" in text or "(" in text else size


def totals(
    candidates: Mapping[int, Sequence[str | None]], column: Callable[[int], Mapping[int, str] | None]
) -> set[int]:
    """Which of the rows that are headed like totals are totals.

    `candidates` are their cells by row number; `column` gives a column's cells by row number, null where it was not
    read. A number must be the sum of its column, or of the rows below an earlier total.
    """
    return {row for row, cells in candidates.items() if _is_total(row, cells, sorted(candidates), column)}


def _is_total(
    row: int,
    cells: Sequence[str | None],
    rows: list[int],
    column: Callable[[int], Mapping[int, str] | None],
) -> bool:
    head = next(place for place, cell in enumerate(cells) if cell and TOTAL.match(cell))
    others = {place: amount(cell) for place, cell in enumerate(cells) if cell and cell.strip() and place != head}
    if None in others.values():
        return False
    known = [(size, below) for place, size in others.items() if (below := column(place)) is not None and size]
    return not known or any(_is_sum(size or Decimal(), row, rows, below) for size, below in known)


def _is_sum(size: Decimal, row: int, rows: list[int], cells: Mapping[int, str]) -> bool:
    near = Decimal("0.5") if size == int(size) else Decimal("0.015")
    headed = set(rows)
    sizes = {at: amount(cell) or Decimal() for at, cell in cells.items() if at not in headed}
    starts = [min(sizes, default=0) - 1, *(before for before in rows if before < row)]
    return any(abs(sum(n for at, n in sizes.items() if start < at < row) - size) <= near for start in starts)
