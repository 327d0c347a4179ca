-- What happened in and around each live plan since a manager last went through it, for the next 1:1 (S22): the plan's
-- own content, actions, people, whitespace. A plan never gone through shows the last news_days. No text of a plan
-- stands here. Changes of deals and open triggers are nouns of their own.
-- grain: one row per live primary plan, day, happening and record it happened to
-- key: plan_id, happened_on, what, record_id
-- columns: plan_id, account_id, happened_on, what, times
-- kind: plan, action, relationship or whitespace
-- record_id: action, contact or place it happened to; empty where several records of a day are one row
-- name: name of the contact, or stage and buying centre of the place; null elsewhere
-- word_before: what was recorded before; null where a word says nothing
-- word_after: what was recorded then
-- before_on: due day before; null where no day moved
-- after_on: due day then

with

asked as (

    select
        plans.plan_id,
        plans.account_id,
        plans.created_on,
        export_run.as_of_on,
        coalesce(
            inspections.inspected_on, export_run.as_of_on - cast(thresholds.news_days as integer)
        ) as since_on
    from plans
    inner join accounts on accounts.account_id = plans.account_id and accounts.plan_id = plans.plan_id
    cross join export_run
    cross join thresholds
    left join plan_inspections as inspections on inspections.plan_id = plans.plan_id

),

history as (

    select
        *,
        cast(changed_at as date) as changed_on,
        row_number() over (
            partition by table_name, record_id, field, cast(changed_at as date) order by changed_at nulls last
        ) as place,
        row_number() over (
            partition by table_name, record_id, field, cast(changed_at as date) order by changed_at desc nulls last
        ) as place_back
    from stg_field_history
    cross join (select min(since_on) as first_on from asked) as news
    where cast(changed_at as date) > news.first_on

),

moves as (

    select
        first_moves.table_name,
        first_moves.record_id,
        first_moves.parent_record_id,
        first_moves.field,
        first_moves.changed_on,
        first_moves.old_value,
        last_moves.new_value
    from history as first_moves
    inner join history as last_moves
        on last_moves.table_name = first_moves.table_name
        and last_moves.record_id = first_moves.record_id
        and last_moves.field = first_moves.field
        and last_moves.changed_on = first_moves.changed_on
        and last_moves.place_back = 1
    where first_moves.place = 1 and first_moves.old_value is distinct from last_moves.new_value

),

plan_moves as (

    select
        moves.parent_record_id as plan_id,
        moves.changed_on as happened_on,
        case
            when moves.table_name = 'plan_answers' then 'profile answers written'
            when moves.table_name = 'plan_sections' then 'sections of the plan rewritten'
            when moves.field = 'status' then 'status of the plan'
            when moves.field = 'next_review_date' then 'next review planned'
            when moves.field = 'exec_sponsor_id' then 'another executive sponsor'
            when moves.field = 'owner_id' then 'another owner of the plan'
            else 'content of the plan changed'
        end as what,
        case when moves.field = 'status' then moves.old_value end as word_before,
        case when moves.field = 'status' then moves.new_value end as word_after
    from moves
    where moves.table_name in ('account_plans', 'plan_answers', 'plan_sections')
        and moves.field not in ('last_updated', 'link', 'is_private')
    union all
    select objectives.plan_id, moves.changed_on, 'objectives changed', null, null
    from moves
    inner join stg_plan_objectives as objectives on objectives.objective_id = moves.record_id
    where moves.table_name = 'plan_objectives'
    union all
    select risks.plan_id, moves.changed_on, 'risks changed', null, null
    from moves
    inner join stg_plan_risks as risks on risks.risk_id = moves.record_id
    where moves.table_name = 'plan_risks'
    union all
    select plan_id, created_on, 'plan begun', null, null from asked

),

