-- Snapshot rows that belonged, on their day, to someone below the viewer. A deal elsewhere leaves no row here.
-- grain: as opportunity_snapshots
-- key: as opportunity_snapshots

select snapshots.*
from staging.stg_opportunity_snapshots as snapshots
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = snapshots.owner_id
    )
