-- Everything told of each of the customer's people: their part, how they stand to us, who of ours reaches them,
-- whether they leave and who follows (S51 to S67). No address or number of theirs stands here.
-- grain: one row per contact of an account that is neither deleted nor merged
-- key: contact_id
-- columns: contact_id, account_id, contact_name, title, department, is_economic_buyer, is_key_person, presence
-- columns: leaving_on, leaving_days, successor_touched_on, interactions, met_by_id, is_partner_only
-- columns: attributes_updated_on
-- buying_centre_id: part of the company they buy for; null for the whole account or an unknown one
-- buying_centre_name: its name
-- seniority: c_level, vp, director, manager, individual or other; null is unknown
-- is_senior: director or higher; null where seniority is unknown
-- decision_role: parts they play in a purchase, in words; null is not known (S51)
-- decision_role_other: of these, words no mapping knows, as they stand in the file
-- influence: high, medium, low or other; null is not judged (S52)
-- influence_other: the word as it stands in the file where it is none of the three
-- support: champion, supporter, neutral, opponent or other; null is not judged (S53)
-- support_other: the word as it stands in the file where it is none of the four
-- health: good, neutral, poor or other; null is not judged (S54)
-- health_other: the word as it stands in the file where it is none of the three
-- successor_id: who takes over, at the same account
-- successor_name: that person's name
-- is_departure: leaves within departure_days or without a day, or left within the last departure_days
-- departure_known_on: since when the departure stands in the records, by the field history; null where that does not tell
-- is_departure_open: a departure of a key person whose successor nobody touched since it is known, nor within meeting_days; null where no export tells of touch
-- reports_to_id: their own manager at the same account; null where unknown or themselves
-- contact_manager_name: that manager's name
-- reporting_fault: what is wrong with the reporting line, in words; null where nothing is (S60)
-- touch_owner_id: our person who keeps up the contact, where the users export has them
-- last_touch_on: last touch, as exported or from interactions, the later
-- is_thread: touch went both ways in that time (S57); null without an interactions export
-- met_on: last meeting with a named person of ours
-- competitor_affinity: competitor they speak up for (S62)
-- influence_sources: outside voices they listen to, in words (S61)
-- is_swayed: such a voice, or a party outside, is on record
-- attributes_days: days since then
-- is_aged: true when over attribute_aged_days; null when not dated
-- known_attributes: of role, influence, support and health, how many are told (C7)
-- next_action_on: next due day of an open action about them in a live plan (S66)
-- unplaced_because: why no map can place them: left, no role or no buying centre, all that hold; null where nothing does

with

absent as (

    select count(*) filter (where table_name = 'contacts' and column_name = 'last_touch_date') > 0 as lacks_touch
    from absent_columns

),

centred as (

    select distinct account_id from stg_buying_centres where account_id is not null

),

heard as (

    select record_id as contact_id, cast(min(told_at) as date) as known_on
    from (
        select record_id, field, max(changed_at) as told_at
        from stg_field_history
        where table_name = 'contacts'
            and (
                (field = 'leaving_on' and old_value is null and new_value is not null)
                or (field = 'departing' and lower(new_value) in ('true', 'yes', '1'))
                or (field = 'is_active' and lower(new_value) in ('false', 'no', '0'))
            )
        group by record_id, field
    ) as last_news
    group by record_id

),

known as (

    select
        contacts.*,
        coalesce(contacts.full_name, 'unnamed contact') as contact_name,
        activity.presence,
        activity.is_economic_buyer,
        activity.attributes_days,
        activity.interactions,
        activity.is_thread,
        activity.met_on,
        activity.met_by_id,
        greatest(contacts.last_touch_on, marks.touched_on) as touched_on,
        marks.has_deal_role,
        marks.has_outside,
        marks.has_partner,
        marks.next_action_on,
        coalesce(contacts.influence = 'high', false)
        or coalesce(contacts.support = 'champion', false)
        or activity.is_economic_buyer as is_key_person,
        date_diff('day', export_run.as_of_on, contacts.leaving_on) as leaving_days,
        export_run.as_of_on,
        thresholds.meeting_days,
        thresholds.departure_days,
        thresholds.attribute_aged_days
    from stg_contacts as contacts
    inner join accounts on accounts.account_id = contacts.account_id
    inner join contact_marks as marks on marks.contact_id = contacts.contact_id
    inner join contact_activity as activity on activity.contact_id = contacts.contact_id
    cross join export_run
    cross join thresholds

),

