"""The Forecast calls page in a real browser, on the sample company."""

from typing import Any

from tests.browser import fits, resized, settled, visit


def wait_for(page: Any, text: str) -> None:
    """Wait until a text stands on the page."""
    page.get_by_text(text).first.wait_for()


def test_the_page_opens_whole_on_every_screen(browser: Any, sample_address: str) -> None:
    """The call, two figures and a picture; nothing wider than the screen, nothing in the console, no other host."""
    seen = visit(browser, f"{sample_address}/forecast_calls?viewer=USR-ASM-01", dark=True)
    for width in (1440, 390):
        resized(seen.page, width)
        seen.page.wait_for_selector(".js-plotly-plot .barlayer path", state="attached")

        assert seen.page.get_by_text("Commit is called at").first.is_visible()
        assert seen.page.locator('[data-testid="stMetric"]').count() == 2
        assert fits(seen.page)
    assert seen.complaints == []
    assert seen.strangers == []


def test_a_tab_is_one_click_away_and_stays_in_the_address(browser: Any, sample_address: str) -> None:
    """From the week to who called; the link leads back to the same place."""
    seen = visit(browser, f"{sample_address}/forecast_calls?viewer=USR-CRO-01")
    seen.page.get_by_role("tab", name="Who called").click()
    wait_for(seen.page, "submitted in time")
    seen.page.wait_for_url(lambda url: "view=" in url)
    again = visit(browser, seen.page.url)
    wait_for(again.page, "submitted in time")

    assert again.complaints == []


def test_a_ticked_call_shows_the_deals_behind_it(browser: Any, sample_address: str) -> None:
    """One click on a row, and the call is reconciled deal by deal below."""
    seen = visit(browser, f"{sample_address}/forecast_calls?viewer=USR-CRO-01")
    table = seen.page.locator('[data-testid="stDataFrame"]').first
    table.scroll_into_view_if_needed()
    settled(seen.page)
    box = table.bounding_box()
    assert box
    seen.page.mouse.click(box["x"] + 16, box["y"] + 52)
    wait_for(seen.page, "Aino Ghosal called")

    seen.page.wait_for_function("document.querySelectorAll('[data-testid=stDataFrame]').length === 2")
