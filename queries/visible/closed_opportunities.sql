-- Closed opportunities of the viewer and of everyone below.
-- grain: as closed_opportunities
-- key: as closed_opportunities

select closed_opportunities.*
from marts.closed_opportunities as closed_opportunities
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = closed_opportunities.owner_id
    )
