"""Many people at once, each clicking every ten seconds or so: answers, errors, and how long the slowest waited.

Several processes serve as they would behind a proxy that keeps each person on one of them: everybody is given a
process on arriving and stays there. The proxy itself takes no part.
"""

import asyncio
import itertools
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import people, servers, wire
from benchmarks.measure import Result
from benchmarks.people import Viewer
from sightline.settings import ROOT

_PAUSE = 10.0
_MIX = ("AE", "AE", "AE", "AE", "ASM", "AE", "AE", "ASM", "AE", "VP")
_PAGES = ("whitespace", "plan_coverage", "relationship_health", "pipeline_review", "adoption", "forecast_calls")
GOAL_ONE, GOAL_SEVERAL = 0.7, 1.0


def measure(warehouse: Path, *, persons: int, processes: int, minutes: float) -> list[Result]:
    """Errors, and the seconds that one click in twenty exceeds."""
    viewers = people.viewers(warehouse, 20)
    with ExitStack() as stack:
        at = [stack.enter_context(servers.streamlit(ROOT / "app.py", warehouse))[0] for _ in range(processes)]
        waits, faults = asyncio.run(_crowd(at, viewers, persons, minutes * 60))
    for fault in faults[:5]:
        print(f"crowd: {fault}", file=sys.stderr)
    ordered = sorted(waits)
    p95 = ordered[int(len(ordered) * 0.95)] / 1000 if ordered else float("inf")
    who = f"{persons} people, {processes} {'process' if processes == 1 else 'processes'}, {minutes:g} min"
    middle = f"{len(waits)} clicks, p50 {ordered[len(ordered) // 2] / 1000:.2f} s" if ordered else "no click"
    return [
        Result(f"P9 errors, {who}", f"{len(waits)} clicks", "", len(faults), 0, "errors"),
        Result(f"P9 p95, {who}", middle, "", p95, GOAL_ONE if processes == 1 else GOAL_SEVERAL, "s"),
    ]


async def _crowd(
    addresses: Sequence[str], viewers: dict[str, list[Viewer]], persons: int, seconds: float
) -> tuple[list[float], list[str]]:
    waits: list[float] = []
    faults: list[str] = []
    until = time.monotonic() + seconds
    each: dict[str, Iterator[Viewer]] = {role: itertools.cycle(those) for role, those in viewers.items()}

    async def person(number: int) -> None:
        dice = random.Random(number)
        viewer = next(each[_MIX[number % len(_MIX)]])
        await asyncio.sleep(dice.uniform(0, _PAUSE))
        try:
            async with wire.session(addresses[number % len(addresses)]) as session:
                await session.rerun_ms("", viewer=viewer.person)  # arriving is no click
                while time.monotonic() < until:
                    page = dice.choice(_PAGES)
                    state = {"viewer": viewer.person}
                    for name, choices in viewer.choices(page).items():
                        if choices and dice.random() < 0.5:
                            state[name] = dice.choice(choices)[0]
                    started = time.monotonic()
                    try:
                        waits.append(await session.rerun_ms(page, **state))
                    except (wire.Failed, TimeoutError) as error:
                        faults.append(repr(error))
                    await asyncio.sleep(max(0.0, dice.uniform(0.5, 1.5) * _PAUSE - (time.monotonic() - started)))
        except OSError as error:
            faults.append(repr(error))

    await asyncio.gather(*(person(number) for number in range(persons)))
    return waits, faults
