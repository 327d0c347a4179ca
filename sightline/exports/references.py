"""Bind references to rows: by id where the id exists, else by name where one row alone bears it."""

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.land import quoted, scalar

NAMES = {
    "users": ("full_name", "email"),
    "accounts": ("account_name",),
    "contacts": ("full_name", "email"),
    "opportunities": ("name",),
    "products": ("name",),
    "stages": ("label",),
    "buying_centres": ("name",),
    "account_plans": (),
    "plan_objectives": ("title",),
}
"""Columns by which a row may be named instead of by its id."""

LISTS = {("opportunities", "product_ids"): "products", ("plan_reviews", "attendee_ids"): "users"}
"""Columns that hold several references in one cell."""


def name_sql(column: str) -> str:
    """A name as it is compared: blanks collapsed, without case."""
    return rf"lower(regexp_replace(trim({column}), '\s+', ' ', 'g'))"


def squeezed_sql(column: str) -> str:
    """A name without blanks and punctuation: the last resort, for spellings such as `GTXPro`."""
    return rf"lower(regexp_replace({column}, '[\s\.,\-_/]+', '', 'g'))"


def bind(connection: duckdb.DuckDBPyConnection, by_name: bool = True) -> None:
    """Resolve every reference of every table; what finds no row, or two, is flagged and stays as it was."""
    for target in NAMES:
        if not _count(connection, f"exports.{target}"):
            continue
        _names_of(connection, target)
        for export in EXPORTS.values():
            for column in export.columns.values():
                if column.refers_to == target:
                    _bind_one(connection, export.name, column.name, target, by_name)
                elif LISTS.get((export.name, column.name)) == target:
                    _bind_list(connection, export.name, column.name, target, by_name)


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    return int(scalar(connection, f"select count(*) from {relation}"))


def _names_of(connection: duckdb.DuckDBPyConnection, target: str) -> None:
    """Fill `landing_names` with each spelling of the target's rows: how sure it is, whose it is, how many share it."""
    key = EXPORTS[target].key[0]
    spelled = [
        f"select {place} as step, {form(quoted(column))} as spelling, {key} as id from exports.{target} where"
        f" {quoted(column)} is not null"
        for place, (column, form) in enumerate(
            [(column, form) for form in (name_sql, squeezed_sql) for column in NAMES[target]]
        )
    ]
    spelled.append(f"select 9 as step, {name_sql(key)} as spelling, {key} as id from exports.{target}")
    connection.execute(
        "create or replace temp table landing_names as"
        f" select step, spelling, any_value(id) as id, count(distinct id) as owners from"
        f" ({' union all '.join(spelled)})"
        " where spelling <> '' group by step, spelling"
    )


def _bind_one(connection: duckdb.DuckDBPyConnection, table: str, column: str, target: str, by_name: bool) -> None:
    key, cell = EXPORTS[target].key[0], quoted(column)
    connection.execute(
        f"create or replace temp table landing_unbound as select distinct t.{cell} as ref from exports.{table} as t"
        f" where t.{cell} is not null and not exists (select 1 from exports.{target} as r where r.{key} = t.{cell})"
    )
    if not _count(connection, "landing_unbound"):
        return
    _resolve(connection, by_name)
    connection.execute(
        f"update exports.{table} as t set {cell} = b.id from landing_bound as b where t.{cell} = b.ref and b.owners = 1"
    )
    connection.execute(
        f"""
        insert into intake.flags
        select t.record_file, $table, t.record_number, t.line_number, $column, b.ref,
               case when b.owners > 1 then 'ambiguous_name' else 'dangling_reference' end,
               $column || ' ''' || left(b.ref, 80) || ''' '
               || case when b.owners > 1 then 'is the name of ' || b.owners || ' rows of ' || $target || ';
                   give the id instead'
                       else 'is no row of ' || $target || '; it is loaded and counted apart' end
        from exports.{table} as t join landing_bound as b on t.{cell} = b.ref and b.owners is distinct from 1
        """,
        {"table": table, "column": column, "target": target},
    )


def _resolve(connection: duckdb.DuckDBPyConnection, by_name: bool) -> None:
    """Find the row that each unbound name means: `landing_bound` (ref, id, owners), owners null when there is none."""
    connection.execute(
        f"""
        create or replace temp table landing_bound as
        with
        spelled as (select ref, {name_sql("ref")} as plain, {squeezed_sql("ref")} as squeezed from landing_unbound),
        found as (
            select s.ref, n.step, n.id, n.owners
            from spelled as s join landing_names as n on n.spelling = s.plain or n.spelling = s.squeezed
            where $by_name
        ),
        first as (select ref, arg_min(id, step) as id, arg_min(owners, step) as owners from found group by ref)
        select s.ref, f.id, f.owners from spelled as s left join first as f using (ref)
        """,
        {"by_name": by_name},
    )


def _bind_list(connection: duckdb.DuckDBPyConnection, table: str, column: str, target: str, by_name: bool) -> None:
    """Bind each part of a cell that lists several references, separated by `;`."""
    key, cell = EXPORTS[target].key[0], quoted(column)
    connection.execute(
        f"create or replace temp table landing_unbound as select distinct trim(part) as ref from"
        f" (select unnest(string_split({cell}, ';')) as part from (select distinct {cell} from exports.{table}"
        f" where {cell} is not null))"
        f" where trim(part) <> '' and trim(part) not in (select {key} from exports.{target})"
    )
    if not _count(connection, "landing_unbound"):
        return
    _resolve(connection, by_name)
    connection.execute(
        f"""
        update exports.{table} as t set {cell} = m.ids
        from (
            select whole, string_agg(coalesce(b.id, part), ';' order by place) as ids
            from (
                select whole, trim(part) as part, place
                from (select distinct {cell} as whole from exports.{table} where {cell} is not null) as cells,
                     unnest(string_split(whole, ';')) with ordinality as parts(part, place)
            )
            left join landing_bound as b on b.ref = part and b.owners = 1
            group by whole
        ) as m
        where t.{cell} = m.whole
        """
    )
