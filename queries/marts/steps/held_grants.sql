-- Grants by the person who holds them, named in the settings by id or by e-mail.
-- grain: one row per holder and grant
-- key: viewer_id, sees, target, reason, until_on
-- columns: viewer_id, until_on
-- sees: everything, subtree or account
-- target: person whose subtree, or account; null for everything
-- reason: why, in the operator's words

select distinct people.person_id as viewer_id, grants.sees, grants.target, grants.reason, grants.until_on
from grants
inner join people on people.person_id = grants.person or lower(people.email) = lower(grants.person)
where people.is_active
