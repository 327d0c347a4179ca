-- Who sways whom at an account, apart from reporting lines (S60), and which outside voices do (S61).
-- grain: one row per influence
-- key: influence_id
-- $account: the account; null means every account the viewer may see
-- account_id: account of the person influenced
-- influence_id: the two ends, joined
-- from_contact_id: contact who influences, where of the same account; null for anybody else
-- from_name: their name, the outside party, or that it is someone at another account
-- to_contact_id: contact who is influenced
-- to_name: their name
-- strength: high, medium, low or other; null is not judged
-- is_outside: true for an analyst, partner, event or anyone beyond the account

select
    influenced.account_id,
    coalesce(influences.from_contact_id, '') || ';' || coalesce(influences.external_party, '') || ';'
        || influences.to_contact_id as influence_id,
    influencers.contact_id as from_contact_id,
    coalesce(influencers.full_name, influences.external_party, 'someone at another account') as from_name,
    influences.to_contact_id,
    coalesce(influenced.full_name, 'unnamed contact') as to_name,
    influences.strength,
    influencers.contact_id is null as is_outside
from contact_influences as influences
inner join contacts as influenced on influenced.contact_id = influences.to_contact_id
left join contacts as influencers
    on influencers.contact_id = influences.from_contact_id and influencers.account_id = influenced.account_id
where ($account is null or influenced.account_id = $account)
    and influences.from_contact_id is distinct from influences.to_contact_id
order by influenced.account_id nulls last, influence_id nulls last
