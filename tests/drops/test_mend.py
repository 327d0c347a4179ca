"""Rejected rows are given out, corrected, dropped again: each takes the place it stood in, and nothing else moves."""

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from sightline import downloads
from sightline.drops import mend, steps
from sightline.drops.mend import EXPECTED, RECORD
from sightline.settings import Settings
from tests.drops.conftest import COMPANY, Desk
from tests.exports.drop import DEAL, DEALS_HEADER

BAD_AMOUNT = "o2,Bolt,a2,u1,4-Proposal,new,lots,commit,false,false,2026-09-30,2026-01-05\n"
NO_ID = ',"No id,\nover two lines",a2,u1,4-Proposal,new,7,commit,false,false,2026-09-30,2026-01-05\n'
TOO_SHORT = "o4,Short,a2\n"
LAST = "o5,=Last,a1,u1,4-Proposal,new,50,commit,false,false,2026-09-30,2026-01-05\n"
DEALS = DEALS_HEADER + DEAL + BAD_AMOUNT + NO_ID + TOO_SHORT + LAST
AT_AMOUNT, AT_ID = 6, 0


def given_out(answer: dict[str, Any], file: str = "opportunities.csv") -> tuple[list[str], list[list[str]]]:
    """The header and the lines of a file of rejected rows, as the page gives it out."""
    return mend.given_out(answer["rejected"][file])


def books(answer: dict[str, Any], file: str = "opportunities.csv") -> tuple[int, int, int]:
    """Records read, loaded and rejected of a file."""
    [one] = [one for one in answer["report"]["files"] if one["file"] == file]
    return one["records_read"], one["rows_loaded"], one["rows_quarantined"]


def test_a_rejected_row_is_given_out_with_what_was_expected(desk: Desk) -> None:
    """As it stands in the file, cell by cell, with the number of the record it is."""
    answer = desk.read({**COMPANY, "opportunities.csv": DEALS})
    header, rows = given_out(answer)

    assert books(answer) == (5, 2, 3)
    assert header[:4] == [RECORD, EXPECTED, "opportunity_id", "name"]
    assert [row[0] for row in rows] == ["2", "3", "4"]
    assert "amount is 'lots', which is no amount" in rows[0][1]
    assert rows[1][2:4] == ["", "No id,\nover two lines"]
    assert rows[2][2:] == ["o4", "Short", "a2", *[""] * 9]


@pytest.mark.parametrize("kind", ["csv", "csv in another hand", "xlsx"])
def test_a_corrected_row_takes_the_place_of_the_rejected_one(desk: Desk, kind: str) -> None:
    """Whatever it was saved with. What was good stays as it was exported, to the last letter, and is counted once."""
    header, rows = given_out(desk.read({**COMPANY, "opportunities.csv": DEALS}))
    rows[0][2 + AT_AMOUNT], rows[1][2 + AT_ID] = "1200.25", "o3"
    if kind == "xlsx":
        back = {"opportunities.csv rejected (1).xlsx": downloads.texts_as_xlsx(header, rows[:2])}
    elif kind == "csv":
        back = {"opportunities.csv rejected.csv": downloads.texts_as_csv(header, rows[:2])}
    else:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows([header, *rows[1::-1]])
        back = {"opportunities.csv rejected.csv": text.getvalue().encode("cp1252")}
    answer = desk.read(back)

    assert (answer["mended"], answer["refused"]) == ({"opportunities.csv": 2}, [])
    assert books(answer) == (5, 4, 1)
    assert desk.drop.names == ["accounts.csv", "opportunities.csv", "users.csv"]
    kept = (desk.drop.files / "opportunities.csv").read_text(encoding="utf-8")
    assert kept.startswith(DEALS_HEADER + DEAL)
    assert kept.endswith(TOO_SHORT + LAST)
    assert "o2,Bolt,a2,u1,4-Proposal,new,1200.25,commit" in kept


def test_a_workbook_and_a_parquet_file_are_corrected_in_their_own_cells(desk: Desk, tmp_path: Path) -> None:
    """The sheet that it is, whatever else the book holds; in Parquet, in the type of the column."""
    book = openpyxl.Workbook()
    about = book.active
    about.title = "About"
    for line in (("Report", "Deals"), ("Made by", "Ann")):
        about.append(line)
    deals = book.create_sheet("Deals")
    for cells in csv.reader(io.StringIO(DEALS_HEADER + DEAL + BAD_AMOUNT)):
        deals.append(cells)
    deals["G2"] = 100.5
    book.save(tmp_path / "deals.xlsx")
    rows = "(values ('a1', 'Acme', 'u1', 5), (null, 'Bolt', 'u1', 6)) t(account_id, account_name, owner_id, employees)"
    duckdb.execute(f"copy (from {rows}) to '{tmp_path / 'accounts.parquet'}' (format parquet)")
    given = {name: (tmp_path / name).read_bytes() for name in ("deals.xlsx", "accounts.parquet")}
    answer = desk.read({"users.csv": COMPANY["users.csv"], **given})
    sheet = next(name for name in answer["rejected"] if name.startswith("deals.xlsx"))
    assert sheet == "deals.xlsx [Deals]"
    mended = {}
    for file, at, text in ((sheet, AT_AMOUNT, "99"), ("accounts.parquet", 0, "a2")):
        header, rejected = given_out(answer, file)
        rejected[0][2 + at] = text
        mended[f"{file} rejected.csv"] = downloads.texts_as_csv(header, rejected)
    answer = desk.read(mended)

    assert answer["refused"] == []
    assert answer["mended"] == {"accounts.parquet": 1, sheet: 1}
    assert books(answer, sheet) == (2, 2, 0)
    assert books(answer, "accounts.parquet") == (2, 2, 0)
    told = duckdb.sql(f"from '{desk.drop.files / 'accounts.parquet'}' order by employees").fetchall()
    assert told == [("a1", "Acme", "u1", 5), ("a2", "Bolt", "u1", 6)]
    assert openpyxl.load_workbook(desk.drop.files / "deals.xlsx")["Deals"]["G2"].value == 100.5


