-- Plan objectives as exported, renamed and classified.
-- grain: one row per objective
-- key: objective_id

select
    objective_id,
    plan_id,
    nullif(trim(title), '') as title,
    allowed.plan_objectives_horizon(horizon) as horizon,
    allowed.plan_objectives_status(status) as status,
    due_date as due_on,
    nullif(trim(value_driver), '') as value_driver,
    owner_id,
    nullif(trim(category), '') as category,
    nullif(trim(measure), '') as measure,
    measure_moved_on
from exports.plan_objectives
