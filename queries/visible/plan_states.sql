-- Plan states of accounts that the viewer may see.
-- grain: as plan_states
-- key: as plan_states

select plan_states.*
from marts.plan_states as plan_states
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plan_states.account_id
    )
