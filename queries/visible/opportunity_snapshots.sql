-- Snapshot rows that belonged, on their day, to someone below the viewer. A deal elsewhere leaves no row here.
-- What a deal is about (account, type, segment, region, creation) comes with each of its rows.
-- grain: as opportunity_snapshots
-- key: as opportunity_snapshots

select snapshots.*
from marts.opportunity_snapshots as snapshots
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = snapshots.owner_id
    )
