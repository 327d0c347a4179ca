"""One hostile or broken file costs neither the memory, the disk nor the afternoon, and no good row beside it."""

import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.exports import load
from sightline.exports.opening import limits
from sightline.settings import ROOT, Settings
from sightline.warehouse.build import limit
from tests.exports.drop import ACCOUNTS, DEAL, DEALS_HEADER, USERS, Folder

SHEET = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{doctype}
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="{ref}"/><sheetData>
{rows}</sheetData></worksheet>"""


def workbook(path: Path, **given: str) -> None:
    """A workbook of two people whose sheet is written by hand: its dimension, doctype and rows."""
    book = openpyxl.Workbook()
    book.save(path)
    with zipfile.ZipFile(path) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    rows = [["user_id", "full_name", "role", "manager_id"], ["u7", "Zoe", "AE", "m1"]]
    cells = "".join(
        f'<row r="{number}">' + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for number, row in enumerate(rows, 1)
    )
    given = {"doctype": "", "ref": "A1:D2", "rows": cells} | {k: v.replace("{rows}", cells) for k, v in given.items()}
    parts["xl/worksheets/sheet1.xml"] = SHEET.format(**given).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, content in parts.items():
            bomb.writestr(name, content)


def load_in_a_small_process(folder: Path) -> str:
    """What becomes of each file, loaded by a process that may have 1.5 GB and 60 seconds of a processor."""
    code = (
        "import sys, duckdb\nfrom pathlib import Path\nfrom sightline.exports import load\n"
        "from sightline.settings import Settings\nconnection = duckdb.connect()\n"
        "connection.execute(\"set memory_limit = '400MB'\")\n"
        "for file in load(connection, Path(sys.argv[1]), Settings()).files:\n"
        "    print(file['file'], file['status'], file['rows_loaded'], file['reason'])\n"
    )

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (3 << 29, 3 << 29))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    done = subprocess.run(
        [sys.executable, "-c", code, folder], cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=small
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_sheet_that_claims_to_be_as_large_as_can_be_is_read_as_it_is(company: Folder) -> None:
    """A file of 4 kB once took 8 GB, because each row was made as wide as the file said."""
    more = (f"<c><v>{n}</v></c>" + '<c t="inlineStr"><is><t>Kim</t></is></c>' * 2 for n in range(100, 1600))
    rows = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(more, 3))
    workbook(company.path / "people.xlsx", ref="A1:XFD1048576", rows="{rows}" + rows)

    assert "people.xlsx loaded 1501" in load_in_a_small_process(company.path)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"rows": '{rows}<row r="99999999"><c r="A99999999" t="inlineStr"><is><t>x</t></is></c></row>'},
            "too many cells",
        ),
        (
            {"rows": "{rows}" + "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, 2000))},
            "too many cells",
        ),
        (
            {
                "doctype": '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
                "rows": "{rows}<!-- &b; -->",
            },
            "declares entities",
        ),
    ],
    ids=["far row", "wide rows", "entities"],
)
def test_a_workbook_beyond_all_measure_is_refused(company: Folder, given: dict[str, str], said: str) -> None:
    """With a sentence, in little memory, and the other files load."""
    workbook(company.path / "people.xlsx", **given)
    told = load_in_a_small_process(company.path)

    assert "people.xlsx refused 0 " in told
    assert said in told
    assert "users.csv loaded 2" in told


def test_a_workbook_that_unpacks_to_too_much_is_refused(company: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes of blanks packed; here a megabyte is too much."""
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1 << 20)
    workbook(company.path / "people.xlsx", rows="{rows}" + " " * (2 << 20))
    company.load()

    assert company.status("people.xlsx")[0] == "refused"
    assert "unpacks to more than" in company.status("people.xlsx")[1]


def many_deals(count: int, spoilt: str) -> str:
    """An export of so many deals, with one spoilt line after the first hundred."""
    lines = [DEAL.replace("o1", f"x{number}") for number in range(count)]
    return "".join([DEALS_HEADER, *lines[:100], spoilt, *lines[100:]])


def test_a_quote_that_never_closes_costs_its_line_and_little_memory(company: Folder) -> None:
    """What follows it was held as one record, seven times as large in memory as on the disk."""
    company.write("deals.csv", many_deals(60_000, DEAL.replace("Acme renewal", '"Acme renewal').replace("o1", "o0")))
    told = load_in_a_small_process(company.path)

    assert "deals.csv loaded 60000" in told


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (DEAL.replace("Acme renewal", '"Acme renewal'), "a quote opens on line 102 and never closes"),
        ("o0,too,few\n", "too large to separate them line by line"),
        (DEAL.replace("Acme renewal", "Acme" * (1 << 20)), "some of its lines are very long"),
    ],
    ids=["quote", "cells", "line"],
)
def test_a_file_too_large_to_be_read_line_by_line_is_refused(
    company: Folder, monkeypatch: pytest.MonkeyPatch, spoilt: str, said: str
) -> None:
    """Half a gigabyte of such lines kept a processor busy for minutes; here the limit is a few kilobytes."""
    monkeypatch.setattr(limits, "CAREFUL_BYTES", 20_000)
    company.write("deals.csv", many_deals(300, spoilt.replace("o1", "o0")))
    company.load()

    assert company.status("deals.csv")[0] == "refused"
    assert said in company.status("deals.csv")[1]
    assert company.status("opportunities.csv")[0] == "loaded"


