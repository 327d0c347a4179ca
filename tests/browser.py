"""A real browser and real servers, for the tests that need them; everything here waits for a state, never for time."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus, urlparse

import pytest

from sightline.settings import ROOT
from sightline.warehouse.versions import Warehouse

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"
"""The shell has no window to draw, which is a seventh of the work; all of Chromium does as well."""
PATIENCE = 120_000
"""Milliseconds until a state that does not come counts as a failure; a busy machine needs some twenty seconds."""


@pytest.fixture(scope="session")
def chromium() -> Iterator["sync_api.Browser"]:
    """A real Chromium. Without one the tests skip, or fail where SIGHTLINE_REQUIRE_BROWSER=1 asks for it."""
    if not Path(CHROMIUM).exists():
        reason = f"Chromium is not installed at {CHROMIUM}."
        if os.environ.get("SIGHTLINE_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        # what moves while a page loads is drawn sixty times a second, by the processor that the page waits for
        context = opened.new_context(accept_downloads=True, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        context.new_page()
        yield opened
        opened.close()


@pytest.fixture
def browser(chromium: "sync_api.Browser") -> Iterator["sync_api.Browser"]:
    """The one Chromium of this worker; what a test kept in its tab is wiped with the test."""
    yield chromium
    page = the_tab(chromium)
    if page.url.startswith("http"):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_cookies()
    page.goto("about:blank")


def the_tab(browser: "sync_api.Browser") -> "sync_api.Page":
    """The one tab of a browser: in a new one Chromium compiles all of Streamlit again, four times the work."""
    return browser.contexts[0].pages[0]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start_server(
    folder: Path, port: int = 0, *flags: str, script: str = "app.py", **env: str
) -> tuple[subprocess.Popen[str], str]:
    """A server nobody has visited yet, and its address, once it says that it listens."""
    port = port or free_port()
    here = [f"--server.port={port}", "--server.fileWatcherType=none", *flags]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, *here],
        cwd=ROOT,
        env={**os.environ, "SIGHTLINE_WAREHOUSE": str(folder), "PYTHONUNBUFFERED": "1", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        if "URL:" in line:
            threading.Thread(target=_drain, args=(server,), daemon=True).start()
            return server, f"http://127.0.0.1:{port}"
    pytest.fail(f"The server did not start: {''.join(said)}")


def _drain(server: "subprocess.Popen[str]") -> None:
    """Read on whatever a server says: a full pipe would stop it."""
    assert server.stdout is not None
    with server.stdout as said:
        for _ in said:
            pass


def stop_server(server: "subprocess.Popen[str]") -> None:
    """End a server and wait until it has gone."""
    server.terminate()
    server.wait(60)


Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """A function that gives the address of a server on a warehouse's folder: one server per folder and worker."""
    running: dict[Path, tuple[subprocess.Popen[str], str]] = {}

    def at(folder: Path) -> str:
        if folder not in running:
            running[folder] = start_server(folder)
        return running[folder][1]

    yield at
    for server, _ in running.values():
        stop_server(server)


@pytest.fixture(scope="session")
def sample_address(sample: Warehouse, serve: Serve) -> str:
    """A running server on the sample company."""
    return serve(sample.path.parent)


@dataclass
class Visit:
    """A page as a browser shows it, with what it complained about and whom it called."""

    page: "sync_api.Page"
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def visit(browser: "sync_api.Browser", url: str, *, width: int = 1440, dark: bool = False) -> Visit:
    """Open an address and wait until the page has settled."""
    page = the_tab(browser)
    page.goto("about:blank")  # what the page before may still say is nothing to this visit
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="null", color_scheme="dark" if dark else "light")
    page.mouse.move(0, 0)
    seen = Visit(page)
    home = urlparse(url).netloc
    # on a deep link Streamlit asks for its own health below the page's path first, and gets a 404
    seen.page.on(
        "console",
        lambda said: (
            seen.complaints.append(said.text)
            if said.type == "error" and "/_stcore/" not in said.location["url"]
            else None
        ),
    )
    seen.page.on(
        "request",
        lambda request: (
            seen.strangers.append(request.url)
            if urlparse(request.url).scheme.startswith(("http", "ws")) and urlparse(request.url).netloc != home
            else None
        ),
    )
    seen.page.goto(url)
    seen.page.wait_for_selector('[data-testid="stMain"] h1')
    settled(seen.page)
    return seen


