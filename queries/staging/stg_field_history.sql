-- Field history as exported, renamed and classified.
-- grain: one row per change of one field
-- key: table_name, record_id, field, changed_at

select
    nullif(trim(table_name), '') as table_name,
    record_id,
    split_part(record_id, ';', 1) as parent_record_id,
    nullif(trim(field), '') as field,
    changed_at,
    nullif(trim(changed_by), '') as changed_by,
    nullif(trim(old_value), '') as old_value,
    nullif(trim(new_value), '') as new_value
from exports.field_history