told as (

    select
        known.*,
        centres.name as buying_centre_name,
        centres.buying_centre_id as known_centre_id,
        successors.contact_id as known_successor_id,
        successors.contact_name as successor_name,
        successors.touched_on as successor_touched_on,
        managers.contact_id as manager_id,
        managers.contact_name as contact_manager_name,
        circles.steps as circle_steps,
        heard.known_on as departure_known_on,
        owners.person_id as owner_id,
        centred.account_id is not null as has_centres,
        exported.has_interactions,
        exported.has_contact_influences,
        absent.lacks_touch,
        coalesce(
            case
                when known.presence = 'leaving' then coalesce(known.leaving_days <= known.departure_days, true)
                when known.presence = 'left' then known.leaving_days between -known.departure_days and 0
            end,
            false
        ) as is_departure
    from known
    cross join exported
    cross join absent
    left join stg_buying_centres as centres
        on centres.buying_centre_id = known.buying_centre_id and centres.account_id = known.account_id
    left join known as successors
        on successors.contact_id = known.successor_id
        and successors.account_id = known.account_id
        and successors.contact_id <> known.contact_id
    left join known as managers
        on managers.contact_id = known.reports_to_id
        and managers.account_id = known.account_id
        and managers.contact_id <> known.contact_id
    left join contact_circles as circles on circles.contact_id = known.contact_id
    left join heard on heard.contact_id = known.contact_id
    left join people as owners on owners.person_id = known.touch_owner_id
    left join centred on centred.account_id = known.account_id

)

select
    contact_id,
    account_id,
    contact_name,
    title,
    department,
    known_centre_id as buying_centre_id,
    buying_centre_name,
    seniority,
    case when seniority <> 'other' then seniority in ('c_level', 'vp', 'director') end as is_senior,
    replace(replace(replace(decision_role, ' ', ''), ';', ', '), '_', ' ') as decision_role,
    decision_role_other,
    influence,
    influence_other,
    support,
    support_other,
    health,
    health_other,
    is_economic_buyer,
    is_key_person,
    presence,
    leaving_on,
    leaving_days,
    known_successor_id as successor_id,
    successor_name,
    successor_touched_on,
    is_departure,
    case when is_departure then departure_known_on end as departure_known_on,
    case
        when not is_departure or not is_key_person then false
        when known_successor_id is null then true
        when date_diff('day', successor_touched_on, as_of_on) <= meeting_days then false
        when successor_touched_on >= departure_known_on then false
        when lacks_touch and not has_interactions then null
        else true
    end as is_departure_open,
    manager_id as reports_to_id,
    contact_manager_name,
    case
        when circle_steps = 1 then 'reports to themselves'
        when circle_steps > 1 then 'in a circle of ' || cast(circle_steps as varchar) || ' people'
    end as reporting_fault,
    owner_id as touch_owner_id,
    touched_on as last_touch_on,
    interactions,
    is_thread,
    met_on,
    met_by_id,
    competitor_affinity,
    replace(replace(influence_sources, '; ', ';'), ';', ', ') as influence_sources,
    influence_sources is not null or has_outside as is_swayed,
    case
        when not is_key_person or presence = 'left' then false
        when not has_contact_influences or not has_interactions then null
        else has_partner and not is_thread
    end as is_partner_only,
    attributes_updated_on,
    attributes_days,
    attributes_days > attribute_aged_days as is_aged,
    case when decision_role is not null or has_deal_role then 1 else 0 end
    + case when influence is not null then 1 else 0 end
    + case when support is not null then 1 else 0 end
    + case when health is not null then 1 else 0 end as known_attributes,
    next_action_on,
    nullif(
        concat_ws(
            ', ',
            case when presence = 'left' then 'left' end,
            case when decision_role is null and not has_deal_role then 'no role' end,
            case when has_centres and known_centre_id is null then 'no buying centre' end
        ),
        ''
    ) as unplaced_because
from told
order by account_id, contact_id
