-- Contact influences as exported, renamed and classified.
-- grain: one row per influence of one contact or outside party on a contact
-- key: from_contact_id, to_contact_id, external_party

select
    from_contact_id,
    to_contact_id,
    allowed.contact_influences_strength(strength) as strength,
    nullif(trim(external_party), '') as external_party
from exports.contact_influences
