-- How far the relationship with an account has come (S55) and how many threads hold it (S57).
-- grain: one row per account
-- key: account_id
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- level: 0 to 4; null without a contacts export
-- blocking_fact: what keeps it from the next level; null at level 4
-- is_aged: true when the level rests on attributes recorded too long ago
-- contacts: contacts who are here; null without a contacts export
-- high_influence_contacts: of these, with high influence
-- high_influence_supporters: of those, champions and supporters
-- opponents: contacts who are against us
-- threads: contacts in two-way touch lately; null without an interactions export
-- thread_band: single, thin or ok; null is unknown

select
    account_id,
    level,
    blocking_fact,
    is_aged,
    contacts,
    high_influence_contacts,
    high_influence_supporters,
    opponents,
    threads,
    thread_band
from relationship_rungs
where $account is null or account_id = $account
order by account_id nulls last
