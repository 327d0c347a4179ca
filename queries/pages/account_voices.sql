-- Outside voices that sway people at an account (S61): analysts, partners, events, publications, user groups.
-- grain: one row per voice and contact swayed
-- key: contact_id, voice
-- parameters: account
-- columns: account_id, title
-- contact_id: contact who is swayed
-- voice_kind: analyst, partner, event, publication, user group or other
-- voice: the voice as exported
-- contact_name: who listens
-- influence: their own influence
-- strength: how strong the voice is; null is not judged

select account_id, contact_id, kind as voice_kind, voice, contact_name, title, influence, strength
from contact_voices
where $account is null or account_id = $account
order by
    account_id nulls last,
    kind nulls last,
    voice nulls last,
    case influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    contact_name nulls last,
    contact_id nulls last
