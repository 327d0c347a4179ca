-- How each column of each file was recognised, what was derived, and what means nothing here.
-- grain: one row per file, table, column and header
-- key: file, table_name, column_name, header
-- columns: file
-- table_name: table of the contract; empty where none
-- column_name: column of the contract; empty for a header that means nothing here
-- header: what stands in the file; empty where the file lacks the column
-- matched_by: exact, synonym, mapping, derived, absent or unused
-- note: how it was derived or read

select
    file,
    coalesce(table_name, '') as table_name,
    coalesce(column_name, '') as column_name,
    coalesce(header, '') as header,
    matched_by,
    nullif(note, '') as note
from intake_columns
order by
    file nulls last,
    table_name nulls last,
    case matched_by
        when 'derived' then 1 when 'mapping' then 2 when 'synonym' then 3 when 'unused' then 4 when 'absent' then 5 else 6
    end nulls last,
    column_name nulls last,
    header nulls last
