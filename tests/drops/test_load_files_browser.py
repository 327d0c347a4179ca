"""Load files as sales operations meet it: from an empty page to published and undone, with real uploads."""

from pathlib import Path

import pytest

from sightline import audit
from sightline.audit.reading import lines
from sightline.drops import store
from sightline.warehouse import versions
from tests.browser import Serve, fits, settled, sync_api, visit
from tests.drops.conftest import COMPANY, Desk
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


def test_from_an_empty_page_to_published_and_undone(
    browser: "sync_api.Browser", serve: Serve, monday: Desk, files: Path
) -> None:
    """Drop, read, correct a row and drop it again, look, answer, publish, undo: by keyboard where a key does it."""
    first = versions.current(monday.out)
    seen = visit(browser, f"{serve(monday.out)}/load_files", dark=True)
    page = seen.page

    def give(*paths: Path) -> None:
        page.locator('input[type="file"]').set_input_files([str(path) for path in paths])

    def read(sentence: str) -> None:
        page.get_by_text(sentence).wait_for()
        settled(page)

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).press("Enter")

    page.get_by_text("Nothing changes for anybody until you publish.").wait_for()
    give(*files.iterdir())
    read("3 of 3 files can be loaded: 5 rows, 1 row rejected.")
    page.get_by_role("tab", name="Rejected rows").press("Enter")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download to correct (CSV)").press("Enter")
    assert taken.value.suggested_filename == "opportunities.csv rejected.csv"
    corrected = files / taken.value.suggested_filename
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    corrected.write_text(text.replace(",lots,", ",250,"), encoding="utf-8")

    settled(page)
    give(corrected)
    read("3 of 3 files can be loaded: 6 rows, no row rejected.")
    page.get_by_text("Corrected: 1 row of opportunities.csv.").wait_for()
    press("Preview")
    page.get_by_text("Ready to publish; nobody sees it yet.").wait_for()
    settled(page)
    assert fits(page)
    assert page.get_by_role("button", name="Publish", exact=True).is_disabled()
    assert versions.current(monday.out) == first

    boxes = page.get_by_role("checkbox")
    for number in range(boxes.count()):
        boxes.nth(number).press("Space")
        settled(page)
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
