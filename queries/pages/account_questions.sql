-- Coaching questions for what an account's plan does not say yet, the most pressing first (S36: no score).
-- grain: one row per account and question
-- key: account_id, topic, ask
-- parameters: account
-- columns: as coaching_questions
-- amount: money at stake in the reporting currency: deals to act on, or the yearly spend to renew; null elsewhere

select
    questions.account_id,
    questions.place,
    questions.topic,
    questions.ask,
    questions.because,
    questions.remedy,
    questions.urgency,
    case questions.topic when 'forecast' then held.risk_act_amount when 'renewal' then held.arr end as amount
from coaching_questions as questions
left join account_relationships as held on held.account_id = questions.account_id
where $account is null or questions.account_id = $account
order by questions.account_id nulls last, questions.place nulls last, questions.ask nulls last
