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


def names(page: Any) -> Any:
    """The names down the adoption tree."""
    return page.locator(".js-plotly-plot").first.locator(".scatterlayer text")


def test_a_click_on_a_manager_opens_the_team_and_a_second_one_closes_it(opened: Any) -> None:
    """One click down, one click back; the address remembers."""
    page = opened("/adoption")
    before = names(page).all_text_contents()
    click_bar(page, 0, 2)
    sync_api.expect(names(page)).not_to_have_text(before)
    settled(page)
    during = names(page).all_text_contents()
    click_bar(page, 0, 2)

    assert len(during) > len(before)
    sync_api.expect(names(page)).to_have_text(before)
    arrived(page, "open=")


def test_a_click_on_an_ae_leads_to_that_ae_on_plan_coverage(opened: Any) -> None:
    """From the tree to the accounts."""
    page = opened("/adoption?viewer=USR-AE-003")
    click_bar(page, 0, 0)
    arrived(page, "plan_coverage", "owner=USR-AE-003", "viewer=USR-AE-003")


def test_a_click_on_a_rung_leaves_its_accounts_in_the_rows_below(opened: Any) -> None:
    """The rows follow the picture."""
    page = opened("/plan_coverage?viewer=USR-AE-003")
    click_bar(page, 0, 0)

    page.get_by_text("Accounts on the rung").first.wait_for()


def test_a_click_on_a_step_of_the_bridge_leaves_its_accounts(opened: Any) -> None:
    """Start and end are no reasons; a step is."""
    page = opened("/adoption")
    bars = page.locator(".js-plotly-plot").nth(2).locator(".barlayer .point path").count()
    click_bar(page, 2, bars - 4)

    page.get_by_text("in the step").first.wait_for()


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
