-- What is loaded of each table of the contract, and whether it was exported long before the rest (S113).
-- grain: one row per export table that has rows or a file
-- key: table_name
-- columns: table_name, rows_loaded, exported_at
-- files: files read into it
-- is_derived: true when no file carries the table and it was made from ids and names in others
-- is_behind: exported more than export_apart_hours before the newest table; null where its time is not known
-- behind_days: calendar days from its export to that of the newest table; null where it is not behind

with

loaded as (

    select
        table_name,
        count(*) filter (where status = 'loaded') as files,
        coalesce(sum(rows_loaded), 0) as rows_loaded,
        max(exported_at) as exported_at
    from intake.files
    where table_name is not null and status in ('loaded', 'empty')
    group by table_name

),

compared as (

    select
        loaded.*,
        newest.exported_at as newest_at,
        loaded.exported_at + thresholds.export_apart_hours * interval 1 hour < newest.exported_at as is_behind
    from loaded
    cross join (select max(exported_at) as exported_at from loaded) as newest
    cross join thresholds

)

select
    table_name,
    cast(files as bigint) as files,
    cast(rows_loaded as bigint) as rows_loaded,
    exported_at,
    files = 0 as is_derived,
    is_behind,
    case when is_behind then date_diff('day', cast(exported_at as date), cast(newest_at as date)) end as behind_days
from compared
