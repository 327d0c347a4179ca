"""The books: for each file, records read = loaded + quarantined + folded, and the same for its amounts."""

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.binding.derive import Derivation
from sightline.exports.opening.land import filled, scalar

SEVERAL_ROWS = ("forecast_submissions", "contact_roles", "opportunity_snapshots", "field_history")
"""Tables of which one record may make several rows."""


def count_rows(connection: duckdb.DuckDBPyConnection, tables: set[str]) -> None:
    """Fill in what became of each file's records and amounts, from the tables themselves.

    A record may make several rows and counts once: as loaded when any of them is.
    """
    for table in sorted(tables):
        records = "count(distinct record_number)" if table in SEVERAL_ROWS else "count(*)"
        connection.execute(
            f"""
            create or replace temp table landing_kept as
            select record_file, {records} as n
            from exports.{table} where record_file is not null group by record_file
            """
        )
        connection.execute(
            """
            update intake.files as f set rows_loaded = k.n from landing_kept as k
            where f.file = k.record_file and f.table_name = $table
            """,
            {"table": table},
        )
        connection.execute(
            f"""
            create or replace temp table landing_lost as
            with
            still as (select distinct record_file as file, record_number from exports.{table}
                      where record_number in (select record_number from landing_gone where table_name = $table
                                              union all
                                              select record_number from intake.quarantine where table_name = $table)),
            apart as (select distinct file, record_number from intake.quarantine where table_name = $table),
            folded as (select distinct file, record_number from landing_gone where table_name = $table and
                verdict = 'folded'
                       union
                       select file, record_number from converted.silent where table_name = $table),
            fate as (select file, record_number, 'quarantined' as verdict from apart anti join still using
                (file, record_number)
                     union all
                     select file, record_number, 'folded' from folded anti join apart using (file, record_number)
                     anti join still using (file, record_number))
            select file, count(*) filter (where verdict = 'quarantined') as quarantined,
                   count(*) filter (where verdict = 'folded') as folded
            from fate group by file
            """,
            {"table": table},
        )
        connection.execute(
            "update intake.files as f set rows_quarantined = l.quarantined, rows_folded = l.folded"
            " from landing_lost as l where f.file = l.file and f.table_name = $table",
            {"table": table},
        )
        for column in EXPORTS[table].columns.values():
            if column.is_money:
                connection.execute(
                    f"""
                    update intake.money as m set amount_loaded = s.total
                    from (select record_file, sum({column.name}) as total from exports.{table} group by
                        record_file) as s
                    where m.file = s.record_file and m.table_name = $table and m.column_name = $column
                      and s.total is not null
                    """,
                    {"table": table, "column": column.name},
                )
    for gone in ("intake.quarantine", "landing_gone"):
        connection.execute(
            f"delete from intake.flags as f using {gone} as g"
            " where f.file = g.file and f.table_name = g.table_name and f.record_number = g.record_number"
        )


def note_missing(connection: duckdb.DuckDBPyConnection, given: dict[str, set[str]], made: list[Derivation]) -> None:
    """Write down each table without a row, and each required column that no file gives and nothing yields."""
    derived = {(derivation.table, derivation.column) for derivation in made}
    derived |= set(
        connection.execute(
            "select distinct table_name, column_name from intake.columns where matched_by = 'derived'"
        ).fetchall()
    )
    tables = filled(connection)
    for export in EXPORTS.values():
        if export.name not in tables or not scalar(connection, f"select count(*) from exports.{export.name}"):
            connection.execute("insert into intake.missing values (?, null)", [export.name])
            continue
        for column in export.columns.values():
            if (
                column.required
                and column.name not in given.get(export.name, set())
                and (export.name, column.name) not in derived
            ):
                connection.execute("insert into intake.missing values (?, ?)", [export.name, column.name])
