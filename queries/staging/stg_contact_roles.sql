-- Contact roles as exported, renamed and classified.
-- grain: one row per opportunity, contact and role
-- key: opportunity_id, contact_id, role

select
    opportunity_id,
    contact_id,
    allowed.contact_roles_role(role) as role,
    is_primary
from exports.contact_roles
