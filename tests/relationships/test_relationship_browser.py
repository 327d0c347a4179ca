"""What only a browser shows of Relationship health: real clicks, tabs in the address, the dark, a phone."""

import pytest

from sightline.sections.accounts.relationship_health import shows
from tests.browser import Serve, click_in, each_tab, fits, sync_api, visit
from tests.organisation import account
from tests.relationships.relationship_world import contact, days_ago, sealed, touch


@pytest.fixture(scope="module")
def held_address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """A running server on a company of two accounts, one of them on a single thread before its renewal."""
    folder = sealed(
        tmp_path_factory.mktemp("held-browser") / "held",
        accounts=[
            account("a1", account_name="Brightwater Bank", renewal_date=days_ago(-40), arr=84_000),
            account("b1", "bob", account_name="Corvid Cloud"),
        ],
        contacts=[
            contact("cio", influence="high", support="champion", competitor_affinity="Codehaven", departing=True),
            contact("dev", account_id="b1"),
        ],
        interactions=[touch("cio")],
    )
    return f"{serve(folder)}/relationship_health?viewer=asm"


def said(page: "sync_api.Page") -> str:
    """What stands on the page."""
    return page.inner_text('[data-testid="stMain"]')


def click_bar(page: "sync_api.Page", place: int) -> None:
    """Click a bar by its place in the picture."""
    click_in(page, page.locator(".barlayer .bars .point path").nth(place))


def test_the_name_of_an_account_to_act_on_opens_it(browser: "sync_api.Browser", held_address: str) -> None:
    """Its page opens with the viewer kept."""
    page = visit(browser, held_address).page
    assert "2 of 2 key accounts hang on one contact or none" in said(page)
    page.get_by_role("button", name="Brightwater Bank").click()
    page.wait_for_url("**/account?*account=a1*")
    assert "viewer=asm" in page.url


def test_a_name_on_the_axis_of_renewals_opens_its_account(browser: "sync_api.Browser", held_address: str) -> None:
    """The first screen has the picture; a click on the words does what a click on the dot does."""
    page = visit(browser, f"{held_address}&view=One+contact").page
    assert "2 key accounts on one contact or none: 1 within 90 days of the renewal" in said(page)
    click_bar(page, 0)
    page.wait_for_url("**/account?*account=a1*")


def test_a_click_on_a_piece_of_the_ladder_lists_its_accounts(browser: "sync_api.Browser", held_address: str) -> None:
    """The sentence above the rows names whose accounts and which rung."""
    page = visit(browser, f"{held_address}&view=By+AE+and+quarter").page
    click_in(page, page.locator(".stPlotlyChart", has_text="L1: contacts known").locator(".bars .point path").first)
    page.get_by_text("Accounts of Bob at level L1: contacts known.").wait_for()


def test_it_reads_in_the_dark_and_fits_a_phone(browser: "sync_api.Browser", held_address: str) -> None:
    """No error in the console, and nothing wider than the screen."""
    seen = visit(browser, held_address, dark=True)
    for part in each_tab(seen.page, f"{held_address}&view", shows.TABS):
        assert fits(seen.page), part
        assert (part, seen.complaints, seen.strangers) == (part, [], [])
