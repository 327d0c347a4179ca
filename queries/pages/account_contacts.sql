-- The customer's people at an account, with all that the map of them, its table and a person's card tell (S51 to S65).
-- grain: one row per contact
-- key: contact_id
-- parameters: account
-- columns: account_id, contact_id, contact_name, title, department, seniority, decision_role, is_economic_buyer
-- columns: influence, support, presence, leaving_on, is_departure_open, manager_id, contact_manager_name
-- columns: touch_owner_name, two_way_on, is_thread, competitor_affinity
-- columns: attributes_updated_on, steps, through_name, is_unreachable
-- buying_centre_name: part of the company they buy for; null for the whole account
-- health: good, neutral, poor or other; null is not judged
-- successor_name: who takes over
-- reports_to_id: their manager among these contacts, whether or not the line is sound
-- line_fault: what is wrong with the reporting line, in words; null for a sound line, and without one
-- last_touch_on: last touch
-- is_aged: true when that was over attribute_aged_days ago (S55); null when not dated
-- is_partner_only: true when a partner reaches them and none of ours does (S65); null when not known
-- marks: what is marked on the map, in words; null where nothing is

select
    stakeholders.account_id,
    stakeholders.contact_id,
    stakeholders.contact_name,
    stakeholders.title,
    stakeholders.department,
    stakeholders.buying_centre_name,
    stakeholders.seniority,
    stakeholders.decision_role,
    stakeholders.is_economic_buyer,
    stakeholders.influence,
    stakeholders.support,
    stakeholders.health,
    stakeholders.presence,
    stakeholders.leaving_on,
    stakeholders.successor_name,
    stakeholders.is_departure_open,
    stakeholders.reports_to_id,
    stakeholders.manager_id,
    stakeholders.contact_manager_name,
    stakeholders.line_fault,
    case
        when stakeholders.touch_owner_id is not null
            then coalesce(touchers.person_name, roles.role_name, 'somebody outside your view')
    end as touch_owner_name,
    stakeholders.last_touch_on,
    stakeholders.two_way_on,
    stakeholders.is_thread,
    stakeholders.competitor_affinity,
    stakeholders.attributes_updated_on,
    stakeholders.is_aged,
    stakeholders.steps,
    stakeholders.through_name,
    stakeholders.is_unreachable,
    stakeholders.is_partner_only,
    stakeholders.marks
from stakeholders
left join people as touchers on touchers.person_id = stakeholders.touch_owner_id
left join person_roles as roles on roles.person_id = stakeholders.touch_owner_id
where $account is null or stakeholders.account_id = $account
order by
    stakeholders.account_id nulls last,
    case stakeholders.presence when 'here' then 1 when 'leaving' then 2 else 3 end nulls last,
    case stakeholders.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    stakeholders.contact_name nulls last,
    stakeholders.contact_id nulls last
