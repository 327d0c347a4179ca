-- Who holds and who covers contacts of accounts that the viewer may see.
-- grain: as contact_cover
-- key: as contact_cover

select contact_cover.*
from marts.contact_cover as contact_cover
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contact_cover.account_id
    )
