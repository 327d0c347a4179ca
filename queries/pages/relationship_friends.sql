-- People at key accounts who speak up for a competitor (S62).
-- grain: one row per contact
-- key: contact_id
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- contact_id: the contact
-- contact_name: their name
-- title: job title
-- account_id: their account
-- account_name: its name
-- person_name: person it counts under
-- competitor: competitor they speak up for
-- influence: high, medium, low, other or not judged
-- support: how they stand to us; null is not judged
-- decision_role: parts they play in a purchase
-- touch_owner_name: our person who keeps up the contact
-- last_touch_on: our last touch with them
-- arr: yearly spend of the account in the reporting currency

select
    facts.contact_id,
    facts.contact_name,
    facts.title,
    facts.account_id,
    relationships.account_name,
    coalesce(people.person_name, 'Nobody named') as person_name,
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
