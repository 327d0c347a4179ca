-- Doubtful cells by kind: which column, which doubt, how many.
-- grain: one row per table, column and rule
-- key: table_name, column_name, rule
-- columns: table_name, column_name
-- rule: what is doubtful
-- cells: how many cells
-- first_line: first line concerned; null for Parquet
-- message: the first of them, in words

select
    coalesce(table_name, '') as table_name,
    coalesce(column_name, '') as column_name,
    case when rule = 'dangling_reference' then 'no matching record' else replace(rule, '_', ' ') end as rule,
    cast(count(*) as bigint) as cells,
    cast(min(line_number) as bigint) as first_line,
    min(message) as message
from intake_flags
group by table_name, column_name, rule
order by count(*) desc nulls last, table_name nulls last, column_name nulls last, rule nulls last
