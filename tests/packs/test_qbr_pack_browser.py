"""The QBR pack in a real browser: a title that stays, and three files taken down."""

import io
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from sightline.warehouse.versions import Warehouse
from tests.browser import Serve, settled, visit
from tests.packs.conftest import ASM


@pytest.fixture(scope="module")
def address(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """A running server on a copy of the sample, with notes of its own."""
    folder = tmp_path_factory.mktemp("packs")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, folder / name)
    return serve(folder)


def test_a_title_stays_and_three_files_agree_with_it(browser: Any, address: str, tmp_path: Path) -> None:
    """Begin the pack, write a title, open the page anew, write the files and read two of them back."""
    page = visit(browser, f"{address}/qbr_pack?viewer={ASM}").page
    page.get_by_role("button", name="Begin the pack").click()
    page.get_by_role("button", name="Write the files").wait_for()
    settled(page)
    field = page.locator('[class*="st-key-card_bridge"] input[type="text"]').first
    field.fill("We lost one big deal")
    field.press("Enter")
    page.get_by_text("Last written by").first.wait_for()

    page.goto(f"{address}/qbr_pack?viewer={ASM}")
    page.get_by_role("button", name="Write the files").wait_for()
    settled(page)
    assert (
        page.locator('[class*="st-key-card_bridge"] input[type="text"]').first.input_value() == "We lost one big deal"
    )

    page.get_by_role("button", name="Write the files").click()
    taken = {}
    for label in ("Deck", "Workbook", "PDF"):
        button = page.get_by_role("button", name=label, exact=True)
        button.wait_for()
        with page.expect_download() as found:
            button.click()
        path = tmp_path / found.value.suggested_filename
        found.value.save_as(path)
        taken[path.suffix] = path.read_bytes()

    assert set(taken) == {".pptx", ".xlsx", ".pdf"}
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(taken[".pptx"])).slides]
    assert "We lost one big deal" in titles
    assert "README" in openpyxl.load_workbook(io.BytesIO(taken[".xlsx"])).sheetnames
    assert taken[".pdf"].startswith(b"%PDF")
