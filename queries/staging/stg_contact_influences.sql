-- Contact influences as exported, renamed and classified.
-- grain: one row per influence of one contact or outside party on a contact
-- key: from_contact_id, to_contact_id, external_party

select
    from_contact_id,
    to_contact_id,
    case when strength in ('high', 'medium', 'low') then strength when strength is not null then 'other' end as strength,
    nullif(trim(external_party), '') as external_party
from exports.contact_influences
