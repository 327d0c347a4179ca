-- Opportunities owned below the viewer, or on accounts that the viewer may see.
-- grain: as opportunities
-- key: as opportunities

select opportunities.*
from marts.opportunities as opportunities
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = opportunities.owner_id
    )
    or exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = opportunities.account_id
    )
