-- How far the relationship with an account has come (S55) and how many threads hold it (S57).
-- grain: one row per account
-- key: account_id
-- parameters: account
-- columns: account_id, blocking_fact, high_influence_contacts, high_influence_supporters
-- level: 0 to 4; null without a contacts export
-- is_aged: true when the level rests on attributes recorded too long ago
-- contacts: contacts who are here; null without a contacts export
-- opponents: contacts who are against us
-- threads: contacts in two-way touch lately; null without an interactions export

select
    account_id,
    level,
    blocking_fact,
    is_aged,
    contacts,
    high_influence_contacts,
    high_influence_supporters,
    opponents,
    threads
from relationship_rungs
where $account is null or account_id = $account
order by account_id nulls last
