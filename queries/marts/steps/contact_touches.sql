-- Who of ours was in touch with which contact: how often lately, when last, and in which direction.
-- grain: one row per contact and person of ours
-- key: contact_id, person_id
-- columns: contact_id, account_id
-- person_id: our person, as exported; 'unnamed' where the export names nobody
-- touches: interactions in the last thread_days
-- last_touch_on: last interaction
-- mutual_on: last one that went both ways by itself: two-way, or a meeting or call without a direction
-- inbound_on: last one from the contact
-- outbound_on: last one to the contact
-- two_way_on: last day by which touch had gone both ways (S57); null for never

with

touched as (

    select
        interactions.contact_id,
        coalesce(interactions.person_id, 'unnamed') as person_id,
        count(*) filter (
            where date_diff('day', interactions.interaction_on, export_run.as_of_on) <= thresholds.thread_days
        ) as touches,
        max(interactions.interaction_on) as last_touch_on,
        max(interactions.interaction_on) filter (
            where interactions.direction = 'two_way'
                or (
                    interactions.kind in ('meeting', 'call')
                    and (interactions.direction is null or interactions.direction = 'other')
                )
        ) as mutual_on,
        max(interactions.interaction_on) filter (where interactions.direction = 'inbound') as inbound_on,
        max(interactions.interaction_on) filter (where interactions.direction = 'outbound') as outbound_on
    from stg_interactions as interactions
    cross join export_run
    cross join thresholds
    where interactions.interaction_on <= export_run.as_of_on
    group by interactions.contact_id, coalesce(interactions.person_id, 'unnamed')

),

dated as (

    select
        *,
        case when inbound_on < outbound_on then inbound_on when inbound_on is not null then outbound_on end as answered_on
    from touched

)

select
    dated.contact_id,
    contacts.account_id,
    dated.person_id,
    cast(dated.touches as bigint) as touches,
    dated.last_touch_on,
    dated.mutual_on,
    dated.inbound_on,
    dated.outbound_on,
    case
        when dated.answered_on > dated.mutual_on or dated.mutual_on is null then dated.answered_on
        else dated.mutual_on
    end as two_way_on
from dated
inner join stg_contacts as contacts on contacts.contact_id = dated.contact_id
where contacts.account_id is not null
order by contacts.account_id, dated.contact_id
