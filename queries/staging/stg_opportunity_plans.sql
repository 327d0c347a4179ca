-- Opportunity plans as exported, renamed and classified.
-- grain: one row per opportunity
-- key: opportunity_id

select
    opportunity_id,
    overview_filled,
    overview_total,
    full_filled,
    full_total,
    nullif(trim(manager_review), '') as manager_review,
    last_consult_date as last_consult_on
from exports.opportunity_plans
