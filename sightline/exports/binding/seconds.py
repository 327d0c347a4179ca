"""A second file for a table of people or companies: it must look like the first one's rows, or it is skipped.

A list of scores, contacts or leads has names and ids too; its rows would stand in for those of the real table.
"""

from collections.abc import Collection

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.binding.references import NAMES, name_sql
from sightline.exports.names import header_key, listed
from sightline.exports.opening.land import quoted, scalar

LISTS = ("users", "accounts", "contacts")
"""Tables that many other files resemble."""

OF_DEALS = {"amount", "account_id", "owner_id"}
"""What splits, teams and other reports about deals may lack of the deals themselves."""

ALIKE = 0.8
"""Share of columns in common from which two files are parts of one export."""


def leave_aside(connection: duckdb.DuckDBPyConnection, given: dict[str, dict[str, set[str]]]) -> None:
    """Take out the files that only resemble a table, out of `given` too: the columns that each file gave, by table.

    What another file of the table gives with ids, or more fully, counts there.
    """
    for table in LISTS:
        if len(given.get(table, {})) > 1:
            _leave_strangers(connection, table, given[table])
    for table, names in NAMES.items():
        if names and len(given.get(table, {})) > 1:
            _leave_nameless(connection, table, names[0], given[table])
    if len(given.get("opportunities", {})) > 1:
        _leave_poorer(connection, given["opportunities"])


def _leave_strangers(connection: duckdb.DuckDBPyConnection, table: str, files: dict[str, set[str]]) -> None:
    """Take the fullest file as the measure: another needs its required columns, and its other columns or known ids.

    A list of key accounts gives that mark alone.
    """
    required = {name for name, column in EXPORTS[table].columns.items() if column.required}
    first = max(files, key=lambda file: (len(files[file] & required), len(files[file]), file))
    measure = files[first]
    for file, columns in sorted(files.items()):
        lacking = sorted((measure & required) - columns)
        alike = len(columns & measure) / len(columns | measure)
        if file == first or (not lacking and alike >= ALIKE):
            continue
        if table == "accounts" and lacking and _marks_key_accounts(connection, file, columns):
            files[file] = {"is_key_account"}
            continue
        if lacking:
            reason = f"it has no {listed(lacking)}, which {first} gives: its rows are no {table}"
        elif not _joins(connection, table, file):
            reason = f"fewer than half of its ids are known to the other files: its rows are no {table} of {first}"
        else:
            continue
        _take_out(connection, file, table, reason)
        del files[file]


def _leave_nameless(connection: duckdb.DuckDBPyConnection, table: str, name: str, files: dict[str, set[str]]) -> None:
    """Take out the files without ids whose rows mostly stand by name in one with ids."""
    without = _without_ids(connection, table) & files.keys()
    for file in sorted(without):
        if _known(connection, table, name, file, files.keys() - without):
            reason = f"it gives no ids, and most of its {table} are in another file by name: they would count twice"
            _take_out(connection, file, table, reason)
            del files[file]


def _leave_poorer(connection: duckdb.DuckDBPyConnection, files: dict[str, set[str]]) -> None:
    """Take out the reports about deals whose rows are mostly those of the fullest file, with less in them."""
    fullest = max(files, key=lambda file: (len(files[file] & OF_DEALS), file))
    for file in sorted(files):
        lacking = sorted((files[fullest] & OF_DEALS) - files[file])
        if lacking and _known(connection, "opportunities", "opportunity_id", file, {fullest}):
            reason = f"it has no {listed(lacking)}, which {fullest} gives: its rows would replace fuller ones"
            _take_out(connection, file, "opportunities", reason)
            del files[file]


