"""Server time of a rerun of each page with every answer remembered, against an empty page with the same imports.

Both servers run side by side and are asked in turn; no browser takes part.
"""

import asyncio
import gc
import statistics
import tempfile
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

from benchmarks import people, servers, wire
from benchmarks.measure import Result
from benchmarks.people import Viewer
from sightline import menu
from sightline.address import name_of
from sightline.settings import ROOT

GOAL = 6.0

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


def measure(warehouse: Path, rounds: int = 15) -> list[Result]:
    """One ratio per page, for an ASM."""
    viewer = people.viewers(warehouse, 1)["ASM"][0]
    with ExitStack() as stack:
        empty = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "empty.py"
        empty.write_text(_EMPTY, encoding="utf-8")
        bare, _ = stack.enter_context(servers.streamlit(empty, warehouse))
        ours, _ = stack.enter_context(servers.streamlit(ROOT / "app.py", warehouse))
        spent = asyncio.run(_in_turn(bare, ours, viewer, rounds))
    floor = spent.pop("")
    return [
        Result(f"P2 rerun of {page}", f"{ms:.0f} ms", f"empty page {floor:.1f} ms", ms / floor, GOAL)
        for page, ms in spent.items()
    ]


async def _in_turn(bare: str, ours: str, viewer: Viewer, rounds: int) -> dict[str, float]:
    """Median milliseconds by page, "" for the empty one."""
    pages = [name_of(path) for path in menu.TITLES]
    spent: dict[str, list[float]] = {page: [] for page in ("", *pages)}
    asked = {"viewer": viewer.person, "account": viewer.accounts["account"][0][0]}
    async with AsyncExitStack() as stack:
        sessions = {page: await stack.enter_async_context(wire.session(ours)) for page in pages}
        empty = await stack.enter_async_context(wire.session(bare))
        gc.collect()
        for turn in range(rounds + 2):
            for page in spent:
                ms = await (sessions[page].rerun_ms(page, **asked) if page else empty.rerun_ms())
                if turn > 1:  # the first two warm it up
                    spent[page].append(ms)
    return {page: statistics.median(found) for page, found in spent.items()}
