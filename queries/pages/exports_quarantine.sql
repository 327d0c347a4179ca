-- Rows rejected at loading, each with its place, its rule and the row as it is in the file; at most 20,000.
-- grain: one row per row rejected
-- key: file, record_number
-- columns: record_number, value
-- file: file it stands in
-- table_name: table it was meant for
-- line_number: line in the file; null for Parquet
-- column_name: column that is at fault
-- rule: rule that rejects it
-- message: what is wrong and what to do
-- raw_record: the row as it is in the file

select
    file,
    table_name,
    record_number,
    line_number,
    column_name,
    value,
    replace(rule, '_', ' ') as rule,
    case
        when position(file in message) = 1 and position(': ' in message) > 0
            then substr(message, position(': ' in message) + 2)
        else message
    end as message,
    raw_record
from intake_quarantine
order by file nulls last, record_number nulls last
limit 20000