def _without_ids(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    """The files of a table whose ids were made from other columns."""
    found = connection.execute(
        "select file from intake.columns where table_name = $table and column_name = $key and matched_by = 'derived'",
        {"table": table, "key": EXPORTS[table].key[0]},
    ).fetchall()
    return {file for (file,) in found}


def _known(connection: duckdb.DuckDBPyConnection, table: str, column: str, file: str, others: Collection[str]) -> bool:
    """Whether half of a file's rows stand in other files of the table too, by what a column says of them."""
    known = f"select {name_sql(column)} from exports.{table} where record_file in (select unnest($others))"
    half = f"avg(case when {name_sql(column)} in ({known}) then 1 else 0 end) >= 0.5"
    return bool(
        scalar(
            connection,
            f"select {half} from exports.{table} where record_file = $file",
            {"file": file, "others": sorted(others)},
        )
    )


def _joins(connection: duckdb.DuckDBPyConnection, table: str, file: str) -> bool:
    """Whether half of a file's ids are those of other rows of the table, or are referred to by other files."""
    key = EXPORTS[table].key[0]
    known = [f"select lower({key}) as id from exports.{table} where record_file <> $file"]
    known += [
        f"select lower({quoted(column.name)}) from exports.{export.name} where record_file <> $file"
        for export in EXPORTS.values()
        for column in export.columns.values()
        if column.refers_to == table and column.kind == "text"
    ]
    return bool(
        scalar(
            connection,
            f"select avg(case when lower({key}) in ({' union '.join(known)}) then 1 else 0 end) >= 0.5"
            f" from exports.{table} where record_file = $file",
            {"file": file},
        )
    )


def _marks_key_accounts(connection: duckdb.DuckDBPyConnection, file: str, columns: set[str]) -> bool:
    """Take a list of key accounts as what marks accounts of the other files, by id or name; false if it is none.

    A list without the column names none but key accounts, where its file is called so.
    """
    if "is_key_account" not in columns and "keyaccount" not in header_key(file):
        return False
    marked = "coalesce(is_key_account, false)" if "is_key_account" in columns else "true"
    connection.execute(
        f"""
        create or replace temp table landing_marked as
        select l.record_number, a.account_id, {marked.replace("is_key_account", "l.is_key_account")} as is_key
        from exports.accounts as l left join exports.accounts as a
            on a.record_file <> $file
            and (a.account_id = l.account_id or {name_sql("a.account_name")} = {name_sql("l.account_name")})
        where l.record_file = $file
        """,
        {"file": file},
    )
    connection.execute(
        """
        insert into intake.quarantine
        select $file, 'accounts', record_number, line_number, 'account_id', account_id, 'unknown_account',
               $file || coalesce(', line ' || line_number, ', record ' || record_number) || ': '
               || coalesce(account_name, account_id) || ' is in no file of accounts; correct the name or export it',
               null
        from exports.accounts
        where record_file = $file
            and record_number in (select record_number from landing_marked where account_id is null)
        """,
        {"file": file},
    )
    connection.execute(
        "insert into landing_gone select distinct $file, 'accounts', record_number, 'folded' from landing_marked"
        " where account_id is not null",
        {"file": file},
    )
    connection.execute("delete from exports.accounts where record_file = $file", {"file": file})
    connection.execute(
        "update exports.accounts as a set is_key_account = m.is_key from"
        " (select account_id, bool_or(is_key) as is_key from landing_marked group by all) as m"
        " where a.account_id = m.account_id"
    )
    connection.execute("delete from intake.money where file = $file and table_name = 'accounts'", {"file": file})
    connection.execute("delete from intake.flags where file = $file and table_name = 'accounts'", {"file": file})
    connection.execute(
        "update intake.files set reason = 'it says which accounts are key accounts, and nothing else is taken from it'"
        " where file = $file and table_name = 'accounts'",
        {"file": file},
    )
    return True


def _take_out(connection: duckdb.DuckDBPyConnection, file: str, table: str, reason: str) -> None:
    connection.execute(f"delete from exports.{table} where record_file = $file", {"file": file})
    for audit in ("columns", "quarantine", "flags", "money"):
        connection.execute(
            f"delete from intake.{audit} where file = $file and table_name = $table", {"file": file, "table": table}
        )
    connection.execute(
        "update intake.files set status = 'left_aside', reason = $reason, table_name = null, records_read = 0,"
        " lines_cut = 0 where file = $file and table_name = $table",
        {"file": file, "table": table, "reason": reason},
    )
