"""A full pack as people wait for it: freezing every answer and writing the three files, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import people
from benchmarks.measure import Result

GOAL_SECONDS = {"ASM": 2.0, "VP": 5.0, "CRO": 8.0}
GOAL_MIB, GOAL_PEAK_GIB = 1.0, 1.0

_PACK = """
import dataclasses, datetime as dt, json, resource, sys, time
from pathlib import Path
from sightline import queries
from sightline.packs import build
from sightline.packs.pack import Pack
from sightline.settings import read_settings
from sightline.warehouse import versions

settings = dataclasses.replace(read_settings(), query_seconds=120.0)
opened = versions.open_version(Path(sys.argv[1]), versions.current(Path(sys.argv[1])), settings)

def ask(name, **parameters):
    return warehouse.rows_seen_by(sys.argv[2], name, parameters, dt.date.today())

best = None
for _ in range(2):
    nothing_kept = queries.Shelf(
            opened.connection, settings.kept_rows, settings.kept_share_rows, settings.kept_step_rows
        )
    warehouse = dataclasses.replace(opened, shelf=nothing_kept)
    started = time.perf_counter()
    unit = build.resolve(ask, settings, viewer=sys.argv[2], scope=None, quarter=None)
    pack = build.with_words(Pack(unit, build.freeze(ask, unit)))
    frozen = time.perf_counter()
    files = build.files(pack, settings)
    ended = time.perf_counter()
    told = {"seconds": ended - started, "asking": frozen - started, "bytes": sum(map(len, files.values()))}
    best = told if best is None or told["seconds"] < best["seconds"] else best
print(json.dumps({**best, "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def measure(warehouse: Path, roles: Sequence[str]) -> list[Result]:
    """Seconds from the question to the three files, the better of two, their size, and the peak memory."""
    viewers = people.viewers(warehouse, 1)
    those = {"ASM": viewers["ASM"][0].person, "VP": viewers["VP"][0].person, "CRO": people.highest(warehouse)}
    told = []
    for role in roles:
        done = subprocess.run(
            [sys.executable, "-c", _PACK, str(warehouse), those[role]], check=True, capture_output=True, text=True
        )
        best = json.loads(done.stdout.splitlines()[-1])
        asking = f"asking {best['asking']:.1f} s, files {best['seconds'] - best['asking']:.1f} s"
        told += [
            Result(f"P8 QBR pack, {role}", ".pptx + .xlsx + .pdf", asking, best["seconds"], GOAL_SECONDS[role], "s"),
            Result(f"P8 size of it, {role}", "", "", best["bytes"] / 2**20, GOAL_MIB, "MiB"),
            Result(f"P8 peak memory, {role}", "", "", best["kib"] / 2**20, GOAL_PEAK_GIB, "GiB"),
        ]
    return told