action_moves as (

    select plan_id, action_id, created_on as happened_on, 'added' as what, null as before_on, null as after_on
    from stg_plan_actions
    union all
    select plan_id, action_id, completed_on, 'done', null, null from stg_plan_actions where status = 'done'
    union all
    select actions.plan_id, actions.action_id, moves.changed_on, 'dropped', null, null
    from moves
    inner join stg_plan_actions as actions on actions.action_id = moves.record_id and actions.status = 'dropped'
    where moves.table_name = 'plan_actions' and moves.field = 'status' and moves.new_value = 'dropped'
    union all
    select
        actions.plan_id,
        actions.action_id,
        moves.changed_on,
        're-dated',
        try_cast(moves.old_value as date),
        try_cast(moves.new_value as date)
    from moves
    inner join stg_plan_actions as actions on actions.action_id = moves.record_id
    where moves.table_name = 'plan_actions' and moves.field = 'due_date' and moves.old_value is not null

),

contact_moves as (

    select
        contacts.account_id,
        contacts.contact_id,
        contacts.full_name,
        moves.changed_on as happened_on,
        case moves.field
            when 'support' then 'support judged anew'
            when 'influence' then 'influence judged anew'
            when 'decision_role' then 'another part in the decision'
            when 'health' then 'relationship judged anew'
            else 'has another manager'
        end as what,
        case when moves.field <> 'reports_to_id' then replace(moves.old_value, '_', ' ') end as word_before,
        case when moves.field <> 'reports_to_id' then replace(moves.new_value, '_', ' ') end as word_after
    from moves
    inner join stg_contacts as contacts on contacts.contact_id = moves.record_id
    where moves.table_name = 'contacts'
        and moves.field in ('support', 'influence', 'decision_role', 'health', 'reports_to_id')
    union all
    select account_id, contact_id, full_name, leaving_on, 'has left', null, null
    from stg_contacts
    where leaving_on is not null
    union all
    select
        answers.account_id,
        answers.contact_id,
        contacts.full_name,
        answers.response_on,
        'would recommend us',
        null,
        cast(max(cast(answers.score as integer)) as varchar) || ' of 10'
    from stg_nps as answers
    inner join stg_contacts as contacts
        on contacts.contact_id = answers.contact_id and contacts.account_id = answers.account_id
    where answers.survey = 'nps' and answers.score is not null
    group by answers.account_id, answers.contact_id, contacts.full_name, answers.response_on

),

places as (

    select
        account_id,
        cell_id,
        updated_on as happened_on,
        stage_label || coalesce(', ' || buying_centre_name, '') as name,
        recorded_state
    from whitespace_cells
    where updated_on is not null

)

select
    asked.plan_id,
    asked.account_id,
    moved.happened_on,
    'plan' as kind,
    moved.what,
    '' as record_id,
    cast(null as varchar) as name,
    cast(count(*) as bigint) as times,
    min(moved.word_before) as word_before,
    max(moved.word_after) as word_after,
    cast(null as date) as before_on,
    cast(null as date) as after_on
from asked
inner join plan_moves as moved on moved.plan_id = asked.plan_id
where moved.happened_on > asked.since_on and moved.happened_on <= asked.as_of_on
group by asked.plan_id, asked.account_id, moved.happened_on, moved.what
union all
select
    asked.plan_id,
    asked.account_id,
    moved.happened_on,
    'action',
    moved.what,
    moved.action_id,
    null,
    1,
    null,
    null,
    moved.before_on,
    moved.after_on
from asked
inner join action_moves as moved on moved.plan_id = asked.plan_id
where moved.happened_on > asked.since_on and moved.happened_on <= asked.as_of_on
union all
select
    asked.plan_id,
    asked.account_id,
    moved.happened_on,
    'relationship',
    moved.what,
    moved.contact_id,
    moved.full_name,
    1,
    moved.word_before,
    moved.word_after,
    null,
    null
from asked
inner join contact_moves as moved on moved.account_id = asked.account_id
where moved.happened_on > asked.since_on and moved.happened_on <= asked.as_of_on
union all
select
    asked.plan_id,
    asked.account_id,
    places.happened_on,
    'whitespace',
    'recorded as',
    places.cell_id,
    places.name,
    1,
    null,
    places.recorded_state,
    null,
    null
from asked
inner join places on places.account_id = asked.account_id
where places.happened_on > asked.since_on and places.happened_on <= asked.as_of_on
