-- Interactions around contacts of accounts that the viewer may see.
-- grain: as interactions
-- key: as interactions

select interactions.*
from staging.stg_interactions as interactions
inner join staging.stg_contacts as contacts on contacts.contact_id = interactions.contact_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contacts.account_id
    )
