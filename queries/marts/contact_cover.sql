-- Who of ours holds each key person at an account, and who would cover if that colleague left (S58).
-- A key person is still here and has high influence, signs, or is our champion.
-- grain: one row per key person
-- key: contact_id
-- columns: account_id, contact_name, title, influence, is_holder_assumed, is_holder_gone, is_holder_in_touch
-- columns: people_in_touch, cover_on, last_touch_on
-- contact_id: the key person
-- holder_id: our person who keeps up the contact, else the account's owner; null where neither is named
-- cover_id: of these, the busiest beside the holder; null without one
-- gap: nobody in touch, no owner named, or only the holder; null when covered, and without an interactions export

with

key_people as (

    select
        stakeholders.contact_id,
        stakeholders.account_id,
        stakeholders.contact_name,
        stakeholders.title,
        stakeholders.influence,
        coalesce(stakeholders.touch_owner_id, accounts.owner_id) as holder_id,
        stakeholders.touch_owner_id is null as is_holder_assumed,
        stakeholders.last_touch_on
    from stakeholders
    inner join accounts on accounts.account_id = stakeholders.account_id
    where stakeholders.is_key_person

),

in_touch as (

    select touches.contact_id, touches.person_id, touches.touches, touches.two_way_on
    from contact_touches as touches
    inner join people on people.person_id = touches.person_id
    cross join export_run
    cross join thresholds
    where people.is_active
        and date_diff('day', touches.two_way_on, export_run.as_of_on) <= thresholds.thread_days

),

held as (

    select
        key_people.contact_id,
        count(in_touch.person_id) as people_in_touch,
        count(in_touch.person_id) filter (where in_touch.person_id = key_people.holder_id) as holders_in_touch
    from key_people
    left join in_touch on in_touch.contact_id = key_people.contact_id
    group by key_people.contact_id

),

covers as (

    select
        key_people.contact_id,
        in_touch.person_id as cover_id,
        in_touch.two_way_on as cover_on,
        row_number() over (
            partition by key_people.contact_id
            order by
                in_touch.touches desc nulls last,
                in_touch.two_way_on desc nulls last,
                in_touch.person_id nulls last
        ) as place
    from key_people
    inner join in_touch on in_touch.contact_id = key_people.contact_id
    where in_touch.person_id is distinct from key_people.holder_id

)

select
    key_people.contact_id,
    key_people.account_id,
    key_people.contact_name,
    key_people.title,
    key_people.influence,
    key_people.holder_id,
    key_people.is_holder_assumed,
    case when key_people.holder_id is not null then coalesce(not people.is_active, false) end as is_holder_gone,
    case when exported.has_interactions then held.holders_in_touch > 0 end as is_holder_in_touch,
    case when exported.has_interactions then cast(held.people_in_touch as bigint) end as people_in_touch,
    covers.cover_id,
    covers.cover_on,
    key_people.last_touch_on,
    case
        when not exported.has_interactions then null
        when held.people_in_touch = 0 then 'nobody in touch'
        when covers.cover_id is null then 'only the holder'
        when key_people.holder_id is null then 'no owner named'
    end as gap
from key_people
cross join exported
inner join held on held.contact_id = key_people.contact_id
left join covers on covers.contact_id = key_people.contact_id and covers.place = 1
left join people on people.person_id = key_people.holder_id
order by key_people.account_id, key_people.contact_id
