-- Each deal in view in the two snapshots that are compared (2.5).
-- grain: one row per snapshot and opportunity
-- key: is_later, opportunity_id
-- $as_of: the later snapshot; null means the newest
-- $compare_to: the earlier one; null means the one before it
-- columns: opportunity_id, account_id, owner_id, amount, close_on, stage, forecast_category, next_step, is_closed
-- columns: region, segment
-- is_later: true for the later of the two
-- from_on: the earlier snapshot

with

sides as (

    select to_on as snapshot_on, true as is_later, from_on from deal_change_days
    union all
    select from_on, false, from_on from deal_change_days

)

select
    snapshots.opportunity_id,
    sides.is_later,
    sides.from_on,
    snapshots.account_id,
    snapshots.owner_id,
    snapshots.amount,
    snapshots.close_on,
    snapshots.stage,
    snapshots.forecast_category,
    snapshots.next_step,
    snapshots.is_closed,
    snapshots.region,
    snapshots.segment
from sides
inner join opportunity_snapshots as snapshots on snapshots.snapshot_on = sides.snapshot_on
where not snapshots.is_deleted
