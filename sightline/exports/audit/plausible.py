"""Flag dates that can be read and cannot be true."""

import datetime as dt

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.opening.land import filled
from sightline.settings import Settings


def flag_dates(connection: duckdb.DuckDBPyConnection, settings: Settings, today: dt.date) -> None:
    """Flag dates before the earliest plausible day or too far ahead of the file's export; the dates stay as read.

    A file without a known export date is measured from the latest one that is known, else from today.
    """
    [(latest,)] = connection.execute(
        "select coalesce((select max(exported_at) from intake.files), $today) + to_years($ahead)",
        {"ahead": settings.latest_years_ahead, "today": today},
    ).fetchall()
    bounds = {"earliest": settings.earliest_date, "latest": latest}
    for export in [EXPORTS[table] for table in filled(connection)]:
        dates = [column.name for column in export.columns.values() if column.kind in ("date", "timestamp")]
        if not dates:
            continue
        beyond = ", ".join(f"coalesce(min({name}) < $earliest or max({name}) > $latest, false)" for name in dates)
        [found] = connection.execute(f"select {beyond} from exports.{export.name}", bounds).fetchall()
        for name, implausible in zip(dates, found, strict=True):
            if implausible:
                connection.execute(
                    f"""
                    insert into intake.flags
                    select record_file, $table, record_number, line_number, $column, cast({name} as varchar),
                           'implausible_date',
                           $column || ' ' || cast({name} as varchar) || ' cannot be true; it is loaded unchanged'
                    from exports.{export.name}
                    where {name} < $earliest or {name} > $latest
                    """,
                    bounds | {"table": export.name, "column": name},
                )
