-- Columns of the contract that no loaded file of their table carries: what stands there is unknown, not blank.
-- grain: one row per table and absent column
-- key: table_name, column_name
-- columns: column_name
-- table_name: table of the contract that is loaded

select table_name, column_name
from intake.columns
where column_name is not null
group by table_name, column_name
having count(*) filter (where matched_by = 'absent') > 0
    and count(*) filter (where matched_by <> 'absent') = 0
