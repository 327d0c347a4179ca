"""A real browser and a real server, for the tests that need them."""

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

from sightline.settings import ROOT

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


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
