"""Real clicks on the charts of the Plans pages, in a real browser, on the sample company."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser import arrived, click_in, settled, sync_api, visit


@pytest.fixture
def opened(browser: Any, sample_address: str) -> Callable[[str], Any]:
    """A function that opens a path on a laptop's screen."""

    def at(path: str) -> Any:
        page = visit(browser, sample_address + path).page
        page.wait_for_selector(".js-plotly-plot .barlayer path, [data-testid=stDataFrame]")
        return page

    return at


def click_bar(page: Any, chart: int, bar: int) -> None:
    """Click a bar of one of the charts, both by their place on the page."""
    click_in(page, page.locator(".js-plotly-plot").nth(chart).locator(".barlayer .point path").nth(bar))


def grid(page: Any) -> Any:
    """The tree of adoption, a table on a canvas; what it shows is in a hidden table beside it."""
    return page.locator("[data-testid=stDataFrame]").first


def click_name(page: Any, row: int) -> None:
    """Click the name in a row of the tree, as a person would: on its letters."""
    box = grid(page).bounding_box()
    page.mouse.click(box["x"] + 50, box["y"] + 35 * (row + 1) + 17)
    settled(page)


def test_a_click_on_a_manager_opens_the_team_and_a_second_one_closes_it(opened: Any) -> None:
    """One click down, one click back; the address remembers."""
    page = opened("/adoption")
    rows = grid(page).locator("table tbody tr")
    sync_api.expect(rows).not_to_have_count(0)
    before = rows.count()
    click_name(page, 2)
    sync_api.expect(rows).not_to_have_count(before)
    arrived(page, "open=")
    click_name(page, 2)

    sync_api.expect(rows).to_have_count(before)


def test_a_click_on_an_ae_leads_to_that_ae_on_plan_coverage_and_back(opened: Any) -> None:
    """From the tree to the accounts, and one click back to the view that was left."""
    page = opened("/adoption?viewer=USR-AE-003&by=ae")
    click_name(page, 0)
    arrived(page, "plan_coverage", "owner=USR-AE-003", "viewer=USR-AE-003")
    page.get_by_text("‹ Adoption").click()

    arrived(page, "adoption", "by=ae")


def test_a_click_on_a_region_shows_that_region(opened: Any) -> None:
    """Its row and the figures above are of the region alone, by manager."""
    page = opened("/adoption?by=region")
    click_name(page, 0)

    arrived(page, "region=")
    assert "by=" not in page.url


def test_a_click_on_a_name_beside_the_ladder_leaves_the_accounts_of_its_bar(opened: Any) -> None:
    """A name is as clickable as its bar."""
    page = opened("/plan_coverage?viewer=USR-ASM-01")
    bars = page.locator(".js-plotly-plot").first.locator(".barlayer .point path")
    click_bar(page, 0, bars.count() - 1)

    page.get_by_text("Accounts of the name you clicked").wait_for()


def test_a_click_on_a_rung_leaves_its_accounts_in_the_rows_below(opened: Any) -> None:
    """The rows follow the picture."""
    page = opened("/plan_coverage?viewer=USR-AE-003")
    click_bar(page, 0, 0)

    page.get_by_text("Accounts of the piece you clicked").first.wait_for()


def test_a_click_on_a_step_of_the_bridge_leaves_its_accounts(opened: Any) -> None:
    """Start and end are no reasons; a step is."""
    page = opened("/adoption")
    steps = page.locator(".js-plotly-plot").nth(1).locator(".barlayer .trace").first.locator(".point").count()
    click_bar(page, 1, 2 * steps - 2)

    page.get_by_text("for the step").first.wait_for()


def test_a_click_on_a_cell_of_the_grid_leaves_its_accounts(opened: Any) -> None:
    """AE by part of the plan."""
    page = opened("/plan_coverage?view=Parts+of+the+plan&viewer=USR-AE-003")
    rows = page.get_by_text(re.compile(r"^\d+ rows? · download")).first
    before = rows.inner_text()
    click_bar(page, 0, 0)
    sync_api.expect(rows).not_to_have_text(before)

    assert 0 < int(rows.inner_text().split()[0]) < int(before.split()[0])


def test_a_table_is_downloaded_with_the_rows_it_shows(opened: Any, tmp_path: Path) -> None:
    """CSV as Excel and people read it."""
    page = opened("/plan_coverage?reason=all&viewer=USR-AE-003")
    shown = int(page.get_by_text(re.compile(r"^\d+ rows? · download")).first.inner_text().split()[0])
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").first.click()
    started.value.save_as(tmp_path / "gaps.csv")
    with (tmp_path / "gaps.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == shown
    assert rows[0]["Account"]
