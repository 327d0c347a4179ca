-- Open actions of an AE's live plans that are overdue or were re-dated, the longest overdue first (S87).
-- grain: one row per action
-- key: action_id
-- $owner: the AE whose accounts are asked about; null means everyone the viewer may see
-- columns: action_id, account_id, account_name, plan_id, due_on, first_due_on
-- title: what is to be done; null in a private plan
-- owner_name: who does it; a placeholder stands as written
-- overdue_days: days since it was due; null while it is not
-- is_overdue: due before the day of the data

select
    questions.action_id,
    accounts.account_id,
    accounts.account_name,
    questions.plan_id,
    actions.title,
    coalesce(people.person_name, case when questions.is_owner_person then 'a colleague' else questions.owner_id end)
        as owner_name,
    questions.due_on,
    case when questions.is_redated then actions.first_due_on end as first_due_on,
    questions.overdue_days,
    questions.is_overdue
from accounts
inner join action_questions as questions on questions.plan_id = accounts.plan_id
inner join plan_actions as actions on actions.action_id = questions.action_id
left join people on people.person_id = questions.owner_id
where ($owner is null or accounts.counted_under_id = $owner)
    and questions.is_open
    and (questions.is_overdue or coalesce(questions.is_redated, false))
order by
    questions.overdue_days desc nulls last,
    accounts.account_name nulls last,
    questions.due_on nulls last,
    questions.action_id nulls last
