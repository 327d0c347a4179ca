"""`python -m benchmarks`: every goal of speed in one go, as ratios; `--short` in ten minutes, with fewer rounds."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import (
    clicks,
    crowd,
    document,
    first,
    growth,
    loading,
    memory,
    packs,
    page_queries,
    reruns,
    servers,
    trips,
)
from benchmarks.measure import Result
from benchmarks.people import ROLES
from sightline.sample import SF1, write_company
from sightline.sample.size import Size
from sightline.settings import read_settings
from sightline.warehouse import publishing

_SOME = ("plan_coverage", "whitespace", "pipeline_review")
"""Pages that the short form looks at where it cannot look at all."""


def main() -> None:
    """Make the companies that are not there yet, measure one thing after the other, print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--short", action="store_true", help="fewer rounds, people and sessions; a tenth of SF1 beside it")
    ask.add_argument("--only", nargs="+", help="some of: " + " ".join(_parts(Path(), is_short=True)))
    ask.add_argument("--keep", type=Path, help="folder in which generated companies stay for the next time")
    ask.add_argument("--dash-python", type=Path, default=servers.DASH_PYTHON, help="a Python that has Dash")
    ask.add_argument("--document", action="store_true", help="write what is known into docs/speed.md, with its picture")
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        for name, part in _parts(
            folder, is_short=given.short, dash_python=given.dash_python, draws=given.document
        ).items():
            if given.only and name not in given.only:
                continue
            started = time.monotonic()
            found = part()
            print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
            report(found)
            known = document.keep(found, folder / "figures.json")
            if given.document:
                document.write_table(known)


def _parts(
    folder: Path, *, is_short: bool, dash_python: Path = servers.DASH_PYTHON, draws: bool = False
) -> dict[str, Callable[[], list[Result]]]:
    """What is measured, by name, in order; the companies are made when first asked for."""
    some = _SOME if is_short else clicks.PAGES

    def exported(scale: float) -> Path:
        return _exports(folder / f"sf{scale:g}", SF1.times(scale))

    def sf(scale: float) -> Path:
        out = folder / f"sf{scale:g}" / "warehouse"
        publishing.ensure(exported(scale), out, read_settings())
        return out

    def clicked() -> list[Result]:
        rounds, each, roles = (3, 1, ("VP", "AE")) if is_short else (7, 3, ROLES)
        subjects = clicks.measure(sf(1), pages=some, roles=roles, rounds=rounds, clicks=each, dash_python=dash_python)
        clicks.report(subjects)
        if draws:
            document.draw(subjects)
        return clicks.results(subjects)

    small, large = (0.1, 1) if is_short else (1, 10)
    return {
        "clicks": clicked,
        "trips": lambda: trips.measure(sf(1), rounds=1 if is_short else 5, pages=some),
        "reruns": lambda: reruns.measure(sf(1), rounds=15),
        "queries": lambda: page_queries.measure(sf(1), rounds=1 if is_short else 5),
        "growth": lambda: growth.pages(sf(small), sf(large), rounds=2 if is_short else 7),
        "snapshots": lambda: growth.snapshots(sf(small), folder, times=10 if is_short else 50),
        "loading": lambda: loading.measure(exported(small), folder / "loads", rounds=1 if is_short else 3),
        "first": lambda: first.measure(sf(1), rounds=2 if is_short else 5),
        "packs": lambda: packs.measure(sf(1), ("ASM", "VP") if is_short else tuple(packs.GOAL_SECONDS)),
        "crowd": lambda: crowd.measure(sf(1), persons=50, processes=1, minutes=1 if is_short else 10),
        "several": lambda: crowd.measure(sf(1), persons=40 if is_short else 200, processes=2 if is_short else 4,
                                         minutes=0.5 if is_short else 10),
        "memory": lambda: memory.measure(sf(1), sessions=40 if is_short else 2000,
                                         patience=5 if is_short else memory.LEFT),
    }  # fmt: skip


def _exports(folder: Path, size: Size) -> Path:
    """The exports of a company of this size, generated where they are not there yet."""
    exports = folder / "exports"
    if not exports.exists():
        exports.mkdir(parents=True)
        write_company(exports, size=size)
    return exports


def report(results: list[Result]) -> None:
    """One row per figure: what, measured, against what, ratio or value, goal, and whether it is met."""
    table = Table("what", "measured", "against", "figure", "goal", "met")
    for result in results:
        table.add_row(
            result.what,
            result.measured,
            result.against,
            result.figure_text,
            result.goal_text,
            "yes" if result.is_met else "NO",
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
