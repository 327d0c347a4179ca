-- Buying centres of the accounts that the viewer may see.
-- grain: as buying_centres
-- key: as buying_centres

select buying_centres.*
from staging.stg_buying_centres as buying_centres
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = buying_centres.account_id
    )
