"""Load files as sales operations meet it: from an empty page to published and undone, with real uploads."""

import shutil
from pathlib import Path

import pytest

from sightline import audit
from sightline.audit.reading import lines
from sightline.drops import store
from sightline.warehouse import versions
from tests.browser import Serve, fits, settled, sync_api, visit
from tests.conftest import REAL
from tests.drops.conftest import COMPANY, Desk, after
from tests.exports.drop import DEAL, DEALS_HEADER

BAD = "o2,Bolt,a2,u1,4-Proposal,new,lots,commit,false,false,2026-09-30,2026-01-05\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The small company's exports a week later, with an amount that is none."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in (COMPANY | {"opportunities.csv": DEALS_HEADER + DEAL + BAD}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def monday(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for the walks of this module, so that one server does for them."""
    return after(loaded, tmp_path_factory.mktemp("monday") / "warehouse")


def give(page: "sync_api.Page", *paths: Path) -> None:
    """Drop files, as a hand does."""
    page.locator('input[type="file"]').set_input_files([str(path) for path in paths])


def read(page: "sync_api.Page", sentence: str) -> None:
    """Wait until they are read, and this is said of them."""
    page.get_by_text(sentence).wait_for()
    settled(page)


def answer(page: "sync_api.Page") -> None:
    """Tick every question that publishing waits for, by keyboard, until it can be pressed."""
    boxes = page.get_by_role("checkbox", name="This is right.")
    for number in range(boxes.count()):
        boxes.nth(number).press("Space")
        sync_api.expect(boxes.nth(number)).to_be_checked()
        settled(page)
    sync_api.expect(page.get_by_role("button", name="Publish", exact=True)).to_be_enabled()


def test_from_an_empty_page_to_published_and_undone(
    browser: "sync_api.Browser", serve: Serve, monday: Desk, files: Path
) -> None:
    """Drop, read, correct a row and drop it again, look, answer, publish, undo: by keyboard where a key does it."""
    first = versions.current(monday.out)
    seen = visit(browser, f"{serve(monday.out)}/load_files", dark=True)
    page = seen.page

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).press("Enter")

    page.get_by_text("Nothing changes for anybody until you publish.").wait_for()
    give(page, *files.iterdir())
    read(page, "3 of 3 files can be loaded: 5 rows, 1 row rejected.")
    page.get_by_role("tab", name="Rejected rows").press("Enter")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download to correct (CSV)").press("Enter")
    assert taken.value.suggested_filename == "opportunities.csv rejected.csv"
    corrected = files / taken.value.suggested_filename
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    corrected.write_text(text.replace(",lots,", ",250,"), encoding="utf-8")

    settled(page)
    give(page, corrected)
    read(page, "3 of 3 files can be loaded: 6 rows, no row rejected.")
    page.get_by_text("Corrected: 1 row of opportunities.csv.").wait_for()
    press("Preview")
    page.get_by_text("Ready to publish; nobody sees it yet.").wait_for()
    settled(page)
    assert fits(page)
    assert page.get_by_role("button", name="Publish", exact=True).is_disabled()
    assert versions.current(monday.out) == first

    answer(page)
    press("Publish")
    page.get_by_text("Published: everyone sees these exports now.").wait_for()
    settled(page)
    now = versions.current(monday.out)
    assert now != first
    assert [seal["version"] for seal in store.kept(monday.out)] == [now, first]

    press("Undo this load")
    page.get_by_text("Done: everyone sees that load again.").wait_for()
    assert versions.current(monday.out) == first
    events = [(line.event, line.who) for line in lines(audit.of(monday.out), events=("load", "rollback", "export"))]
    assert events[-3:] == [("export", "operator"), ("load", "operator"), ("rollback", "operator")]
    assert seen.complaints == []
    assert seen.strangers == []


@pytest.mark.skipif(not REAL.is_dir(), reason="the folders of real exports are not at hand")
def test_a_real_folder_is_dropped_as_an_archive_and_given_up(
    browser: "sync_api.Browser", serve: Serve, monday: Desk, tmp_path: Path
) -> None:
    """What nobody here wrote, in one .zip: each file is told what it is; discarding leaves nothing of it."""
    packed = shutil.make_archive(str(tmp_path / "deals"), "zip", REAL / "revops_skills")
    kept = sorted((monday.out / "drops").iterdir())
    page = visit(browser, f"{serve(monday.out)}/load_files").page
    give(page, Path(packed))
    read(page, "2 of 2 files can be loaded")
    page.get_by_role("tab", name="Mapping").press("Enter")
    page.get_by_role("button", name="Save", exact=True).wait_for()
    settled(page)
    page.get_by_role("button", name="Discard these files").press("Enter")
    page.get_by_text("Nothing changes for anybody until you publish.").wait_for()

    assert sorted((monday.out / "drops").iterdir()) == kept
