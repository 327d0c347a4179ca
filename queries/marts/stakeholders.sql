-- The customer's people with all that a map of them needs: part, weight, attitude, lines, touch and marks (S51 to S65).
-- grain: one row per contact with an account
-- key: contact_id
-- contact_id: the contact
-- account_id: their account
-- contact_name: full name
-- title: job title
-- department: department
-- buying_centre_name: part of the company they buy for; null for the whole account
-- seniority: c level, vp, director, manager, individual or other
-- decision_role: parts they play in a purchase, in words; null is not known
-- is_economic_buyer: true when a role of theirs, or in a deal, says so
-- influence: high, medium, low or other; null is not judged
-- support: champion, supporter, neutral, opponent or other; null is not judged
-- health: good, neutral, poor or other; null is not judged
-- presence: here, leaving or left
-- leaving_on: day they leave or left
-- successor_id: who takes over, of the same account
-- successor_name: their name
-- is_departure_open: leaving or gone with high influence and no successor in touch within meeting_days (S63)
-- reports_to_id: their manager among the account's contacts, whether or not the line is sound
-- manager_id: that manager, where the line is sound
-- contact_manager_name: the manager's name
-- line_fault: themselves, circle, another account or unknown; null for a sound line, and without one
-- touch_owner_id: our person who keeps up the contact
-- last_touch_on: last touch
-- touch_days: days since then
-- two_way_on: last day by which touch had gone both ways; null for never, and without an interactions export
-- two_way_days: days since then
-- is_thread: in two-way touch in the last thread_days (S57); null for who has left, and without an interactions export
-- competitor_affinity: competitor they speak up for
-- attributes_updated_on: day role, influence, support or health was last judged
-- is_aged: true when that was over attribute_aged_days ago (S55); null when not dated
-- is_power: still here, with high influence or as economic buyer
-- steps: steps from somebody we talk to (S58); 0 is in touch; null without a path
-- through_id: who stands before them on that path
-- through_name: their name
-- is_unreachable: true for power without a path from anyone we talk to; null without an interactions export
-- is_partner_only: true when no path leads there from us and one does from a partner (S65); null when not known
-- marks: what is marked on the map, in words, joined by commas; null where nothing is

with

last_ways as (

    select
        contact_id,
        max(mutual_on) as mutual_on,
        max(inbound_on) as inbound_on,
        max(outbound_on) as outbound_on
    from contact_touches
    group by contact_id

),

answered as (

    select
        contact_id,
        mutual_on,
        case when inbound_on < outbound_on then inbound_on when inbound_on is not null then outbound_on end as answered_on
    from last_ways

),

touched as (

    select
        contact_id,
        case when answered_on > mutual_on or mutual_on is null then answered_on else mutual_on end as two_way_on
    from answered

),

known as (

    select
        contacts.*,
        case
            when not contacts.is_active or contacts.leaving_on <= export_run.as_of_on then 'left'
            when contacts.is_departing or contacts.leaving_on is not null then 'leaving'
            else 'here'
        end as presence,
        export_run.as_of_on,
        thresholds.meeting_days,
        thresholds.attribute_aged_days
    from stg_contacts as contacts
    cross join export_run
    cross join thresholds
    where contacts.account_id is not null

),

told as (

    select
        known.contact_id,
        known.account_id,
        coalesce(known.full_name, 'unnamed contact') as contact_name,
        known.title,
        known.department,
        buying_centres.name as buying_centre_name,
        replace(known.seniority, '_', ' ') as seniority,
        replace(replace(replace(known.decision_role, ' ', ''), ';', ', '), '_', ' ') as decision_role,
        buyers.contact_id is not null as is_economic_buyer,
        known.influence,
        known.support,
        known.health,
        known.presence,
        known.leaving_on,
        successors.contact_id as successor_id,
        successors.full_name as successor_name,
        known.presence <> 'here'
        and known.influence is not distinct from 'high'
        and not coalesce(date_diff('day', successors.last_touch_on, known.as_of_on) <= known.meeting_days, false)
            as is_departure_open,
        case when lines.named_id <> known.contact_id then lines.named_id end as reports_to_id,
        lines.manager_id,
        case when lines.named_id <> known.contact_id then managers.full_name end as contact_manager_name,
        lines.fault as line_fault,
        known.touch_owner_id,
        known.last_touch_on,
        date_diff('day', known.last_touch_on, known.as_of_on) as touch_days,
        touched.two_way_on,
        date_diff('day', touched.two_way_on, known.as_of_on) as two_way_days,
        case when known.presence <> 'left' then activity.is_thread end as is_thread,
        known.competitor_affinity,
        known.attributes_updated_on,
        date_diff('day', known.attributes_updated_on, known.as_of_on) > known.attribute_aged_days as is_aged,
        known.presence <> 'left' and (coalesce(known.influence = 'high', false) or buyers.contact_id is not null)
            as is_power,
        paths.steps,
        paths.through_id,
        befores.full_name as through_name,
        known.presence <> 'left'
        and (coalesce(known.influence = 'high', false) or buyers.contact_id is not null)
        and not paths.is_reached as is_unreachable,
        not paths.is_reached and paths.partner_steps is not null as is_partner_only
    from known
    left join stg_buying_centres as buying_centres
        on buying_centres.buying_centre_id = known.buying_centre_id and buying_centres.account_id = known.account_id
    left join stg_contacts as successors
        on successors.contact_id = known.successor_id
            and successors.account_id = known.account_id
            and successors.contact_id <> known.contact_id
    left join economic_buyers as buyers on buyers.contact_id = known.contact_id
    left join contact_lines as lines on lines.contact_id = known.contact_id
    left join stg_contacts as managers on managers.contact_id = lines.named_id
    left join touched on touched.contact_id = known.contact_id
    left join contact_activity as activity on activity.contact_id = known.contact_id
    left join contact_paths as paths on paths.contact_id = known.contact_id
    left join stg_contacts as befores on befores.contact_id = paths.through_id

)

select
    *,
    nullif(
        substr(
            case when is_economic_buyer then ', economic buyer' else '' end
            || case when support = 'champion' then ', champion' else '' end
            || case when support = 'opponent' then ', against us' else '' end
            || case when competitor_affinity is not null then ', speaks for ' || competitor_affinity else '' end
            || case when presence <> 'here' then ', ' || presence else '' end
            || case when is_departure_open then ' without a successor in touch' else '' end
            || case when is_unreachable then ', out of reach' else '' end
            || case when is_partner_only then ', known to a partner alone' else '' end
            || case when line_fault is not null then ', reporting line at fault' else '' end
            || case when is_aged then ', judged long ago' else '' end,
            3
        ),
        ''
    ) as marks
from told
