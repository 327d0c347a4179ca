-- Plan answers as exported, renamed and classified.
-- grain: one row per plan and question
-- key: plan_id, question

select
    plan_id,
    allowed.plan_answers_question(question) as question,
    allowed.plan_answers_state(state) as state,
    updated_date as updated_on,
    nullif(trim(source), '') as source,
    confirmed_by_champion_on,
    answer
from exports.plan_answers
