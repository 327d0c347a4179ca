-- Opportunities owned below the viewer, or on accounts that the viewer may see.
-- grain: as opportunities
-- key: as opportunities

select opportunities.*
from marts.opportunities as opportunities
where
    exists (select 1 from marts.reports where manager_id = $viewer and person_id = opportunities.owner_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
    or exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = opportunities.account_id
    )
