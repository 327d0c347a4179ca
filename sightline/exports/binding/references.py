"""Bind references to rows: by id where the id exists, else by name where one row alone bears it."""

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.binding import duplicates
from sightline.exports.opening.land import filled, quoted, scalar

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
    """Resolve every reference of every table; what finds no row, or two, is flagged and stays as it was.

    Names are only made comparable for what no id resolves, and then once for each table that is referred to.
    """
    tables = [EXPORTS[table] for table in filled(connection)]
    for target in NAMES:
        if not scalar(connection, f"select count(*) from exports.{target}"):
            continue
        connection.execute(
            "create or replace temp table landing_unbound (table_name varchar, cell varchar, ref varchar)"
        )
        for export in tables:
            for column in export.columns.values():
                if column.refers_to == target:
                    _find_unbound(connection, export.name, column.name, target, f"select {quoted(column.name)} as ref")
                elif LISTS.get((export.name, column.name)) == target:
                    parts = f"select trim(unnest(string_split({quoted(column.name)}, ';'))) as ref"
                    _find_unbound(connection, export.name, column.name, target, parts)
        found = connection.execute("select distinct table_name, cell from landing_unbound order by all").fetchall()
        if not found:
            continue
        _resolve(connection, target, by_name)
        for table, column in found:
            if (table, column) in LISTS:
                _bind_list(connection, table, column)
            else:
                _bind_one(connection, table, column, target)


def _find_unbound(connection: duckdb.DuckDBPyConnection, table: str, column: str, target: str, refs: str) -> None:
    """Add to `landing_unbound` each reference of a column that is the key of no row."""
    connection.execute(
        f"insert into landing_unbound select distinct $table, $column, ref from ({refs} from exports.{table}) as given"
        f" where ref <> '' and not exists (select 1 from exports.{target} as r where r.{EXPORTS[target].key[0]} = ref)",
        {"table": table, "column": column},
    )


def _resolve(connection: duckdb.DuckDBPyConnection, target: str, by_name: bool) -> None:
    """Find the row that each unbound name means: `landing_bound` (ref, id, owners), owners null when there is none.

    A name counts as what it stands for by its surest spelling: the columns of NAMES in order, then without blanks and
    punctuation, then ids in another case.
    """
    key = EXPORTS[target].key[0]
    forms = [(column, form) for form in (name_sql, squeezed_sql) for column in NAMES[target]]
    spelled = [
        f"select {place} as step, {form(quoted(column))} as spelling, {key} as id from exports.{target}"
        for place, (column, form) in enumerate(forms)
    ]
    spelled.append(f"select {len(forms)} as step, {name_sql(key)} as spelling, {key} as id from exports.{target}")
    connection.execute(
        f"""
        create or replace temp table landing_bound as
        with
        refs as (select distinct ref, {name_sql("ref")} as plain, {squeezed_sql("ref")} as squeezed
                 from landing_unbound),
        wanted as (select plain as spelling from refs union select squeezed from refs),
        names as (
            select step, spelling, any_value(id) as id, count(distinct id) as owners
            from ({" union all ".join(spelled)}) as spelled
            where $by_name and spelling <> '' and spelling in (select spelling from wanted)
            group by step, spelling
        ),
        found as (
            select r.ref, n.step, n.id, n.owners
            from refs as r join names as n on n.spelling = r.plain or n.spelling = r.squeezed
        ),
        first as (select ref, arg_min(id, step) as id, arg_min(owners, step) as owners from found group by ref)
        select r.ref, f.id, f.owners from refs as r left join first as f using (ref)
        """,
        {"by_name": by_name},
    )


def _bind_one(connection: duckdb.DuckDBPyConnection, table: str, column: str, target: str) -> None:
    cell = quoted(column)
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
                       else 'has no matching record in ' || $target || '; the row is loaded and counted separately' end
        from exports.{table} as t join landing_bound as b on t.{cell} = b.ref and b.owners is distinct from 1
        """,
        {"table": table, "column": column, "target": target},
    )
    if column in EXPORTS[table].key:
        duplicates.settle(connection, table, "; both name the same one")


def _bind_list(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    """Bind each part of a cell that lists several references, separated by `;`."""
    cell = quoted(column)
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
