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
    from history_moves as moves
    where moves.table_name in ('account_plans', 'plan_answers', 'plan_sections')
        and moves.field not in ('last_updated', 'link', 'is_private')
    union all
    select objectives.plan_id, moves.changed_on, 'objectives changed', null, null
    from history_moves as moves
    inner join stg_plan_objectives as objectives on objectives.objective_id = moves.record_id
    where moves.table_name = 'plan_objectives'
    union all
    select risks.plan_id, moves.changed_on, 'risks changed', null, null
    from history_moves as moves
    inner join stg_plan_risks as risks on risks.risk_id = moves.record_id
    where moves.table_name = 'plan_risks'
    union all
    select plan_id, created_on, 'plan begun', null, null from plans_with_news as asked

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
from plans_with_news as asked
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
from plans_with_news as asked
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
from plans_with_news as asked
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
from plans_with_news as asked
inner join places on places.account_id = asked.account_id
where places.happened_on > asked.since_on and places.happened_on <= asked.as_of_on
