-- Stages as exported, renamed and classified.
-- grain: one row per lifecycle stage
-- key: stage_id

select
    stage_id,
    nullif(trim(label), '') as label,
    display_order,
    aliases,
    coalesce(is_shown, true) as is_shown
from exports.stages
