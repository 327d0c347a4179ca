"""Whatever known faults a file has, in whatever style it is written, each record gets exactly its verdict."""

import csv
import io
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sightline.exports import load
from sightline.settings import Settings
from tests.exports.drop import ACCOUNTS, DEALS_HEADER, USERS

QUARANTINED = {
    "blank_key": ("opportunity_id", ""),
    "unreadable_amount": ("amount", "lots"),
    "unreadable_date": ("close_date", "soon"),
}
FLAGGED = {
    "blank_required": ("owner_id", ""),
    "unknown_value": ("type", "Swap"),
    "implausible_date": ("created_date", "0001-01-01"),
    "dangling_reference": ("account_id", "a9"),
}
FAULTS = ["none", "none", *QUARANTINED, *FLAGGED, "broken_record", "twice", "twice_different", "blank_line"]
NAMES = DEALS_HEADER.strip().split(",")

TOGETHER, LOADS = 10, 6
"""Files that are loaded at once, which is most of the work, and how often."""
Style = tuple[str, str, str, int]
Drawn = tuple[list[tuple[str, int]], str, Style]

styles = st.tuples(
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
files = st.tuples(
    st.lists(st.tuples(st.sampled_from(FAULTS), st.integers(0, 10**9)), min_size=1, max_size=25),
    st.text("abc ,;\"'\nÄé\t", max_size=8),
    styles,
)
"""What befalls each deal of a file, with its cents; what all their names hold; how the file is written."""


@dataclass
class Spoilt:
    """A file of deals with known faults, and what has to become of each line: (rule, place of the line)."""

    file: str
    lines: list[list[str]] = field(default_factory=list)
    quarantined: list[tuple[str, int]] = field(default_factory=list)
    flagged: list[tuple[str, int]] = field(default_factory=list)
    loaded: int = 0
    folded: int = 0
    blank: int = 0
    amount_read: Decimal = Decimal(0)
    amount_loaded: Decimal = Decimal(0)
    begins: list[int] = field(default_factory=list)
    """The line of the file on which each of the lines begins; one may be of several."""

    def add(self, key: str, name: str, fault: str, amount: Decimal) -> None:
        """One deal with one fault, after what the fault puts before it."""
        deal = [key, name, "a1", "u1", "4-Proposal", "new", f"{amount:.2f}", "commit", "false", "false"]
        cells = [*deal, "2026-09-30", "2026-01-05"]
        if fault in QUARANTINED or fault in FLAGGED:
            column, value = (QUARANTINED | FLAGGED)[fault]
            cells[NAMES.index(column)] = value
        self._add_before(fault, cells, amount)
        if fault in (*QUARANTINED, "broken_record"):
            self.quarantined.append((fault, len(self.lines)))
        else:
            self.loaded += 1
            self.amount_loaded += amount
        if fault in FLAGGED:
            self.flagged.append((fault, len(self.lines)))
        if fault not in ("unreadable_amount", "broken_record"):
            self.amount_read += amount
        self.lines.append(cells[:3] if fault == "broken_record" else cells)

    def _add_before(self, fault: str, cells: list[str], amount: Decimal) -> None:
        if fault == "blank_line":
            self.lines.append([""] * len(NAMES))
            self.blank += 1
        elif fault == "twice":
            self.folded += 1
            self.lines.append(list(cells))
            self.amount_read += amount
        elif fault == "twice_different":
            self.quarantined.append(("duplicate_key", len(self.lines)))
            self.lines.append([*cells[:4], "2-Scoping", *cells[5:]])
            self.amount_read += amount


def spoilt(folder: Path, place: int, drawn: Drawn) -> Spoilt:
    """The file of one drawing, written; no key of it is in another."""
    rows, name, (delimiter, end, encoding, quoting) = drawn
    name = name.replace("\n", " ") if end == "\r" else name  # the csv writer would leave that cell without quotes
    made = Spoilt(f"deals{place}.csv")
    for number, (fault, cents) in enumerate(rows):
        made.add(f"o{place}-{number}", f"n{name}n", fault, Decimal(cents) / 100)

    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(NAMES)
    for cells in made.lines:
        made.begins.append(len(io.StringIO(text.getvalue(), newline=None).read().split("\n")))
        writer.writerow(cells)
    (folder / made.file).write_bytes(text.getvalue().encode(encoding))
    return made


@settings(
    max_examples=LOADS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(drawn=st.lists(files, min_size=TOGETHER, max_size=TOGETHER))
def test_every_fault_gets_its_verdict_and_the_books_balance(drawn: list[Drawn]) -> None:
    """Read = loaded + quarantined + folded, sums to the cent, and rule by rule the very lines that were spoilt."""
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect(config={"threads": 1}) as connection:
        folder = Path(scratch)
        (folder / "users.csv").write_text(USERS)
        (folder / "accounts.csv").write_text(ACCOUNTS)
        written = [spoilt(folder, place, one) for place, one in enumerate(drawn)]
        load(connection, folder, Settings())
        for one in written:
            _holds(connection, one)


def _holds(connection: duckdb.DuckDBPyConnection, one: Spoilt) -> None:
    """What the audit says of a file is what was done to it."""

    def said(sql: str) -> list[tuple[object, ...]]:
        return sorted(connection.execute(f"{sql} where file = ?", [one.file]).fetchall())

    lines = "select rule, line_number from intake."
    assert said(f"{lines}quarantine") == sorted((rule, one.begins[place]) for rule, place in one.quarantined)
    assert said(f"{lines}flags") == sorted((rule, one.begins[place]) for rule, place in one.flagged)
    apart = len(one.quarantined)
    assert said("select records_read, rows_loaded, rows_quarantined, rows_folded, lines_cut from intake.files") == [
        (one.loaded + one.folded + apart, one.loaded, apart, one.folded, one.blank)
    ]
    assert said(
        "select amount_read, amount_loaded, amount_read - amount_loaded - amount_quarantined - amount_folded"
        " from intake.money"
    ) == [(one.amount_read, one.amount_loaded, 0)]
