-- Touches with contacts of accounts that the viewer may see.
-- grain: as contact_touches
-- key: as contact_touches

select contact_touches.*
from marts.contact_touches as contact_touches
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contact_touches.account_id
    )
