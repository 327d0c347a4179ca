"""Signing in and out as a person does, in a real browser."""

import re

from tests.access.conftest import Installation
from tests.access.provider import Provider
from tests.browser import settled, sync_api, the_tab


def test_from_a_link_through_the_provider_and_out_again(
    browser: "sync_api.Browser", installation: Installation, truthful: Provider
) -> None:
    """A link, signing in, the page it was about; signing out; Back and another tab show nothing any more."""
    address = installation.start()
    page, title = the_tab(browser), sync_api.expect
    link = re.compile(r"/exports\?region=North$")

    page.goto(f"{address}/exports?region=North")
    page.get_by_role("button", name="Sign in").click()
    title(page.get_by_role("heading", level=1)).to_have_text("Exports")
    title(page).to_have_url(link)
    second = page.context.new_page()
    second.goto(f"{address}/exports")
    title(second.get_by_role("heading", level=1)).to_have_text("Exports")

    settled(page)
    page.get_by_role("button", name="Sign out").click()
    title(page.get_by_role("heading", level=1)).to_have_text("Sign in to Sightline")
    page.go_back()
    title(page.get_by_role("heading", level=1)).to_have_text(re.compile("Sign in to Sightline|You are not signed in"))
    title(page.get_by_text("Grace Hall")).to_have_count(0)
    second.get_by_role("link", name="Plan coverage").first.click()
    title(second.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    second.close()
    assert "/end_session" in truthful.asked
