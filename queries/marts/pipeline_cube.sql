-- Counts and sums of the open pipeline on each snapshot day, so that a trend over many weeks adds up few rows.
-- grain: one row per snapshot day, owner, fiscal quarter of the close date, category, renewal or not, segment and region
-- key: snapshot_on, owner_id, quarter_starts_on, category, is_renewal, segment, region
-- columns: snapshot_on, is_renewal, segment, region
-- owner_id: owner on that day
-- quarter_starts_on: first day of the fiscal quarter of the close date; null without a close date
-- is_own_quarter: true when the snapshot day lies in that quarter
-- category: as in opportunity_snapshots
-- opportunities: deals
-- amount: their value in the reporting currency, unknown amounts left out
-- amount_above_zero: the same without negative amounts

with

placed as (

    select
        snapshots.snapshot_on,
        snapshots.owner_id,
        calendar.quarter_starts_on,
        coalesce(
            snapshots.snapshot_on between calendar.quarter_starts_on and calendar.quarter_ends_on, false
        ) as is_own_quarter,
        snapshots.category,
        snapshots.is_renewal,
        snapshots.segment,
        snapshots.region,
        snapshots.amount
    from opportunity_snapshots as snapshots
    left join calendar on calendar.day_on = snapshots.close_on
    where not snapshots.is_deleted and not snapshots.is_closed

)

select
    snapshot_on,
    owner_id,
    quarter_starts_on,
    is_own_quarter,
    category,
    is_renewal,
    segment,
    region,
    count(*) as opportunities,
    cast(sum(coalesce(amount, 0)) as decimal(18, 2)) as amount,
    cast(sum(greatest(coalesce(amount, 0), 0)) as decimal(18, 2)) as amount_above_zero
from placed
group by snapshot_on, owner_id, quarter_starts_on, is_own_quarter, category, is_renewal, segment, region
order by is_own_quarter desc, quarter_starts_on nulls last, snapshot_on, owner_id
