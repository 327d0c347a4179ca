-- Plan inspections of accounts that the viewer may see.
-- grain: as plan_inspections
-- key: as plan_inspections

select plan_inspections.*
from marts.plan_inspections as plan_inspections
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plan_inspections.account_id
    )
