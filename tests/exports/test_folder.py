"""Whatever lies in a folder besides good files is named in a sentence and costs nothing."""

import os
import socket

import duckdb
import openpyxl
import pytest

from sightline.exports import ExportError, load
from sightline.settings import Settings
from tests.exports.drop import ACCOUNTS, DEAL, DEALS_HEADER, USERS, Folder


def test_sub_folders_are_named_in_one_line(company: Folder) -> None:
    """Files in them are not read, and that is said; hidden folders are nobody's business."""
    for name in ("archive", "old", ".git"):
        (company.path / name).mkdir()
    (company.path / "archive" / "opportunities.csv").write_text(DEALS_HEADER + DEAL.replace("o1", "o2"))

    report = company.load()

    assert report.advice[0] == (
        "2 sub-folders are not read (archive and old): move the files up to the others, or load such a folder on"
        " its own."
    )
    assert company.rows("select count(*) from exports.opportunities") == [(1,)]


def test_a_link_to_nothing_a_pipe_and_a_socket_are_left_aside(company: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no file is never opened: a pipe would wait for ever."""
    (company.path / "gone.csv").symlink_to(company.path / "nowhere.csv")
    (company.path / "round.csv").symlink_to(company.path / "round.csv")
    os.mkfifo(company.path / "pipe.csv")
    monkeypatch.chdir(company.path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.csv")
        report = company.load()

    link = ("left_aside", "it is a link to a file that is not there: copy the file itself into the folder")
    device = ("left_aside", "it is a pipe or a device, not a file: copy the file itself into the folder")
    assert [company.status(name) for name in ("gone.csv", "round.csv", "pipe.csv", "socket.csv")] == [
        link,
        link,
        device,
        device,
    ]
    assert report.exit_code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_file_that_may_not_be_read_is_refused(company: Folder) -> None:
    """The sentence says what to change; the other files load."""
    company.write("products.csv", "product_id,name\np1,Plan\n").chmod(0)

    report = company.load()

    assert company.status("products.csv") == (
        "refused",
        "whoever runs this may not read it: change its permissions, then load again",
    )
    assert report.exit_code == 1


def test_a_file_given_as_the_folder_is_an_error(company: Folder) -> None:
    """Naming one file instead of its folder is answered with what to name."""
    with pytest.raises(ExportError, match=r"users\.csv is no folder that can be read: name the folder"):
        load(duckdb.connect(), company.path / "users.csv", Settings())


def test_three_small_files_are_enough(company: Folder) -> None:
    """Three rows in each of the tables that everything needs load without a word of blame."""
    company.write("users.csv", USERS + "u2,Bea,AE,m1\n")
    company.write("accounts.csv", ACCOUNTS + "a3,Cone,u2,prospect,true\n")
    company.write("opportunities.csv", DEALS_HEADER + DEAL + DEAL.replace("o1", "o2") + DEAL.replace("o1", "o3"))

    report = company.load()

    assert report.exit_code == 0
    assert (report.quarantined, report.flagged, report.advice) == ((), (), ())
    assert [file["rows_loaded"] for file in report.files] == [3, 3, 3]


def test_files_of_headers_alone_load_nothing_and_say_so(folder: Folder) -> None:
    """Every file is empty, the report names the three tables that are missing, and the exit code is 2."""
    folder.write("users.csv", USERS.splitlines()[0])
    folder.write("accounts.csv", ACCOUNTS.splitlines()[0] + "\n")
    folder.write("opportunities.csv", DEALS_HEADER)

    report = folder.load()

    assert {folder.status(file["file"]) for file in report.files} == {("empty", "the file has a header and no rows")}
    assert [line.split(":")[0] for line in report.advice] == [
        "No file gives users",
        "No file gives accounts",
        "No file gives opportunities",
    ]
    assert report.exit_code == 2


def test_a_workbook_may_hold_a_good_sheet_and_another(company: Folder) -> None:
    """Each sheet has its own verdict: the table is loaded, the notes are left aside."""
    book = openpyxl.Workbook()
    for row in (["product_id", "name"], ["p1", "Plan"], ["p2", "Build"]):
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
    book.create_sheet("Notes").append(["Ask Ann about the second product"])
    book.save(company.path / "book.xlsx")

    company.load()

    assert company.books("book.xlsx [Sheet]") == (2, 2, 0, 0)
    assert company.status("book.xlsx [Notes]")[0] == "left_aside"
