"""Files that cannot be used end in one clear sentence and cost no good row."""

from pathlib import Path

import duckdb
import pytest

from sightline.exports import ExportError, load
from sightline.settings import Settings
from tests.exports.drop import ACCOUNTS, DEAL, DEALS_HEADER, Folder


def test_an_empty_folder_loads_nothing_and_says_so(folder: Folder) -> None:
    """Nothing to load is exit code 2, with every table there and empty."""
    report = folder.load()

    assert report.exit_code == 2
    assert folder.rows("select count(*) from exports.opportunities") == [(0,)]
    assert "opportunities" in report.as_text()


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The one thing that raises."""
    with pytest.raises(ExportError, match="nowhere is no folder"):
        load(duckdb.connect(), tmp_path / "nowhere", Settings())


def test_a_folder_of_something_else_is_left_aside(folder: Folder) -> None:
    """Pictures, notes and foreign tables are named and left alone."""
    folder.write("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
    folder.write("notes.md", "# Notes\n")
    folder.write("weather.csv", "day,temperature\nmonday,12\n")

    report = folder.load()

    assert {row["status"] for row in report.files} == {"left_aside"}
    assert report.exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "status", "says"),
    [
        ("deals.csv", DEALS_HEADER, "empty", "the file has a header and no rows"),
        ("deals.csv", "", "empty", "the file is empty"),
        ("deals.csv", "\n\n", "empty", "the file is empty"),
        ("deals.csv", "<!DOCTYPE html><html><body>Sign in</body></html>", "refused", "web page"),
        ("deals.csv", "Row Labels,Sum of Amount,Count of Deals\nAnn,100,2\n", "refused", "summary"),
        ("deals.parquet", "PAR1 and then nothing more", "refused", "cut off"),
        ("deals.parquet", "opportunity_id,stage\n", "refused", "Parquet"),
        ("deals.xlsx", b"PK\x03\x04 not really", "refused", "workbook"),
        ("deals.xls", b"\xd0\xcf\x11\xe0" + bytes(20), "refused", "old or protected workbook"),
        ("deals.zip", b"PK\x03\x04 some archive", "left_aside", "archive"),
        ("deals.csv", '[{"opportunity_id": "o1"}]', "left_aside", "JSON"),
        ("dictionary.csv", "Table,Field,Description\naccounts,account,Company\n", "left_aside", "data dictionary"),
        ("leads.csv", "Id,Name,Company,Industry,AnnualRevenue,IsConverted\n1,A,B,C,1,false\n", "left_aside", "leads"),
    ],
)
def test_each_unusable_file_says_what_it_is(
    company: Folder, name: str, content: str | bytes, status: str, says: str
) -> None:
    """Status and sentence of one bad file among good ones, which load all the same."""
    company.write(name, content)

    company.load()

    found, reason = company.status(name)
    assert (found, says in reason) == (status, True), reason
    assert company.books("opportunities.csv") == (1, 1, 0, 0)


def test_a_header_twice_is_refused_naming_both(company: Folder) -> None:
    """Two columns that could both be the amount are never chosen between."""
    company.write("deals.csv", "opportunity_id,stage,close_date,Amount,amount\no9,Proposal,2026-01-01,1,2\n")

    company.load()

    assert company.status("deals.csv") == (
        "refused",
        "column 4 (Amount) and column 5 (amount) have the same name and both could be amount:"
        " rename or remove one and export again",
    )


def test_two_unknown_columns_of_one_name_do_no_harm(company: Folder) -> None:
    """Double headers that mean nothing are ignored and listed."""
    company.write("opportunities.csv", DEALS_HEADER.strip() + ",Note,Note\n" + DEAL.strip() + ",x,y\n")

    company.load()

    assert company.books("opportunities.csv") == (1, 1, 0, 0)
    assert company.rows("select header from intake.columns where matched_by = 'unused'") == [("Note",), ("Note",)]


def test_two_tables_side_by_side_are_refused(folder: Folder) -> None:
    """A sheet with two tables next to each other is no table."""
    folder.write(
        "side.csv",
        "account_id,account_name,industry,,opportunity_id,stage,amount\na1,Acme,Retail,,o1,Proposal,1\n",
    )

    folder.load()

    assert folder.status("side.csv") == (
        "refused",
        "two tables are side by side in it: save each as a file of its own",
    )


def test_dates_that_nothing_decides_are_asked_not_guessed(company: Folder) -> None:
    """Quarter starts could be January or days of a month: the report names the setting, and with it the file loads."""
    company.write(
        "opportunities.csv", DEALS_HEADER + DEAL.replace("2026-09-30", "04/01/2026").replace("2026-01-05", "01/01/2026")
    )

    company.load()

    status, reason = company.status("opportunities.csv")
    assert status == "refused"
    assert "date_order" in reason
    assert "04/01/2026" in reason

    company.write("sightline.toml", 'date_order = "day_first"\n')
    company.load()

    assert company.rows("select cast(close_date as varchar) from exports.opportunities") == [("2026-01-04",)]


def test_an_ambiguous_amount_is_asked_not_guessed(company: Folder) -> None:
    """1.250 is a thousand and more, or one and a quarter: the profile says which."""
    company.write("opportunities.csv", DEALS_HEADER + DEAL.replace("100.50", "1.250"))

    company.load()

    assert "decimal_mark" in company.status("opportunities.csv")[1]

    company.write("sightline.toml", 'decimal_mark = ","\n')
    company.load()

    assert company.rows("select amount from exports.opportunities") == [(1250,)]


def test_a_file_that_grows_while_it_is_read_is_refused(company: Folder) -> None:
    """What changed between the first and the last look is not trusted, and the other files load."""
    target = company.path / "opportunities.csv"

    def grow(step: str, _: float) -> None:
        if step == "Converting opportunities.csv":
            with target.open("a") as file:
                file.write(DEAL.replace("o1", "o2"))

    company.load(progress=grow)

    assert company.status("opportunities.csv")[1].startswith("it changed while it was being read")
    assert company.rows("select count(*) from exports.opportunities") == [(0,)]
    assert company.books("accounts.csv") == (2, 2, 0, 0)


def test_a_truncated_parquet_among_good_files_costs_nothing_else(company: Folder) -> None:
    """Half a Parquet file is refused; the CSV files beside it load."""
    whole = company.path / "whole.parquet"
    company.connection.execute(f"copy (select 'p1' as product_id, 'Plan' as name from range(999)) to '{whole}'")
    company.write("products.parquet", whole.read_bytes()[:-200])
    whole.unlink()

    report = company.load()

    assert company.status("products.parquet")[0] == "refused"
    assert report.exit_code == 1


def test_a_file_without_any_key_is_refused(company: Folder) -> None:
    """A table that fits and cannot be told row from row is refused with the column it lacks."""
    company.write("accounts.csv", ACCOUNTS)
    company.write("sightline.toml", '[files."sections.csv"]\ntable = "plan_sections"\n')
    company.write("sections.csv", "section,state\nprofile,complete\n")

    company.load()

    status, reason = company.status("sections.csv")
    assert (status, "plan_id" in reason) == ("refused", True)
