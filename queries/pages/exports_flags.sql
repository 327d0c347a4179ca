-- Cells loaded though doubtful, each with its place and what it counts as; at most 20,000.
-- grain: one row per doubtful cell
-- key: file, record_number, column_name, rule
-- columns: table_name, record_number, column_name, value
-- file: file it stands in
-- line_number: line in the file; null for Parquet
-- rule: what is doubtful
-- message: what it counts as

select
    file,
    table_name,
    record_number,
    line_number,
    coalesce(column_name, '') as column_name,
    value,
    case when rule = 'dangling_reference' then 'no matching record' else replace(rule, '_', ' ') end as rule,
    message
from intake_flags
order by file nulls last, record_number nulls last, column_name nulls last, rule nulls last
limit 20000
