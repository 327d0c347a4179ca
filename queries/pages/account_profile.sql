-- The nine profile questions of an account's live plan: answered, unknown with action, or blank (S39).
-- grain: one row per account and question
-- key: account_id, question
-- parameters: account
-- columns: account_id, question, updated_on, age_days
-- topic: what it is about, in short
-- asked: the question in our words
-- answer_state: answered, unknown with action or blank; null without an answers export
-- answer: answer in words; null where only its state is known, and in a private plan
-- source: who or what it rests on
-- confirmed_on: day our champion confirmed it (S29)
-- open_actions: open actions that are to settle it (S48)

with

asked_for as (

    select plan_id, upper(trim(about_id)) as question, count(*) as open_actions
    from plan_actions
    where about_kind = 'question' and status = 'open'
    group by plan_id, upper(trim(about_id))

)

select
    accounts.account_id,
    questions.question,
    questions.topic,
    questions.asked,
    case when exported.has_plan_answers then coalesce(profile_answers.state, 'blank') end as answer_state,
    case when profile_answers.state <> 'blank' then plan_answers.answer end as answer,
    plan_answers.source,
    profile_answers.updated_on,
    profile_answers.age_days,
    profile_answers.confirmed_on,
    cast(coalesce(asked_for.open_actions, 0) as bigint) as open_actions
from accounts
cross join profile_questions as questions
cross join exported
left join profile_answers
    on profile_answers.plan_id = accounts.plan_id and profile_answers.question = questions.question
left join plan_answers
    on plan_answers.plan_id = accounts.plan_id and plan_answers.question = questions.question
left join asked_for on asked_for.plan_id = accounts.plan_id and asked_for.question = questions.question
where $account is null or accounts.account_id = $account
order by accounts.account_id nulls last, questions.question nulls last
