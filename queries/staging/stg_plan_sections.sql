-- Plan sections as exported, renamed and classified.
-- grain: one row per plan and section
-- key: plan_id, section

select
    plan_id,
    section,
    case when state in ('empty', 'started', 'complete') then state when state is not null then 'other' end as state,
    fill_pct,
    answered,
    total,
    updated_date as updated_on
from exports.plan_sections
