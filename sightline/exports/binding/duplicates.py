"""Two rows with one key: an identical one is folded, of different ones the newest file's last row is kept."""

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.converting import changes
from sightline.exports.opening.land import quoted, scalar

CASELESS = {"users": "full_name", "accounts": "account_name"}
"""Tables whose ids are one in any case, unless they name different things: that column's words tell."""


def settle(connection: duckdb.DuckDBPyConnection, table: str, why: str = "") -> None:
    """Leave one row per key in `exports.<table>`; the others go to `landing_gone` and the quarantine.

    `landing_file_rank` says which file is newer, `converted.moments` which of two changes on one day came later: there
    the earlier change is folded, for it was a state too. Of two quotas exported at one time the smaller is a
    person's own, whatever their order or file: the larger is a team's. `why` is added to what the quarantine says.
    """
    export = EXPORTS[table]
    key = ", ".join(map(quoted, export.key))
    if named := CASELESS.get(table):
        key = (
            f"case when lower({key}) in (select lower({key}) from exports.{table} group by all"
            f" having count(distinct {key}) > 1 and (count(distinct lower({named})) > 1 or count({named}) < count(*)))"
            f" then {key}"
            f" else lower({key}) end"
        )
    smaller = "exported_at desc nulls last, target nulls last," if table == "quotas" else ""
    content = ", ".join(quoted(name) for name in export.columns)
    if not scalar(connection, f"select count(*) - count(distinct hash({key})) from exports.{table}"):
        return
    connection.execute(
        f"""
        create or replace temp table landing_doubled as
        with
        keyed as (select rowid as row_id, hash({key}) as key_hash, hash({content}) as content_hash,
                         {"amount as target," if smaller else ""} record_file, record_number, line_number
                  from exports.{table}),
        doubled as (select * from keyed where key_hash in (select key_hash from keyed group by key_hash having
            count(*) > 1)),
        ranked as (
            select doubled.*,
                   row_number() over newest as place,
                   moment is not null and first_value(moment) over newest is not null as is_change,
                   first_value(content_hash) over newest as kept_hash,
                   first_value(coalesce(record_file || ', line ' || line_number, record_file || ', record ' ||
                       record_number)) over newest as kept
            from doubled
            left join landing_file_rank as file_rank on file_rank.file = record_file
            left join converted.moments using (record_file, record_number)
            left join intake.files as exported on exported.file = record_file and exported.table_name = $table
            window newest as (partition by key_hash
                              order by moment desc nulls last, later desc, {smaller}
                                       file_rank.rank desc nulls last, record_number desc, row_id desc)
        )
        select *, case when place = 1 then 'loaded' when is_change or content_hash = kept_hash then 'folded' else
            'quarantined' end as verdict
        from ranked
        """,
        {"table": table},
    )
    name = export.key[0] if len(export.key) == 1 else ", ".join(export.key)
    value = " || ' ' || ".join(f"coalesce(cast({quoted(column)} as varchar), '')" for column in export.key)
    _quarantine(connection, table, name, value, why)
    if table in changes.CHANGES:
        changes.note_folded(connection, table)
    money = [column.name for column in export.columns.values() if column.is_money]
    for column in money:
        connection.execute(
            f"""
            update intake.money as m
            set amount_quarantined = amount_quarantined + lost.apart, amount_folded = amount_folded + lost.folded
            from (
                select d.record_file,
                       coalesce(sum({quoted(column)}) filter (where verdict = 'quarantined'), 0) as apart,
                       coalesce(sum({quoted(column)}) filter (where verdict = 'folded'), 0) as folded
                from landing_doubled as d join exports.{table} as t on t.rowid = d.row_id
                group by d.record_file
            ) as lost
            where m.file = lost.record_file and m.table_name = $table and m.column_name = $column
            """,
            {"table": table, "column": column},
        )
    connection.execute(
        "insert into landing_gone select record_file, $table, record_number, verdict from landing_doubled where"
        " place > 1",
        {"table": table},
    )
    connection.execute(
        f"delete from exports.{table} where rowid in (select row_id from landing_doubled where place > 1)"
    )


def _quarantine(connection: duckdb.DuckDBPyConnection, table: str, key: str, value: str, why: str) -> None:
    connection.execute(
        f"""
        insert into intake.quarantine
        select d.record_file, $table, d.record_number, d.line_number, $key, {value}, 'duplicate_key',
               d.record_file || coalesce(', line ' || d.line_number, ', record ' || d.record_number) || ': ' || $key
               || ' ''' || {value} || ''' is also in ' || d.kept || ' with other values, and that row is loaded'
               || $why || '; remove one of the two at the source', null
        from landing_doubled as d
        join exports.{table} as t on t.rowid = d.row_id
        where d.verdict = 'quarantined'
        """,
        {"table": table, "key": key, "why": why},
    )
