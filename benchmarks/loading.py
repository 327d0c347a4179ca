"""A full load against DuckDB's own CSV reader over the same bytes, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Result

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
from sightline.warehouse import versions
start = time.perf_counter()
versions.publish(Path(sys.argv[1]), Path(sys.argv[2]), read_settings())
spent = time.perf_counter() - start
print(json.dumps({"seconds": spent, "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def measure(exports: Path, out: Path) -> list[Result]:
    """Seconds and peak memory of loading everything: read, check, convert, marts, reconcile, seal."""
    out.mkdir(parents=True, exist_ok=True)
    bare_file = out / "bare.duckdb"
    bare_file.unlink(missing_ok=True)
    bare = _run(_BARE, exports, bare_file)
    bare_file.unlink()
    ours = _run(_OURS, exports, out)
    megabytes = sum(path.stat().st_size for path in exports.glob("*.csv")) / 2**20
    return [
        Result(
            "full load from CSV",
            f"{ours['seconds']:.1f} s for {megabytes:.0f} MiB",
            f"read_csv {bare['seconds']:.1f} s",
            ours["seconds"] / bare["seconds"],
            4,
        ),
        Result("peak memory of the load", f"{ours['kib'] / 2**20:.2f} GiB", "", ours["kib"] / 2**20, 1.5, "GiB"),
    ]


def _run(script: str, *arguments: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))
