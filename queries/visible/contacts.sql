-- Contacts of the accounts that the viewer may see.
-- grain: as contacts
-- key: as contacts

select contacts.*
from staging.stg_contacts as contacts
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contacts.account_id
    )
