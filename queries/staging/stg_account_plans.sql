-- Account plans as exported, renamed and classified.
-- grain: one row per plan of any kind
-- key: plan_id

select
    plan_id,
    account_id,
    coalesce(allowed.account_plans_plan_kind(plan_kind), 'account') as plan_kind,
    allowed.account_plans_plan_type(plan_type) as plan_type,
    owner_id,
    allowed.account_plans_status(status) as status,
    created_date as created_on,
    last_updated as last_updated_on,
    next_review_date as next_review_on,
    nullif(trim(fiscal_year), '') as fiscal_year,
    case when lower(trim(link)) like 'http://%' or lower(trim(link)) like 'https://%' then trim(link) end as link,
    start_date as start_on,
    end_date as end_on,
    exec_sponsor_id,
    shared_with_customer_on,
    content_changed_on,
    closed_on,
    coalesce(is_private, false) as is_private,
    record_file,
    record_number,
    line_number
from exports.account_plans
