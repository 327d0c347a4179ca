"""What only a browser shows of the stakeholder map: a click opens the card, a phone gets the list, the dark is dark."""

import re

from sightline import queries
from sightline.warehouse.versions import Warehouse
from tests.browser import fits, settled, sync_api, visit
from tests.conftest import AS_OF

LARGE = "ACC-00552"
"""The account of the sample with twenty-five mapped people."""


def link(address: str, account: str = LARGE, more: str = "") -> str:
    """The People tab of an account."""
    return f"{address}/account?account={account}&part=People{more}"


def test_a_click_on_a_box_opens_the_card_and_puts_the_person_into_the_link(
    browser: "sync_api.Browser", sample_address: str
) -> None:
    """The first real click works; nobody else is asked, nothing complains."""
    seen = visit(browser, link(sample_address))
    canvas = seen.page.locator(".st-key-stakeholder_picture canvas").first
    canvas.scroll_into_view_if_needed()
    settled(seen.page)
    canvas.click(position={"x": 235, "y": 40})
    seen.page.wait_for_url(re.compile("person=CON-"))
    card = seen.page.locator(".st-key-stakeholder_card")
    card.get_by_text("Chief Information Officer").wait_for()

    settled(seen.page)
    assert card.get_by_text("In touch 4 Oct 2026").count() == 1
    assert seen.complaints == []
    assert seen.strangers == []


def test_a_link_with_a_person_shows_their_card(browser: "sync_api.Browser", sample_address: str) -> None:
    """The colleague who gets the link sees the same card, in the dark as well."""
    seen = visit(browser, link(sample_address, more="&person=CON-003500"), dark=True)

    assert "Magnus Cernik" in seen.page.inner_text('[data-testid="stMain"]')
    assert seen.page.locator(".st-key-stakeholder_card").get_by_text("nobody we talk to leads there").count() == 1
    assert seen.page.locator(".st-key-stakeholder_map").is_visible()
    assert not seen.page.locator(".st-key-stakeholder_list").is_visible()
    assert seen.complaints == []


def test_a_phone_gets_the_list_by_buying_centre(browser: "sync_api.Browser", sample_address: str) -> None:
    """No box of seven pixels: the same people as text, nothing wider than the screen."""
    seen = visit(browser, link(sample_address), width=390)
    listed = seen.page.locator(".st-key-stakeholder_list")

    assert not seen.page.locator(".st-key-stakeholder_map").is_visible()
    assert listed.is_visible()
    assert listed.get_by_text("Core Platforms").count() == 1
    assert listed.get_by_text("reports to Ebba Ortuno").count() >= 1
    assert fits(seen.page)
    assert seen.complaints == []


def test_a_circle_of_managers_is_told_and_drawn(
    browser: "sync_api.Browser", sample_address: str, sample: Warehouse
) -> None:
    """Data at fault is shown as such; the page stands."""
    rows = queries.run(sample.connection, "account_contacts", viewer="operator", today=AS_OF)
    account = rows.loc[rows["line_fault"] == "circle", "account_id"].iloc[0]
    seen = visit(browser, link(sample_address, account))

    assert "3 reporting lines to correct" in seen.page.inner_text('[data-testid="stMain"]')
    assert seen.page.locator(".st-key-stakeholder_map").is_visible()
    assert seen.complaints == []
