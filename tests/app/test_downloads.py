"""What leaves as a file: the same rows, real numbers and dates, and nothing that a spreadsheet would run."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from sightline import downloads
from sightline.settings import Settings

FRAME = pd.DataFrame(
    {
        "account_name": ["=cmd|' /C calc'!A0", "Å-Bank", "-2+3", None],
        "coverage_share": [0.625, None, 1.0, 0.0],
        "arr": [240000.5, None, 1.0, 0.0],
        "changed_on": [pd.Timestamp(2026, 10, 5), pd.NaT, pd.Timestamp(2026, 1, 1), pd.NaT],
        "is_ramping": [True, False, None, True],
    }
)
LABELS = {
    "account_name": "Account",
    "coverage_share": "Adoption",
    "arr": "ARR",
    "changed_on": "Last change",
    "is_ramping": "Ramping",
}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_csv_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(start: str) -> None:
    """Text from an export must not become a formula on the reader's computer."""
    frame = pd.DataFrame({"account_name": [f"{start}1+1"]})
    assert pd.read_csv(io.BytesIO(downloads.as_csv(frame, {"account_name": "Account"})))["Account"][0] == f"'{start}1+1"


def test_csv_carries_labels_dates_and_accents_and_leaves_unknown_empty() -> None:
    """Excel reads the accents by the byte order mark; a number below zero stays a number."""
    text = downloads.as_csv(FRAME, LABELS)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines() == [
        "Account,Adoption,ARR,Last change,Ramping",
        "'=cmd|' /C calc'!A0,0.625,240000.5,2026-10-05,yes",
        "Å-Bank,,,,no",
        "'-2+3,1.0,1.0,2026-01-01,unknown",
        ",0.0,0.0,,yes",
    ]


def test_a_workbook_holds_real_numbers_and_dates_and_no_formula() -> None:
    """A share is 0.625 shown as a per cent, a day is a day, text like a formula is text, saved as CSV too."""
    content = downloads.as_xlsx(FRAME, LABELS, about={"Viewed as": "=HYPERLINK()"}, settings=Settings().thresholds)
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = book["Rows"]
    assert [cell.value for cell in rows[1]] == list(LABELS.values())
    assert rows["A2"].value == "'=cmd|' /C calc'!A0"
    assert rows["A2"].data_type == "s"
    assert (rows["B2"].value, rows["B2"].number_format) == (0.625, "0.0%")
    assert rows["D2"].value == dt.datetime(2026, 10, 5)  # noqa: DTZ001  # a workbook knows no time zone
    assert [rows["E2"].value, rows["E3"].value, rows["E4"].value] == ["yes", "no", "unknown"]
    assert rows["A5"].value is None
    assert book["About"]["B1"].data_type == "s"


def test_a_workbook_explains_its_measures() -> None:
    """Who gets the file without the page can still read what a number counts."""
    content = downloads.as_xlsx(FRAME, LABELS, about={"Data as of": "5 Oct 2026"}, settings=Settings().thresholds)
    about = openpyxl.load_workbook(io.BytesIO(content))["About"]
    said = {row[0].value: row[1].value for row in about}
    assert said["Data as of"] == "5 Oct 2026"
    assert "live plan" in said["Adoption"]
    assert "Account" not in said


def test_an_empty_table_is_a_file_with_heads_only() -> None:
    """No rows is an answer too."""
    content = downloads.as_xlsx(FRAME.iloc[0:0], LABELS, about={}, settings=Settings().thresholds)
    assert openpyxl.load_workbook(io.BytesIO(content))["Rows"].max_row <= 2
    assert (
        downloads.as_csv(FRAME.iloc[0:0], LABELS).decode("utf-8-sig").strip()
        == "Account,Adoption,ARR,Last change,Ramping"
    )
