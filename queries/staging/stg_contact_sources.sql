-- The outside voices each contact is said to listen to, one by one.
-- grain: one row per contact and source
-- key: contact_id, source

select distinct contacts.contact_id, lower(trim(parts.part)) as source
from exports.contacts as contacts, unnest(string_split(contacts.influence_sources, ';')) as parts(part)
where trim(parts.part) <> ''
