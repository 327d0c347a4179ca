-- That a deal the viewer sees on some day existed with somebody outside their view on another: the days, no more.
-- Without it a deal handed over would read as missing, one received as loaded late.
-- grain: one row per opportunity and snapshot day
-- key: opportunity_id, snapshot_on

select elsewhere.opportunity_id, elsewhere.snapshot_on
from marts.snapshots_elsewhere as elsewhere
where
    not exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = elsewhere.owner_id
    )
    and exists (
        select 1
        from (
            select opportunity_id, owner_id from marts.snapshots_elsewhere
            union all
            select opportunity_id, owner_id from marts.closed_opportunities
        ) as own
        inner join marts.subtree_access as below on below.person_id = own.owner_id
        where
            below.viewer_id = $viewer and below.until_on >= $today and own.opportunity_id = elsewhere.opportunity_id
    )
