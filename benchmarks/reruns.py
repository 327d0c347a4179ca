"""Server time of a rerun of each page against an empty Streamlit page, in real servers, asked over the websocket.

The empty page has the same imports and the same gc.freeze. A rerun lasts from the message that asks for it to the
message that says the script has finished; no browser takes part.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from benchmarks.measure import Result, median_ms
from sightline import menu
from sightline.settings import ROOT

GOAL = 6.0
_SHORT = 200
"""Bytes; the message that a script has finished is shorter, and the client need not read the longer ones."""

_EMPTY = """
import gc
import duckdb, pandas, plotly.graph_objects, pyarrow
import streamlit as st

@st.cache_resource
def freeze():
    gc.collect()
    gc.freeze()

freeze()
st.write("empty")
"""


@contextmanager
def server(script: Path, warehouse: Path) -> Iterator[str]:
    """A running server's address without its scheme."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true",
         "--server.address=127.0.0.1", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false"],
        cwd=ROOT, env={**os.environ, "SIGHTLINE_WAREHOUSE": str(warehouse)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(300):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)  # our own server
                break
            except OSError:
                time.sleep(0.2)
        yield f"127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def rerun_ms(address: str, page: str, query: str = "", times: int = 15) -> float:
    """Median milliseconds of a rerun of one page in one session, at an address with this query."""
    with connect(f"ws://{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket_:  # type: ignore[list-item]

        def rerun() -> None:
            message = BackMsg()
            message.rerun_script.page_name = page
            message.rerun_script.query_string = query
            socket_.send(message.SerializeToString())
            while True:
                raw = bytes(socket_.recv(timeout=60))  # type: ignore[arg-type]
                if len(raw) > _SHORT:
                    continue
                answer = ForwardMsg()
                answer.ParseFromString(raw)
                finished = answer.WhichOneof("type") == "script_finished"
                if finished and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return

        return median_ms(rerun, times)


def measure(out: Path) -> list[Result]:
    """One ratio per page, for whoever looks first, with answers cached as they are in a running server."""
    with tempfile.TemporaryDirectory() as scratch:
        empty = Path(scratch) / "empty.py"
        empty.write_text(_EMPTY, encoding="utf-8")
        with server(empty, out) as address:
            floor = rerun_ms(address, "")
    results = []
    with server(ROOT / "app.py", out) as address:
        for path in menu.TITLES:
            name = Path(path).stem
            spent = rerun_ms(address, name)
            results.append(
                Result(f"rerun of {name}", f"{spent:.0f} ms", f"empty page {floor:.1f} ms", spent / floor, GOAL)
            )
    return results
