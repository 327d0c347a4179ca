-- Contact influences around contacts of accounts that the viewer may see.
-- grain: as contact_influences
-- key: as contact_influences

select contact_influences.*
from staging.stg_contact_influences as contact_influences
inner join staging.stg_contacts as contacts on contacts.contact_id = contact_influences.to_contact_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contacts.account_id
    )
