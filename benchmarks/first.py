"""The first chart: for a browser that has never been here, and from the start of the server on, beside a bare page."""

import statistics
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import people, servers
from benchmarks.clicks import ARGUMENTS, CHROMIUM, SCREEN
from benchmarks.measure import Result
from sightline.settings import ROOT

GOAL, GOAL_PAINT_MS = 1.3, 400.0
_BARE = "?show=whitespace"
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"


def measure(warehouse: Path, rounds: int) -> list[Result]:
    """Two ratios, and the first paint of the frame."""
    viewer = people.viewers(warehouse, 1)["AE"][0].person
    ours_at, bare_at = f"whitespace?viewer={viewer}", _BARE
    scripts = {ours_at: ROOT / "app.py", bare_at: servers.PEERS / "in_streamlit.py"}
    started: dict[str, list[float]] = {at: [] for at in scripts}
    opened: dict[str, list[float]] = {at: [] for at in scripts}
    painted: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for _ in range(rounds):
            for at, script in scripts.items():
                before = time.perf_counter()
                with servers.streamlit(script, warehouse) as (address, _):
                    _first_chart_ms(browser, f"http://{address}/{at}")
                    started[at].append((time.perf_counter() - before) * 1000)
        with ExitStack() as stack:
            places = {
                at: stack.enter_context(servers.streamlit(script, warehouse))[0] for at, script in scripts.items()
            }
            for turn in range(rounds + 1):
                for at, address in places.items():
                    ms, paint = _first_chart_ms(browser, f"http://{address}/{at}")
                    if turn:  # the first visitor pays for the imports
                        opened[at].append(ms)
                        painted += [paint] if at == ours_at else []
        browser.close()
    told = []
    for what, spent in (("new browser → first chart", opened), ("server start → first chart", started)):
        ours, bare = statistics.median(spent[ours_at]), statistics.median(spent[bare_at])
        told.append(Result(f"P7 {what}", f"{ours:.0f} ms", f"bare page {bare:.0f} ms", ours / bare, GOAL))
    return [*told, Result("P7 first paint", "new browser", "", statistics.median(painted), GOAL_PAINT_MS, "ms")]


def _first_chart_ms(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from asking for a page to its first chart, and to its first paint, with nothing cached."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    before = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
    spent = (time.perf_counter() - before) * 1000
    paint = float(page.evaluate(_PAINTED))
    context.close()
    return spent, paint
