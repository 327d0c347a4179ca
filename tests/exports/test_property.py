"""Whatever known faults a file has, in whatever style it is written, each record gets exactly its verdict."""

import csv
import io
import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sightline.exports import load
from sightline.settings import Settings
from tests.exports.conftest import ACCOUNTS, DEALS_HEADER, USERS

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
    lines: list[list[str]] = []
    quarantined: list[tuple[str, int]] = []
    flagged: list[tuple[str, int]] = []
    loaded = folded = blank = 0
    amounts = {"read": Decimal(0), "loaded": Decimal(0)}
    for number, (fault, cents) in enumerate(rows):
        amount = Decimal(cents) / 100
        cells = ["o%d" % number, f"n{name}n", "a1", "u1", "4-Proposal", "new", f"{amount:.2f}", "commit", "false", "false",
                 "2026-09-30", "2026-01-05"]  # fmt: skip
        if fault in QUARANTINED or fault in FLAGGED:
            column, value = (QUARANTINED | FLAGGED)[fault]
            cells[NAMES.index(column)] = value
        if fault == "blank_line":
            lines.append([""] * len(NAMES))
            blank += 1
        if fault == "broken_record":
            cells = cells[:3]
        if fault.startswith("twice"):
            first = list(cells)
            if fault == "twice_different":
                first[4] = "2-Scoping"
                quarantined.append(("duplicate_key", len(lines)))
            else:
                folded += 1
            lines.append(first)
            amounts["read"] += amount
        if fault in (*QUARANTINED, "broken_record"):
            quarantined.append((fault, len(lines)))
        else:
            loaded += 1
            amounts["loaded"] += amount
        if fault in FLAGGED:
            flagged.append((fault, len(lines)))
        if fault not in ("unreadable_amount", "broken_record"):
            amounts["read"] += amount
        lines.append(cells)

    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(NAMES)
    begins = []
    for cells in lines:
        begins.append(len(io.StringIO(text.getvalue(), newline=None).read().split("\n")))
        writer.writerow(cells)

    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
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
            "select records_read, rows_loaded, rows_quarantined, rows_folded, lines_cut from intake.files where file = 'deals.csv'"
        ).fetchall()
        sums = connection.execute(
            "select amount_read, amount_loaded, amount_read - amount_loaded - amount_quarantined - amount_folded"
            " from intake.money where file = 'deals.csv'"
        ).fetchall()

    assert found == {
        "quarantine": sorted((rule, begins[place]) for rule, place in quarantined),
        "flags": sorted((rule, begins[place]) for rule, place in flagged),
    }
    assert books == [(loaded + folded + len(quarantined), loaded, len(quarantined), folded, blank)]
    assert sums == [(amounts["read"], amounts["loaded"], 0)]
