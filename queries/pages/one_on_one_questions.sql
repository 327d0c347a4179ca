-- Three questions for each account of an AE, chosen by what is missing: the most pressing of each part of the plan
-- first, a second one of the same part only when fewer than three parts lack something.
-- grain: one row per account and question
-- key: account_id, topic, ask
-- $owner: the AE; null means everyone the viewer may see
-- columns: account_id, account_name, topic, ask, because
-- place: 1 to 3

with

asked as (

    select
        accounts.account_id,
        accounts.account_name,
        questions.topic,
        questions.ask,
        questions.because,
        questions.place,
        row_number() over (
            partition by accounts.account_id, questions.topic order by questions.place nulls last, questions.ask nulls last
        ) as topic_place
    from accounts
    inner join coaching_questions as questions on questions.account_id = accounts.account_id
    where ($owner is null or accounts.counted_under_id = $owner)
        and (accounts.is_eligible or accounts.plan_id is not null)

),

chosen as (

    select
        *,
        row_number() over (
            partition by account_id order by topic_place nulls last, place nulls last, ask nulls last
        ) as choice
    from asked

)

select account_id, account_name, cast(choice as integer) as place, topic, ask, because
from chosen
where choice <= 3
order by account_name nulls last, account_id nulls last, choice nulls last
