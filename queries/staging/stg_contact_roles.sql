-- Contact roles as exported, renamed and classified.
-- grain: one row per opportunity, contact and role
-- key: opportunity_id, contact_id, role

select
    opportunity_id,
    contact_id,
    case when role in ('economic_buyer', 'technical_buyer', 'user_buyer', 'decision_maker', 'champion', 'influencer', 'evaluator', 'exec_sponsor', 'procurement', 'admin', 'other') then role when role is not null then 'other' end as role,
    is_primary
from exports.contact_roles
