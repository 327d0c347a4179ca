-- What happened lately with each contact who is still there, and what part they play.
-- grain: one row per active contact with an account
-- key: contact_id
-- contact_id: the contact
-- account_id: their account
-- influence: high, medium, low or other; null is unknown
-- support: champion, supporter, neutral, opponent or other; null is unknown
-- is_economic_buyer: true when a role of theirs, or in a deal, says so
-- attributes_days: days since role, influence, support or health were recorded; null when not dated
-- interactions: interactions in the last thread_days; null without an interactions export
-- is_thread: true when touch went both ways in that time (S57); null without an interactions export
-- met_on: last meeting with a named person of ours; null without one
-- met_by_id: that person

with

exported as (

    select count(*) > 0 as has_interactions from export_tables where table_name = 'interactions'

),

active as (

    select contacts.*, export_run.as_of_on
    from stg_contacts as contacts
    cross join export_run
    where contacts.account_id is not null
        and contacts.is_active
        and (contacts.leaving_on is null or contacts.leaving_on > export_run.as_of_on)

),

buyers as (

    select distinct contact_id from stg_contact_roles where role = 'economic_buyer' and contact_id is not null

),

recent as (

    select
        interactions.contact_id,
        count(*) as interactions,
        count(*) filter (where interactions.direction = 'two_way') > 0
        or count(*) filter (
            where interactions.kind in ('meeting', 'call')
                and (interactions.direction is null or interactions.direction = 'other')
        ) > 0
        or (
            count(*) filter (where interactions.direction = 'inbound') > 0
            and count(*) filter (where interactions.direction = 'outbound') > 0
        ) as is_thread
    from stg_interactions as interactions
    cross join export_run
    cross join thresholds
    where date_diff('day', interactions.interaction_on, export_run.as_of_on) between 0 and thresholds.thread_days
    group by interactions.contact_id

),

meetings as (

    select
        interactions.contact_id,
        interactions.interaction_on as met_on,
        interactions.person_id as met_by_id,
        row_number() over (
            partition by interactions.contact_id
            order by interactions.interaction_on desc nulls last, interactions.interaction_id nulls last
        ) as place
    from stg_interactions as interactions
    inner join people on people.person_id = interactions.person_id
    cross join export_run
    where interactions.kind = 'meeting' and interactions.interaction_on <= export_run.as_of_on

)

select
    active.contact_id,
    active.account_id,
    active.influence,
    active.support,
    buyers.contact_id is not null
    or coalesce(';' || replace(active.decision_role, ' ', '') || ';' like '%;economic_buyer;%', false)
        as is_economic_buyer,
    date_diff('day', active.attributes_updated_on, active.as_of_on) as attributes_days,
    case when exported.has_interactions then coalesce(recent.interactions, 0) end as interactions,
    case when exported.has_interactions then coalesce(recent.is_thread, false) end as is_thread,
    meetings.met_on,
    meetings.met_by_id
from active
cross join exported
left join buyers on buyers.contact_id = active.contact_id
left join recent on recent.contact_id = active.contact_id
left join meetings on meetings.contact_id = active.contact_id and meetings.place = 1
