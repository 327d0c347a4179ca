-- How the action plan of an account stands: who has an action, what is overdue, what is left open (S82 to S89).
-- grain: one row per account with a live plan
-- key: account_id
-- parameters: account
-- columns: account_id, members, members_with_action, member_share
-- objectives: open objectives (S83); null without an objectives export
-- open_actions: open actions; null without an actions export
-- dated_actions: of these, with owner and date; none is no action plan (S82)
-- complete_actions: of the open, those that answer all five questions (S84)
-- complete_share: complete_actions / open_actions, 0 to 1; null without open actions
-- overdue_actions: of the open, those past their due day (S87)
-- redated_actions: of the open, those due on another day than first planned
-- support_actions: of the open, those that ask for support (S89)
-- timed_actions: actions done in the last on_time_days whose first due day is known; null without an actions export
-- on_time_share: of these, done by that day, 0 to 1 (S88)
-- near_actions: of the open, those due in the next 183 days (S86)

with

counted as (

    select
        questions.plan_id,
        count(*) filter (where questions.is_open) as open_actions,
        count(*) filter (where questions.is_open and questions.has_who and questions.has_when) as dated_actions,
        count(*) filter (where questions.is_open and questions.answered_questions = 5) as complete_actions,
        count(*) filter (where questions.is_overdue) as overdue_actions,
        count(*) filter (where questions.is_open and questions.is_redated) as redated_actions,
        count(questions.is_on_time) as timed_actions,
        count(*) filter (where questions.is_on_time) as on_time_actions,
        count(*) filter (where questions.is_open and questions.has_support) as support_actions,
        count(*) filter (
            where questions.is_open and date_diff('day', export_run.as_of_on, questions.due_on) between 0 and 183
        ) as near_actions
    from action_questions as questions
    cross join export_run
    group by questions.plan_id

),

objectives as (

    select plan_id, count(*) as objectives
    from plan_objectives
    where coalesce(status, 'open') not in ('done', 'dropped')
    group by plan_id

),

teams as (

    select account_id, count(*) as members, count(*) filter (where open_actions > 0) as members_with_action
    from account_members
    group by account_id

),

facts as (

    select
        accounts.account_id,
        exported.has_plan_actions,
        exported.has_plan_objectives,
        coalesce(objectives.objectives, 0) as objectives,
        coalesce(counted.open_actions, 0) as open_actions,
        coalesce(counted.dated_actions, 0) as dated_actions,
        coalesce(counted.complete_actions, 0) as complete_actions,
        coalesce(counted.overdue_actions, 0) as overdue_actions,
        coalesce(counted.redated_actions, 0) as redated_actions,
        coalesce(counted.timed_actions, 0) as timed_actions,
        coalesce(counted.on_time_actions, 0) as on_time_actions,
        coalesce(counted.support_actions, 0) as support_actions,
        coalesce(counted.near_actions, 0) as near_actions,
        coalesce(teams.members, 0) as members,
        coalesce(teams.members_with_action, 0) as members_with_action
    from accounts
    cross join exported
    left join counted on counted.plan_id = accounts.plan_id
    left join objectives on objectives.plan_id = accounts.plan_id
    left join teams on teams.account_id = accounts.account_id
    where accounts.plan_id is not null and ($account is null or accounts.account_id = $account)

)

select
    account_id,
    case when has_plan_objectives then cast(objectives as bigint) end as objectives,
    case when has_plan_actions then cast(open_actions as bigint) end as open_actions,
    case when has_plan_actions then cast(dated_actions as bigint) end as dated_actions,
    case when has_plan_actions then cast(complete_actions as bigint) end as complete_actions,
    case when has_plan_actions then cast(complete_actions as double) / nullif(cast(open_actions as double), 0) end
        as complete_share,
    case when has_plan_actions then cast(overdue_actions as bigint) end as overdue_actions,
    case when has_plan_actions then cast(redated_actions as bigint) end as redated_actions,
    case when has_plan_actions then cast(timed_actions as bigint) end as timed_actions,
    case when has_plan_actions then cast(on_time_actions as double) / nullif(cast(timed_actions as double), 0) end
        as on_time_share,
    case when has_plan_actions then cast(support_actions as bigint) end as support_actions,
    case when has_plan_actions then cast(near_actions as bigint) end as near_actions,
    case when has_plan_actions then cast(members as bigint) end as members,
    case when has_plan_actions then cast(members_with_action as bigint) end as members_with_action,
    case when has_plan_actions then cast(members_with_action as double) / nullif(cast(members as double), 0) end
        as member_share
from facts
order by account_id nulls last
