"""Nothing that arrives is trusted: each thing that is not taken in is a sentence, and everything else is."""

import datetime as dt
import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.drops.receive import let_in, receive, why_not
from sightline.settings import Settings
from tests.exports.drop import ACCOUNTS, USERS

SMALL = Settings(drop_total_mb=1, drop_files=3)


@pytest.fixture
def arrive(tmp_path: Path) -> Callable[..., tuple[list[str], dict[str, bytes]]]:
    """A function that lets files arrive: what is said of them, and what was taken in."""
    inbox, files = tmp_path / "inbox", tmp_path / "files"
    inbox.mkdir(), files.mkdir()

    def arrived(settings: Settings = SMALL, **given: bytes | str) -> tuple[list[str], dict[str, bytes]]:
        for name, content in given.items():
            (inbox / name).write_bytes(content.encode() if isinstance(content, str) else content)
        said = receive(inbox, files, settings)
        assert list(inbox.iterdir()) == []
        assert [path for path in tmp_path.iterdir() if path not in (inbox, files)] == []
        return said, {path.name: path.read_bytes() for path in files.iterdir()}

    return arrived


def packed(**members: str | bytes) -> bytes:
    """An archive with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


Arrive = Callable[..., tuple[list[str], dict[str, bytes]]]


def test_files_and_those_of_an_archive_are_taken_in_by_their_names(arrive: Arrive) -> None:
    """Folders in an archive are passed over, and what a computer puts in by itself; a name again takes its place."""
    archive = packed(**{"export/accounts.csv": ACCOUNTS, "__MACOSX/._accounts.csv": "x", "export/.DS_Store": "x"})
    assert arrive(**{"users.csv": "old"}) == ([], {"users.csv": b"old"})

    said, taken = arrive(**{"users.csv": USERS, "monday.zip": archive})
    assert said == []
    assert taken == {"users.csv": USERS.encode(), "accounts.csv": ACCOUNTS.encode()}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("photo.png", "is no table. Drop CSV, Parquet, .xlsx, or a .zip of them."),
        ("run.exe", "is no table"),
        (".hidden.csv", "is no table"),
        ("../up.csv", "is not the name of a file"),
        ("a\\b.csv", "is not the name of a file"),
        ("..", "is not the name of a file"),
        ("", "cannot be shown"),
        ("a\nb.csv", "cannot be shown"),
        ("evil\u202evsc.csv", "cannot be shown"),
        ("x" * 300 + ".csv", "this name is too long"),
    ],
)
def test_a_name_that_is_none_of_a_table_is_not_taken(name: str, sentence: str) -> None:
    """Before a byte of it is written."""
    assert sentence in why_not(name)
    assert why_not("users.csv") == why_not("Über uns.xlsx") == why_not("sightline.toml") == ""


def dated(**days: tuple[int, int, int]) -> bytes:
    """An archive whose members are of these days; a day that is none is written as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, day in days.items():
            member = zipfile.ZipInfo(name)
            member.date_time = (*day, 3, 4, 6)
            archive.writestr(member, USERS)
    return buffer.getvalue()


def test_a_file_of_an_archive_is_as_old_as_it_was_where_it_was_packed(arrive: Arrive, tmp_path: Path) -> None:
    """The newer of two exports wins, however they come; a day that no calendar has loses no file."""
    days = {"new.csv": (2026, 9, 1), "old.csv": (2026, 8, 1), "odd.csv": (1980, 0, 0)}
    said, taken = arrive(**{"all.zip": dated(**days)})

    assert (said, sorted(taken)) == ([], sorted(days))
    ages = {path.name: dt.datetime.fromtimestamp(path.stat().st_mtime) for path in (tmp_path / "files").iterdir()}  # noqa: DTZ006
    assert ages["new.csv"] == dt.datetime(2026, 9, 1, 3, 4, 6)  # noqa: DTZ001
    assert ages["old.csv"] == dt.datetime(2026, 8, 1, 3, 4, 6)  # noqa: DTZ001


