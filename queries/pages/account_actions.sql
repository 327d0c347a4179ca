-- The actions of an account's live plan with the five questions (S84): what, how, who, when, support.
-- grain: one row per action
-- key: action_id
-- parameters: account
-- columns: account_id, action_id, objective_id, due_on, first_due_on
-- objective_title: that objective; null in a private plan
-- title: what is to be done; null in a private plan
-- how: how it will be done; null in a private plan
-- owner_id: that person; null where the name is not the viewer's to see
-- due_state: act with the days late, watch without a date, due until then; null once closed
-- owner_name: who does it; a placeholder stands as written; null where nobody is named
-- support_needed: help asked for; null in a private plan
-- status: open, done or dropped
-- status_place: order of the status, overdue first
-- missing_questions: which of the five it leaves open, in words; null when it answers all
-- is_overdue: open and due before the day of the data (S87)
-- overdue_days: days since it was due
-- completed_on: day it was done
-- about: what it is to settle: question, risk, contact, whitespace or renewal

select
    questions.account_id,
    questions.action_id,
    questions.objective_id,
    objectives.title as objective_title,
    actions.title,
    actions.how,
    coalesce(
        people.person_name,
        roles.role_name,
        case when questions.is_owner_person then 'somebody outside your view' else questions.owner_id end
    ) as owner_name,
    case when people.person_id is not null then questions.owner_id end as owner_id,
    questions.due_on,
    actions.support_needed,
    coalesce(actions.status, 'other') as status,
    case
        when questions.is_overdue then 1 when questions.is_open then 2 when actions.status = 'done' then 3 else 4
    end as status_place,
    case
        when questions.answered_questions < 5 then trim(
            case when questions.has_what then '' else 'what ' end
            || case when questions.has_how then '' else 'how ' end
            || case when questions.has_who then '' else 'who ' end
            || case when questions.has_when then '' else 'when ' end
            || case when questions.has_support then '' else 'support' end
        )
    end as missing_questions,
    questions.is_overdue,
    questions.overdue_days,
    case
        when questions.is_overdue
            then '▲ ' || cast(questions.overdue_days as varchar)
                || case when questions.overdue_days = 1 then ' day late' else ' days late' end
        when questions.is_open and questions.due_on is null then '● no date'
        when questions.is_open then 'due'
    end as due_state,
    case when questions.is_redated then actions.first_due_on end as first_due_on,
    actions.completed_on,
    case when actions.about_kind <> 'other' then actions.about_kind end as about
from action_questions as questions
inner join accounts on accounts.account_id = questions.account_id and accounts.plan_id = questions.plan_id
inner join plan_actions as actions on actions.action_id = questions.action_id
left join plan_objectives as objectives on objectives.objective_id = questions.objective_id
left join people on people.person_id = questions.owner_id
left join person_roles as roles on roles.person_id = questions.owner_id
where $account is null or questions.account_id = $account
order by
    questions.account_id nulls last,
    status_place nulls last,
    questions.due_on nulls last,
    questions.action_id nulls last
