-- How well we hold the key people of each account, and how much of the power there is out of reach (S58).
-- grain: one row per account with a contact
-- key: account_id
-- columns: account_id, power_people, unreachable_people, covered_people, single_people, untouched_people, holders
-- key_contacts: people of power and champions, still here

with

counted as (

    select
        stakeholders.account_id,
        count(*) filter (where stakeholders.is_power) as power_people,
        count(*) filter (where stakeholders.is_unreachable) as unreachable_people,
        count(*) filter (where stakeholders.is_power and stakeholders.is_unreachable is null) as unjudged_people,
        count(cover.contact_id) as key_contacts,
        count(cover.people_in_touch) as judged_people,
        count(cover.cover_id) as covered_people,
        count(*) filter (where cover.gap = 'only the holder') as single_people,
        count(*) filter (where cover.people_in_touch = 0) as untouched_people,
        count(distinct cover.holder_id) as holders
    from stakeholders
    left join contact_cover as cover on cover.contact_id = stakeholders.contact_id
    group by stakeholders.account_id

)

select
    account_id,
    cast(power_people as bigint) as power_people,
    case when unjudged_people = 0 then cast(unreachable_people as bigint) end as unreachable_people,
    cast(key_contacts as bigint) as key_contacts,
    case when judged_people = key_contacts then cast(covered_people as bigint) end as covered_people,
    case when judged_people = key_contacts then cast(single_people as bigint) end as single_people,
    case when judged_people = key_contacts then cast(untouched_people as bigint) end as untouched_people,
    cast(holders as bigint) as holders
from counted
order by account_id
