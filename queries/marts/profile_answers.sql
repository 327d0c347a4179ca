-- What became of each profile question that a plan answers (S39); a placeholder text is no answer.
-- grain: one row per plan and question
-- key: plan_id, question
-- columns: plan_id, account_id, question, age_days
-- state: answered, unknown with action or blank
-- confirmed_on: day our champion confirmed it (S29); null when not confirmed by the day of the data
-- updated_on: last change; null when not dated

select
    answers.plan_id,
    plans.account_id,
    answers.question,
    case
        when answers.state = 'unknown_with_action' then 'unknown with action'
        when answers.state = 'answered' and placeholders.spelling is null then 'answered'
        else 'blank'
    end as state,
    case when answers.confirmed_by_champion_on <= export_run.as_of_on then answers.confirmed_by_champion_on end
        as confirmed_on,
    answers.updated_on,
    date_diff('day', answers.updated_on, export_run.as_of_on) as age_days
from stg_plan_answers as answers
inner join plans on plans.plan_id = answers.plan_id
cross join export_run
left join placeholders on placeholders.spelling = lower(trim(answers.answer))
where answers.question <> 'other'
order by plans.account_id nulls last, answers.plan_id, answers.question
