-- Our people against the key people of an account: who was in touch with whom, how often, when last, and which way.
-- grain: one row per person of ours on the account or in touch, and key person
-- key: contact_id, person_id
-- parameters: account
-- columns: account_id, contact_name, title, is_holder, touches, direction
-- contact_id: the key person
-- person_id: our person
-- person_name: our person's name
-- last_touch_on: last interaction; null for never
-- strength: strong, regular, thin, earlier or none, by touches in the last thread_days; unknown without an export
-- contact_place: order of the key people, the most influential first
-- person_place: order of our people, the busiest first

select
    pairs.account_id,
    pairs.contact_id,
    pairs.contact_name,
    pairs.title,
    pairs.person_id,
    case
        when pairs.person_id = 'unnamed' then 'nobody named'
        else coalesce(people.person_name, roles.role_name, 'somebody outside your view')
    end as person_name,
    pairs.is_holder,
    pairs.touches,
    pairs.last_touch_on,
    pairs.direction,
    pairs.strength,
    pairs.contact_place,
    pairs.person_place
from coverage_pairs as pairs
left join people on people.person_id = pairs.person_id
left join person_roles as roles on roles.person_id = pairs.person_id
where $account is null or pairs.account_id = $account
order by
    pairs.account_id nulls last,
    pairs.contact_place nulls last,
    pairs.person_place nulls last,
    pairs.person_id nulls last
