-- Who signs: contacts whose own role, or whose part in a deal, is economic buyer (S51).
-- grain: one row per contact
-- key: contact_id
-- contact_id: the contact

select contact_id from stg_contact_roles where role = 'economic_buyer' and contact_id is not null
union
select contact_id
from stg_contacts
where ';' || replace(decision_role, ' ', '') || ';' like '%;economic_buyer;%'
