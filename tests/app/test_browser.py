"""What only a browser shows: cold deep links, requests to other hosts, the console, the width of a phone."""

import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

from sightline import menu
from sightline.address import ACCOUNT, ONE_ON_ONE
from tests.browser import (
    Serve,
    arrived,
    choose,
    fits,
    led_to,
    resized,
    settled,
    start_server,
    stop_server,
    sync_api,
    visit,
)

STREAMLIT_S_OWN: set[str] = set()
"""Rules that axe finds broken by Streamlit itself on the pinned version: none."""
TOO_SMALL = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(element =>
  [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
  && parseFloat(getComputedStyle(element).fontSize) < 11 && element.getBoundingClientRect().width > 1
).map(element => element.textContent)"""
DRAWINGS = """() => {
  window.drawings = new Map();
  new MutationObserver(changes => {
    const charts = changes.filter(change => change.type === "childList" && change.addedNodes.length)
      .map(change => change.target.closest?.(".bars, .scatterlayer") && change.target.closest(".js-plotly-plot"));
    for (const chart of new Set(charts.filter(Boolean))) drawings.set(chart, (drawings.get(chart) ?? 0) + 1);
  }).observe(document, { subtree: true, childList: true });
}"""
"""How often the marks of each picture are drawn from now on: all of one drawing is reported at once."""

HEADINGS = {ACCOUNT: "Kestwick Home", ONE_ON_ONE: "1:1 · "}
"""Of the pages that are not called as in the menu."""


@pytest.fixture(scope="module")
def address(company_folder: Path, serve: Serve) -> str:
    """A running server on the tiny company."""
    return serve(company_folder)


def test_a_deep_link_on_a_cold_server_runs_the_frame(browser: "sync_api.Browser", company_folder: Path) -> None:
    """The first visitor after a start sees menu and page, and no "Page not found"."""
    server, address = start_server(company_folder)
    try:
        seen = visit(browser, f"{address}/exports?viewer=rep")
        assert seen.page.get_by_role("combobox", name="View as").input_value() == "Maya Lindqvist (AE, Nordics)"
        assert seen.page.get_by_role("link", name="Whitespace").count() == 1
        assert seen.page.locator('[role="dialog"]').count() == 0
        assert seen.complaints == []
    finally:
        stop_server(server)


def found_by_axe(page: "sync_api.Page", *rules: str) -> list[tuple[str, Any, str]]:
    """What axe finds, by these rules or by all; what is Streamlit's own and not ours to change is left out."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    return [
        (violation["id"], node["target"], node["html"])
        for violation in Axe().run(page, options=options).response["violations"]
        if violation["id"] not in STREAMLIT_S_OWN
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_every_page(browser: "sync_api.Browser", sample_address: str, *, dark: bool) -> None:
    """Laptop and phone: nothing axe finds, no number too small to read, no complaint, no other host, nothing too wide.

    The dark changes colours alone, so there contrast is what axe looks for.
    """
    seen = visit(browser, f"{sample_address}/exports?viewer=USR-ASM-01", dark=dark)
    for path, title in menu.TITLES.items():
        one = "&account=ACC-00686" if path == ACCOUNT else ""
        resized(seen.page, 1440)
        there = seen.page.get_by_role("heading", level=1, name=HEADINGS.get(path, title))
        led_to(seen.page, f"/{Path(path).stem}?viewer=USR-ASM-01{one}", there)
        for width in (1440, 390):
            resized(seen.page, width)
            assert (title, found_by_axe(seen.page, *(["color-contrast"] if dark else []))) == (title, [])
            assert (title, seen.page.evaluate(TOO_SMALL)) == (title, [])
            assert fits(seen.page), title
        assert (title, seen.strangers, seen.complaints) == (title, [], [])


def test_the_menu_keeps_who_looks_and_the_filters(browser: "sync_api.Browser", address: str) -> None:
    """The view goes along, and one Back leads back to it."""
    page = visit(browser, f"{address}/adoption?viewer=asm&region=North").page
    page.get_by_role("link", name="Plan coverage").click()
    page.get_by_role("heading", name="Plan coverage").wait_for()
    arrived(page, "/plan_coverage?viewer=asm&region=North")
    settled(page)
    page.go_back()
    arrived(page, "/adoption?viewer=asm&region=North")
    settled(page)
    page.get_by_role("heading", name="Adoption").wait_for()


def test_a_click_draws_each_picture_once(browser: "sync_api.Browser", address: str) -> None:
    """Streamlit hands it to Plotly twice, and measures its room twice; what differs then is drawn all over again."""
    page = visit(browser, f"{address}/adoption").page
    page.evaluate(DRAWINGS)
    choose(page, "Region", "North")
    page.wait_for_url("**/adoption?region=North")
    settled(page)
    assert set(page.evaluate("() => [...drawings.values()]")) == {1}


def test_back_undoes_a_filter(browser: "sync_api.Browser", address: str) -> None:
    """One click in, one click back: the address leads, so an address without a filter has none."""
    page = visit(browser, f"{address}/adoption").page
    choose(page, "Region", "North")
    page.wait_for_url("**/adoption?region=North")
    region = page.get_by_label("Region").first
    sync_api.expect(region).to_have_value("North")
    settled(page)
    page.go_back()
    page.wait_for_url("**/adoption")
    sync_api.expect(region).to_have_value("")


def test_a_step_is_one_entry_and_back_returns_to_the_same_tab_and_filters(
    browser: "sync_api.Browser", address: str
) -> None:
    """A filter, a tab, a page of the menu: three steps, three entries, and each Back undoes one of them."""
    page = visit(browser, f"{address}/plan_coverage").page
    page.evaluate(
        """() => {
          window.steps = 0;  // the length of the history ends at fifty
          const push = history.pushState.bind(history);
          history.pushState = (...given) => { window.steps += 1; push(...given); };
        }"""
    )
    choose(page, "Region", "North")
    arrived(page, "region=North")
    settled(page)
    tab = page.get_by_role("tab").nth(1)
    tab.click()
    arrived(page, "region=North", "view=")
    settled(page)
    page.get_by_role("link", name="Adoption").click()
    page.get_by_role("heading", name="Adoption").wait_for()
    settled(page)
    assert page.evaluate("window.steps") == 3

    page.go_back()
    arrived(page, "/plan_coverage?region=North&view=")
    sync_api.expect(page.get_by_role("tab").nth(1)).to_have_attribute("aria-selected", "true")
    settled(page)
    page.go_back()
    sync_api.expect(page.get_by_role("tab").nth(0)).to_have_attribute("aria-selected", "true")
    assert page.url.endswith("/plan_coverage?region=North")


def test_back_from_an_account_shows_the_view_it_was_opened_from(browser: "sync_api.Browser", address: str) -> None:
    """With its filter and without one that nobody set; the link beside the title leads to the same view."""
    page = visit(browser, f"{address}/plan_coverage?region=South").page
    choose(page, "Find an account", "Helios")
    page.get_by_role("heading", name="Helios Energy").wait_for()
    settled(page)
    sync_api.expect(page.get_by_role("link", name="‹ Plan coverage")).to_have_attribute(
        "href", re.compile("plan_coverage.region=South$")
    )
    page.go_back()
    page.get_by_role("heading", name="Plan coverage").wait_for()
    settled(page)
    assert page.url.endswith("/plan_coverage?region=South")


def test_copy_link_copies_with_one_click(browser: "sync_api.Browser", address: str) -> None:
    """What is copied has the days that are shown and leaves out who looks."""
    page = visit(browser, f"{address}/adoption?viewer=asm").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f"{address}/adoption?team=asm&day=2026-10-05&before=2026-07-31"
    )


def test_answers_carry_headers_that_keep_the_app_to_itself(address: str) -> None:
    """No other site may put the app in a frame, and types are not guessed."""
    headers = urlopen(address, timeout=10).headers  # noqa: S310  # our own server
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