def led_to(page: "sync_api.Page", url: str, there: "sync_api.Locator") -> None:
    """Another address of the same server, as Back and Forward lead to it: a third of what loading it would cost."""
    page.evaluate("to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }", url)
    there.wait_for()
    settled(page)


def each_tab(page: "sync_api.Page", url: str, tabs: Iterable[str]) -> Iterator[str]:
    """Each tab of a page, by its link (`url` ends in the name of the choice), on a laptop and then on a phone."""
    for tab in tabs:
        resized(page, 1440)
        opened = page.locator('[role="tab"][aria-selected="true"]').get_by_text(tab, exact=True)
        led_to(page, f"{url}={quote_plus(tab)}", opened)
        for width in (1440, 390):
            resized(page, width)
            yield tab


_STANDS_STILL = """() => {
  const app = document.querySelector('[data-testid="stApp"]')?.dataset;
  const working = '[data-testid="stSkeleton"], [data-stale="true"]';
  const frames = [...document.querySelectorAll('.js-plotly-plot')];
  const drawn = document.querySelectorAll('[data-testid="stPlotlyChart"]').length === frames.length
    && frames.every(chart => chart._fullLayout && chart.querySelector('.main-svg'));
  if (app?.testScriptState !== 'notRunning' || app.testConnectionState !== 'CONNECTED'
      || document.querySelector(working) || !drawn) { window.__stood = []; return false; }
  // as long as anything a reader may click still moves, it is not there yet
  const places = '.js-plotly-plot, [data-testid="stDataFrame"], [data-testid="stMain"] button, h1';
  const now = JSON.stringify([...document.querySelectorAll(places)].map(element => {
    const box = element.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height];
  }));
  window.__stood = [...(window.__stood ?? []), now].slice(-3);
  return window.__stood.length === 3 && window.__stood.every(before => before === now);
}"""


def settled(page: "sync_api.Page") -> None:
    """Wait until no script runs, every chart is drawn, and nothing has moved for three frames of the screen."""
    page.evaluate("() => { window.__stood = []; }")
    page.wait_for_function(_STANDS_STILL, timeout=PATIENCE)


def resized(page: "sync_api.Page", width: int) -> None:
    """The same page on a screen of another width, once it stands still there: opening it anew is most of the work."""
    page.set_viewport_size({"width": width, "height": 900})
    settled(page)


def click_in(page: "sync_api.Page", shape: "sync_api.Locator", across: float = 0.5, down: float = 0.5) -> None:
    """Click a piece of a chart as a hand does; Plotly lays a sheet over its shapes that takes the mouse."""
    settled(page)
    shape.scroll_into_view_if_needed()
    settled(page)
    box = shape.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def choose(page: "sync_api.Page", label: str, option: str) -> None:
    """Open a box and choose by keys: a list that is still being placed takes no click, and stays open."""
    box = page.get_by_label(label).first
    box.scroll_into_view_if_needed()
    settled(page)  # a list that opens while its column still scrolls closes again
    box.focus()
    box.press("ArrowDown")
    box.type(option)
    sync_api.expect(page.get_by_role("option").first).to_contain_text(option)
    box.press("Enter")


def fits(page: "sync_api.Page") -> bool:
    """Whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def arrived(page: "sync_api.Page", *parts: str) -> None:
    """Wait until the address holds these parts."""
    page.wait_for_url(re.compile("".join(f"(?=.*{re.escape(part)})" for part in parts)))
