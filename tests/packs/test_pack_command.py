"""The pack on the command line: three files, the same rights, errors as sentences."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from sightline.notes.store import FILE
from sightline.packs import command
from sightline.packs.build import NoPack
from sightline.warehouse.versions import Warehouse
from tests.commands import Done, called, told
from tests.packs.conftest import ASM


@pytest.fixture(scope="module")
def folder(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's warehouse, with notes of its own."""
    made = tmp_path_factory.mktemp("command")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, made / name)
    return made


def pack(folder: Path, out: Path, *arguments: str) -> Done:
    """One call of `python -m sightline pack` on the warehouse that the app would show."""
    return called("pack", "--out", out, *arguments, SIGHTLINE_WAREHOUSE=folder)


def said_by_pack(folder: Path, out: Path, *arguments: str) -> Done:
    """The same within this process."""
    return told("pack", "--out", out, *arguments, SIGHTLINE_WAREHOUSE=folder)


def test_the_three_files_are_written_and_again_the_same(folder: Path, tmp_path: Path) -> None:
    """A second call opens the pack as it was frozen and writes the same bytes."""
    first = pack(folder, tmp_path / "one", "--scope", ASM, "--as", ASM)
    assert first.returncode == 0, first.stderr
    second = said_by_pack(folder, tmp_path / "two", "--scope", ASM, "--as", ASM)
    assert second.returncode == 0, second.stderr
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert [name[name.rfind(".") :] for name in files] == [".pdf", ".pptx", ".xlsx"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--scope", "USR-ASM-02", "--as", ASM), "no team or AE you may prepare a review for"),
        (("--scope", ASM, "--as", "somebody"), "no active person of the users export"),
        (("--scope", ASM, "--as", ASM, "--quarter", "FY09-Q1"), "There is no quarter FY09-Q1"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Exit code 2, no traceback, no file."""
    done = said_by_pack(folder, tmp_path / "none", *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_folder_that_takes_no_file_is_a_sentence_before_anything_is_frozen(folder: Path, tmp_path: Path) -> None:
    """Here it is a file; no version of a pack is kept."""
    (tmp_path / "out").write_text("")
    before = versions(folder)
    done = said_by_pack(folder, tmp_path / "out", "--scope", "USR-ASM-02", "--as", "USR-ASM-02")
    assert done.returncode == 2
    assert "Nothing can be written to" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert versions(folder) == before


def versions(folder: Path) -> int:
    """How many versions of packs the notes hold."""
    with sqlite3.connect(folder / FILE) as connection:
        found = connection.execute("select count(*) from sqlite_master where name = 'pack_versions'").fetchone()[0]
        return int(connection.execute("select count(*) from pack_versions").fetchone()[0]) if found else 0


def test_files_appear_whole_or_not_at_all(tmp_path: Path) -> None:
    """Where the last cannot be written, none is; what stood before is as it was, and no scrap is left."""
    (tmp_path / "deck.pptx").write_bytes(b"before")
    with pytest.raises(NoPack, match="cannot be written"):
        command.put({"deck.pptx": b"after", f"{'x' * 300}.pdf": b"too long a name"}, tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("deck.pptx", b"before")]

    command.put({"deck.pptx": b"after"}, tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("deck.pptx", b"after")]
