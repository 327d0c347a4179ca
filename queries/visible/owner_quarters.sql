-- What the deals of the viewer and of everyone below add up to.
-- grain: as owner_quarters
-- key: as owner_quarters

select owner_quarters.*
from marts.owner_quarters as owner_quarters
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = owner_quarters.owner_id
    )
