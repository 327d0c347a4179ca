"""Whatever encoding, delimiter, line end or trimmings a text file has, the same rows come out of it."""

from pathlib import Path

import pytest

from sightline.exports.opening.scan import CHUNK, scan
from tests.exports.drop import DEAL, DEALS_HEADER, Folder

ACCENTS = "account_id,account_name,owner_id,type\na1,Café Zürich,u1,customer\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_common_encoding_gives_the_same_name(folder: Folder, encoding: str) -> None:
    """Byte order marks of two and four bytes, UTF-16 without one, and cp1252 are all read."""
    folder.write("accounts.csv", ACCENTS.encode(encoding))

    folder.load()

    assert folder.rows("select account_id, account_name from exports.accounts") == [("a1", "Café Zürich")]


def test_bytes_that_cp1252_lacks_lose_no_row(folder: Folder) -> None:
    """A file with undefined cp1252 bytes is still read."""
    folder.write("accounts.csv", b"account_id,account_name,owner_id\na1,Caf\xe9 \x81,u1\n")

    folder.load()

    assert folder.books("accounts.csv") == (1, 1, 0, 0)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("stray", [b"\xe9", b"\x96", b"\x81"])
def test_a_stray_byte_spoils_no_other_name(folder: Folder, mark: bytes, stray: bytes) -> None:
    """A file of UTF-8 stays one; only the byte that is none is read as Windows-1252, and the report says where."""
    folder.write("accounts.csv", mark + ACCENTS.encode() + b"a2,Caf" + stray + b",u1,customer\n")

    folder.load()

    names = [name for (name,) in folder.rows("select account_name from exports.accounts order by account_id")]
    assert names == ["Café Zürich", "Caf" + {b"\xe9": "é", b"\x96": "–", b"\x81": "\x81"}[stray]]
    assert folder.status("accounts.csv") == (
        "loaded",
        "1 byte is no UTF-8 (on line 3) and read as Windows-1252: check the accents there, or export the file as UTF-8",
    )


def test_a_windows_file_with_one_pair_that_looks_like_utf_8_stays_one(folder: Folder) -> None:
    """Two characters of Windows-1252 that happen to be UTF-8 prove nothing against many that are not."""
    folder.write("accounts.csv", "account_id,account_name,owner_id\na1,CafÃ©,u1\na2,Zürich Köln,u1\n".encode("cp1252"))

    folder.load()

    assert folder.rows("select account_name from exports.accounts order by account_id") == [
        ("CafÃ©",),
        ("Zürich Köln",),
    ]
    assert folder.status("accounts.csv") == ("loaded", "")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_gives_the_same_rows(folder: Folder, delimiter: str, end: str) -> None:
    """Delimiters are told by the header, line ends are made even."""
    text = (DEALS_HEADER + DEAL).replace(",", delimiter).replace("\n", end)
    folder.write("deals.csv", text)

    folder.load()

    assert folder.rows("select opportunity_id, amount, line_number from exports.opportunities") == [("o1", 100.50, 2)]
    assert folder.books("deals.csv") == (1, 1, 0, 0)


def test_a_header_with_another_line_end_than_the_body_is_read(folder: Folder) -> None:
    """LF header, CRLF body: one row, not an error."""
    folder.write("deals.csv", DEALS_HEADER + DEAL.replace("\n", "\r\n") * 1)

    folder.load()

    assert folder.books("deals.csv") == (1, 1, 0, 0)


def test_a_sep_line_and_quotes_are_read(folder: Folder) -> None:
    """Excel's `sep=` line is cut and counted; doubled quotes and line ends inside quotes belong to the cell."""
    folder.write(
        "a.csv", 'sep=;\naccount_id;account_name;owner_id\n"a1";"The ""Best"";\nAccount";"u1"\n"a2";Plain;u1\n'
    )

    folder.load()

    assert folder.rows("select account_name, record_number, line_number from exports.accounts order by 2") == [
        ('The "Best";\nAccount', 1, 3),
        ("Plain", 2, 5),
    ]
    assert folder.rows("select lines_cut from intake.files") == [(1,)]


def test_preamble_footer_and_totals_are_cut_and_counted(folder: Folder) -> None:
    """Report trimmings are no records: they are cut, counted, and the stated total is compared."""
    folder.write(
        "report1767225600000.csv",
        "Open deals\nFiltered By: my team\n\n"
        "Opportunity ID,Opportunity Name,Stage,Amount,Close Date\n"
        "o1,Acme,Proposal,100.00,2026-09-30\no2,Total Energies,Proposal,50.00,2026-09-30\n"
        ",Total,,150.00,\n\n"
        '"Grand Totals (2 records)"\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n',
    )

    folder.load()

    assert folder.books("report1767225600000.csv") == (2, 2, 0, 0)
    assert folder.rows("select lines_cut, reason from intake.files") == [(6, "cut as lines of totals: 'Total 150.00'")]
    assert folder.rows("select sum(amount) from exports.opportunities") == [(150,)]


