-- Snapshot rows that belonged, on their day, to someone below the viewer. A deal elsewhere leaves no row here.
-- grain: as opportunity_snapshots
-- key: as opportunity_snapshots

select snapshots.*
from staging.stg_opportunity_snapshots as snapshots
where
    exists (select 1 from marts.reports where manager_id = $viewer and person_id = snapshots.owner_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
