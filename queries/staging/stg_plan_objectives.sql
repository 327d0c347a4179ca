-- Plan objectives as exported, renamed and classified.
-- grain: one row per objective
-- key: objective_id

select
    objective_id,
    plan_id,
    nullif(trim(title), '') as title,
    case when horizon in ('6m', '12m', '18m') then horizon when horizon is not null then 'other' end as horizon,
    case when status in ('open', 'on_track', 'at_risk', 'done', 'dropped') then status when status is not null then 'other' end as status,
    due_date as due_on,
    nullif(trim(value_driver), '') as value_driver,
    owner_id,
    nullif(trim(category), '') as category,
    nullif(trim(measure), '') as measure,
    measure_moved_on
from exports.plan_objectives
