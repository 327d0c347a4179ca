"""The QBR pack in a real browser: a title that stays, and three files taken down."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from sightline.warehouse.versions import Warehouse
from tests.browser import start_server
from tests.packs.conftest import ASM

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def address(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server on a copy of the sample, with notes of its own."""
    folder = tmp_path_factory.mktemp("packs")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, folder / name)
    server, found = start_server(folder)
    yield found
    server.terminate()
    server.wait(10)


def settled(page: Any) -> None:
    """Wait until no script runs."""
    page.wait_for_timeout(500)
    page.wait_for_function(
        '() => !document.querySelector(\'[data-testid="stStatusWidget"], [data-testid="stSkeleton"], '
        '[data-stale="true"]\')',
        timeout=60_000,
    )
    page.wait_for_timeout(300)


def test_a_title_stays_and_three_files_agree_with_it(browser: Any, address: str, tmp_path: Path) -> None:
    """Begin the pack, write a title, open the page anew, write the files and read two of them back."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{address}/qbr_pack?viewer={ASM}")
    page.get_by_role("button", name="Begin the pack").click()
    page.get_by_role("button", name="Write the files").wait_for(timeout=90_000)
    settled(page)
    field = page.locator('[class*="st-key-card_bridge"] input[type="text"]').first
    field.fill("We lost one big deal")
    field.press("Enter")
    settled(page)

    page.goto(f"{address}/qbr_pack?viewer={ASM}")
    page.get_by_role("button", name="Write the files").wait_for(timeout=60_000)
    settled(page)
    assert (
        page.locator('[class*="st-key-card_bridge"] input[type="text"]').first.input_value() == "We lost one big deal"
    )

    page.get_by_role("button", name="Write the files").click()
    taken = {}
    for label in ("Deck", "Workbook", "PDF"):
        button = page.get_by_role("button", name=label, exact=True)
        button.wait_for(timeout=60_000)
        with page.expect_download(timeout=60_000) as found:
            button.click()
        path = tmp_path / found.value.suggested_filename
        found.value.save_as(path)
        taken[path.suffix] = path.read_bytes()
    context.close()

    assert set(taken) == {".pptx", ".xlsx", ".pdf"}
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(taken[".pptx"])).slides]
    assert "We lost one big deal" in titles
    assert "README" in openpyxl.load_workbook(io.BytesIO(taken[".xlsx"])).sheetnames
    assert taken[".pdf"].startswith(b"%PDF")
