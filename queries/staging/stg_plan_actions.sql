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
    case when status in ('open', 'done', 'dropped') then status when status is not null then 'other' end as status,
    completed_date as completed_on,
    first_due_date as first_due_on,
    nullif(trim(how), '') as how,
    nullif(trim(support_needed), '') as support_needed,
    created_date as created_on,
    updated_date as updated_on,
    case when about_kind in ('question', 'risk', 'contact', 'whitespace', 'renewal', 'other') then about_kind when about_kind is not null then 'other' end as about_kind,
    about_id
from exports.plan_actions
