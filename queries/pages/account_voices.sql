-- Outside voices that sway people at an account (S61): analysts, partners, events, publications, user groups.
-- grain: one row per voice and contact swayed
-- key: contact_id, voice
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- contact_id: contact who is swayed
-- voice_kind: analyst, partner, event, publication, user group or other
-- voice: the voice as exported
-- contact_name: who listens
-- title: their job title
-- influence: their own influence
-- strength: how strong the voice is; null is not judged

select
    voices.account_id,
    voices.contact_id,
    voices.kind as voice_kind,
    voices.voice,
    stakeholders.contact_name,
    stakeholders.title,
    stakeholders.influence,
    voices.strength
from contact_voices as voices
inner join stakeholders on stakeholders.contact_id = voices.contact_id
where ($account is null or voices.account_id = $account) and stakeholders.presence <> 'left'
order by
    voices.account_id nulls last,
    voices.kind nulls last,
    voices.voice nulls last,
    case stakeholders.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    stakeholders.contact_name nulls last,
    voices.contact_id nulls last
