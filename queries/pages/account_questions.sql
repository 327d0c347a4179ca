-- Coaching questions for what an account's plan does not say yet, the most pressing first (S36: no score).
-- grain: one row per account and question
-- key: account_id, topic, ask
-- parameters: account
-- columns: as coaching_questions

select account_id, place, topic, ask, because, remedy, urgency
from coaching_questions
where $account is null or account_id = $account
order by account_id nulls last, place nulls last, ask nulls last
