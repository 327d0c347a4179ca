-- The objectives of an account's live plan by horizon, with how well their actions are planned (S16, S83, S84).
-- grain: one row per objective
-- key: objective_id
-- parameters: account
-- columns: account_id, horizon_place, is_overdue
-- objective_id: the objective
-- title: what is to be achieved; null in a private plan
-- horizon: 6 months, 12 months, 18 months, later or undated: as exported, else from the plan's start to the due day
-- status: open, on track, at risk, done, dropped or other
-- is_open: neither done nor dropped
-- owner_name: who answers for it; null where nobody is named
-- owner_id: that person; null where the name is not the viewer's to see
-- due_state: act where late, watch without a date, due until then; null once closed
-- due_on: day it should be achieved
-- value_driver: customer benefit it serves
-- measure: what is measured; null in a private plan
-- measure_moved_on: day the measure last moved
-- open_actions: open actions that serve it
-- done_actions: finished ones
-- complete_actions: of the open ones, those that answer all five questions (S84)

with

planned as (

    select
        objectives.*,
        accounts.account_id,
        cast(coalesce(plans.live_from_on, plans.created_on) + interval 6 month as date) as half_year_on,
        cast(coalesce(plans.live_from_on, plans.created_on) + interval 12 month as date) as year_on,
        cast(coalesce(plans.live_from_on, plans.created_on) + interval 18 month as date) as year_and_half_on,
        export_run.as_of_on,
        coalesce(objectives.status, 'open') not in ('done', 'dropped') as is_open
    from accounts
    cross join export_run
    inner join plans on plans.plan_id = accounts.plan_id
    inner join plan_objectives as objectives on objectives.plan_id = accounts.plan_id
    where $account is null or accounts.account_id = $account

),

placed as (

    select
        *,
        case
            when horizon = '6m' then 1
            when horizon = '12m' then 2
            when horizon = '18m' then 3
            when due_on is null then 5
            when due_on <= half_year_on then 1
            when due_on <= year_on then 2
            when due_on <= year_and_half_on then 3
            else 4
        end as horizon_place
    from planned

),

counted as (

    select
        objective_id,
        count(*) filter (where is_open) as open_actions,
        count(*) filter (where is_meant and not is_open) as done_actions,
        count(*) filter (where is_open and answered_questions = 5) as complete_actions
    from action_questions
    where objective_id is not null
    group by objective_id

)

select
    placed.account_id,
    placed.objective_id,
    placed.title,
    case placed.horizon_place
        when 1 then '6 months' when 2 then '12 months' when 3 then '18 months' when 4 then 'later' else 'undated'
    end as horizon,
    placed.horizon_place,
    replace(coalesce(placed.status, 'open'), '_', ' ') as status,
    placed.is_open,
    coalesce(
        people.person_name,
        roles.role_name,
        case when placed.owner_id is not null then 'somebody outside your view' end
    ) as owner_name,
    people.person_id as owner_id,
    placed.due_on,
    placed.is_open and coalesce(placed.due_on < placed.as_of_on, false) as is_overdue,
    case
        when placed.is_open and placed.due_on < placed.as_of_on then '▲ late'
        when placed.is_open and placed.due_on is null then '● no date'
        when placed.is_open then 'due'
    end as due_state,
    placed.value_driver,
    placed.measure,
    placed.measure_moved_on,
    cast(coalesce(counted.open_actions, 0) as bigint) as open_actions,
    cast(coalesce(counted.done_actions, 0) as bigint) as done_actions,
    cast(coalesce(counted.complete_actions, 0) as bigint) as complete_actions
from placed
left join people on people.person_id = placed.owner_id
left join person_roles as roles on roles.person_id = placed.owner_id
left join counted on counted.objective_id = placed.objective_id
order by
    placed.account_id nulls last,
    placed.is_open desc nulls last,
    placed.horizon_place nulls last,
    placed.due_on nulls last,
    placed.objective_id nulls last
