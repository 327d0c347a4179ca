-- What is told of the people at accounts that the viewer may see.
-- grain: as contact_facts
-- key: as contact_facts

select contact_facts.*
from marts.contact_facts as contact_facts
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = contact_facts.account_id
    )
