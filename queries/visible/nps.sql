-- Nps of the accounts that the viewer may see.
-- grain: as nps
-- key: as nps

select nps.*
from staging.stg_nps as nps
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = nps.account_id
    )
