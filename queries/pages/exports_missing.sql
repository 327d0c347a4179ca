-- Tables and columns that no export carries.
-- grain: one row per missing table, or missing column of a table that is there
-- key: table_name, column_name
-- columns: table_name
-- column_name: column that a number needs; 'the whole table' where no file has any

select table_name, coalesce(column_name, 'the whole table') as column_name
from intake_missing
order by intake_missing.column_name nulls first, table_name nulls last
