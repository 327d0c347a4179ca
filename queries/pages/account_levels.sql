-- How far an account has come on each of the four ladders, with what blocks the next level (1.1.1).
-- grain: one row per account that counts and component
-- key: account_id, component
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- component: profile, relationship, whitespace or action plan
-- component_place: order of the component, from 1
-- level: 0 to 4; null is unknown, for lack of the component's export
-- is_level_unknown: true when the next level cannot be judged for lack of an export
-- blocking_fact: what keeps it from the next level; null at level 4
-- missing_export: export that would tell; null when none is missing
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
