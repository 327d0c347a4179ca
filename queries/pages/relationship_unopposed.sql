-- Competitive key accounts where nobody is recorded against us: a picture too good to be true (S62).
-- grain: one row per key account
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: account_id, account_name, contacts, rung, arr
-- person_id: AE it counts under
-- person_name: that AE's name
-- fill_share: role, influence, support and health told of its people, 0 to 1

select
    relationships.account_id,
    relationships.account_name,
    relationships.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    relationships.contacts,
    relationships.rung,
    cast(relationships.known_attributes as double) / nullif(cast(relationships.asked_attributes as double), 0)
        as fill_share,
    relationships.arr
from scoped_relationships as relationships
left join people on people.person_id = relationships.counted_under_id
where relationships.lacks_opponent
order by relationships.arr desc nulls last, relationships.account_name nulls last, relationships.account_id nulls last
