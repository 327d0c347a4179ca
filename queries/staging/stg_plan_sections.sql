-- Plan sections as exported, renamed and classified.
-- grain: one row per plan and section
-- key: plan_id, section

select
    plan_id,
    section,
    allowed.plan_sections_state(state) as state,
    fill_pct,
    answered,
    total,
    updated_date as updated_on
from exports.plan_sections
