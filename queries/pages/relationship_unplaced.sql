-- People at key accounts no map can place: left, without a role or without a buying centre; and broken reporting lines.
-- grain: one row per contact
-- key: contact_id
-- parameters: team, owner, region, segment
-- columns: contact_id, contact_name, title, account_id, account_name
-- person_name: person it counts under
-- unplaced_because: left, no role, no buying centre, all that hold; null for a broken reporting line alone
-- has_left: no longer there
-- has_no_role: there, without any part in a purchase
-- has_no_centre: there, without a buying centre where the account has some
-- reporting_fault: what is wrong with the reporting line; null where nothing is (S60)
-- influence: their influence; null is not judged

select
    facts.contact_id,
    facts.contact_name,
    facts.title,
    facts.account_id,
    relationships.account_name,
    coalesce(people.person_name, 'Without owner') as person_name,
    facts.unplaced_because,
    facts.presence = 'left' as has_left,
    facts.presence <> 'left' and coalesce(facts.unplaced_because like '%no role%', false) as has_no_role,
    facts.presence <> 'left' and coalesce(facts.unplaced_because like '%no buying centre%', false) as has_no_centre,
    facts.reporting_fault,
    facts.influence
from contact_facts as facts
inner join scoped_relationships as relationships on relationships.account_id = facts.account_id
left join people on people.person_id = relationships.counted_under_id
where facts.unplaced_because is not null or facts.reporting_fault is not null
order by
    case when facts.reporting_fault is not null then 0 else 1 end nulls last,
    case facts.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    relationships.account_name nulls last,
    facts.contact_id nulls last
