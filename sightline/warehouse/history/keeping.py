"""What a load adds to the history, and the history that its version stands on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sightline.exports.binding import remembered
from sightline.settings import Settings
from sightline.warehouse.history import entries, past
from sightline.warehouse.history.manifest import Day, Manifest


@dataclass(frozen=True)
class Remembered:
    """The history that a version stands on, this day of it included, and the sentences that speak against it."""

    manifest: Manifest
    day: dt.date
    doubts: Sequence[str]


def remember(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    before: Manifest,
    day: dt.date,
    settings: Settings,
    *,
    is_partial: bool,
) -> Remembered:
    """Keep what was loaded as that day, in place of what was kept of it, and add what is kept of the days before.

    Days after it are kept and not told: these exports know nothing of them. Where hardly a deal that is kept is in
    these exports, and they are not said to be a part, they are of another company, and history begins anew. Raises
    BuildError where an entry is damaged.
    """
    doubts = []
    if (newest := max(before.days, default=day)) > day:
        doubts.append(
            f"These exports are of {_said(day)}, and those of {_said(newest)} are known: what is shown would go back to"
            " the older day. Load the newest exports again after them."
        )
    whole = Manifest({each: told for each, told in before.days.items() if not told.is_partial})
    stranger, is_certain = ("", False) if is_partial else _of_another_company(connection, out, whole, day, settings)
    if stranger:
        if is_certain:
            doubts.append(f"{stranger} Where this is another company, history begins anew with it.")
        remembered.leave_aside(connection, past.SNAPSHOTS, stranger)
        before = Manifest()
    kept = {
        table: entries.keep(connection, out, state, before.near(table, day), settings.history_changed_share)
        for table, state in entries.STATES.items()
        if connection.execute(f"select count(*) from exports.{table}").fetchall() != [(0,)]
    }
    told = before.with_day(day, Day(kept, is_partial)) if kept else before
    manifest = told.thinned(settings.history_daily_days)
    past.take_in(connection, out, manifest, day, settings)
    return Remembered(manifest, day, doubts)


def _of_another_company(
    connection: duckdb.DuckDBPyConnection, out: Path, before: Manifest, day: dt.date, settings: Settings
) -> tuple[str, bool]:
    """A sentence where hardly a deal of the day kept next to this one is in these exports, else an empty one.

    And whether those were so many that somebody should be asked.
    """
    piece = before.near("opportunities", day)
    if piece is None:
        return "", False
    past_day = entries.read(connection, out, entries.STATES["opportunities"], {day: piece})
    [(known, total)] = connection.execute(
        f"""
        select count(*) filter (
            opportunity_id in (select opportunity_id from exports.opportunities)
            or opportunity_id in (select opportunity_id from exports.opportunity_snapshots)
        ), count(*)
        from {past_day.name}
        """
    ).fetchall()
    if known >= total * settings.history_same_share:
        return "", False
    said = f"Of {total:,} deals kept of an earlier load, {known:,} are in these exports."
    return said, total >= settings.snapshot_partial_min


def _said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
