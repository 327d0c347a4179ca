"""Every page query through the one function that runs them, for a VP and for an AE."""

import datetime as dt
import statistics
from pathlib import Path

from benchmarks.measure import Result, median_ms
from sightline import queries
from sightline.settings import read_settings
from sightline.warehouse import versions

GOAL_MS = {"VP": 50.0, "AE": 15.0}


def measure(out: Path) -> list[Result]:
    """The median over all page queries of each query's median, and the slowest one, per viewer."""
    settings = read_settings()
    warehouse = versions.open_version(out, versions.current(out), settings)
    people = queries.run(warehouse.connection, "people_to_view_as", viewer="operator", today=dt.date.today())
    viewers = {
        "VP": people[(people.landing == "top") & (people.role == "VP")].person_id.iloc[1],
        "AE": people[people.landing == "rep"].person_id.iloc[0],
    }
    results = []
    for role, viewer in viewers.items():
        spent = {
            name: median_ms(
                lambda name=name, viewer=viewer: queries.run(  # type: ignore[misc]
                    warehouse.connection, name, viewer=viewer, today=dt.date.today()
                )
            )
            for name in queries.layer("pages")
        }
        slowest = max(spent, key=spent.__getitem__)
        middle = statistics.median(spent.values())
        results.append(
            Result(
                f"page queries, {role}",
                f"median of {len(spent)} queries",
                f"slowest {slowest} {spent[slowest]:.0f} ms",
                middle,
                GOAL_MS[role],
                "ms",
            )
        )
    return results
