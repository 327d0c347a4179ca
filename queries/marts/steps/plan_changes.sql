-- The last change of each account plan's content, by a person (C9).
-- A status edit, a view or an integration's touch is no change of content; a new plan counts as changed on creation.
-- grain: one row per account plan
-- key: plan_id
-- columns: plan_id, changed_source
-- changed_on: last change of content, or creation where that is later; null when nothing says

with

from_history as (

    select plan_id, max(changed_on) as changed_on from plan_edits group by plan_id

)

select
    plans.plan_id,
    greatest(
        coalesce(from_history.changed_on, plans.content_changed_on, plans.last_updated_on),
        plans.created_on
    ) as changed_on,
    case
        when from_history.changed_on >= coalesce(plans.created_on, from_history.changed_on) then 'history'
        when plans.content_changed_on >= coalesce(plans.created_on, plans.content_changed_on) then 'content date'
        when plans.content_changed_on is null and plans.last_updated_on >= coalesce(plans.created_on, plans.last_updated_on)
            then 'last touched'
        when plans.created_on is not null then 'created'
    end as changed_source
from stg_account_plans as plans
left join from_history on from_history.plan_id = plans.plan_id
where plans.plan_kind = 'account'
