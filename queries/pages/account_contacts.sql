-- The customer's people at an account: role, influence, support, whom they report to, who is leaving (S51 to S63).
-- grain: one row per contact
-- key: contact_id
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- contact_id: the contact
-- contact_name: full name
-- title: job title
-- department: department
-- buying_centre_name: part of the company they buy for; null for the whole account
-- seniority: c_level, vp, director, manager, individual or other
-- decision_role: parts they play in a purchase, in words; null is not known
-- is_economic_buyer: true when a role of theirs, or in a deal, says so
-- influence: high, medium, low or other; null is not judged
-- support: champion, supporter, neutral, opponent or other; null is not judged
-- presence: here, leaving or left
-- leaving_on: day they leave or left
-- successor_name: who takes over
-- is_departure_open: leaving or gone with high influence and no successor in touch within meeting_days (S63)
-- reports_to_id: their own manager among these contacts; null where unknown or themselves
-- contact_manager_name: that manager's name
-- touch_owner_name: our person who keeps up the contact
-- last_touch_on: last touch
-- touch_days: days since then
-- competitor_affinity: competitor they speak up for
-- attributes_updated_on: day role, influence or support was last judged
-- is_aged: true when that was over attribute_aged_days ago (S55); null when not dated

with

buyers as (

    select distinct contact_id from contact_roles where role = 'economic_buyer' and contact_id is not null

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
    from contacts
    cross join export_run
    cross join thresholds
    where $account is null or contacts.account_id = $account

)

select
    known.account_id,
    known.contact_id,
    coalesce(known.full_name, 'unnamed contact') as contact_name,
    known.title,
    known.department,
    buying_centres.name as buying_centre_name,
    replace(known.seniority, '_', ' ') as seniority,
    replace(replace(replace(known.decision_role, ' ', ''), ';', ', '), '_', ' ') as decision_role,
    buyers.contact_id is not null
    or coalesce(';' || replace(known.decision_role, ' ', '') || ';' like '%;economic_buyer;%', false)
        as is_economic_buyer,
    known.influence,
    known.support,
    known.presence,
    known.leaving_on,
    successors.full_name as successor_name,
    known.presence <> 'here'
    and known.influence is not distinct from 'high'
    and not coalesce(date_diff('day', successors.last_touch_on, known.as_of_on) <= known.meeting_days, false)
        as is_departure_open,
    case when known.reports_to_id <> known.contact_id then managers.contact_id end as reports_to_id,
    case when known.reports_to_id <> known.contact_id then managers.full_name end as contact_manager_name,
    touchers.person_name as touch_owner_name,
    known.last_touch_on,
    date_diff('day', known.last_touch_on, known.as_of_on) as touch_days,
    known.competitor_affinity,
    known.attributes_updated_on,
    date_diff('day', known.attributes_updated_on, known.as_of_on) > known.attribute_aged_days as is_aged
from known
left join buying_centres on buying_centres.buying_centre_id = known.buying_centre_id
left join contacts as successors
    on successors.contact_id = known.successor_id and successors.account_id = known.account_id
left join contacts as managers on managers.contact_id = known.reports_to_id and managers.account_id = known.account_id
left join buyers on buyers.contact_id = known.contact_id
left join people as touchers on touchers.person_id = known.touch_owner_id
order by
    known.account_id nulls last,
    case known.presence when 'here' then 1 when 'leaving' then 2 else 3 end nulls last,
    case known.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    contact_name nulls last,
    known.contact_id nulls last
