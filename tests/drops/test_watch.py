"""A watched folder is loaded when its files have settled, once, through the same doors as a drop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sightline.drops.watch import Watch
from sightline.exports import ExportError
from sightline.settings import ROOT, Settings
from sightline.warehouse import versions
from tests.drops.conftest import COMPANY, Desk
from tests.exports.drop import DEAL, DEALS_HEADER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder that is watched."""
    path = tmp_path / "exports"
    path.mkdir()
    return path


def test_a_file_is_loaded_when_two_looks_find_it_the_same_and_never_twice(desk: Desk, folder: Path) -> None:
    """Also when the watch is started again; what cannot be loaded is a sentence and nothing else."""
    watch = Watch(folder, desk.out, Settings())
    assert watch.look() == ""
    assert watch.look() == ""

    growing = folder / "words.csv"
    growing.write_text("just\n", encoding="utf-8")
    assert watch.look() == ""
    growing.write_text("just\nwords\n", encoding="utf-8")
    assert watch.look() == ""
    assert watch.look() == "exports: Nothing could be loaded."
    assert watch.look() == ""
    again = Watch(folder, desk.out, Settings())
    assert [again.look(), again.look(), again.look()] == [""] * 3
    assert [path.name for path in (desk.out / "drops").iterdir() if path.is_dir()] == []

    growing.unlink()
    folder.rmdir()
    with pytest.raises(ExportError, match="is no folder: name the one that exports are put into"):
        watch.look()


def test_a_watch_publishes_what_is_put_into_its_folder_and_says_so(monday: Desk, folder: Path, tmp_path: Path) -> None:
    """As a command beside the app, with real files, by whoever runs Sightline; as a part where that is said."""
    before = versions.current(monday.out)
    settings = tmp_path / "settings.toml"
    settings.write_text("watch_seconds = 0\n", encoding="utf-8")
    deals = DEALS_HEADER + DEAL + DEAL.replace("o1", "")
    for name, text in (COMPANY | {"opportunities.csv": deals}).items():
        (folder / name).write_text(text, encoding="utf-8")
    watching = subprocess.Popen(
        [sys.executable, "-m", "sightline", "watch", str(folder), "--to", str(monday.out), "--partial"],
        cwd=ROOT,
        env={**os.environ, "SIGHTLINE_SETTINGS": str(settings), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert watching.stdout is not None
        assert watching.stdout.readline() == "exports: Published 5 rows of 3 files, 1 row rejected.\n"
    finally:
        watching.terminate()
        watching.communicate(timeout=60)
    assert versions.current(monday.out) != before
    seal = versions.in_force(monday.out)
    assert (seal["loaded_by"], seal["is_partial"]) == ("operator", True)


def test_a_warehouse_has_one_watch_at_a_time(desk: Desk, folder: Path, tmp_path: Path) -> None:
    """Two would publish over each other for ever, and throw away what the other is reading."""
    other, settings = tmp_path / "others", Settings(watch_seconds=0)
    other.mkdir()
    for place in (folder, other):
        (place / "words.csv").write_text("just\nwords\n", encoding="utf-8")
    first = Watch(folder, desk.out, settings).sentences()
    assert next(first) == "exports: Nothing could be loaded."

    with pytest.raises(ExportError, match=r"Another watch loads into .*warehouse already: end it first"):
        next(Watch(other, desk.out, settings).sentences())
    first.close()
    assert next(Watch(other, desk.out, settings).sentences()) == "others: Nothing could be loaded."


def test_a_file_that_goes_before_it_is_copied_is_waited_for(desk: Desk, folder: Path) -> None:
    """Whoever puts a folder together moves files about; the watch looks again, and leaves no half drop."""
    (folder / "users.csv").write_text(COMPANY["users.csv"], encoding="utf-8")

    assert Watch(folder, desk.out, Settings())._load(["moved.csv", "users.csv"]) == ""
    assert list((desk.out / "drops").iterdir()) == []
