-- Who sways whom at an account, apart from reporting lines (S60), with the names of both; nobody sways themselves.
-- grain: one row per influence
-- key: influence_id
-- influence_id: the two ends, joined
-- account_id: account of the person influenced
-- from_contact_id: contact who influences, where of the same account; null for anybody else
-- from_name: their name, the outside party, or that it is someone at another account
-- to_contact_id: contact who is influenced
-- to_name: their name
-- strength: high, medium, low or other; null is not judged
-- is_outside: true for an analyst, partner, event or anyone beyond the account

select
    coalesce(influences.from_contact_id, '') || ';' || coalesce(influences.external_party, '') || ';'
        || influences.to_contact_id as influence_id,
    influenced.account_id,
    influencers.contact_id as from_contact_id,
    coalesce(influencers.full_name, influences.external_party, 'someone at another account') as from_name,
    influences.to_contact_id,
    coalesce(influenced.full_name, 'unnamed contact') as to_name,
    influences.strength,
    influencers.contact_id is null as is_outside
from stg_contact_influences as influences
inner join stg_contacts as influenced on influenced.contact_id = influences.to_contact_id
left join stg_contacts as influencers
    on influencers.contact_id = influences.from_contact_id and influencers.account_id = influenced.account_id
where influences.from_contact_id is distinct from influences.to_contact_id and influenced.account_id is not null
order by influenced.account_id, influences.to_contact_id
