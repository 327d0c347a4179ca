"""Flag dates that can be read and cannot be true."""

import duckdb

from sightline.contract import EXPORTS
from sightline.settings import Settings


def flag_dates(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Flag dates before the earliest plausible day or too far ahead of the file's export; the dates stay as read.

    A file without a known export date is measured from the latest one that is known, else from today.
    """
    for export in EXPORTS.values():
        dates = [column for column in export.columns.values() if column.kind in ("date", "timestamp")]
        if not dates:
            continue
        wide = " , ".join(f"min({column.name}), max({column.name})" for column in dates)
        extremes = connection.execute(f"select {wide} from exports.{export.name}").fetchall()[0]
        for place, column in enumerate(dates):
            if extremes[2 * place] is None:
                continue
            connection.execute(
                f"""
                insert into intake.flags
                select record_file, $table, record_number, line_number, $column, cast({column.name} as varchar),
                       'implausible_date',
                       $column || ' ' || cast({column.name} as varchar) || ' cannot be true; it is loaded as it stands'
                from exports.{export.name}
                where {column.name} < $earliest
                   or {column.name} > coalesce((select max(exported_at) from intake.files), current_date) +
                       to_years($ahead)
                """,
                {
                    "table": export.name,
                    "column": column.name,
                    "earliest": settings.earliest_date,
                    "ahead": settings.latest_years_ahead,
                },
            )
