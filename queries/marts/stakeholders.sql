-- The customer's people with what a map of them needs beside the facts: lines, way there, two-way touch and marks.
-- grain: one row per contact of an account that is neither deleted nor merged
-- key: contact_id
-- columns: contact_id, account_id, contact_name, title, department, seniority, decision_role, is_economic_buyer
-- columns: influence, support, presence, leaving_on, is_departure_open, manager_id, contact_manager_name, touch_days
-- columns: two_way_on, two_way_days, is_thread, competitor_affinity, attributes_updated_on, is_power, steps
-- columns: through_name, is_unreachable, is_partner_only
-- buying_centre_name: part of the company they buy for; null for the whole account
-- is_key_person: high influence, champion or economic buyer, and still here
-- health: good, neutral, poor or other; null is not judged
-- successor_name: who takes over, of the same account
-- reports_to_id: their manager among the account's contacts, whether or not the line is sound
-- line_fault: themselves, circle, another account or unknown; null for a sound line, and without one
-- touch_owner_id: our person who keeps up the contact
-- last_touch_on: last touch
-- is_aged: true when that was over attribute_aged_days ago (S55); null when not dated
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

told as (

    select
        facts.contact_id,
        facts.account_id,
        facts.contact_name,
        facts.title,
        facts.department,
        facts.buying_centre_name,
        replace(facts.seniority, '_', ' ') as seniority,
        facts.decision_role,
        facts.is_economic_buyer,
        facts.is_key_person and facts.presence <> 'left' as is_key_person,
        facts.influence,
        facts.support,
        facts.health,
        facts.presence,
        facts.leaving_on,
        facts.successor_name,
        facts.is_departure_open,
        facts.reports_to_id,
        lines.manager_id,
        facts.contact_manager_name,
        lines.fault as line_fault,
        facts.touch_owner_id,
        facts.last_touch_on,
        date_diff('day', facts.last_touch_on, export_run.as_of_on) as touch_days,
        touched.two_way_on,
        date_diff('day', touched.two_way_on, export_run.as_of_on) as two_way_days,
        case when facts.presence <> 'left' then facts.is_thread end as is_thread,
        facts.competitor_affinity,
        facts.attributes_updated_on,
        facts.is_aged,
        facts.presence <> 'left' and (coalesce(facts.influence = 'high', false) or facts.is_economic_buyer) as is_power,
        paths.steps,
        befores.contact_name as through_name,
        case
            when facts.presence = 'left' or not (coalesce(facts.influence = 'high', false) or facts.is_economic_buyer)
                then false
            else not paths.is_reached
        end as is_unreachable,
        facts.is_partner_only
    from contact_facts as facts
    cross join export_run
    left join contact_lines as lines on lines.contact_id = facts.contact_id
    left join contact_paths as paths on paths.contact_id = facts.contact_id
    left join contact_facts as befores on befores.contact_id = paths.through_id
    left join touched on touched.contact_id = facts.contact_id

)

select
    *,
    nullif(
        substr(
            case when is_economic_buyer then ', economic buyer' else '' end
            || case when support = 'champion' then ', champion' else '' end
            || case when support = 'opponent' then ', opponent' else '' end
            || case when competitor_affinity is not null then ', speaks for ' || competitor_affinity else '' end
            || case when presence <> 'here' then ', ' || presence else '' end
            || case when is_departure_open then ' without a successor met' else '' end
            || case when is_unreachable then ', out of reach' else '' end
            || case when is_partner_only then ', known to a partner only' else '' end
            || case when line_fault is not null then ', reporting line unclear' else '' end
            || case when is_aged then ', old data' else '' end,
            3
        ),
        ''
    ) as marks
from told
order by account_id, contact_id
