"""Real clicks on the charts of the Plans pages, in a real browser, on the sample company."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sightline.warehouse.versions import Warehouse
from tests.browser import start_server

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


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
        timeout=30_000,
    )
    page.wait_for_timeout(300)


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    """A function that opens a path on a laptop's screen."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    page = context.new_page()

    def at(path: str) -> Any:
        page.goto(address + path)
        page.wait_for_selector(".js-plotly-plot .barlayer path, [data-testid=stDataFrame]", timeout=30_000)
        settled(page)
        return page

    yield at
    context.close()


def click_bar(page: Any, chart: int, bar: int) -> None:
    """Move to a bar as a hand does, then click it."""
    shape = page.locator(".js-plotly-plot").nth(chart).locator(".barlayer .point path").nth(bar)
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 2)
    page.wait_for_timeout(300)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page)


def names(page: Any) -> list[str]:
    """The names down the adoption tree."""
    return list(page.locator(".js-plotly-plot").first.locator(".scatterlayer text").all_text_contents())


def test_a_click_on_a_manager_opens_the_team_and_a_second_one_closes_it(opened: Any) -> None:
    """One click down, one click back; the address remembers."""
    page = opened("/adoption")
    before = names(page)
    click_bar(page, 0, 2)
    during = names(page)
    click_bar(page, 0, 2)

    assert len(during) > len(before)
    assert names(page) == before
    assert "open=" in page.url


def test_a_click_on_an_ae_leads_to_that_ae_on_plan_coverage(opened: Any) -> None:
    """From the tree to the accounts."""
    page = opened("/adoption?viewer=USR-AE-003")
    click_bar(page, 0, 0)
    page.wait_for_url(re.compile("plan_coverage"))

    assert "owner=USR-AE-003" in page.url
    assert "viewer=USR-AE-003" in page.url


def test_a_click_on_a_rung_leaves_its_accounts_in_the_rows_below(opened: Any) -> None:
    """The rows follow the picture."""
    page = opened("/plan_coverage?viewer=USR-AE-003")
    click_bar(page, 0, 0)

    assert page.get_by_text("Accounts on the rung").first.is_visible()


def test_a_click_on_a_step_of_the_bridge_leaves_its_accounts(opened: Any) -> None:
    """Start and end are no reasons; a step is."""
    page = opened("/adoption")
    bars = page.locator(".js-plotly-plot").nth(2).locator(".barlayer .point path").count()
    click_bar(page, 2, bars - 4)

    assert page.get_by_text("in the step").first.is_visible()


def test_a_click_on_a_cell_of_the_grid_leaves_its_accounts(opened: Any) -> None:
    """AE by part of the plan."""
    page = opened("/plan_coverage?view=Parts+of+the+plan&viewer=USR-AE-003")
    click_bar(page, 0, 0)
    rows = page.get_by_text(re.compile(r"^\d+ rows? · download")).first.inner_text()

    assert 0 < int(rows.split()[0]) < 28


def test_a_table_is_downloaded_with_the_rows_it_shows(opened: Any, tmp_path: Path) -> None:
    """CSV as Excel and people read it."""
    page = opened("/plan_coverage?view=Gaps&viewer=USR-AE-003")
    shown = int(page.get_by_text(re.compile(r"^\d+ rows? · download")).first.inner_text().split()[0])
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").first.click()
    started.value.save_as(tmp_path / "gaps.csv")
    with (tmp_path / "gaps.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == shown
    assert rows[0]["Account"]


def test_the_tree_can_be_read_and_opened_without_a_mouse(opened: Any) -> None:
    """The whole tree stands below as a table that a keyboard reaches."""
    page = opened("/adoption")
    page.locator("summary", has_text="The whole tree as a table").focus()
    page.keyboard.press("Enter")
    settled(page)

    assert page.get_by_role("button", name="CSV").count() >= 3
