-- The days on which snapshots of the pipeline exist, and which of them hold too few deals to be whole.
-- grain: one row per snapshot day
-- key: snapshot_on
-- columns: snapshot_on
-- previous_on: snapshot day before it; null for the first
-- opportunities: deals in it, over the whole company
-- is_partial: true when it was declared to be, or has fewer deals than snapshot_partial_share of the median of its neighbours

with

counted as (

    select
        snapshot_on,
        count(*) as opportunities,
        row_number() over (order by snapshot_on nulls last) as place
    from opportunity_snapshots
    group by snapshot_on

),

neighbours as (

    select days.place, near.opportunities
    from counted as days
    inner join counted as near on near.place between days.place - 2 and days.place + 2 and near.place <> days.place

),

usual as (

    select place, percentile_cont(0.5) within group (order by opportunities) as opportunities
    from neighbours
    group by place

)

select
    counted.snapshot_on,
    lag(counted.snapshot_on) over (order by counted.snapshot_on nulls last) as previous_on,
    counted.opportunities,
    partial_days.day_on is not null
    or coalesce(
        usual.opportunities >= thresholds.snapshot_partial_min
        and counted.opportunities < usual.opportunities * thresholds.snapshot_partial_share,
        false
    ) as is_partial
from counted
cross join thresholds
left join usual on usual.place = counted.place
left join partial_days on partial_days.day_on = counted.snapshot_on
order by counted.snapshot_on
