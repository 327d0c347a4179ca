-- Outside voices around contacts of accounts that the viewer may see.
-- grain: as contact_voices
-- key: as contact_voices

select contact_voices.*
from marts.contact_voices as contact_voices
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contact_voices.account_id
    )
