-- How far an account has come on each of the four ladders, with what blocks the next level (1.1.1).
-- grain: one row per account that counts and component
-- key: account_id, component
-- parameters: account
-- columns: account_id, component, component_place, blocking_fact, missing_export
-- level: 0 to 4; null is unknown, for lack of the component's export
-- is_level_unknown: true when the next level cannot be judged for lack of an export
-- is_aged: true when the level rests on attributes recorded too long ago (S55)

select
    account_id,
    component,
    component_place,
    level,
    is_level_unknown,
    blocking_fact,
    missing_export,
    is_aged
from component_levels
where $account is null or account_id = $account
order by account_id nulls last, component_place nulls last
