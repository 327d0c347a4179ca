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
CALLED = {"users": ("user", "people"), "accounts": ("account", "compan"), "opportunities": ("opportunit", "deal")}
"""How the files of required tables are called, for those whose content does not tell."""


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

    Both are the measures of `sizes`. What one of the two does not have, as in another currency, cannot be compared.
    """
    said = []
    for name in [name for name in now if before.get(name, 0) > 0]:
        old, new = before[name], now[name]
        went = f"{_capital(name)} went from {old:,.0f} to {new:,.0f}"
        if new >= old * settings.jump_factor:
            said.append(f"{went}, {settings.jump_factor:g} times or more.")
        elif old - new >= old * settings.drop_share:
            said.append(f"{went}, a loss of {settings.drop_share:.0%} or more.")
    return said


def sizes(connection: duckdb.DuckDBPyConnection, currency: str) -> dict[str, float]:
    """What two loads are compared by: rows of the required tables, and the amounts of deals."""
    measures = {f"the rows of {name}": f"select count(*) from exports.{name}" for name in REQUIRED}
    measures[f"the amount of all deals in {currency}"] = "select coalesce(sum(amount), 0) from marts.opportunities"
    return {name: float(connection.execute(sql).fetchall()[0][0]) for name, sql in measures.items()}


def _required(report: Report) -> list[str]:
    """Required tables of which no row came, though a file of the folder was to give them: by content, or by name."""
    given = {file["table_name"] for file in report.files if file["rows_loaded"]}
    said = []
    for table in REQUIRED:
        for file in report.files:
            named = any(word in file["file"].casefold() for word in CALLED[table])
            lost = file["status"] == "refused" or named
            if table not in given and (file["table_name"] == table or (file["table_name"] is None and lost)):
                state = "gave no row" if file["status"] == "loaded" else f"is {file['status'].replace('_', ' ')}"
                why = f": {file['reason']}" if file["reason"] else ""
                said.append(f"The required table {table} has no row: {file['file']} {state}{why}.")
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
        f"Of {file['records_read']:,} rows of {file['file']}, {file['rows_quarantined']:,} were rejected, more than"
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
