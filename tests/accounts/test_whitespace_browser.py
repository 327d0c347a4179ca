"""What only a browser shows of the Whitespace page: real clicks, the legend, the keyboard, a phone, the dark."""

import re

import pytest

from tests.accounts.whitespace_world import sealed_map
from tests.browser import Serve, arrived, choose, click_in, fits, resized, settled, sync_api, visit

INK = "rgb(20, 24, 29)"
"""What the open cell is filled with, in the light."""


@pytest.fixture(scope="module")
def map_address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """A running server on a small map."""
    return f"{serve(sealed_map(tmp_path_factory.mktemp('whitespace-browser') / 'map'))}/whitespace?viewer=ann"


def cell(page: "sync_api.Page", letter: str) -> "sync_api.Locator":
    """The first cell with this text."""
    return page.locator(".barlayer .bars .point", has_text=letter).first.locator("path").first


@pytest.mark.parametrize("corner", [False, True])
def test_the_first_click_on_a_cell_opens_its_detail(
    browser: "sync_api.Browser",
    map_address: str,
    corner: bool,
) -> None:
    """Without a hover before it, also near the corner; the link then names the cell."""
    page = visit(browser, map_address).page
    click_in(page, cell(page, "C"), *((0.06, 0.12) if corner else (0.5, 0.5)))
    page.get_by_role("heading", name="Brightwater Bank · Stage 2").wait_for()
    settled(page)
    assert cell(page, "C").evaluate("path => getComputedStyle(path).fill") == INK, "the open cell is marked"
    assert "$84k a year" in page.inner_text('[data-testid="stMain"]')
    assert "account=acme&stage=s2" in page.url
    click_in(page, cell(page, "H"))
    page.get_by_role("heading", name="Brightwater Bank · Stage 3").wait_for()


def test_a_second_click_before_the_page_stands_takes_nothing_back(
    browser: "sync_api.Browser", map_address: str
) -> None:
    """People click again at once; Plotly reads that as taking the first click back, and the boxes come along empty."""
    page = visit(browser, map_address).page
    click_in(page, cell(page, "C"))
    box = cell(page, "C").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="Brightwater Bank · Stage 2").wait_for()
    arrived(page, "account=acme", "stage=s2")
    settled(page)

    assert page.get_by_role("heading", name="Brightwater Bank · Stage 2").is_visible()


def test_a_quick_click_on_another_cell_is_not_lost(browser: "sync_api.Browser", map_address: str) -> None:
    """Two clicks as fast as a hand can, the second while the page answers the first: the second one holds.

    Plotly knows where the mouse is as soon as it names the cell, and no hand is faster.
    """
    page = visit(browser, map_address).page
    places = {stage: cell(page, letter).bounding_box() for stage, letter in (("Stage 2", "C"), ("Stage 3", "H"))}
    for stage, place in places.items():
        assert place is not None
        page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        sync_api.expect(page.locator(".hoverlayer").first).to_have_text(re.compile(stage))
        page.mouse.down()
        page.mouse.up()
    page.get_by_role("heading", name="Brightwater Bank · Stage 3").wait_for()
    settled(page)
    assert "stage=s3" in page.url


def test_a_click_in_the_legend_hides_the_cells_of_that_state_with_their_letters(
    browser: "sync_api.Browser",
    map_address: str,
) -> None:
    """Fill and letter are one trace; no trip to the server."""
    page = visit(browser, map_address).page
    cells = page.locator(".barlayer .bars .point", has_text="C")
    assert cells.count() == 1
    page.locator(".legend .traces", has_text="Competitor").locator(".legendtoggle").click()
    sync_api.expect(cells).to_have_count(0)


def test_a_hover_names_account_stage_and_state(browser: "sync_api.Browser", map_address: str) -> None:
    """The cell itself carries no name, yet the label repeats it."""
    page = visit(browser, map_address).page
    box = cell(page, "C").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    sync_api.expect(page.locator(".hoverlayer").first).to_have_text(re.compile("^Brightwater Bank · Stage 2"))


def test_a_link_opens_the_cell_and_the_keyboard_moves_to_another(browser: "sync_api.Browser", map_address: str) -> None:
    """No mouse: the boxes are reached, opened and set by keys alone."""
    page = visit(browser, f"{map_address}&account=acme&stage=s1").page
    assert page.get_by_role("heading", name="Brightwater Bank · Stage 1").is_visible()
    fills = page.locator(".barlayer .bars .point path").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fill)"
    )
    assert fills.count(INK) == 1, "the cell of the link is marked"
    choose(page, "Stage or product", "Stage 2")
    page.get_by_role("heading", name="Brightwater Bank · Stage 2").wait_for()


def test_a_click_on_a_team_opens_its_people_and_on_a_person_the_accounts(
    browser: "sync_api.Browser",
    map_address: str,
) -> None:
    """One click down each time; filters stand in the address."""
    page = visit(browser, map_address.replace("viewer=ann", "viewer=vp&level=teams")).page
    click_in(page, cell(page, "/"))
    arrived(page, "team=asm")
    settled(page)
    click_in(page, cell(page, "/"))
    arrived(page, "owner=", "level=accounts")
    page.get_by_role("combobox", name="Stage or product").wait_for()


def test_map_and_detail_work_on_a_phone_and_in_the_dark(browser: "sync_api.Browser", map_address: str) -> None:
    """Nothing is wider than the screen, nothing complains, and a click still opens the cell."""
    seen = visit(browser, map_address, width=390, dark=True)
    assert fits(seen.page)
    click_in(seen.page, cell(seen.page, "C"))
    seen.page.get_by_role("heading", name="Brightwater Bank · Stage 2").wait_for()
    for width in (390, 1440):
        resized(seen.page, width)
        assert fits(seen.page)
    assert seen.complaints == []
    assert seen.strangers == []


def test_on_a_phone_the_cell_opens_on_the_screen_and_closes(browser: "sync_api.Browser", map_address: str) -> None:
    """Whoever taps a cell sees what is known of it without scrolling, and the map again after closing it."""
    page = visit(browser, map_address, width=390).page
    click_in(page, cell(page, "C"))
    head = page.get_by_role("heading", name="Brightwater Bank · Stage 2")
    head.wait_for()
    settled(page)
    sync_api.expect(head).to_be_in_viewport()
    page.get_by_role("button", name="Close").click()

    sync_api.expect(head).to_have_count(0)
    arrived(page)
    assert "stage=" not in page.url


def test_a_click_on_a_name_beside_the_map_opens_the_account(browser: "sync_api.Browser", map_address: str) -> None:
    """The name of a row is a link, like every name."""
    page = visit(browser, map_address).page
    click_in(page, cell(page, "Brightwater"))

    arrived(page, "/account", "account=acme")
