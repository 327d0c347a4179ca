"""What only a browser shows: cold deep links, requests to other hosts, the console, the width of a phone."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import urlopen

import pytest

from sightline import frame
from sightline.settings import ROOT

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PAGES = [Path(path).stem for pages in frame.MENU.values() for path in pages]


@pytest.fixture(scope="session")
def browser() -> Iterator["sync_api.Browser"]:
    """A real Chromium. Without one the tests skip, or fail where SIGHTLINE_REQUIRE_BROWSER=1 asks for it."""
    if not Path(CHROMIUM).exists():
        reason = f"Chromium is not installed at {CHROMIUM}."
        if os.environ.get("SIGHTLINE_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def start_server(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server nobody has visited yet, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.fileWatcherType=none"],
        cwd=ROOT,
        env={**os.environ, "SIGHTLINE_WAREHOUSE": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            if urlopen(f"{address}/_stcore/health", timeout=1).status == 200:  # noqa: S310  # our own server
                return server, address
        except OSError:
            time.sleep(0.2)
    server.kill()
    pytest.fail("The server did not start within a minute.")


@pytest.fixture(scope="module")
def address(company_folder: Path) -> Iterator[str]:
    """A running server on the tiny company."""
    server, found = start_server(company_folder)
    yield found
    server.terminate()
    server.wait(10)


@dataclass
class Visit:
    """A page as a browser shows it, with what it complained about and whom it called."""

    page: "sync_api.Page"
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def visit(browser: "sync_api.Browser", url: str, *, width: int = 1440, dark: bool = False) -> Visit:
    """Open an address and wait until the page has stopped working."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    seen = Visit(context.new_page())
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
    seen.page.wait_for_selector('[data-testid="stMain"] h1', timeout=60_000)
    seen.page.wait_for_function(
        """() => !document.querySelector('[data-testid="stStatusWidget"], [data-testid="stSkeleton"]')""",
        timeout=60_000,
    )
    seen.page.wait_for_timeout(600)
    return seen


def test_a_deep_link_on_a_cold_server_runs_the_frame(browser: "sync_api.Browser", company_folder: Path) -> None:
    """The first visitor after a start sees menu, banner and page, and no "Page not found"."""
    server, address = start_server(company_folder)
    try:
        seen = visit(browser, f"{address}/exports?viewer=rep")
        assert "Viewing as Maya Lindqvist" in seen.page.inner_text('[data-testid="stMain"]')
        assert seen.page.locator('[data-testid="stSidebarNavLink"]').count() == len(PAGES)
        assert seen.page.locator('[role="dialog"]').count() == 0
        assert seen.complaints == []
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_another_host_or_complains(browser: "sync_api.Browser", address: str, name: str) -> None:
    """Nothing needs the internet, and the console stays empty, light and dark."""
    for dark in (False, True):
        seen = visit(browser, f"{address}/{name}", dark=dark)
        assert seen.strangers == []
        assert seen.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(browser: "sync_api.Browser", address: str, name: str) -> None:
    """A wide table scrolls inside itself, the page does not."""
    seen = visit(browser, f"{address}/{name}", width=390)
    assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_menu_keeps_who_looks_and_the_filters(browser: "sync_api.Browser", address: str) -> None:
    """A click in the menu empties the address; the view is put back, and Back leads back."""
    page = visit(browser, f"{address}/adoption?viewer=asm&region=North").page
    page.get_by_role("link", name="Plan coverage").click()
    page.wait_for_url("**/plan_coverage?viewer=asm&region=North")
    page.wait_for_timeout(1500)
    for _ in range(3):
        if "/adoption" not in page.url:
            page.go_back()
            page.wait_for_timeout(1000)
    assert page.url.endswith("/adoption?viewer=asm&region=North")


def test_back_undoes_a_filter(browser: "sync_api.Browser", address: str) -> None:
    """One click in, one click back: the address leads, so an address without a filter has none."""
    page = visit(browser, f"{address}/adoption").page
    page.get_by_label("Region").first.click()
    page.get_by_role("option", name="North").click()
    page.wait_for_url("**/adoption?region=North")
    page.wait_for_timeout(1500)
    page.go_back()
    page.wait_for_timeout(1500)
    assert page.url.endswith("/adoption")
    assert page.get_by_label("Region").first.input_value() == ""


def test_answers_carry_headers_that_keep_the_app_to_itself(address: str) -> None:
    """No other site may put the app in a frame, and types are not guessed."""
    headers = urlopen(address, timeout=10).headers  # noqa: S310  # our own server
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
