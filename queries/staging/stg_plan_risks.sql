-- Plan risks as exported, renamed and classified.
-- grain: one row per risk
-- key: risk_id

select
    risk_id,
    plan_id,
    nullif(trim(title), '') as title,
    case when horizon in ('short', 'medium', 'long') then horizon when horizon is not null then 'other' end as horizon,
    case when status in ('open', 'mitigated', 'accepted') then status when status is not null then 'other' end as status,
    updated_date as updated_on
from exports.plan_risks
