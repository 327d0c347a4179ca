-- The nine profile questions of an account's live plan: answered, unknown with action, or blank (S39).
-- grain: one row per account and question
-- key: account_id, question
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- question: P1 to P9
-- topic: what it is about, in short
-- asked: the question in our words
-- answer_state: answered, unknown with action or blank; null without an answers export
-- answer: answer in words; null where only its state is known, and in a private plan
-- source: who or what it rests on
-- updated_on: last change
-- age_days: days since then
-- confirmed_on: day our champion confirmed it (S29)
-- open_actions: open actions that are to settle it (S48)

with

questions as (

    select 'P1' as question, 'Goals and initiatives' as topic,
        'Which goals does the customer pursue, through which initiatives, and what is each worth to them?' as asked
    union all
    select 'P2', 'Forces from outside', 'What in their market, in regulation or in the economy moves their plans, and how?'
    union all
    select 'P3', 'Their competitors', 'Who are the customer''s own rivals, and how do they mean to win share from them?'
    union all
    select 'P4', 'Their largest risks', 'What could hurt them most: soon, next year, and further out?'
    union all
    select 'P5', 'IT: help or hindrance', 'Where does IT speed the business up, and where does it hold it back?'
    union all
    select 'P6', 'Digital transformation', 'How far has their digital transformation come, and what is next?'
    union all
    select 'P7', 'How IT is seen', 'What do people outside IT think of IT?'
    union all
    select 'P8', 'How they see us', 'What do they think of us, since when do we work together, and what do they spend?'
    union all
    select 'P9', 'Use and room to grow', 'Which stages do they use today, and where did we find room to grow?'

),

exported as (

    select count(*) > 0 as has_answers from export_tables where table_name = 'plan_answers'

),

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
    case when exported.has_answers then coalesce(profile_answers.state, 'blank') end as answer_state,
    case when profile_answers.state <> 'blank' then plan_answers.answer end as answer,
    plan_answers.source,
    profile_answers.updated_on,
    profile_answers.age_days,
    profile_answers.confirmed_on,
    cast(coalesce(asked_for.open_actions, 0) as bigint) as open_actions
from accounts
cross join questions
cross join exported
left join profile_answers
    on profile_answers.plan_id = accounts.plan_id and profile_answers.question = questions.question
left join plan_answers
    on plan_answers.plan_id = accounts.plan_id and plan_answers.question = questions.question
left join asked_for on asked_for.plan_id = accounts.plan_id and asked_for.question = questions.question
where $account is null or accounts.account_id = $account
order by accounts.account_id nulls last, questions.question nulls last
