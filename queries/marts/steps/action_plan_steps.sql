-- What each step of the action plan asks (1.1.1), and whether the account has it.
-- Only the account's own live plan is looked at: what stands in the plan of an account above is not for everyone who
-- sees the account below.
-- An owner written as a placeholder is no owner (S84). Partners and executive sponsors need no action (S85).
-- grain: one row per eligible account
-- key: account_id
-- columns: account_id, fact_1, fact_2, fact_3, fact_4, export_1, export_2, export_3, export_4, members_with_action
-- step_1: an open action has an owner and a date; null is unknown
-- step_2: two open objectives have two dated, owned actions each, open or done
-- step_3: everyone on the team has an open action, none is over overdue_days late
-- step_4: an objective's measure moved in the last moved_days
-- objectives: open objectives; more than three are more than advised (S83)
-- members: people on the team who need an action; null without a team export
-- late_actions: open actions over overdue_days late

with

absent as (

    select
        count(*) filter (where table_name = 'plan_actions' and column_name = 'objective_id') > 0 as lacks_objective,
        count(*) filter (where table_name = 'plan_objectives' and column_name = 'measure_moved_on') > 0
            as lacks_moved
    from absent_columns

),

actions as (

    select
        questions.plan_id,
        questions.objective_id,
        questions.is_open,
        questions.is_meant,
        questions.has_who and questions.has_when as is_planned,
        questions.overdue_days > thresholds.overdue_days as is_late
    from action_questions as questions
    cross join thresholds

),

counted as (

    select
        plan_id,
        count(*) filter (where is_open and is_planned) as planned_actions,
        count(*) filter (where is_open and is_late) as late_actions
    from actions
    group by plan_id

),

worked_objectives as (

    select objectives.plan_id, objectives.objective_id
    from stg_plan_objectives as objectives
    inner join actions on actions.objective_id = objectives.objective_id and actions.plan_id = objectives.plan_id
    where actions.is_meant and actions.is_planned and coalesce(objectives.status, 'open') not in ('done', 'dropped')
    group by objectives.plan_id, objectives.objective_id
    having count(*) >= 2

),

worked as (

    select plan_id, count(*) as worked_objectives from worked_objectives group by plan_id

),

objectives as (

    select
        objectives.plan_id,
        count(*) filter (where coalesce(objectives.status, 'open') not in ('done', 'dropped')) as objectives,
        max(objectives.measure_moved_on) filter (where objectives.measure_moved_on <= export_run.as_of_on)
            as measure_moved_on
    from stg_plan_objectives as objectives
    cross join export_run
    group by objectives.plan_id

),

teams as (

    select
        account_id,
        count(*) as members,
        count(*) filter (where open_actions > 0) as members_with_action
    from account_members
    group by account_id

),

facts as (

    select
        accounts.account_id,
        accounts.plan_id is not null as has_plan,
        accounts.coverage,
        coalesce(counted.planned_actions, 0) as planned_actions,
        coalesce(counted.late_actions, 0) as late_actions,
        coalesce(worked.worked_objectives, 0) as worked_objectives,
        coalesce(objectives.objectives, 0) as objectives,
        objectives.measure_moved_on,
        days.day_label as measure_moved_label,
        coalesce(teams.members, 0) as members,
        coalesce(teams.members_with_action, 0) as members_with_action,
        exported.has_account_plans,
        exported.has_plan_actions,
        exported.has_plan_objectives,
        exported.has_account_team,
        absent.lacks_objective,
        absent.lacks_moved,
        thresholds.overdue_days,
        coalesce(
            date_diff('day', objectives.measure_moved_on, export_run.as_of_on) <= thresholds.moved_days, false
        ) as has_moved
    from accounts
    cross join exported
    cross join absent
    cross join export_run
    cross join thresholds
    left join counted on counted.plan_id = accounts.plan_id
    left join worked on worked.plan_id = accounts.plan_id
    left join objectives on objectives.plan_id = accounts.plan_id
    left join day_labels as days on days.day_on = objectives.measure_moved_on
    left join teams on teams.account_id = accounts.account_id and accounts.plan_id is not null
    where accounts.is_eligible

),

steps as (

    select
        *,
        case when has_account_plans and has_plan_actions then planned_actions > 0 end as step_1,
        case when has_plan_objectives and not lacks_objective then worked_objectives >= 2 end as step_2,
        case when late_actions > 0 then false when has_account_team then members_with_action = members end as step_3,
        case when not lacks_moved then has_moved end as step_4
    from facts

)

select
    account_id,
    step_1,
    step_2,
    step_3,
    step_4,
    case
        when not has_account_plans then 'no account_plans export'
        when not has_plan_actions then 'no plan_actions export'
        when coverage = 'parent' then 'no plan of its own, covered by the parent account'
        when not has_plan then 'no live plan'
        else 'no open action with owner and date'
    end as fact_1,
    case
        when not has_plan_objectives then 'no plan_objectives export'
        when lacks_objective then 'the plan_actions export does not say which objective'
        when objectives = 0 then 'no open objective'
        else cast(worked_objectives as varchar) || ' of ' || cast(objectives as varchar)
            || ' objectives have two actions with owner and date, two needed'
    end as fact_2,
    case
        when late_actions > 0
            then cast(late_actions as varchar) || case when late_actions = 1 then ' action' else ' actions' end || ' over '
                || cast(overdue_days as varchar) || ' days late'
        when not has_account_team then 'no account_team export'
        else cast(members - members_with_action as varchar) || ' of ' || cast(members as varchar)
            || ' on the team have no action'
    end as fact_3,
    case
        when lacks_moved then 'the plan_objectives export does not say when a measure moved'
        when measure_moved_on is null then 'no measure has moved'
        else 'no measure moved ' || coalesce('since ' || measure_moved_label, 'for long')
    end as fact_4,
    case when not has_account_plans then 'account_plans' when not has_plan_actions then 'plan_actions' end as export_1,
    case when not has_plan_objectives then 'plan_objectives' when lacks_objective then 'plan_actions' end as export_2,
    case when step_3 is null then 'account_team' end as export_3,
    case when step_4 is null then 'plan_objectives' end as export_4,
    cast(objectives as bigint) as objectives,
    case when has_account_team then cast(members as bigint) end as members,
    case when has_account_team then cast(members_with_action as bigint) end as members_with_action,
    cast(late_actions as bigint) as late_actions
from steps
