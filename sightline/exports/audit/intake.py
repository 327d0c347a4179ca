"""The two schemas that a load fills: `exports` (typed rows) and `intake` (what became of files, columns and rows)."""

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.opening.land import quoted

PROVENANCE = "record_file varchar, record_number bigint, line_number bigint"

_INTAKE = {
    "files": "file varchar, table_name varchar, status varchar, reason varchar, source_system varchar,"
    " exported_at timestamp, bytes bigint, fingerprint varchar, records_read bigint, rows_loaded bigint,"
    " rows_quarantined bigint, rows_folded bigint, lines_cut bigint",
    "columns": "file varchar, table_name varchar, column_name varchar, header varchar, matched_by varchar,"
    " note varchar",
    "quarantine": "file varchar, table_name varchar, record_number bigint, line_number bigint, column_name varchar,"
    " value varchar, rule varchar, message varchar, raw_record varchar",
    "flags": "file varchar, table_name varchar, record_number bigint, line_number bigint, column_name varchar,"
    " value varchar, rule varchar, message varchar",
    "money": "file varchar, table_name varchar, column_name varchar, amount_read decimal(38,2),"
    " amount_loaded decimal(38,2), amount_quarantined decimal(38,2), amount_folded decimal(38,2)",
    "stages": "stage varchar, outcome varchar, deals bigint, amount decimal(38,2), decided_by varchar",
    "missing": "table_name varchar, column_name varchar",
}

_EXPAND_ID = """
create or replace temporary macro salesforce_18(id) as
    case
        when length(id) = 15
            and regexp_full_match(id, '(0[0-9A-Za-z]{2}|[1-9][0-9A-Za-z]{2}|a[0-9A-Za-z]{2})[0-9A-Za-z]{12}')
            and regexp_matches(id, '[A-Za-z]')
        then id || salesforce_check(substr(id, 1, 5)) || salesforce_check(substr(id, 6, 5)) ||
            salesforce_check(substr(id, 11, 5))
        else id
    end
"""

_CHECK_LETTER = """
create or replace temporary macro salesforce_check(five) as
    substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', 1 + cast(
        regexp_matches(substr(five, 1, 1), '[A-Z]')::int + 2 * regexp_matches(substr(five, 2, 1), '[A-Z]')::int
        + 4 * regexp_matches(substr(five, 3, 1), '[A-Z]')::int + 8 * regexp_matches(substr(five, 4, 1), '[A-Z]')::int
        + 16 * regexp_matches(substr(five, 5, 1), '[A-Z]')::int as integer), 1)
"""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every table of both schemas, empty. What was there is dropped."""
    for schema in ("exports", "intake"):
        connection.execute(f"drop schema if exists {schema} cascade")
        connection.execute(f"create schema {schema}")
    for export in EXPORTS.values():
        columns = ", ".join(f"{quoted(column.name)} {column.sql_type}" for column in export.columns.values())
        connection.execute(f"create table exports.{export.name} ({columns}, {PROVENANCE})")
    for name, columns in _INTAKE.items():
        connection.execute(f"create table intake.{name} ({columns})")


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """The macro `salesforce_18`, which makes one of the two ways to write an id of Salesforce out of the other."""
    connection.execute(_CHECK_LETTER)
    connection.execute(_EXPAND_ID)
