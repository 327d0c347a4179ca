-- The snapshot rows of deals that changed hands: enough to tell that a deal existed with somebody else.
-- grain: one row per opportunity that changed hands, and snapshot day it was not deleted on
-- key: opportunity_id, snapshot_on
-- columns: opportunity_id, snapshot_on
-- owner_id: owner on that day

select snapshots.opportunity_id, snapshots.snapshot_on, snapshots.owner_id
from opportunity_snapshots as snapshots
inner join present_owners on present_owners.opportunity_id = snapshots.opportunity_id
where not snapshots.is_deleted
order by snapshots.snapshot_on, snapshots.opportunity_id
