-- Today's owner of deals that changed hands, where that is someone below the viewer.
-- grain: as present_owners
-- key: as present_owners

select owners.opportunity_id, owners.owner_id
from marts.present_owners as owners
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = owners.owner_id
    )
