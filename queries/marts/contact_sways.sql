-- Who sways whom at an account, apart from reporting lines (S60), with the names of both; nobody sways themselves.
-- grain: one row per influence
-- key: influence_id
-- columns: influence_id, from_contact_id, from_name, to_contact_id, to_name, strength, is_outside
-- account_id: account of the person influenced

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
