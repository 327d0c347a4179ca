-- The last change of each account plan's content, by a person (C9).
-- A status edit, a view or an integration's touch is no change of content; a new plan counts as changed on creation.
-- grain: one row per account plan
-- key: plan_id
-- columns: plan_id, changed_source
-- changed_on: last change of content, or creation where that is later; null when nothing says

with

touched_records as (

    select history.record_id, history.parent_record_id, history.table_name, cast(history.changed_at as date) as changed_on
    from stg_field_history as history
    cross join export_run
    where cast(history.changed_at as date) <= export_run.as_of_on
        and history.field not in ('status', 'last_updated', 'owner_id', 'link', 'is_private')
        and (
            history.changed_by is null
            or exists (select 1 from stg_users where stg_users.person_id = history.changed_by)
        )

),

changes as (

    select parent_record_id as plan_id, changed_on
    from touched_records
    where table_name in ('account_plans', 'plan_sections', 'plan_answers')
    union all
    select objectives.plan_id, touched_records.changed_on
    from touched_records
    inner join stg_plan_objectives as objectives on objectives.objective_id = touched_records.record_id
    where touched_records.table_name = 'plan_objectives'
    union all
    select actions.plan_id, touched_records.changed_on
    from touched_records
    inner join stg_plan_actions as actions on actions.action_id = touched_records.record_id
    where touched_records.table_name = 'plan_actions'
    union all
    select risks.plan_id, touched_records.changed_on
    from touched_records
    inner join stg_plan_risks as risks on risks.risk_id = touched_records.record_id
    where touched_records.table_name = 'plan_risks'
    union all
    select plans.plan_id, touched_records.changed_on
    from touched_records
    inner join stg_contacts as contacts on contacts.contact_id = touched_records.record_id
    inner join stg_account_plans as plans on plans.account_id = contacts.account_id
    where touched_records.table_name = 'contacts'
    union all
    select plans.plan_id, touched_records.changed_on
    from touched_records
    inner join stg_account_plans as plans on plans.account_id = touched_records.parent_record_id
    where touched_records.table_name = 'whitespace_cells'

),

from_history as (

    select plan_id, max(changed_on) as changed_on from changes group by plan_id

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
