-- Quotas of the viewer and of everyone below.
-- grain: as quotas
-- key: as quotas

select quotas.*
from staging.stg_quotas as quotas
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = quotas.person_id
    )
