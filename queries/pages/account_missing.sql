-- Exports that the Account page asks for and nobody loaded.
-- grain: one row per missing table
-- key: table_name
-- table_name: table of the contract

select distinct table_name
from intake_missing
where column_name is null
order by table_name nulls last
