-- Account plans of accounts that the viewer may see.
-- grain: as plans
-- key: as plans

select plans.*
from marts.plans as plans
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plans.account_id
    )
