-- Influences on contacts of accounts that the viewer may see.
-- grain: as contact_sways
-- key: as contact_sways

select contact_sways.*
from marts.contact_sways as contact_sways
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contact_sways.account_id
    )
