-- What was done about the actions of a plan, day by day: added, done, dropped or re-dated (S87).
-- grain: one row per action, day and happening
-- key: action_id, happened_on, what
-- columns: plan_id, action_id, happened_on, what
-- before_on: due day before; null where no day moved
-- after_on: due day then

select plan_id, action_id, created_on as happened_on, 'added' as what, null as before_on, null as after_on
from stg_plan_actions
union all
select plan_id, action_id, completed_on, 'done', null, null from stg_plan_actions where status = 'done'
union all
select actions.plan_id, actions.action_id, moves.changed_on, 'dropped', null, null
from history_moves as moves
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
from history_moves as moves
inner join stg_plan_actions as actions on actions.action_id = moves.record_id
where moves.table_name = 'plan_actions' and moves.field = 'due_date' and moves.old_value is not null
