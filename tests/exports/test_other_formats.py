"""Parquet files and workbooks."""

import datetime as dt
from decimal import Decimal

import openpyxl

from tests.exports.drop import DEALS_HEADER, Folder


def test_parquet_is_cast_by_the_contract(company: Folder) -> None:
    """Types of the file do not matter; a NaN sets its row apart and the record is kept as JSON."""
    target = company.path / "opportunities.parquet"
    (company.path / "opportunities.csv").unlink()
    company.connection.execute(
        f"""
        copy (select * from (values
            (7, 'Acme', 'a1', 'u1', 'Proposal', 'new', 1.25::double, 'commit', false, false, date '2026-09-30',
                timestamp '2026-01-05 10:00:00'),
            (8, 'Bolt', 'a2', 'u1', 'Proposal', 'new', 'nan'::double, 'commit', false, false, date '2026-09-30', null)
        ) as t({DEALS_HEADER.strip()})) to '{target}' (format parquet)
        """
    )

    company.load()

    assert company.rows(
        "select opportunity_id, amount, close_date, created_date, line_number from exports.opportunities"
    ) == [("7", Decimal("1.25"), dt.date(2026, 9, 30), dt.date(2026, 1, 5), None)]
    assert company.books("opportunities.parquet") == (2, 1, 1, 0)
    assert company.rows("select record_number, raw_record like '%Bolt%' from intake.quarantine") == [(2, True)]


def test_a_thousandth_in_a_typed_parquet_column_is_no_question(company: Folder) -> None:
    """A number of a typed file needs no decimal mark."""
    company.connection.execute(
        f"copy (select 'p1' as product_id, 'Plan' as name, 1.125::decimal(18,3) as list_price) to"
        f" '{company.path / 'p.parquet'}'"
    )

    company.load()

    assert company.rows("select list_price from exports.products") == [(Decimal("1.13"),)]


def test_a_grouped_sheet_with_titles_and_subtotals_gives_its_detail_rows(company: Folder) -> None:
    """Titles and totals are cut and counted, blanks under a group are filled from above, dates stay dates."""
    (company.path / "opportunities.csv").unlink()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Open deals by owner"],
        ["Filtered by: all"],
        [],
        ["Opportunity Owner", "Opportunity ID", "Opportunity Name", "Stage", "Amount", "Close Date"],
        ["Ann Lee", "o1", "Acme", "Proposal", 100, dt.date(2026, 9, 30)],
        [None, "o2", "Bolt", "Proposal", 20.5, dt.date(2026, 4, 1)],
        ["Subtotal", None, None, None, 120.5, None],
        ["Max Moore", "o3", "Cora", "Proposal", 1, dt.date(2026, 4, 2)],
        ["Total", None, None, None, 121.5, None],
    ):
        sheet.append(row)
    hidden = book.create_sheet("Notes")
    hidden.append(["Only a note"])
    hidden.sheet_state = "hidden"
    book.save(company.path / "deals.xlsx")

    company.load()

    assert company.rows(
        "select opportunity_id, owner_id, amount, close_date from exports.opportunities order by 1"
    ) == [
        ("o1", "u1", Decimal("100.00"), dt.date(2026, 9, 30)),
        ("o2", "u1", Decimal("20.50"), dt.date(2026, 4, 1)),
        ("o3", "m1", Decimal("1.00"), dt.date(2026, 4, 2)),
    ]
    assert company.books("deals.xlsx") == (3, 3, 0, 0)
    assert company.rows("select lines_cut from intake.files where file = 'deals.xlsx'") == [(4,)]


def test_each_sheet_of_a_workbook_is_a_file_of_its_own(folder: Folder) -> None:
    """Sheets are recognised like files; what is no table is left aside by its title."""
    book = openpyxl.Workbook()
    accounts = book.active
    assert accounts is not None
    accounts.title = "A"
    accounts.append(["account_id", "account_name", "owner_id"])
    accounts.append(["a1", "Acme", "u1"])
    notes = book.create_sheet("Notes")
    notes.append(["Read", "me"])
    notes.append(["now", "please"])
    book.save(folder.path / "book.xlsx")

    folder.load()

    assert folder.rows("select file, status from intake.files order by file") == [
        ("book.xlsx [A]", "loaded"),
        ("book.xlsx [Notes]", "left_aside"),
    ]
