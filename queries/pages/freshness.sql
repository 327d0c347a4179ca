-- As of when the numbers are, and how much of the exports did not make it.
-- grain: one row
-- key: as_of_on
-- columns: quarter_label
-- as_of_on: day every number is computed at
-- as_of_source: where that day comes from
-- quarter_starts_on: first day of that quarter
-- missing_tables: tables of the contract that no export carries
-- behind_tables: tables exported more than export_apart_hours before the newest one (S113)
-- behind_table: the oldest of them; null without one
-- behind_days: calendar days from its export to that of the newest
-- has_plans: true when an export of account plans is loaded; without one nobody can say what is covered
-- is_key_stand_in: true when no export names key accounts and a setting stands in

with

behind as (

    select
        table_name,
        behind_days,
        count(*) over (partition by 1) as tables,
        row_number() over (order by exported_at nulls last, table_name nulls last) as place
    from export_tables
    where is_behind

)

select
    export_run.as_of_on,
    export_run.as_of_source,
    export_run.quarter_label,
    export_run.quarter_starts_on,
    (select cast(count(*) as bigint) from intake_missing where column_name is null) as missing_tables,
    cast(coalesce(behind.tables, 0) as bigint) as behind_tables,
    behind.table_name as behind_table,
    cast(behind.behind_days as bigint) as behind_days,
    (select has_account_plans from exported) as has_plans,
    not exists (select 1 from accounts where key_reason like 'CRM flag%' or key_reason like 'rule of%')
    and exists (select 1 from accounts where key_reason is not null) as is_key_stand_in
from export_run
left join behind on behind.place = 1
