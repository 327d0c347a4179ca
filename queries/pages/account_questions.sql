-- Coaching questions for what an account's plan does not say yet, the most pressing first (S36: no score).
-- grain: one row per account and question
-- key: account_id, topic, ask
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- place: order of the question
-- topic: part of the plan it is about
-- ask: the question
-- because: the fact it comes from

select account_id, place, topic, ask, because
from coaching_questions
where $account is null or account_id = $account
order by account_id nulls last, place nulls last, ask nulls last
