-- The customer's people at an account, with all that the map of them, its table and a person's card tell (S51 to S65).
-- grain: one row per contact
-- key: contact_id
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- contact_id: the contact
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
-- successor_name: who takes over
-- is_departure_open: a departure of a key person whose successor nobody touched lately (S63); null where no export tells
-- reports_to_id: their manager among these contacts, whether or not the line is sound
-- manager_id: that manager, where the line is sound
-- contact_manager_name: the manager's name
-- line_fault: what is wrong with the reporting line, in words; null for a sound line, and without one
-- touch_owner_name: our person who keeps up the contact
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
-- through_name: who stands before them on that path
-- is_unreachable: true for power without a path from anyone we talk to; null without an interactions export
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
        when stakeholders.touch_owner_id is not null then coalesce(touchers.person_name, 'a colleague')
    end as touch_owner_name,
    stakeholders.last_touch_on,
    stakeholders.touch_days,
    stakeholders.two_way_on,
    stakeholders.two_way_days,
    stakeholders.is_thread,
    stakeholders.competitor_affinity,
    stakeholders.attributes_updated_on,
    stakeholders.is_aged,
    stakeholders.is_power,
    stakeholders.steps,
    stakeholders.through_name,
    stakeholders.is_unreachable,
    stakeholders.is_partner_only,
    stakeholders.marks
from stakeholders
left join people as touchers on touchers.person_id = stakeholders.touch_owner_id
where $account is null or stakeholders.account_id = $account
order by
    stakeholders.account_id nulls last,
    case stakeholders.presence when 'here' then 1 when 'leaving' then 2 else 3 end nulls last,
    case stakeholders.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    stakeholders.contact_name nulls last,
    stakeholders.contact_id nulls last
