"""What only a browser shows of the Whitespace page: real clicks, the legend, the keyboard, a phone, the dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.whitespace_world import sealed_map
from tests.browser import start_server, visit

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def map_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server on a small map."""
    folder: Path = sealed_map(tmp_path_factory.mktemp("whitespace-browser") / "map")
    server, found = start_server(folder)
    yield f"{found}/whitespace?viewer=ann"
    server.terminate()
    server.wait(10)


def cell_at(page: "sync_api.Page", letter: str, across: float = 0.5, down: float = 0.5) -> tuple[float, float]:
    """Where on the screen the first cell with this text is; Plotly lays a sheet over its bars that takes the mouse."""
    box = page.locator(".barlayer .bars .point", has_text=letter).first.locator("path").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * across, box["y"] + box["height"] * down


def click_cell(page: "sync_api.Page", letter: str, *, corner: bool = False) -> None:
    """Click the cell with this letter, in its middle or near its corner."""
    page.mouse.click(*cell_at(page, letter, *((0.06, 0.12) if corner else (0.5, 0.5))))
    page.wait_for_timeout(1500)


@pytest.mark.parametrize("corner", [False, True])
def test_the_first_click_on_a_cell_opens_its_detail(
    browser: "sync_api.Browser",
    map_address: str,
    corner: bool,
) -> None:
    """Without a hover before it, also near the corner; the link then names the cell."""
    page = visit(browser, map_address).page
    click_cell(page, "C", corner=corner)
    assert page.get_by_role("heading", name="Brightwater Bank · Stage 2").is_visible()
    assert "$84k a year" in page.inner_text('[data-testid="stMain"]')
    assert "account=acme&stage=s2" in page.url
    click_cell(page, "H")
    assert page.get_by_role("heading", name="Brightwater Bank · Stage 3").is_visible()


def test_a_click_in_the_legend_hides_the_cells_of_that_state_with_their_letters(
    browser: "sync_api.Browser",
    map_address: str,
) -> None:
    """Fill and letter are one trace; no trip to the server."""
    page = visit(browser, map_address).page
    cells = page.locator(".barlayer .bars .point", has_text="C")
    assert cells.count() == 1
    page.locator(".legend .traces", has_text="Competitor").locator(".legendtoggle").click()
    page.wait_for_timeout(800)
    assert cells.count() == 0


def test_a_hover_names_account_stage_and_state(browser: "sync_api.Browser", map_address: str) -> None:
    """The cell itself carries no name, yet the label repeats it."""
    page = visit(browser, map_address).page
    page.mouse.move(*cell_at(page, "C"))
    page.wait_for_timeout(500)
    assert (page.locator(".hoverlayer").first.text_content() or "").startswith("Brightwater Bank · Stage 2")


def test_a_link_opens_the_cell_and_the_keyboard_moves_to_another(browser: "sync_api.Browser", map_address: str) -> None:
    """No mouse: the boxes are reached, opened and set by keys alone."""
    page = visit(browser, f"{map_address}&account=acme&stage=s1").page
    assert page.get_by_role("heading", name="Brightwater Bank · Stage 1").is_visible()
    box = page.get_by_role("combobox", name="Stage or product")
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Stage 2")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    assert page.get_by_role("heading", name="Brightwater Bank · Stage 2").is_visible()


def test_a_click_on_a_team_opens_its_people_and_on_a_person_the_accounts(
    browser: "sync_api.Browser",
    map_address: str,
) -> None:
    """One click down each time; filters stand in the address."""
    page = visit(browser, map_address.replace("viewer=ann", "viewer=vp&level=teams")).page
    click_cell(page, "/")
    assert "team=asm" in page.url
    click_cell(page, "/")
    assert "owner=" in page.url
    assert "level=accounts" in page.url
    assert page.get_by_role("combobox", name="Stage or product").is_visible()


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1440, True)])
def test_map_and_detail_work_on_a_phone_and_in_the_dark(
    browser: "sync_api.Browser",
    map_address: str,
    width: int,
    dark: bool,
) -> None:
    """Nothing is wider than the screen, nothing complains, and a click still opens the cell."""
    seen = visit(browser, map_address, width=width, dark=dark)
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    seen.page.locator(".barlayer .bars .point", has_text="C").first.scroll_into_view_if_needed()
    click_cell(seen.page, "C")
    assert seen.page.get_by_role("heading", name="Brightwater Bank · Stage 2").count() == 1
    assert seen.complaints == []
    assert seen.strangers == []
