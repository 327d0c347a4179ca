-- Every file of the folder that was loaded, and what became of it.
-- grain: one row per file and table in it
-- key: file, table_name
-- columns: file, rows_loaded, rows_quarantined, rows_folded
-- table_name: table it was recognised as; empty where none
-- status: loaded, empty, skipped or refused
-- reason: why it was not loaded
-- source_system: tool it came from
-- exported_at: when it was exported
-- records_read: records in it, counted independently
-- lines_cut: lines above or below the table, such as titles and totals

select
    file,
    coalesce(table_name, '') as table_name,
    case when status = 'left_aside' then 'skipped' else status end as status,
    nullif(reason, '') as reason,
    source_system,
    cast(exported_at as date) as exported_at,
    cast(records_read as bigint) as records_read,
    cast(rows_loaded as bigint) as rows_loaded,
    cast(rows_quarantined as bigint) as rows_quarantined,
    cast(rows_folded as bigint) as rows_folded,
    cast(lines_cut as bigint) as lines_cut
from intake_files
order by
    case status when 'refused' then 1 when 'left_aside' then 2 when 'empty' then 3 else 4 end nulls last,
    rows_quarantined desc nulls last,
    file nulls last,
    table_name nulls last
