-- The tables that are loaded and how old they are.
-- grain: one row per table of the contract that has rows or a file
-- key: table_name
-- columns: table_name, exported_at
-- files: files read into it; null for a viewer who may not see everything
-- rows_loaded: rows loaded; null for a viewer who may not see everything
-- is_derived: true when no file carries the table and it was made from others
-- is_behind: exported more than export_apart_hours before the newest table (S113); null where its time is not known
-- behind_days: calendar days before it; null where it is not behind

select
    export_tables.table_name,
    cast(export_tables.exported_at as date) as exported_at,
    cast(export_tables.files as bigint) as files,
    cast(export_tables.rows_loaded as bigint) as rows_loaded,
    export_tables.is_derived,
    export_tables.is_behind,
    cast(export_tables.behind_days as bigint) as behind_days
from export_tables
order by export_tables.table_name nulls last
