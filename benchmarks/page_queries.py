"""Every page query as pages ask it, by a person of whom nothing is kept yet; what their questions share counts once."""

import datetime as dt
import random
import statistics
import time
from pathlib import Path

from benchmarks import people
from benchmarks.measure import Result
from sightline import queries
from sightline.settings import read_settings
from sightline.warehouse import versions

GOAL_MS = {"AE": 5.0, "ASM": 10.0, "VP": 20.0}
GOAL_SLOWEST_MS = 100.0


def measure(warehouse: Path, rounds: int = 5) -> list[Result]:
    """Per role the median over all queries of each query's median, and the slowest query.

    Each round asks as another person of the role and in another order, so that no query is always the one that pays
    for what it shares with others.
    """
    viewers = people.viewers(warehouse, rounds)
    opened = versions.open_version(warehouse, versions.current(warehouse), read_settings())
    dice, names = random.Random(5), list(queries.layer("pages"))
    spent: dict[str, dict[str, list[float]]] = {role: {name: [] for name in names} for role in viewers}
    for turn in range(rounds):
        for role, those in viewers.items():
            for name in dice.sample(names, len(names)):
                viewer = those[turn % len(those)].person
                started = time.perf_counter()
                opened.rows_seen_by(viewer, name, {}, dt.date.today())
                spent[role][name].append((time.perf_counter() - started) * 1000)
    opened.connection.close()
    told = []
    for role, by_name in spent.items():
        middles = {name: statistics.median(found) for name, found in by_name.items()}
        slowest = max(middles, key=middles.__getitem__)
        over = sum(ms > GOAL_SLOWEST_MS for ms in middles.values())
        count = f"median of {len(names)} queries"
        told.append(
            Result(f"P4 page queries, {role}", count, "", statistics.median(middles.values()), GOAL_MS[role], "ms")
        )
        told.append(
            Result(
                f"P4 slowest page query, {role}",
                slowest,
                f"{over} over the goal",
                middles[slowest],
                GOAL_SLOWEST_MS,
                "ms",
            )
        )
    return told
