"""What only a browser shows of the 1:1 sheet: a mark made by hand, one printed page, a phone, the dark."""

import re
from pathlib import Path

from pypdf import PdfReader

from sightline.notes import Store
from sightline.notes.inspections import as_reviews
from tests.app.conftest import seal_company
from tests.browser import Serve, fits, resized, settled, sync_api, visit

USUAL = "USR-AE-009"
"""An AE of the sample with three live plans."""


def test_a_mark_made_by_hand_is_shown_and_kept_and_undone(
    browser: "sync_api.Browser", tmp_path: Path, serve: Serve
) -> None:
    """Open the form, write a note, submit: both stand on the card, the notes file has them; undo removes them."""
    seal_company(tmp_path, f"browser-{tmp_path.name}")
    page = visit(browser, f"{serve(tmp_path)}/one_on_one?viewer=asm").page
    page.get_by_role("button", name="Mark inspected").click()
    page.get_by_label("What was agreed").fill("Meet the new CIO by Friday")
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.get_by_text("marked by Grace Hall").wait_for()
    settled(page)
    assert page.get_by_text("Meet the new CIO by Friday").first.is_visible()
    assert len(as_reviews(Store(tmp_path))) == 1

    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("marked by Grace Hall").wait_for(state="detached")
    assert as_reviews(Store(tmp_path)) == []


def test_all_aes_of_a_team_are_printed_as_one_pdf(browser: "sync_api.Browser", sample_address: str) -> None:
    """Two clicks: the file holds a sheet of each AE that the page offers."""
    page = visit(browser, f"{sample_address}/one_on_one?viewer=USR-ASM-01").page
    page.get_by_role("button", name=re.compile(r"All \d+ AEs as one PDF")).click()
    take = page.get_by_role("button", name="Download the PDF")
    take.wait_for()
    settled(page)
    with page.expect_download() as found:
        take.click()
    pages = PdfReader(found.value.path()).pages
    offered = re.search(r"All (\d+) AEs", page.get_by_role("button", name="AEs as one PDF").inner_text())
    assert offered
    assert len([one for one in pages if one.extract_text().startswith("1:1 · ")]) == int(offered[1])


def test_the_page_itself_prints_in_letters_one_can_read(browser: "sync_api.Browser", sample_address: str) -> None:
    """Menu, pickers and buttons stay off the paper, the questions are on it, and nothing is below nine points."""
    page = visit(browser, f"{sample_address}/one_on_one?ae={USUAL}").page
    page.get_by_text("Consult this week").first.wait_for()
    page.emulate_media(media="print")

    assert not page.locator(".st-key-menu").is_visible()
    assert not page.get_by_role("button", name="Mark inspected").first.is_visible()
    card = page.locator('[class*="st-key-plan_card_"]').first
    assert card.get_by_text("Changed since").is_visible()
    sizes = card.locator("p, li, h2").evaluate_all(
        "found => found.map(one => parseFloat(getComputedStyle(one).fontSize) * (one.currentCSSZoom ?? 1))"
    )
    assert min(sizes) >= 9 * 96 / 72 - 0.01


def test_a_sheet_fits_laptop_and_phone_in_the_dark_without_a_complaint(
    browser: "sync_api.Browser", sample_address: str
) -> None:
    """Nothing wider than the screen, nothing in the console, nobody else asked."""
    seen = visit(browser, f"{sample_address}/one_on_one?viewer=USR-ASM-01&ae={USUAL}", dark=True)
    for width in (1440, 390):
        resized(seen.page, width)

        assert seen.page.inner_text('[data-testid="stMain"] h1').startswith("1:1 · ")
        assert seen.page.locator('[data-testid="stAlertContentError"]').count() == 0
        assert fits(seen.page)
    assert seen.complaints == []
    assert seen.strangers == []
