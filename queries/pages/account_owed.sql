-- The open actions in one person's name in live plans of every account the viewer may see, the longest overdue first (S87).
-- grain: one row per action
-- key: action_id
-- $person: who answers for the actions
-- columns: action_id, account_id, account_name, due_on
-- title: what is to be done; null in a private plan
-- due_state: act with the days late, watch without a date, due until then
-- urgency: act where overdue, watch without a date, else note
-- support_needed: help asked for; null in a private plan

select
    questions.action_id,
    accounts.account_id,
    accounts.account_name,
    actions.title,
    questions.due_on,
    case
        when questions.is_overdue
            then '▲ ' || cast(questions.overdue_days as varchar)
                || case when questions.overdue_days = 1 then ' day late' else ' days late' end
        when questions.due_on is null then '● no date'
        else 'due'
    end as due_state,
    case when questions.is_overdue then 'act' when questions.due_on is null then 'watch' else 'note' end as urgency,
    actions.support_needed
from accounts
inner join action_questions as questions
    on questions.account_id = accounts.account_id and questions.plan_id = accounts.plan_id
inner join plan_actions as actions on actions.action_id = questions.action_id
where questions.is_open and questions.owner_id = $person
order by
    questions.due_on nulls last,
    accounts.account_name nulls last,
    questions.action_id nulls last
