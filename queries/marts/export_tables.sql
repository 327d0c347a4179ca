-- What is loaded of each table of the contract.
-- grain: one row per export table that has rows or a file
-- key: table_name
-- columns: table_name, rows_loaded, exported_at
-- files: files read into it
-- is_derived: true when no file carries the table and it was made from ids and names in others

select
    table_name,
    cast(count(*) filter (where status = 'loaded') as bigint) as files,
    cast(coalesce(sum(rows_loaded), 0) as bigint) as rows_loaded,
    max(exported_at) as exported_at,
    count(*) filter (where status = 'loaded') = 0 as is_derived
from intake.files
where table_name is not null and status in ('loaded', 'empty')
group by table_name