def test_a_file_of_very_many_columns_is_refused(company: Folder) -> None:
    """Each column costs text in every statement."""
    extra = ",".join(f"x{number}" for number in range(3000))
    company.write("deals.csv", DEALS_HEADER.strip() + "," + extra + "\n" + DEAL.strip() + "," * 3000 + "\n")
    company.load()

    assert company.status("deals.csv")[0] == "refused"
    assert "columns" in company.status("deals.csv")[1]


def test_links_that_lead_out_of_the_folder_are_not_followed(company: Folder, tmp_path: Path) -> None:
    """A link inside the folder is a file like any other."""
    outside = tmp_path / "contacts.csv"
    outside.write_text("contact_id,account_id,full_name\nc1,a1,Zoe\n")
    (company.path / "contacts.csv").symlink_to(outside)
    (company.path / "more_users.csv").symlink_to(company.path / "users.csv")
    company.load()

    assert company.status("contacts.csv")[0] == "left_aside"
    assert "leads out of the folder" in company.status("contacts.csv")[1]
    assert company.status("more_users.csv")[0] == "loaded"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_is_a_sentence(company: Folder) -> None:
    """The name is printed with a sign in place of what cannot be."""
    path = os.fsencode(company.path) + b"/deals_\xe9\xff.csv"
    Path(os.fsdecode(path)).write_text(DEALS_HEADER + DEAL.replace("o1", "o9"), encoding="utf-8")
    report = company.load()

    [entry] = [entry for entry in report.files if entry["file"].startswith("deals_")]
    assert (entry["status"], entry["file"]) == ("refused", "deals_\ufffd\ufffd.csv")
    assert "rename it" in entry["reason"]


def deals_table() -> pa.Table:
    """Deals whose amounts fill pages of their own."""
    cells = dict(zip(DEALS_HEADER.strip().split(","), DEAL.strip().split(","), strict=True))
    columns = {name: [cell] * 200 for name, cell in cells.items()}
    columns["opportunity_id"] = [f"p{number}" for number in range(200)]
    return pa.table(columns | {"amount": pa.array([float(number) for number in range(200)])})


def test_turned_bits_in_a_parquet_file_with_checksums_load_nothing(company: Folder) -> None:
    """Each bit lies in the amounts, where it would else become another amount."""
    path = company.path / "deals.parquet"
    pq.write_table(deals_table(), path, write_page_checksum=True, compression=None, use_dictionary=False)
    good = path.read_bytes()
    chunk = pq.ParquetFile(path).metadata.row_group(0).column(DEALS_HEADER.split(",").index("amount"))
    company.load()
    assert company.status("deals.parquet") == ("loaded", "")
    end = chunk.data_page_offset + chunk.total_compressed_size
    for place in range(end - 1600, end, 387):
        path.write_bytes(good[:place] + bytes((good[place] ^ 4,)) + good[place + 1 :])
        company.load()
        assert company.status("deals.parquet")[0] == "refused", place
        assert "checksum" in company.status("deals.parquet")[1]


def test_a_parquet_file_without_checksums_says_so(company: Folder) -> None:
    """It loads; whoever wants to be sure writes them."""
    pq.write_table(deals_table(), company.path / "deals.parquet", write_page_checksum=False)
    company.load()

    assert company.status("deals.parquet")[0] == "loaded"
    assert "no checksums" in company.status("deals.parquet")[1]


def test_a_small_file_that_unfolds_without_end_stops_at_the_disk_it_may_use(tmp_path: Path) -> None:
    """A value of ten kilobytes, named a hundred thousand times, takes little Parquet and 1 GB of text."""
    folder = tmp_path / "drop"
    folder.mkdir()
    for name, text in (("users", USERS), ("accounts", ACCOUNTS), ("opportunities", DEALS_HEADER + DEAL)):
        (folder / f"{name}.csv").write_text(text)
    bomb = {"contact_id": list(map(str, range(100_000))), "account_id": ["a1"] * 100_000}
    name = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["x" * 10_000])
    pq.write_table(pa.table(bomb | {"full_name": name}), folder / "contacts.parquet")
    with duckdb.connect(str(tmp_path / "built.duckdb")) as connection:
        limit(connection, Settings(memory_limit="300MB", temp_limit="100MB"))
        report = load(connection, folder, Settings())

    status = {file["file"]: (file["status"], file["reason"]) for file in report.files}
    assert (folder / "contacts.parquet").stat().st_size < 1 << 20
    assert status["contacts.parquet"][0] == "refused"
    assert "more memory or disk than a load may use" in status["contacts.parquet"][1]
    assert status["users.csv"][0] == "loaded"


@pytest.mark.parametrize("moment", ["0001-01-01 00:00 +14:00", "9999-12-31 23:59 -12:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_at_the_end_of_time_is_a_verdict_and_no_fault(company: Folder, moment: str) -> None:
    """Beyond the days that can be told apart once it is in UTC."""
    company.write(
        "export_manifest.csv", f"file,exported_at,source_system\nusers.csv,{moment},crm\naccounts.csv,{moment},crm\n"
    )
    company.write("deals.csv", DEALS_HEADER + DEAL.replace("o1", "o9").replace("2026-01-05", moment))
    report = company.load()

    assert report.as_text()
    assert company.books("deals.csv")[:1] == (1,)
    assert company.status("opportunities.csv")[0] == "loaded"
