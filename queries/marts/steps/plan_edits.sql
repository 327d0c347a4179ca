-- Every change of an account plan's content by a person, or by nobody named, as the field history tells it (C9).
-- A status edit, a view or an integration's touch is no change of content.
-- grain: one row per plan, day and person who changed it
-- key: plan_id, changed_on, changed_by
-- columns: plan_id, changed_on
-- changed_by: who made it; null is unknown

with

touched_records as (

    select
        history.record_id,
        history.parent_record_id,
        history.table_name,
        cast(history.changed_at as date) as changed_on,
        history.changed_by
    from stg_field_history as history
    cross join export_run
    where cast(history.changed_at as date) <= export_run.as_of_on
        and history.field not in ('status', 'last_updated', 'owner_id', 'link', 'is_private')
        and (
            history.changed_by is null
            or exists (select 1 from stg_users where stg_users.person_id = history.changed_by)
        )

),

edits as (

    select parent_record_id as plan_id, changed_on, changed_by
    from touched_records
    where table_name in ('account_plans', 'plan_sections', 'plan_answers')
    union all
    select objectives.plan_id, touched_records.changed_on, touched_records.changed_by
    from touched_records
    inner join stg_plan_objectives as objectives on objectives.objective_id = touched_records.record_id
    where touched_records.table_name = 'plan_objectives'
    union all
    select actions.plan_id, touched_records.changed_on, touched_records.changed_by
    from touched_records
    inner join stg_plan_actions as actions on actions.action_id = touched_records.record_id
    where touched_records.table_name = 'plan_actions'
    union all
    select risks.plan_id, touched_records.changed_on, touched_records.changed_by
    from touched_records
    inner join stg_plan_risks as risks on risks.risk_id = touched_records.record_id
    where touched_records.table_name = 'plan_risks'
    union all
    select plans.plan_id, touched_records.changed_on, touched_records.changed_by
    from touched_records
    inner join stg_contacts as contacts on contacts.contact_id = touched_records.record_id
    inner join stg_account_plans as plans on plans.account_id = contacts.account_id
    where touched_records.table_name = 'contacts'
    union all
    select plans.plan_id, touched_records.changed_on, touched_records.changed_by
    from touched_records
    inner join stg_account_plans as plans on plans.account_id = touched_records.parent_record_id
    where touched_records.table_name = 'whitespace_cells'

)

select plan_id, changed_on, changed_by from edits group by plan_id, changed_on, changed_by
