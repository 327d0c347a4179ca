"""`python -m sightline audit …` as an operator uses it."""

import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline import audit
from sightline.cli import app

HOSTILE = "\x1b[2J=1+1‮@x"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record with a sign-in, two downloads and a link that somebody made up."""
    record = audit.of(tmp_path)
    record.record("login", who="USR-1")
    record.record("export", who="USR-1", as_whom="USR-2", what="gaps", sha256=hashlib.sha256(b"a file").hexdigest())
    record.record("export", who="USR-3", what="moves", sha256=hashlib.sha256(b"another").hexdigest())
    record.record("denied", who="USR-3", what="viewer", asked=audit.Person(HOSTILE))
    return tmp_path


def run(folder: Path, *arguments: object) -> tuple[int, str]:
    """Exit code and what was printed."""
    done = CliRunner().invoke(app, ["audit", str(arguments[0]), "--from", str(folder), *map(str, arguments[1:])])
    return done.exit_code, done.output


def test_verify_ends_with_0_and_a_hash_to_note_and_with_1_where_a_line_was_changed(folder: Path) -> None:
    """The sentence names the line."""
    code, said = run(folder, "verify")
    assert (code, "The record is whole: 4 lines" in said) == (0, True)
    noted = said.split()[-1]
    assert run(folder, "verify", "--holds", noted)[0] == 0
    assert run(folder, "verify", "--holds", "0" * 64)[0] == 1

    [path] = audit.of(folder).files()
    path.write_bytes(path.read_bytes().replace(b"gaps", b"caps"))
    code, said = run(folder, "verify")
    assert code == 1
    assert "Line 2 was changed after it was written." in said


def test_verify_of_nothing_is_in_order(tmp_path: Path) -> None:
    """A new installation has no record yet."""
    assert run(tmp_path, "verify") == (0, "Nothing was recorded yet.\n")


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ([], "1 2 3 4"),
        (["--who", "USR-2"], "2"),
        (["--event", "export"], "2 3"),
        (["--event", "export", "--who", "USR-3"], "3"),
        (["--since", "2020-01-01"], "1 2 3 4"),
        (["--since", "2999-01-01"], ""),
    ],
)
def test_show_leaves_what_is_asked_for(folder: Path, asked: list[str], numbers: str) -> None:
    """As CSV, so that it can go on into another tool."""
    code, said = run(folder, "show", "--csv", *asked)
    assert code == 0
    assert [line.split(",")[0] for line in said.splitlines()] == ["Line", *numbers.split()]


def test_a_file_that_was_found_leads_to_who_took_it(folder: Path, tmp_path: Path) -> None:
    """By its hash, whatever it is called by now."""
    found = tmp_path / "renamed.csv"
    found.write_bytes(b"a file")
    said = run(folder, "show", "--csv", "--file", found)[1].splitlines()
    assert len(said) == 2
    assert "USR-1,USR-2,export" in said[1]


def test_nothing_that_somebody_typed_reaches_the_terminal_or_a_spreadsheet(folder: Path) -> None:
    """No escape sequence, no turned text; a cell that would run begins with an apostrophe."""
    for said in (run(folder, "show")[1], run(folder, "show", "--csv")[1]):
        assert "1+1" in said
        assert all(letter.isprintable() or letter == "\n" for letter in said)
    before = len(run(folder, "show", "--csv")[1].splitlines())
    audit.of(folder).record("denied", who="two\nlines")
    assert len(run(folder, "show", "--csv")[1].splitlines()) == before + 1
    run(folder, "forget", HOSTILE, "--yes")
    audit.of(folder).record("denied", who="=1+1")
    assert ",'=1+1," in run(folder, "show", "--csv")[1]


def test_an_event_that_is_none_is_answered_with_those_there_are(folder: Path) -> None:
    """A slip of the keyboard is no empty answer."""
    code, said = run(folder, "show", "--event", "exports")
    assert code == 2
    assert "view_as_denied" in said


def test_forget_asks_first_and_leaves_no_trace_of_the_id(folder: Path) -> None:
    """In no file of the record; it stays whole."""
    assert run(folder, "forget", "USR-1")[0] == 1
    code, said = run(folder, "forget", "USR-1", "--yes")
    assert (code, "Forgotten" in said) == (0, True)
    assert [path for path in (folder / "audit").iterdir() if b"USR-1" in path.read_bytes()] == []
    assert run(folder, "verify")[0] == 0
    assert "No line names USR-1" in run(folder, "forget", "USR-1", "--yes")[1]
