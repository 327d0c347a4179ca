"""`python -m benchmarks`: prints a table and JSON; `--small` runs everything on the sample company in a minute."""

import argparse
import json
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import loading, packs, page_queries, pipeline, reruns, whitespace_growth
from benchmarks.measure import Result
from sightline.sample import SAMPLE, SF1, write_company
from sightline.sample.size import Size


def main() -> None:
    """Generate the company, run the benchmarks one after the other, print what was measured."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--small", action="store_true", help="the sample company instead of SF1")
    ask.add_argument("--keep", type=Path, help="folder to keep the generated exports and warehouse in")
    ask.add_argument("--json", type=Path, help="file for the figures")
    given = ask.parse_args()
    size = Size(**{**vars(SAMPLE), "csv_only": True}) if given.small else SF1
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        exports, out = folder / "exports", folder / "warehouse"
        if not exports.exists():
            exports.mkdir(parents=True)
            write_company(exports, size=size)
        results = [
            *loading.measure(exports, out),
            *page_queries.measure(out),
            *packs.measure(out),
            *pipeline.measure(out, folder),
            *reruns.measure(out),
            *whitespace_growth.measure(folder),
        ]
    report(results)
    if given.json:
        given.json.write_text(json.dumps([result.as_dict() for result in results], indent=1), encoding="utf-8")


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
    print(json.dumps([result.as_dict() for result in results]))


if __name__ == "__main__":
    main()
