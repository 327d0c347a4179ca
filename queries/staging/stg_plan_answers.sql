-- Plan answers as exported, renamed and classified.
-- grain: one row per plan and question
-- key: plan_id, question

select
    plan_id,
    case when question in ('P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9') then question when question is not null then 'other' end as question,
    case when state in ('answered', 'unknown_with_action', 'blank') then state when state is not null then 'other' end as state,
    updated_date as updated_on,
    nullif(trim(source), '') as source,
    confirmed_by_champion_on,
    answer
from exports.plan_answers
