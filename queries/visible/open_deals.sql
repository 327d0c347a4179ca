-- Open deals that belong to someone below the viewer, as the snapshots of the pipeline do.
-- grain: as open_deals
-- key: as open_deals

select open_deals.*
from marts.open_deals as open_deals
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = open_deals.owner_id
    )
