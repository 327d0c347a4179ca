-- Plan actions as exported, renamed and classified.
-- grain: one row per action
-- key: action_id

select
    action_id,
    plan_id,
    objective_id,
    nullif(trim(title), '') as title,
    owner_id,
    due_date as due_on,
    allowed.plan_actions_status(status) as status,
    completed_date as completed_on,
    first_due_date as first_due_on,
    nullif(trim(how), '') as how,
    nullif(trim(support_needed), '') as support_needed,
    created_date as created_on,
    updated_date as updated_on,
    allowed.plan_actions_about_kind(about_kind) as about_kind,
    about_id
from exports.plan_actions
