-- Quotas by quarter of the viewer and of everyone below.
-- grain: as quota_quarters
-- key: as quota_quarters

select quota_quarters.*
from marts.quota_quarters as quota_quarters
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = quota_quarters.person_id
    )
