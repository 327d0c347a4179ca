"""A full pack as people wait for it: freezing every answer and writing the three files, for an ASM and for a VP."""

import datetime as dt
import time
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.measure import Result
from sightline import queries
from sightline.packs import build
from sightline.packs.pack import Pack
from sightline.settings import read_settings
from sightline.warehouse import versions

GOAL_SECONDS = {"ASM": 3.0, "VP": 6.0}


def measure(out: Path) -> list[Result]:
    """Seconds from the question to the three files, the better of two runs, and how much of it was asking."""
    settings = read_settings()
    warehouse = versions.open_version(out, versions.current(out), settings)

    def asker(viewer: str) -> Any:
        def ask(name: str, **parameters: Any) -> pd.DataFrame:
            return queries.run(
                warehouse.connection, name, viewer=viewer, today=dt.date.today(), parameters=parameters, seconds=60
            )

        return ask

    people = asker("operator")("people_to_view_as")
    viewers = {
        "ASM": people[people.landing == "manager"].person_id.iloc[0],
        "VP": people[(people.landing == "top") & (people.role == "VP")].person_id.iloc[0],
    }
    results = []
    for role, viewer in viewers.items():
        ask = asker(viewer)
        best, asking, size = float("inf"), 0.0, 0
        for _ in range(2):
            started = time.perf_counter()
            unit = build.resolve(ask, settings, viewer=viewer, scope=None, quarter=None)
            pack = build.with_words(Pack(unit, build.freeze(ask, unit)))
            frozen = time.perf_counter()
            files = build.files(pack, settings)
            spent = time.perf_counter() - started
            if spent < best:
                best, asking, size = spent, frozen - started, sum(map(len, files.values()))
        told = f"asking {asking:.1f} s, files {best - asking:.1f} s, {size / 1024:.0f} KB"
        results.append(Result(f"QBR pack, {role}", ".pptx + .xlsx + .pdf", told, best, GOAL_SECONDS[role], "s"))
    return results
