"""Pipeline review in a real browser, on the sample company: clicks, links, dark and phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from sightline.sections.forecast.pipeline_review import shows
from tests.browser import choose, click_in, each_tab, fits, visit

SINCE_START = "/pipeline_review?viewer=USR-VP-01&compare_to=2026-08-03"


@pytest.fixture
def opened(browser: Any, sample_address: str) -> Callable[[str], Any]:
    """A function that opens a path on a laptop's screen."""

    def at(path: str) -> Any:
        page = visit(browser, sample_address + path).page
        page.wait_for_selector(".js-plotly-plot .barlayer path")
        return page

    return at


def click_bar(page: Any, name: str) -> None:
    """Click the bar of one step of the waterfall, found by its place among the figure's own names."""
    chart = page.locator(".js-plotly-plot").nth(1)
    names = chart.evaluate("plot => Array.from(plot.data[0].y)")
    click_in(page, chart.locator(".barlayer .point path").nth(names.index(name)))


def test_a_click_on_a_bar_leaves_the_deals_behind_it(opened: Any) -> None:
    """The rows follow the picture, and the address remembers the step."""
    page = opened(SINCE_START)
    click_bar(page, "Won")

    page.get_by_text(re.compile(r"11 deals in the step “won”")).wait_for()
    assert "step=won" in page.url


def test_the_name_of_a_step_is_as_clickable_as_its_bar(opened: Any) -> None:
    """The same deals are left."""
    page = opened(SINCE_START)
    chart = page.locator(".js-plotly-plot").nth(1)
    names = chart.evaluate("plot => Array.from(plot.data[1].text)")
    click_in(page, chart.locator(".barlayer .trace").nth(1).locator(".point path").nth(names.index("Won")))

    page.get_by_text(re.compile(r"11 deals in the step “won”")).wait_for()


def test_a_deal_opens_from_its_name_and_back_closes_it(opened: Any) -> None:
    """The address keeps it, so a link opens it too."""
    page = opened("/pipeline_review?viewer=USR-VP-01")
    page.locator('[class*="st-key-act_deals_0_opens"] button').click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_url(lambda url: "deal=" in url)
    link = page.url
    page.go_back()
    page.get_by_role("dialog").wait_for(state="detached")

    page.goto(link)
    page.get_by_role("dialog").get_by_text("Next step").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "deal=" not in url)


def test_another_snapshot_is_a_choice_and_changes_sentence_and_picture(opened: Any) -> None:
    """The picker offers the days that exist."""
    page = opened("/pipeline_review?viewer=USR-VP-01")
    choose(page, "Compared with", "3 Aug 2026")
    page.get_by_text(re.compile("Since 3 Aug 2026")).wait_for()
    assert "compare_to=2026-08-03" in page.url


def test_a_link_opens_exactly_what_it_names(opened: Any) -> None:
    """Days, quarter and step; a day without a snapshot says which one stands for it."""
    page = opened("/pipeline_review?viewer=USR-ASM-02&as_of=2026-09-30&compare_to=2026-08-03&quarter=FY27-Q3&step=won")

    assert page.get_by_text("As of 30 Sep 2026: snapshot of 28 Sep 2026, 2 days older").is_visible()
    assert page.get_by_text(re.compile("in the step “won”")).is_visible()


def test_a_day_too_far_from_any_snapshot_is_refused_with_the_days_there_are(browser: Any, sample_address: str) -> None:
    """Nothing is guessed between snapshots."""
    seen = visit(browser, f"{sample_address}/pipeline_review?viewer=USR-VP-01&as_of=2025-01-15")

    assert seen.page.get_by_text("There is no snapshot for 15 Jan 2025").is_visible()
    assert seen.page.get_by_text("5 Oct 2026").first.is_visible()


def test_it_reads_in_the_dark_and_on_a_phone(browser: Any, sample_address: str) -> None:
    """Nothing complains, nobody else is called, and no tab is wider than its screen."""
    seen = visit(browser, sample_address + SINCE_START, dark=True)
    for view in each_tab(seen.page, f"{SINCE_START}&view", shows.TABS):
        seen.page.wait_for_selector(".js-plotly-plot .barlayer path")
        assert fits(seen.page), view
        assert (view, seen.complaints, seen.strangers) == (view, [], [])
