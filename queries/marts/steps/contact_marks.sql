-- What other exports say of each of the customer's people: deals, influences from outside, actions, touch.
-- grain: one row per contact
-- key: contact_id
-- columns: contact_id
-- touched_on: last touch by interactions; null without one
-- next_action_on: next due day of an open action about them in a live plan (S66)
-- has_deal_role: plays a part in a deal
-- has_outside: somebody outside the account sways them
-- has_partner: that somebody is a partner

with

deal_roles as (

    select distinct contact_id from stg_contact_roles where contact_id is not null and role is not null

),

outside as (

    select
        to_contact_id as contact_id,
        count(*) filter (where lower(external_party) like '%partner%') > 0 as has_partner
    from stg_contact_influences
    where external_party is not null
    group by to_contact_id

),

planned as (

    select actions.about_id as contact_id, min(actions.due_on) as next_action_on
    from stg_plan_actions as actions
    inner join plans on plans.plan_id = actions.plan_id
    where plans.is_live and actions.about_kind = 'contact' and actions.status = 'open' and actions.due_on is not null
    group by actions.about_id

),

last_touches as (

    select interactions.contact_id, max(interactions.interaction_on) as touched_on
    from stg_interactions as interactions
    cross join export_run
    where interactions.interaction_on <= export_run.as_of_on
    group by interactions.contact_id

)

select
    contacts.contact_id,
    last_touches.touched_on,
    deal_roles.contact_id is not null as has_deal_role,
    outside.contact_id is not null as has_outside,
    coalesce(outside.has_partner, false) as has_partner,
    planned.next_action_on
from stg_contacts as contacts
left join last_touches on last_touches.contact_id = contacts.contact_id
left join deal_roles on deal_roles.contact_id = contacts.contact_id
left join outside on outside.contact_id = contacts.contact_id
left join planned on planned.contact_id = contacts.contact_id
order by contacts.contact_id
