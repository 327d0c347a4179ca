"""The QBR pack in a real browser: a title that stays, and three files taken down."""

import hashlib
import io
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from sightline import audit
from sightline.audit.reading import lines
from sightline.warehouse.versions import Warehouse
from tests.browser import Serve, fits, settled, sync_api, visit
from tests.packs.conftest import ASM

SAVED = re.compile("^Saved ")
LAPTOP = 900
"""Pixels of a laptop's screen, in which the whole slide is seen without scrolling."""


@pytest.fixture(scope="module")
def folder(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample, with notes and a record of its own."""
    folder = tmp_path_factory.mktemp("packs")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        shutil.copy(sample.path.parent / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path, serve: Serve) -> str:
    """A running server on it."""
    return serve(folder)


def test_a_title_stays_and_three_files_agree_with_it(browser: Any, address: str, folder: Path, tmp_path: Path) -> None:
    """Begin the pack, go to a slide by keyboard, write a title, open the page anew, and read two of the files back."""
    page = visit(browser, f"{address}/qbr_pack?viewer={ASM}").page
    page.get_by_role("button", name="Begin the pack").click()
    page.get_by_role("button", name="Write the files").wait_for()
    settled(page)
    pick = page.get_by_role("button", name="4 Quarter bridge")
    pick.focus()
    pick.press("Enter")
    field = page.locator('[class*="st-key-card_bridge"] textarea').first
    field.wait_for()
    settled(page)
    picture = page.get_by_role("img", name=re.compile("^Quarter bridge: "))
    assert picture.bounding_box()["y"] + picture.bounding_box()["height"] < LAPTOP
    field.fill("We lost one big deal")
    field.press("Tab")
    page.get_by_text(SAVED).first.wait_for()

    page.goto(f"{address}/qbr_pack?viewer={ASM}&slide=bridge")
    page.get_by_role("button", name="Write the files").wait_for()
    settled(page)
    assert page.locator('[class*="st-key-card_bridge"] textarea').first.input_value() == "We lost one big deal"
    page.get_by_role("img", name=re.compile("^Quarter bridge: We lost one big deal")).wait_for()

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

    steps = [line.facts for line in lines(audit.of(folder), events=("pack",))]
    assert [facts["step"] for facts in steps] == ["begun", "built", *["downloaded"] * 3]
    assert [facts["sha256"] for facts in steps[2:]] == [
        hashlib.sha256(content).hexdigest() for content in taken.values()
    ]


@pytest.mark.parametrize("width", [1440, 390])
def test_an_ask_is_written_by_keys_alone_and_stays(browser: Any, address: str, width: int) -> None:
    """From field to field without waiting, on a laptop and a phone: nothing typed is lost; deleted, it comes back."""
    viewer = "USR-ASM-02" if width > 1000 else "USR-ASM-03"
    link = f"{address}/qbr_pack?viewer={viewer}&view=Asks+and+commitments"
    page = visit(browser, link, width=width).page
    page.get_by_role("button", name="Begin the pack").click()
    page.get_by_role("button", name="Write the files").wait_for()
    page.get_by_text("No asks yet.").wait_for()
    settled(page)
    page.get_by_role("button", name="Add an ask").press("Enter")
    field = page.get_by_label("Ask", exact=True)
    field.wait_for()
    settled(page)
    field.focus()
    for typed in ("A sponsor for Acme", "$2M", "Grace", "20112026"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    settled(page)  # the calendar, once closed, takes the focus back to its day
    measure = page.get_by_label("Measure", exact=True)
    measure.focus()
    page.keyboard.type("Met by May")
    sync_api.expect(measure).to_have_value("Met by May")
    page.keyboard.press("Tab")
    page.get_by_text(SAVED).first.wait_for()
    page.get_by_role("button", name="Add an ask").press("Enter")
    page.get_by_text("Ask 2").wait_for()  # the server takes messages in their order, so it has all that was typed
    settled(page)
    assert fits(page)

    page.goto(link)
    page.get_by_text(SAVED).first.wait_for()
    settled(page)
    labels = ("Ask", "What it would change", "Responsible", "Measure")
    kept = [page.get_by_label(label, exact=True).input_value() for label in labels]
    assert kept == ["A sponsor for Acme", "$2M", "Grace", "Met by May"]
    assert page.get_by_test_id("stDateInputField").inner_text().split() == ["20", "/", "11", "/", "2026"]

    page.get_by_role("button", name="Delete").press("Enter")
    page.get_by_text("No asks yet.").wait_for()
    page.get_by_role("button", name="Undo").press("Enter")
    page.get_by_text(SAVED).first.wait_for()
    assert field.input_value() == "A sponsor for Acme"
