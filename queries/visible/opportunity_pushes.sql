-- Pushes of opportunities that the viewer may see today.
-- grain: as opportunity_pushes
-- key: as opportunity_pushes

select pushes.*
from marts.opportunity_pushes as pushes
inner join marts.opportunities as opportunities on opportunities.opportunity_id = pushes.opportunity_id
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
