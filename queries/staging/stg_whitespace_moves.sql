-- Changes of a whitespace cell's state that the field history recorded, the cell's key taken apart.
-- grain: one row per cell and time of change
-- key: account_id, buying_centre_id, stage_id, product_id, moved_at

select distinct
    split_part(record_id, ';', 1) as account_id,
    nullif(split_part(record_id, ';', 2), '') as buying_centre_id,
    nullif(split_part(record_id, ';', 3), '') as stage_id,
    nullif(split_part(record_id, ';', 4), '') as product_id,
    changed_at as moved_at
from exports.field_history
where trim(table_name) = 'whitespace_cells'
    and trim(field) = 'state'
    and trim(old_value) <> ''
    and trim(old_value) is distinct from trim(new_value)
