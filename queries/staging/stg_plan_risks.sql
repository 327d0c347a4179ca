-- Plan risks as exported, renamed and classified.
-- grain: one row per risk
-- key: risk_id

select
    risk_id,
    plan_id,
    nullif(trim(title), '') as title,
    allowed.plan_risks_horizon(horizon) as horizon,
    allowed.plan_risks_status(status) as status,
    updated_date as updated_on
from exports.plan_risks
