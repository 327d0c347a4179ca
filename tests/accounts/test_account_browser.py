"""What only a browser shows of the Account page: search, links, ticks, tabs, a phone, and two printed pages."""

import re

from sightline.sections.accounts.account import shows
from tests.browser import arrived, click_in, each_tab, fits, settled, sync_api, visit

RICH = "ACC-00492"
"""An account of the sample with a plan, a team of five, contacts, whitespace and actions."""


def test_every_tab_opens_by_link_without_a_complaint(browser: "sync_api.Browser", sample_address: str) -> None:
    """Laptop in the dark and phone: nothing wider than the screen, nothing in the console, nobody else asked."""
    seen = visit(browser, f"{sample_address}/account?account={RICH}", dark=True)
    for part in each_tab(seen.page, f"/account?account={RICH}&part", shows.TABS):
        assert seen.page.inner_text('[data-testid="stMain"] h1') == "Borrstaf Mutual"
        assert seen.page.locator('[data-testid="stAlertContentError"]').count() == 0, part
        assert fits(seen.page), part
        assert (part, seen.complaints, seen.strangers) == (part, [], [])


def test_the_search_box_opens_an_account(browser: "sync_api.Browser", sample_address: str) -> None:
    """Type a name, press Enter, and the page is there with the viewer kept."""
    page = visit(browser, f"{sample_address}/exports?viewer=USR-AE-021").page
    page.get_by_label("Find an account").first.click()
    page.keyboard.type("Borrstaf M")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/account\?.*account={RICH}"))
    page.get_by_role("heading", name="Borrstaf Mutual").wait_for()

    assert "viewer=USR-AE-021" in page.url


def test_a_ticked_row_opens_its_account_and_back_leads_back(browser: "sync_api.Browser", sample_address: str) -> None:
    """One click down, one click back, with viewer and filters kept."""
    page = visit(browser, f"{sample_address}/plan_coverage?viewer=USR-AE-021&segment=Mid-Market").page
    table = page.locator('[data-testid="stDataFrame"]').first
    table.scroll_into_view_if_needed()
    settled(page)
    table.click(position={"x": 18, "y": 55})
    page.wait_for_url(re.compile(r"/account\?.*account=ACC-"))
    page.get_by_role("heading", name="What could go wrong").wait_for()
    assert "viewer=USR-AE-021" in page.url
    assert "segment=Mid-Market" in page.url

    settled(page)
    page.go_back()
    page.get_by_role("heading", name="Plan coverage").wait_for()
    arrived(page, "/plan_coverage")
    settled(page)
    assert "/plan_coverage" in page.url


def test_a_clicked_place_of_the_map_shows_its_recording_alone(browser: "sync_api.Browser", sample_address: str) -> None:
    """A real click on a cell narrows the rows below to it."""
    page = visit(browser, f"{sample_address}/account?account={RICH}&part=Whitespace").page
    chart = page.locator(".stPlotlyChart", has_text="Govern")
    click_in(page, chart.locator(".bars .point path").first)

    page.get_by_text("Click an empty place to see all again").wait_for()
    sync_api.expect(page.get_by_text("1 row · download")).to_have_count(1)


def test_the_page_prints_on_two_sheets(browser: "sync_api.Browser", sample_address: str) -> None:
    """Streamlit's scroll container would print one screen; the menu stays off the paper."""
    page = visit(browser, f"{sample_address}/account?account={RICH}&part=On+paper").page
    page.emulate_media(media="print")

    assert not page.locator(".st-key-menu").is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 2
