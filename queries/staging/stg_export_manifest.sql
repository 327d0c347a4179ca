-- Export manifest as exported, renamed and classified.
-- grain: one row per file
-- key: file

select
    nullif(trim(file), '') as file,
    exported_at,
    nullif(trim(source_system), '') as source_system,
    nullif(trim(filters), '') as filters,
    row_count
from exports.export_manifest
