"""Plants each listed fault in a copy of the checkout, one at a time, and holds that a named test turns red.

`python -m tests.faults [word] [--workers n]`, or `python -m tests.faults scope` for every forgotten scope: those are
made from the row rules as well as listed, and planted in this process, in minutes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from sightline.settings import ROOT
from tests.faults import in_memory
from tests.faults.listed import Fault, drifted, listed
from tests.faults.scopes import forgotten

GREEN, RED, ENDLESS = 0, 1, -1
"""What pytest returns; anything but the first two means that no test ran to its end."""
SCOPE = "scope"
LONGEST = 1800
"""Seconds after which tests that do not end are stopped; generous, for a busy machine."""


@dataclass(frozen=True)
class Run:
    """How the tests ended, the first that failed, and the seconds they took."""

    code: int
    first: str
    seconds: float
    output: str


def copy_checkout(tree: Path) -> None:
    """A copy of every file that git knows or would take, as it stands now."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)


def run_tests(tree: Path, tests: Iterable[str]) -> Run:
    """The named tests, run in a tree until the first that fails."""
    started = time.monotonic()
    temporary = tree.with_name(f"{tree.name}-temporary")  # where the sample company stays built from run to run
    temporary.mkdir(exist_ok=True)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "-p", "no:cacheprovider", "-n", "0", *tests],
            cwd=tree, check=False, capture_output=True, text=True, timeout=LONGEST,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DEBUG_TEMPROOT": str(temporary)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Run(ENDLESS, "", LONGEST, f"The tests had not ended after {LONGEST} seconds.")
    first = [line.split(" - ")[0] for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return Run(done.returncode, first[0] if first else "", time.monotonic() - started, done.stdout + done.stderr)


def plant(fault: Fault, tree: Path) -> Run:
    """What the fault's tests say with the fault in place; the tree is as before afterwards."""
    path = tree / fault.file
    whole = path.read_bytes()
    try:
        path.write_text(fault.planted(tree), encoding="utf-8")
        return run_tests(tree, fault.tests)
    finally:
        path.write_bytes(whole)


def forgotten_scopes() -> int:
    """0 where every forgotten scope turned a test red that is green without it."""
    faults = [*forgotten(), *(fault for fault in listed() if fault.room == SCOPE)]
    if lost := drifted(faults):
        print("The fault list has drifted from the code:", *lost, sep="\n")
        return 1
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        done = in_memory.run(faults, Path(folder), _tell)
    survived = [fault for fault, noticed in done.noticed.items() if not noticed.test]
    for test, said in done.unwell.items():
        print(f"Without a fault planted, {test} must be green.\n{said}")
    for fault in survived:
        print(f"NOTHING notices: {fault.says}")
    reds = len(faults) - len(survived)
    print(f"{reds} of {len(faults)} forgotten scopes turn a test red, in {time.monotonic() - started:.0f} seconds")
    return 0 if reds == len(faults) and not done.unwell else 1


def _tell(fault: Fault, noticed: in_memory.Noticed) -> None:
    print(f"{noticed.seconds:5.1f} s  {fault.says}\n{'':9}{noticed.test.rpartition('::')[2]}", flush=True)


def main() -> int:
    """0 where every fault turned a test red."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("word", nargs="?", default="", help="only faults whose room, sentence or file holds this")
    asked.add_argument("--workers", type=int, default=1, help="as many copies of the checkout at once")
    given = asked.parse_args()
    if given.word == SCOPE:
        return forgotten_scopes()
    faults = listed(given.word)
    if lost := drifted(faults):
        print("The fault list has drifted from the code:", *lost, sep="\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(given.workers):
            copy_checkout(Path(folder) / str(number))
            trees.put(Path(folder) / str(number))
        tree = trees.get()
        healthy = run_tests(tree, sorted({test for fault in faults for test in fault.tests}))
        trees.put(tree)
        if healthy.code != GREEN:
            print(healthy.output, f"Without a fault planted, {healthy.first or 'the tests'} must be green.")
            return 1

        def one(fault: Fault) -> Run:
            tree = trees.get()
            try:
                return plant(fault, tree)
            finally:
                trees.put(tree)

        reds = 0
        with ThreadPoolExecutor(given.workers) as workers:
            for fault, run in zip(faults, workers.map(one, faults), strict=True):
                is_red = run.code == RED
                reds += is_red
                noticed = run.first.rpartition("::")[2] if is_red else f"NOTHING (pytest ended with {run.code})"
                print(f"{fault.room:9}{run.seconds:4.0f} s  {fault.says}\n{'':17}{noticed}", flush=True)
                if run.code not in (GREEN, RED):
                    print(run.output[-2000:])
    print(f"{reds} of {len(faults)} planted faults turn a test red")
    return 0 if reds == len(faults) > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
