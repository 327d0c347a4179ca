-- Which of the five questions each action of an account plan answers (S84), and how late it is (S87).
-- A placeholder such as TBD answers nothing.
-- grain: one row per action
-- key: action_id
-- columns: action_id, plan_id, objective_id, is_overdue
-- account_id: the plan's account
-- owner_id: owner as exported
-- due_on: day it has to be done
-- is_open: true while it is to be done
-- is_meant: true when open or done, false when dropped
-- has_what: says what is to be done
-- has_how: says how
-- has_who: names an owner
-- has_when: has a due day
-- has_support: says what support it needs, even if none
-- answered_questions: how many of the five it answers, 0 to 5
-- is_owner_person: true when the owner stands in the users export
-- overdue_days: days since it was due; null unless overdue
-- is_redated: due on another day than first planned; null where the first day was never recorded
-- is_on_time: done by the day first planned, for actions done in the last on_time_days; null for others, and where that day is unknown (S88)

with

actions as (

    select
        actions.action_id,
        actions.plan_id,
        plans.account_id,
        actions.objective_id,
        actions.owner_id,
        actions.due_on,
        actions.first_due_on,
        actions.status,
        actions.completed_on,
        export_run.as_of_on,
        thresholds.on_time_days,
        what.spelling is null and actions.title is not null as has_what,
        how.spelling is null and actions.how is not null as has_how,
        who.spelling is null and actions.owner_id is not null as has_who,
        support.spelling is null and actions.support_needed is not null as has_support
    from stg_plan_actions as actions
    inner join plans on plans.plan_id = actions.plan_id
    cross join export_run
    cross join thresholds
    left join placeholders as what on what.spelling = lower(trim(actions.title))
    left join placeholders as how on how.spelling = lower(trim(actions.how))
    left join placeholders as who on who.spelling = lower(trim(actions.owner_id))
    left join placeholders as support on support.spelling = lower(trim(actions.support_needed))

)

select
    actions.action_id,
    actions.plan_id,
    actions.account_id,
    actions.objective_id,
    actions.owner_id,
    actions.due_on,
    coalesce(actions.status = 'open', false) as is_open,
    coalesce(actions.status in ('open', 'done'), false) as is_meant,
    actions.has_what,
    actions.has_how,
    actions.has_who,
    actions.due_on is not null as has_when,
    actions.has_support,
    cast(
        case when actions.has_what then 1 else 0 end
        + case when actions.has_how then 1 else 0 end
        + case when actions.has_who then 1 else 0 end
        + case when actions.due_on is not null then 1 else 0 end
        + case when actions.has_support then 1 else 0 end
        as integer
    ) as answered_questions,
    people.person_id is not null as is_owner_person,
    coalesce(actions.status = 'open' and actions.due_on < actions.as_of_on, false) as is_overdue,
    case
        when actions.status = 'open' and actions.due_on < actions.as_of_on
            then date_diff('day', actions.due_on, actions.as_of_on)
    end as overdue_days,
    actions.due_on <> actions.first_due_on as is_redated,
    case
        when actions.status = 'done'
            and date_diff('day', actions.completed_on, actions.as_of_on) between 0 and actions.on_time_days
            then actions.completed_on <= actions.first_due_on
    end as is_on_time
from actions
left join people on people.person_id = actions.owner_id
order by actions.account_id nulls last, actions.action_id
