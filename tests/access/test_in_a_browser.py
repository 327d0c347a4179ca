"""Signing in and out as a person does, in a real browser."""

import re

from tests.access.conftest import Installation
from tests.access.provider import Provider
from tests.browser import settled, sync_api, the_tab, visit

PLANTED = """async () => {
  const stopped = [];
  document.addEventListener('securitypolicyviolation', one => stopped.push(one.effectiveDirective));
  const put = (tag, given) => document.body.append(Object.assign(document.createElement(tag), given));
  put('script', {textContent: 'window.ran = "a script in the page"'});
  put('script', {src: 'https://foreign.example/x.js'});
  put('script', {src: 'data:text/javascript,window.ran = "a script in an address"'});
  put('div', {innerHTML: '<img src="/none" onerror="window.ran = 1"><img src="https://foreign.example/x.png">'});
  put('iframe', {src: 'https://foreign.example/'});
  put('link', {rel: 'stylesheet', href: 'https://foreign.example/x.css'});
  put('base', {href: 'https://foreign.example/'});
  put('object', {data: '/favicon.png'});
  put('form', {action: 'https://foreign.example/', method: 'post'});
  document.forms[document.forms.length - 1].submit();
  await fetch('https://foreign.example/').catch(() => 0);
  await new Promise(done => requestAnimationFrame(() => {
    try { new Function('window.ran = "a text as a script"')(); } catch { }
    done();
  }));
  await new Promise(done => {
    const look = () => stopped.length >= 12 ? done() : requestAnimationFrame(look);
    setTimeout(done, 20000);
    look();
  });
  return [stopped.sort(), window.ran ?? null];
}"""
"""What somebody could try who got markup onto a page."""
STOPPED = [
    *("base-uri", "connect-src", "form-action", "frame-src", "img-src", "object-src", "script-src", "script-src-attr"),
    *["script-src-elem"] * 3,
    "style-src-elem",
]
"""What the browser says it stopped, one for each."""


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


def test_a_page_runs_no_script_that_stands_in_it_and_calls_no_other_server(
    browser: "sync_api.Browser", installation: Installation, truthful: Provider
) -> None:
    """A page with charts and its file work for who signed in, without a complaint; what is planted then is stopped."""
    page = the_tab(browser)
    page.goto(f"{installation.start()}/plan_coverage")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Plan coverage", level=1).wait_for()
    seen = visit(browser, page.url)
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV").first.click()
    assert "Helios Energy" in taken.value.path().read_text()
    assert (seen.complaints, seen.strangers) == ([], [])

    failed: dict[str, str | None] = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    stopped, ran = page.evaluate(PLANTED)
    assert ran is None
    assert stopped == STOPPED
    assert {failed[one] for one in seen.strangers} <= {"csp"}  # asked for and never sent
    assert len(seen.complaints) >= len(STOPPED)
