"""A full load, and one more weekly export, against DuckDB's own CSV reader; each in a process of its own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from benchmarks.measure import Result

GOAL, GOAL_GIB, GOAL_WEEKLY = 4.0, 1.5, 0.15

_BARE = """
import duckdb, json, resource, sys, time
from pathlib import Path
connection = duckdb.connect(sys.argv[2])
connection.execute("set threads = 2")
start = time.perf_counter()
for path in sorted(Path(sys.argv[1]).glob("*.csv")):
    connection.execute(f'create table "{path.stem}" as select * from read_csv($path)', {"path": str(path)})
spent = time.perf_counter() - start
print(json.dumps({"seconds": spent, "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""

_OURS = """
import json, resource, sys, time
from pathlib import Path
from sightline.settings import read_settings
from sightline.warehouse import publishing
start = time.perf_counter()
publishing.publish(Path(sys.argv[1]), Path(sys.argv[2]), read_settings(), anyway=True)
spent = time.perf_counter() - start
print(json.dumps({"seconds": spent, "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def measure(exports: Path, folder: Path, rounds: int = 1) -> list[Result]:
    """Seconds and peak memory of loading everything: read, check, convert, marts, reconcile, seal; then one week more.

    One week more is a second file of snapshots beside the first, with the newest day in it, loaded into the folder
    that already holds the rest. The better of the rounds counts.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bare, ours, weekly = [], [], []
    for turn in range(rounds):
        bare_file = folder / "bare.duckdb"
        bare.append(_run(_BARE, exports, bare_file))
        bare_file.unlink()
        ours.append(_run(_OURS, exports, folder / f"full{turn}"))
        shutil.rmtree(folder / f"full{turn}")
        growing = _all_but_the_last_week(exports, folder / f"growing{turn}")
        _run(_OURS, growing, folder / f"weekly{turn}")
        _the_last_week(exports, growing)
        weekly.append(_run(_OURS, growing, folder / f"weekly{turn}"))
    best_bare, best, more = (min(those, key=lambda told: told["seconds"]) for those in (bare, ours, weekly))
    mebibytes = sum(path.stat().st_size for path in exports.glob("*.csv")) / 2**20
    full = f"{best['seconds']:.1f} s"
    return [
        Result("P6 full load from CSV", f"{full} for {mebibytes:.0f} MiB", f"read_csv {best_bare['seconds']:.1f} s",
               best["seconds"] / best_bare["seconds"], GOAL),
        Result("P6 peak memory of the load", full, "", best["kib"] / 2**20, GOAL_GIB, "GiB"),
        Result("P6 one more weekly export", f"{more['seconds']:.1f} s", f"full load {full}",
               more["seconds"] / best["seconds"], GOAL_WEEKLY),
    ]  # fmt: skip


_SNAPSHOTS = "opportunity_snapshots.csv"


def _all_but_the_last_week(exports: Path, target: Path) -> Path:
    target.mkdir()
    for path in exports.glob("*.csv"):
        if path.name != _SNAPSHOTS:
            (target / path.name).hardlink_to(path)
    _cut(exports / _SNAPSHOTS, target / _SNAPSHOTS, "<")
    return target


def _the_last_week(exports: Path, target: Path) -> None:
    _cut(exports / _SNAPSHOTS, target / "opportunity_snapshots_newest.csv", "=")


def _cut(source: Path, target: Path, sign: str) -> None:
    """The rows of a snapshot file before, or of, its newest day."""
    duckdb.execute(
        "copy (with s as (select * from read_csv($source, all_varchar = true))"
        f" select * from s where snapshot_date {sign} (select max(snapshot_date) from s)) to '{target}' (header)",
        {"source": str(source)},
    )


def _run(script: str, *arguments: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))
