"""What only a browser shows of the 1:1 sheet: a mark made by hand, one printed page, a phone, the dark."""

import re
from pathlib import Path

import pytest

from sightline.notes import Store
from sightline.notes.inspections import as_reviews
from tests.app.conftest import seal_company
from tests.browser import Serve, fits, settled, sync_api, visit

USUAL, MANY = "USR-AE-009", "USR-AE-011"
"""AEs of the sample: one with three live plans, and one with six, the most there are."""


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


@pytest.mark.parametrize("person", [USUAL, MANY])
def test_a_sheet_prints_on_one_page(browser: "sync_api.Browser", sample_address: str, person: str) -> None:
    """Also the longest of the sample; menu, pickers and buttons stay off the paper, the questions are on it."""
    page = visit(browser, f"{sample_address}/one_on_one?ae={person}").page
    page.get_by_text("Consult this week").first.wait_for()
    page.emulate_media(media="print")

    assert not page.locator('[data-testid="stSidebar"]').is_visible()
    assert not page.get_by_role("button", name="Mark inspected").first.is_visible()
    assert page.locator('[class*="st-key-plan_card_"]').first.get_by_text("Changed since").is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("width", [1440, 390])
def test_a_sheet_fits_laptop_and_phone_in_the_dark_without_a_complaint(
    browser: "sync_api.Browser", sample_address: str, width: int
) -> None:
    """Nothing wider than the screen, nothing in the console, nobody else asked."""
    seen = visit(browser, f"{sample_address}/one_on_one?viewer=USR-ASM-01&ae={USUAL}", width=width, dark=True)

    assert seen.page.inner_text('[data-testid="stMain"] h1').startswith("1:1 · ")
    assert seen.page.locator('[data-testid="stAlertContentError"]').count() == 0
    assert fits(seen.page)
    assert seen.complaints == []
    assert seen.strangers == []
