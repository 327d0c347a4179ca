-- How often each opportunity's close date moved out, between its consecutive snapshots (2.4).
-- A change needs two snapshots; pushes inside a gap are undercounted, so the longest gap stands beside them.
-- grain: one row per opportunity with a snapshot
-- key: opportunity_id
-- opportunity_id: the opportunity
-- snapshots: its snapshots up to the day of the data
-- pushes: pairs whose later snapshot expects a later close; null with fewer than two snapshots
-- quarter_slips: pairs whose close date moved into a later fiscal quarter; null with fewer than two snapshots
-- days_pushed: days by which it moved out, all pushes together; null with fewer than two snapshots
-- pulls: pairs whose later snapshot expects an earlier close; null with fewer than two snapshots
-- undated: snapshots without a close date; null with fewer than two snapshots
-- longest_gap: most days between two of its snapshots; null with fewer than two snapshots
-- first_snapshot_on: its first snapshot
-- last_snapshot_on: its last snapshot

with

reach as (

    select min(day_on) as first_on, max(day_on) as last_on from calendar

),

pairs as (

    select
        snapshots.opportunity_id,
        snapshots.snapshot_on,
        snapshots.close_on,
        lag(snapshots.snapshot_on) over of_opportunity as before_on,
        lag(snapshots.close_on) over of_opportunity as close_before_on
    from opportunity_snapshots as snapshots
    inner join export_run on snapshots.snapshot_on <= export_run.as_of_on
    where not snapshots.is_deleted
    window of_opportunity as (partition by snapshots.opportunity_id order by snapshots.snapshot_on nulls last)

),

moved as (

    select
        pairs.opportunity_id,
        count(*) filter (where pairs.close_on > pairs.close_before_on) as pushes,
        count(*) filter (where after.quarter_starts_on > before.quarter_starts_on) as quarter_slips,
        sum(date_diff('day', pairs.close_before_on, pairs.close_on))
            filter (where pairs.close_on > pairs.close_before_on) as days_pushed,
        count(*) filter (where pairs.close_on < pairs.close_before_on) as pulls
    from pairs
    cross join reach
    inner join calendar as before
        on before.day_on = least(greatest(pairs.close_before_on, reach.first_on), reach.last_on)
    inner join calendar as after on after.day_on = least(greatest(pairs.close_on, reach.first_on), reach.last_on)
    where pairs.close_on <> pairs.close_before_on
    group by pairs.opportunity_id

),

seen as (

    select
        opportunity_id,
        count(*) as snapshots,
        count(*) filter (where close_on is null) as undated,
        max(date_diff('day', before_on, snapshot_on)) as longest_gap,
        min(snapshot_on) as first_snapshot_on,
        max(snapshot_on) as last_snapshot_on
    from pairs
    group by opportunity_id

)

select
    seen.opportunity_id,
    cast(seen.snapshots as bigint) as snapshots,
    case when seen.snapshots > 1 then cast(coalesce(moved.pushes, 0) as integer) end as pushes,
    case when seen.snapshots > 1 then cast(coalesce(moved.quarter_slips, 0) as integer) end as quarter_slips,
    case when seen.snapshots > 1 then cast(coalesce(moved.days_pushed, 0) as integer) end as days_pushed,
    case when seen.snapshots > 1 then cast(coalesce(moved.pulls, 0) as integer) end as pulls,
    case when seen.snapshots > 1 then cast(seen.undated as integer) end as undated,
    cast(seen.longest_gap as integer) as longest_gap,
    seen.first_snapshot_on,
    seen.last_snapshot_on
from seen
left join moved on moved.opportunity_id = seen.opportunity_id
