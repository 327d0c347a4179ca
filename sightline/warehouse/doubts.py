"""Why a load that can be read should not be published without being asked for."""

from typing import Any

import duckdb

from sightline.contract import EXPORTS
from sightline.exports import Report
from sightline.settings import Settings

ANYWAY = "Where this is right, load with --anyway."
REQUIRED = tuple(name for name, export in EXPORTS.items() if export.required)
AMOUNTS = ("opportunities", "opportunity_snapshots")
"""Tables that say nothing about money when none of their rows has an amount."""


def doubts(connection: duckdb.DuckDBPyConnection, report: Report, settings: Settings) -> list[str]:
    """A sentence for each thing about these exports that makes them unlikely to be what was meant."""
    return [
        *_required(report),
        *_without_amounts(connection),
        *_mostly_set_apart(report, settings),
        *_cut_short(connection),
    ]


def jumps(before: dict[str, Any], now: dict[str, Any], settings: Settings) -> list[str]:
    """A sentence for each total that is out of all proportion to the version in force.

    Both are the measures of `sizes`. What the version before did not have, or had nothing of, cannot be compared.
    """
    said = []
    for name, old in before.items():
        new = now.get(name, 0)
        if old <= 0:
            continue
        if new > old * settings.jump_factor:
            said.append(f"{_capital(name)} went from {old:,.0f} to {new:,.0f}, more than {settings.jump_factor:g} times.")
        elif new < old * (1 - settings.drop_share):
            said.append(
                f"{_capital(name)} went from {old:,.0f} to {new:,.0f}, a loss of more than {settings.drop_share:.0%}."
            )
    return said


def sizes(connection: duckdb.DuckDBPyConnection, currency: str) -> dict[str, float]:
    """What two loads are compared by: rows of the required tables, and the amounts of deals."""
    measures = {f"the rows of {name}": f"select count(*) from exports.{name}" for name in REQUIRED}
    measures[f"the amount of all deals in {currency}"] = "select coalesce(sum(amount), 0) from marts.opportunities"
    return {name: float(connection.execute(sql).fetchall()[0][0]) for name, sql in measures.items()}


def _required(report: Report) -> list[str]:
    """Required tables that a file of the folder was to give, by what it is or by its name, and none gave."""
    given = {file["table_name"] for file in report.files if file["rows_loaded"]}
    said = []
    for table in REQUIRED:
        if table in given:
            continue
        for file in report.files:
            stem = file["file"].split(".")[0].casefold()
            if file["table_name"] == table or (file["table_name"] is None and stem == table):
                state = {"loaded": "gave no row", "left_aside": "was left aside"}.get(
                    file["status"], f"is {file['status']}"
                )
                why = f" ({file['reason']})" if file["reason"] else ""
                said.append(f"The required table {table} is not there: {file['file']} {state}{why}.")
                break
    return said


def _without_amounts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    said = []
    for table in AMOUNTS:
        rows, amounts = connection.execute(f"select count(*), count(amount) from exports.{table}").fetchall()[0]
        if rows and not amounts:
            said.append(f"None of the {rows:,} rows of {table} has an amount: name its column in sightline.toml.")
    return said


def _mostly_set_apart(report: Report, settings: Settings) -> list[str]:
    return [
        f"Of {file['records_read']:,} rows of {file['file']}, {file['rows_quarantined']:,} were set apart, more than"
        f" {settings.set_apart_share:.0%}."
        for file in report.files
        if file["rows_quarantined"] > file["records_read"] * settings.set_apart_share
    ]


def _cut_short(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Files in which the manifest says there are more rows than were found."""
    short = connection.execute(
        """
        with
        promised as (
            select lower(file) as name, max(file) as file, max(row_count) as row_count from exports.export_manifest
            where row_count is not null group by all
        ),
        found as (
            select lower(file) as name, max(records_read) as records_read from intake.files group by all
        )
        select promised.file, promised.row_count, coalesce(found.records_read, 0)
        from promised left join found using (name)
        where coalesce(found.records_read, 0) < promised.row_count
        order by all
        """
    ).fetchall()
    return [
        f"The manifest promises {promised:,} rows of {file}, and {read:,} were found: the export may be cut short."
        for file, promised, read in short
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
