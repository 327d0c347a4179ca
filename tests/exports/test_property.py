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

styles = st.tuples(
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)


@dataclass
class Spoilt:
    """A file of deals with known faults, and what has to become of each line: (rule, place of the line)."""

    lines: list[list[str]] = field(default_factory=list)
    quarantined: list[tuple[str, int]] = field(default_factory=list)
    flagged: list[tuple[str, int]] = field(default_factory=list)
    loaded: int = 0
    folded: int = 0
    blank: int = 0
    amount_read: Decimal = Decimal(0)
    amount_loaded: Decimal = Decimal(0)

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


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    rows=st.lists(st.tuples(st.sampled_from(FAULTS), st.integers(0, 10**9)), min_size=1, max_size=25),
    name=st.text("abc ,;\"'\nÄé\t", max_size=8),
    style=styles,
)
def test_every_fault_gets_its_verdict_and_the_books_balance(
    rows: list[tuple[str, int]], name: str, style: tuple[str, str, str, int]
) -> None:
    """Read = loaded + quarantined + folded, sums to the cent, and rule by rule the very lines that were spoilt."""
    delimiter, end, encoding, quoting = style
    name = name.replace("\n", " ") if end == "\r" else name  # the csv writer would leave that cell without quotes
    spoilt = Spoilt()
    for number, (fault, cents) in enumerate(rows):
        spoilt.add(f"o{number}", f"n{name}n", fault, Decimal(cents) / 100)

    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(NAMES)
    begins = []
    for cells in spoilt.lines:
        begins.append(len(io.StringIO(text.getvalue(), newline=None).read().split("\n")))
        writer.writerow(cells)

    with tempfile.TemporaryDirectory() as scratch, duckdb.connect(config={"threads": 1}) as connection:
        folder = Path(scratch)
        (folder / "users.csv").write_text(USERS)
        (folder / "accounts.csv").write_text(ACCOUNTS)
        (folder / "deals.csv").write_bytes(text.getvalue().encode(encoding))
        load(connection, folder, Settings())
        found = {
            table: sorted(
                connection.execute(f"select rule, line_number from intake.{table} where file = 'deals.csv'").fetchall()
            )
            for table in ("quarantine", "flags")
        }
        books = connection.execute(
            "select records_read, rows_loaded, rows_quarantined, rows_folded, lines_cut from intake.files where"
            " file = 'deals.csv'"
        ).fetchall()
        sums = connection.execute(
            "select amount_read, amount_loaded, amount_read - amount_loaded - amount_quarantined - amount_folded"
            " from intake.money where file = 'deals.csv'"
        ).fetchall()

    assert found == {
        "quarantine": sorted((rule, begins[place]) for rule, place in spoilt.quarantined),
        "flags": sorted((rule, begins[place]) for rule, place in spoilt.flagged),
    }
    apart = len(spoilt.quarantined)
    assert books == [(spoilt.loaded + spoilt.folded + apart, spoilt.loaded, apart, spoilt.folded, spoilt.blank)]
    assert sums == [(spoilt.amount_read, spoilt.amount_loaded, 0)]
