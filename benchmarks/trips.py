"""What should hardly go to the server: hovering over a chart, its legend, a tab or a page of rows shown before.

A trip is a message from the browser; what does go is timed by the same clock as a click, beside two lines of text.
"""

import statistics
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from benchmarks import people, servers
from benchmarks.clicks import ARGUMENTS, CHROMIUM, CLOCK, PAGES, SCREEN, still
from benchmarks.measure import Result
from sightline.settings import ROOT

GOAL = 1.0
_LOOK_MS = 700


def measure(warehouse: Path, rounds: int, pages: Sequence[str] = PAGES) -> list[Result]:
    """Trips of a hover and of the legend on each page of an AE; its tabs and pages of rows against the text floor."""
    viewer = people.viewers(warehouse, 1)["AE"][0].person
    told = []
    with ExitStack() as stack:
        ours, _ = stack.enter_context(servers.streamlit(ROOT / "app.py", warehouse))
        bare, _ = stack.enter_context(servers.streamlit(servers.PEERS / "in_streamlit.py", warehouse))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport=SCREEN)
        context.add_init_script(path=CLOCK)
        text, page = context.new_page(), context.new_page()
        text.goto(f"http://{bare}/?show=text")
        text.locator("[data-testid=stSelectbox]").wait_for()
        still(text)
        for name in pages:
            page.bring_to_front()
            page.goto(f"http://{ours}/{name}?viewer={viewer}")
            page.locator("[data-testid=stHeading], [data-testid=stTabs]").first.wait_for()
            still(page)
            for what, act in (("hover", _hover), ("legend", _legend)):
                trips = _trips(page, act)
                if trips is not None:
                    told.append(Result(f"P3 {what} on {name}", "trips to the server", "", trips, 0, "trips"))
            tabs, steps = page.get_by_role("tab"), page.locator("[data-testid^=stPagination]:is(button)")
            for what, there in (("tab", (tabs.nth(1), tabs.nth(0))), ("page of rows", (steps.last, steps.first))):
                if all(place.count() for place in there):
                    told.append(_shown_before(page, text, f"P3 {what} shown before, {name}", there, rounds))
        browser.close()
    return told


def _shown_before(page: Page, text: Page, what: str, there: tuple[Locator, Locator], rounds: int) -> Result:
    """To and fro between two places, both of which were shown before, beside a choice in the text."""
    again, floor = [], []
    for place in there * (rounds + 1):
        page.bring_to_front()
        again.append(_timed_ms(page, place.click))
        floor.append(_floor_ms(text))
    ms, least = statistics.median(again[2:]), statistics.median(floor[2:])
    return Result(what, f"{ms:.0f} ms", f"text {least:.0f} ms", ms / least, GOAL)


def _hover(page: Page) -> bool:
    """Move over the first chart; whether there is one."""
    box = page.locator(".js-plotly-plot").first.bounding_box() if page.locator(".js-plotly-plot").count() else None
    if box is None:
        return False
    for share in (0.3, 0.5, 0.7):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.wait_for_timeout(100)
    return True


def _legend(page: Page) -> bool:
    """Click an entry of the first legend; whether there is one."""
    entries = page.locator(".js-plotly-plot .legendtoggle")
    if not entries.count():
        return False
    entries.first.click(force=True)
    return True


def _trips(page: Page, act: Callable[[Page], bool]) -> int | None:
    before = page.evaluate("() => __clock.sent")
    if not act(page):
        return None
    page.wait_for_timeout(_LOOK_MS)
    return int(page.evaluate("() => __clock.sent")) - int(before)


def _timed_ms(page: Page, click: Callable[[], None]) -> float:
    """Milliseconds until the last change above the fold; a tab switched in the browser alone brings no message."""
    page.evaluate("() => { __clock.armed = true; }")
    click()
    page.wait_for_timeout(_LOOK_MS)
    page.evaluate("() => { __clock.messages = __clock.messages || 1; }")
    page.wait_for_function("() => __clock.isQuiet(500)", polling=50)
    return float(page.evaluate("() => __clock.told().above"))


def _floor_ms(page: Page) -> float:
    """The same for two lines of text that follow a choice."""
    page.bring_to_front()
    box = page.locator("[data-testid=stSelectbox] input")
    box.click()
    page.keyboard.press("ArrowDown")
    return _timed_ms(page, lambda: page.keyboard.press("Enter"))
