-- Exports that are loaded, so that the Account page can name those it misses.
-- grain: one row per table loaded
-- key: table_name
-- columns: table_name

select table_name from export_tables order by table_name nulls last
