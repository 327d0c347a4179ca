-- The days of deals that changed hands: enough to tell that a deal existed with somebody else. On snapshots after the last that
-- names it, as those of open deals leave closed ones out, a deal is with its owner of today.
-- grain: one row per opportunity that changed hands, and snapshot day it was there
-- key: opportunity_id, snapshot_on
-- columns: opportunity_id, snapshot_on
-- owner_id: owner on that day

with

known as (

    select opportunity_id, snapshot_on, owner_id
    from opportunity_snapshots
    where not is_deleted
    union all
    select seen.opportunity_id, days.snapshot_on, coalesce(deals.owner_id, 'unassigned')
    from (
        select opportunity_id, max(snapshot_on) as last_on from opportunity_snapshots group by opportunity_id
    ) as seen
    inner join opportunities as deals on deals.opportunity_id = seen.opportunity_id
    inner join snapshot_days as days on days.snapshot_on > seen.last_on

)

select known.opportunity_id, known.snapshot_on, known.owner_id
from known
inner join present_owners on present_owners.opportunity_id = known.opportunity_id
order by known.snapshot_on, known.opportunity_id
