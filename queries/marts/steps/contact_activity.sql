-- What happened lately with each contact, whether they are still there, and what part they play.
-- grain: one row per contact with an account
-- key: contact_id
-- columns: contact_id, account_id, is_economic_buyer, interactions, met_by_id
-- presence: here, leaving or left; who has left holds nothing any more
-- influence: high, medium, low or other; null is unknown
-- support: champion, supporter, neutral, opponent or other; null is unknown
-- attributes_days: days since role, influence, support or health were recorded; null when not dated
-- is_thread: true when touch went both ways in that time (S57); null without an interactions export
-- met_on: last meeting with a named person of ours; null without one

with

known as (

    select
        contacts.*,
        case
            when not contacts.is_active or contacts.leaving_on <= export_run.as_of_on then 'left'
            when contacts.is_departing or contacts.leaving_on is not null then 'leaving'
            else 'here'
        end as presence,
        export_run.as_of_on
    from stg_contacts as contacts
    cross join export_run
    where contacts.account_id is not null

),

buyers as (

    select distinct contact_id from stg_contact_roles where role = 'economic_buyer' and contact_id is not null

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
    known.contact_id,
    known.account_id,
    known.presence,
    known.influence,
    known.support,
    buyers.contact_id is not null
    or coalesce(';' || replace(known.decision_role, ' ', '') || ';' like '%;economic_buyer;%', false)
        as is_economic_buyer,
    date_diff('day', known.attributes_updated_on, known.as_of_on) as attributes_days,
    case when exported.has_interactions then coalesce(recent.interactions, 0) end as interactions,
    case when exported.has_interactions then coalesce(recent.is_thread, false) end as is_thread,
    meetings.met_on,
    meetings.met_by_id
from known
cross join exported
left join buyers on buyers.contact_id = known.contact_id
left join contact_windows as recent on recent.contact_id = known.contact_id and recent.is_today
left join meetings on meetings.contact_id = known.contact_id and meetings.place = 1
