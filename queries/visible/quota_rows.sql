-- Exported quotas of the viewer and of everyone below.
-- grain: as quota_rows
-- key: as quota_rows

select quota_rows.*
from marts.quota_rows as quota_rows
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = quota_rows.person_id
    )