def test_a_footer_that_claims_more_records_is_said(folder: Folder) -> None:
    """A truncated report names its own total; the difference is reported."""
    folder.write("r.csv", DEALS_HEADER + DEAL + "\n\nGrand Totals (3 records)\n")

    folder.load()

    assert folder.status("r.csv") == ("loaded", "its footer says 3 records, 1 were found")


def test_a_line_with_other_cells_than_the_header_is_set_apart(company: Folder) -> None:
    """A ragged line costs itself and nothing else; its raw text is kept."""
    company.write("opportunities.csv", DEALS_HEADER + DEAL + "o2,short,a1\n" + DEAL.replace("o1", "o3"))

    report = company.load()

    assert company.books("opportunities.csv") == (3, 2, 1, 0)
    assert company.rows("select rule, line_number, raw_record from intake.quarantine") == [
        ("broken_record", 3, "o2,short,a1")
    ]
    assert report.exit_code == 1


def test_an_unterminated_quote_costs_one_line(company: Folder) -> None:
    """A quote that never closes does not swallow the rows after it."""
    good = "".join(DEAL.replace("o1", f"o{number}") for number in range(3, 8))
    company.write("opportunities.csv", DEALS_HEADER + DEAL + 'o2,"never closed,a1,u1\n' + good)

    company.load()

    assert company.books("opportunities.csv") == (7, 6, 1, 0)


def test_a_stray_quote_inside_a_bare_cell_is_part_of_it(company: Folder) -> None:
    """`5" pipe` is a name, not the beginning of a quoted cell."""
    company.write(
        "opportunities.csv", DEALS_HEADER + DEAL.replace("Acme renewal", '5" pipe') + DEAL.replace("o1", "o2")
    )

    company.load()

    assert company.books("opportunities.csv") == (2, 2, 0, 0)
    assert company.rows("select name from exports.opportunities where opportunity_id = 'o1'") == [('5" pipe',)]


def test_a_cell_of_ten_megabytes_is_loaded(company: Folder) -> None:
    """Length is no fault."""
    company.write(
        "opportunities.csv", DEALS_HEADER + DEAL.replace("Acme renewal", "x" * 10_000_000) + DEAL.replace("o1", "o2")
    )

    company.load()

    assert company.books("opportunities.csv") == (2, 2, 0, 0)
    assert company.rows("select max(length(name)) from exports.opportunities") == [(10_000_000,)]


def test_blank_lines_and_lines_of_delimiters_are_no_records(company: Folder) -> None:
    """Blank lines are skipped, lines of bare delimiters are cut and counted."""
    company.write("opportunities.csv", DEALS_HEADER + "\n" + DEAL + "\n" + "," * 11 + "\n" + DEAL.replace("o1", "o2"))

    company.load()

    assert company.books("opportunities.csv") == (2, 2, 0, 0)
    assert company.rows("select line_number from exports.opportunities order by 1") == [(3,), (6,)]


@pytest.mark.parametrize(
    "spoilt",
    [
        "a1, Acme,u1",
        "a1,Acme ,u1",
        'a1," Acme ",u1',
        "a1,Acme, u1",
        "a1 ,Acme,u1",
        "a1,Acme,u1 ",
        "a1,\tAcme\u3000,u1",
        "a1,\u00a0Acme\u2009,u1",
    ],
)
def test_blanks_around_a_cell_never_count(folder: Folder, spoilt: str) -> None:
    """One padded cell among clean ones is trimmed, at either end, at either end of the line, and within quotes."""
    folder.write("accounts.csv", f"account_id,account_name,owner_id\n{spoilt}\na2,Bolt & Nut,u2\n")

    folder.load()

    assert folder.rows("select account_id, account_name, owner_id from exports.accounts order by 1") == [
        ("a1", "Acme", "u1"),
        ("a2", "Bolt & Nut", "u2"),
    ]


def test_a_quoted_empty_cell_is_empty(folder: Folder) -> None:
    """Tools that quote everything write nothing as two quotes."""
    folder.write("accounts.csv", '"account_id","account_name","owner_id"\n"a1","","u1"\n')

    folder.load()

    assert folder.rows("select account_name from exports.accounts") == [(None,)]


@pytest.mark.parametrize("before", range(5))
def test_a_blank_where_two_pieces_of_a_file_meet_is_seen_for_what_it_is(tmp_path: Path, before: int) -> None:
    """A long file is looked at in pieces: beside a comma the blank pads a cell, between two words it does not."""
    line = b"a1,Acme,u1\n"
    for end, padded in ((b"Acme ,", True), (b"Acme, ", True), (b"Acme\xc2\xa0,", True), (b"Acme Ltd,", False)):
        filled = line * (CHUNK // len(line))
        path = tmp_path / "accounts.csv"
        path.write_bytes(filled + b"x" * (CHUNK - len(filled) - len(end) + before) + end + b"u1\n" + line)

        assert scan(path).padded == padded, end
