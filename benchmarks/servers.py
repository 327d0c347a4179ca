"""Servers of Sightline and its peers, started for a measurement and ended with it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from sightline.settings import ROOT

PEERS = Path(__file__).parent / "peers"
DASH_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
_STREAMLIT = ("--server.headless=true", "--server.address=127.0.0.1", "--server.fileWatcherType=none",
              "--browser.gatherUsageStats=false")  # fmt: skip
_PATIENCE = 120


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, warehouse: Path, health: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """The process of a server that answers on its port; ended afterwards."""
    process = subprocess.Popen(
        list(command), cwd=ROOT, env={**os.environ, "SIGHTLINE_WAREHOUSE": str(warehouse)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/{health}", timeout=5).close()  # our own server
                break
            except OSError as error:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"This server did not start: {' '.join(command)}") from error
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def streamlit(script: Path, warehouse: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Address without its scheme, and the process, of a Streamlit script."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *_STREAMLIT]
    with running(command, port, warehouse, "_stcore/health") as process:
        yield f"127.0.0.1:{port}", process


@contextmanager
def watched(warehouse: Path) -> Iterator[tuple[str, str]]:
    """Addresses without scheme of Sightline with a watch on it, and of the watch."""
    port, watch = free_port(), free_port()
    command = [sys.executable, "-m", "benchmarks.watched", str(port), str(watch)]
    with running(command, port, warehouse, "_stcore/health"):
        yield f"127.0.0.1:{port}", f"127.0.0.1:{watch}"


@contextmanager
def dash(python: Path, page: str, warehouse: Path) -> Iterator[str]:
    """Address without its scheme of the Dash peer of one page, run by a Python that has Dash."""
    port = free_port()
    with running([str(python), str(PEERS / "in_dash.py"), str(port), page], port, warehouse):
        yield f"127.0.0.1:{port}"
