-- Revenue periods of accounts that the viewer may see.
-- grain: as revenue_periods
-- key: as revenue_periods

select revenue_periods.*
from marts.revenue_periods as revenue_periods
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = revenue_periods.account_id
    )
