-- People who leave soon or left lately, and who follows them (S63).
-- grain: one row per contact
-- key: contact_id
-- parameters: team, owner, region, segment
-- columns: contact_id, contact_name, title, account_id, account_name, leaving_days, is_key_person
-- columns: successor_touched_on, arr
-- person_id: AE it counts under
-- person_name: that AE's name
-- presence: leaving or left
-- leaving_on: day they leave or left; null is not known
-- influence: their influence; null is not judged
-- support: how they stand to us; null is not judged
-- is_economic_buyer: economic buyer
-- successor_name: who takes over; null where nobody is named
-- succession: alarm, nobody of note, in touch or not known

select
    facts.contact_id,
    facts.contact_name,
    facts.title,
    facts.account_id,
    relationships.account_name,
    relationships.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    facts.presence,
    facts.leaving_on,
    facts.leaving_days,
    facts.is_key_person,
    facts.influence,
    facts.support,
    facts.is_economic_buyer,
    facts.successor_name,
    facts.successor_touched_on,
    case
        when facts.is_departure_open is null then 'not known'
        when facts.is_departure_open and facts.successor_name is null then 'no successor named'
        when facts.is_departure_open then 'successor not met'
        when facts.is_key_person then 'successor in touch'
        else 'not a key person'
    end as succession,
    relationships.arr
from contact_facts as facts
inner join scoped_relationships as relationships on relationships.account_id = facts.account_id
left join people on people.person_id = relationships.counted_under_id
where facts.is_departure
order by
    case when facts.is_departure_open then 0 when facts.is_departure_open is null then 1 else 2 end nulls last,
    case when facts.is_key_person then 0 else 1 end nulls last,
    facts.leaving_on nulls last,
    relationships.arr desc nulls last,
    facts.contact_id nulls last
