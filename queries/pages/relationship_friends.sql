-- People at key accounts who speak up for a competitor (S62).
-- grain: one row per contact
-- key: contact_id
-- parameters: team, owner, region, segment
-- columns: contact_id, contact_name, title, account_id, account_name, touch_owner_name, arr
-- person_id: AE it counts under
-- person_name: that AE's name
-- competitor: competitor they speak up for
-- influence: high, medium, low, other or not judged
-- support: how they stand to us; null is not judged
-- decision_role: parts they play in a purchase
-- last_touch_on: our last touch with them

select
    facts.contact_id,
    facts.contact_name,
    facts.title,
    facts.account_id,
    relationships.account_name,
    relationships.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    facts.competitor_affinity as competitor,
    coalesce(facts.influence, 'not judged') as influence,
    facts.support,
    facts.decision_role,
    touchers.person_name as touch_owner_name,
    facts.last_touch_on,
    relationships.arr
from contact_facts as facts
inner join scoped_relationships as relationships on relationships.account_id = facts.account_id
left join people on people.person_id = relationships.counted_under_id
left join people as touchers on touchers.person_id = facts.touch_owner_id
where facts.competitor_affinity is not null and facts.presence <> 'left'
order by
    case facts.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    facts.competitor_affinity nulls last,
    relationships.arr desc nulls last,
    facts.contact_id nulls last