def test_of_two_files_of_one_name_given_at_once_one_is_let_in_and_the_other_is_a_sentence(tmp_path: Path) -> None:
    """From two folders, say; the second does not take the place of the first as if it were newer."""
    given = [("users.csv", b"first"), ("users.csv", b"second"), ("photo.png", b"x")]
    said = let_in(tmp_path, ((name, memoryview(content)) for name, content in given))

    assert said[0] == ("There are two files called users.csv, and one was taken in. Give each a name of its own.")
    assert "is no table" in said[1]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"users.csv": b"first"}
    assert let_in(tmp_path, [("users.csv", memoryview(b"again"))]) == []
    assert (tmp_path / "users.csv").read_bytes() == b"again"


def linked() -> bytes:
    """An archive in which a file is a link to another."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("users.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("accounts.csv", ACCOUNTS)
    return buffer.getvalue()


def twice() -> bytes:
    """An archive with two files of one name."""
    return packed(**{"a/users.csv": USERS, "b/users.csv": USERS})


def locked() -> bytes:
    """An archive that says of its member that it is locked with a password."""
    whole = bytearray(packed(**{"users.csv": USERS}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + place] |= 1
    return bytes(whole)


def lying() -> bytes:
    """An archive that says of a member that it is small, and it is not."""
    whole = packed(**{"users.csv": b"0" * (3 << 20)})
    small = (100).to_bytes(4, "little")
    return whole.replace((3 << 20).to_bytes(4, "little"), small)


@pytest.mark.parametrize(
    ("content", "sentence", "rest"),
    [
        (packed(**{"../up.csv": USERS}), "names places outside of itself", []),
        (packed(**{"/etc/up.csv": USERS}), "names places outside of itself", []),
        (packed(**{"C:/up.csv": USERS}), "names places outside of itself", []),
        (packed(**{"..\\up.csv": USERS}), "names places outside of itself", []),
        (packed(**{"ok.csv": USERS, "a/../../up.csv": USERS}), "names places outside of itself", []),
        (linked(), "“users.csv” is a link or a device", ["accounts.csv"]),
        (packed(**{"more.zip": packed(**{"users.csv": USERS}), "a.csv": USERS}), "is a .zip in a .zip", ["a.csv"]),
        (
            packed(**{f"{n}.csv": USERS for n in range(4)}),
            "There are 4 files in “drop.zip”, and 3 are taken at most",
            [],
        ),
        (twice(), "There are two files called users.csv in “drop.zip”", []),
        (locked(), "is locked with a password", []),
        (packed(**{"bomb.csv": b"0" * (64 << 20)}), "hold 1 MB at most, unpacked", []),
        (lying(), "is damaged", []),
        (packed(**{"users.csv": USERS})[:-30], "is damaged", []),
        (b"PK\x03\x04", "is damaged", []),
        (b"just text", "is no .zip, or it is cut off", []),
        (packed(**{"readme.txt": "x", "page.html": "x"}), "“page.html” is no table", ["readme.txt"]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_an_archive_that_would_do_harm_is_a_sentence(
    arrive: Arrive, content: bytes, sentence: str, rest: list[str]
) -> None:
    """Out of its folder, links, locks, lies about its size, bombs: what is good in it is taken where that is safe."""
    said, taken = arrive(**{"drop.zip": content})
    assert [line for line in said if sentence in line], said
    assert len(said) == 1
    assert list(taken) == rest


def test_a_drop_holds_so_much_and_no_more(arrive: Arrive) -> None:
    """So many files, and so many bytes in all; what was taken before stays."""
    said, taken = arrive(**{"a.csv": "x" * (600 << 10), "b.csv": "x" * (600 << 10)})
    assert ["“b.csv”: the files of a drop hold 1 MB at most" in line for line in said] == [True]
    assert list(taken) == ["a.csv"]

    said, taken = arrive(**dict.fromkeys(("c.csv", "d.csv", "e.csv"), USERS))
    assert said == ["“e.csv”: 3 files are taken at most. Load the others with the command."]
    assert set(taken) == {"a.csv", "c.csv", "d.csv"}
