"""Memory of a serving process, from /proc: per open session, and over many sessions that come and go."""

import asyncio
import itertools
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks import people, servers, wire
from benchmarks.measure import Result
from benchmarks.people import Viewer
from sightline.settings import ROOT

GOAL_SESSION_MIB, GOAL_GROWTH = 1.0, 1.05
_PAGES = ("whitespace", "plan_coverage", "pipeline_review")
_OPEN, _AT_ONCE = 50, 10
LEFT = 130
"""Seconds: a little longer than Streamlit keeps the state of somebody who has gone."""


def rss_mib(process: int) -> float:
    """Resident memory of a process in MiB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure(warehouse: Path, *, sessions: int, patience: float = LEFT) -> list[Result]:
    """MiB per open session, and the memory after all sessions against that after the first half of them."""
    those = people.viewers(warehouse, 20)["AE"]
    with servers.streamlit(ROOT / "app.py", warehouse) as (address, process):
        return asyncio.run(_sessions(address, process.pid, those, sessions, patience))


async def _sessions(address: str, process: int, viewers: list[Viewer], sessions: int, patience: float) -> list[Result]:
    each = itertools.cycle(viewers)

    async def visit(stack: AsyncExitStack) -> None:
        person = next(each).person
        session = await stack.enter_async_context(wire.session(address))
        for page in _PAGES:
            await session.rerun_ms(page, viewer=person)

    async with AsyncExitStack() as stack:
        for _ in viewers:  # every answer is remembered from here on
            await visit(stack)
    before = rss_mib(process)
    async with AsyncExitStack() as stack:
        for _ in range(_OPEN):
            await visit(stack)
        opened = rss_mib(process)

    async def come_and_go() -> None:
        async with AsyncExitStack() as stack:
            await visit(stack)

    async def many(count: int) -> float:
        for _ in range(count // _AT_ONCE):
            await asyncio.gather(*(come_and_go() for _ in range(_AT_ONCE)))
        await asyncio.sleep(patience)
        return rss_mib(process)

    half, end = await many(sessions // 2), await many(sessions // 2)
    told = f"{before:.0f} → {opened:.0f} MiB"
    return [
        Result(f"P10 memory per session, {_OPEN} open", told, "", (opened - before) / _OPEN, GOAL_SESSION_MIB, "MiB"),
        Result(
            f"P10 memory after {sessions} sessions", f"{end:.0f} MiB", f"after {sessions // 2} {half:.0f} MiB",
            end / half, GOAL_GROWTH,
        ),
    ]  # fmt: skip
