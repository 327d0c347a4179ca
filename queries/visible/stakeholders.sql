-- Stakeholders of accounts that the viewer may see.
-- grain: as stakeholders
-- key: as stakeholders

select stakeholders.*
from marts.stakeholders as stakeholders
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = stakeholders.account_id
    )