def test_rows_of_a_file_that_is_not_there_are_not_taken_for_a_file(desk: Desk) -> None:
    """They would be read as deals of their own; the file that they are from has to be dropped first."""
    said = desk.read({"deals.csv rejected.csv": "Sightline record,id\n1,o1\n"})["refused"]
    assert said == [
        "“deals.csv rejected.csv” could not be used: no row of deals.csv is rejected here: drop that file first."
    ]


@pytest.mark.parametrize(
    ("line", "place", "text", "sentence"),
    [
        (1, 0, "1", "record 1 is none of the rejected ones"),
        (1, 0, "x", "“x” in the column Sightline record is no record"),
        (0, 0, "Number", "its first column, Sightline record, is gone"),
        (0, 8, "Amount in EUR", "its columns are others than those"),
    ],
)
def test_what_cannot_be_put_back_is_a_sentence_and_changes_nothing(
    desk: Desk, line: int, place: int, text: str, sentence: str
) -> None:
    """A good row is never written over, nor a column taken for another."""
    header, rows = given_out(desk.read({**COMPANY, "opportunities.csv": DEALS}))
    rows[0][2 + AT_AMOUNT] = "1"
    (header, *rows)[line][place] = text
    desk.put({"opportunities.csv rejected.csv": downloads.texts_as_csv(header, rows)})
    (desk.drop.path / "scratch").mkdir()
    mended, said = mend.take_in(desk.drop)

    assert mended == {}
    assert [one for one in said if sentence not in one] == []
    assert len(said) == 1
    assert (desk.drop.files / "opportunities.csv").read_text(encoding="utf-8") == DEALS


class Ended(Exception):
    """The process that reads was ended."""


def test_rows_of_a_reading_that_was_ended_are_not_put_into_the_files_of_the_next(desk: Desk) -> None:
    """A newer export has come in since, and at that place stands another row, which is a good one."""
    header, rows = given_out(desk.read({**COMPANY, "opportunities.csv": DEALS}))
    newer = DEALS.replace(BAD_AMOUNT, LAST.replace("o5", "o7"))
    desk.put({"opportunities.csv": newer})
    (desk.drop.path / "scratch").mkdir()

    def ended(text: str, _: float) -> None:
        if text.startswith("Reading"):
            raise Ended

    with pytest.raises(Ended):
        steps.read(desk.drop.path, desk.settings, ended)
    shutil.rmtree(desk.drop.path / "scratch")
    rows[0][2 + AT_AMOUNT] = "1200.25"
    answer = desk.read({"opportunities.csv rejected.csv": downloads.texts_as_csv(header, rows[:1])})

    assert answer["mended"] == {}
    assert "no row of opportunities.csv is rejected here" in answer["refused"][0]
    assert (desk.drop.files / "opportunities.csv").read_text(encoding="utf-8") == newer


def test_of_many_rejected_rows_the_first_are_given_out_and_all_are_counted(desk: Desk) -> None:
    """By file: a file that was misread as a whole takes no room from another."""
    desk.settings = Settings(drop_rejected_rows=2)
    broken = COMPANY["accounts.csv"].replace("a1,", ",")
    told = desk.read({**COMPANY, "accounts.csv": broken, "opportunities.csv": DEALS})["rejected"]

    assert {file: (one["count"], [row[0] for row in one["rows"]]) for file, one in told.items()} == {
        "accounts.csv": (1, [1]),
        "opportunities.csv": (3, [2, 3]),
    }


def test_rows_of_a_file_that_was_taken_out_are_a_sentence(desk: Desk) -> None:
    """They have no place to be put back in."""
    header, rows = given_out(desk.read({**COMPANY, "opportunities.csv": DEALS}))
    rows[0][2 + AT_AMOUNT] = "1"
    (desk.drop.files / "opportunities.csv").unlink()
    desk.put({"opportunities.csv rejected.csv": downloads.texts_as_csv(header, rows[:1])})

    assert mend.take_in(desk.drop)[1] == [
        "“opportunities.csv rejected.csv” could not be used: no row of opportunities.csv is rejected here: drop that"
        " file first."
    ]
