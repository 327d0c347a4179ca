"""Pipeline review in a real browser, on the sample company: clicks, links, dark and phone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sightline.warehouse.versions import Warehouse
from tests.browser import start_server, visit

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

SINCE_START = "/pipeline_review?viewer=USR-VP-01&compare_to=2026-08-03"


@pytest.fixture(scope="module")
def address(sample: Warehouse) -> Iterator[str]:
    """A running server on the sample company."""
    server, found = start_server(sample.path.parent)
    yield found
    server.terminate()
    server.wait(10)


def settled(page: Any) -> None:
    """Wait until no script runs and nothing is stale."""
    page.wait_for_timeout(300)
    page.wait_for_function(
        '() => !document.querySelector(\'[data-testid="stStatusWidget"], [data-testid="stSkeleton"], '
        '[data-stale="true"]\')',
        timeout=60_000,
    )
    page.wait_for_timeout(300)


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    """A function that opens a path on a laptop's screen."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()

    def at(path: str) -> Any:
        page.goto(address + path)
        page.wait_for_selector(".js-plotly-plot .barlayer path", timeout=60_000)
        settled(page)
        return page

    yield at
    context.close()


def click_bar(page: Any, name: str) -> None:
    """Click the bar of one step of the waterfall, found by its place among the figure's own names."""
    chart = page.locator(".js-plotly-plot").first
    names = chart.evaluate("plot => Array.from(plot.data[0].y)")
    shape = chart.locator(".barlayer .point path").nth(names.index(name))
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 2)
    page.wait_for_timeout(300)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page)


def test_a_click_on_a_bar_leaves_the_deals_behind_it(opened: Any) -> None:
    """The rows follow the picture, and the address remembers the step."""
    page = opened(SINCE_START)
    click_bar(page, "Won")

    assert page.get_by_text(re.compile(r"37 deals in the step “won”")).is_visible()
    assert "step=won" in page.url


def test_another_snapshot_is_a_choice_and_changes_sentence_and_picture(opened: Any) -> None:
    """The picker offers the days that exist."""
    page = opened("/pipeline_review?viewer=USR-VP-01")
    page.get_by_role("combobox", name=re.compile("Compared with")).click()
    page.get_by_role("option", name=re.compile("3 Aug 2026")).click()
    page.get_by_text(re.compile("Since 3 Aug 2026")).wait_for(timeout=30_000)
    assert "compare_to=2026-08-03" in page.url


def test_a_link_opens_exactly_what_it_names(opened: Any) -> None:
    """Days, quarter and step; a day without a snapshot says which one stands for it."""
    page = opened("/pipeline_review?viewer=USR-ASM-02&as_of=2026-09-30&compare_to=2026-08-03&closing=FY27-Q3&step=won")

    assert page.get_by_text("asked 30 Sep 2026, used 28 Sep 2026, 2 days older").is_visible()
    assert page.get_by_text(re.compile("in the step “won”")).is_visible()


def test_a_day_too_far_from_any_snapshot_is_refused_with_the_days_there_are(browser: Any, address: str) -> None:
    """Nothing is guessed between snapshots."""
    seen = visit(browser, f"{address}/pipeline_review?viewer=USR-VP-01&as_of=2025-01-15")

    assert seen.page.get_by_text("No snapshot stands for 15 Jan 2025").is_visible()
    assert seen.page.get_by_text("5 Oct 2026").first.is_visible()
    seen.page.context.close()


@pytest.mark.parametrize(("width", "dark"), [(1440, True), (390, False)], ids=["dark", "phone"])
@pytest.mark.parametrize("view", ["What changed", "Categories"])
def test_it_reads_in_the_dark_and_on_a_phone(browser: Any, address: str, width: int, dark: bool, view: str) -> None:
    """Nothing complains, nobody else is called, and no page is wider than its screen."""
    seen = visit(browser, f"{address}{SINCE_START}&view={view.replace(' ', '+')}", width=width, dark=dark)
    seen.page.wait_for_selector(".js-plotly-plot .barlayer path", timeout=60_000)
    settled(seen.page)

    assert seen.complaints == []
    assert seen.strangers == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    seen.page.context.close()
