-- How often each opportunity's close date moved out, between its consecutive snapshots (2.4).
-- A change needs two snapshots; pushes inside a gap are undercounted, so the longest gap stands beside them.
-- grain: one row per opportunity with a snapshot
-- key: opportunity_id
-- columns: opportunity_id
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

days as (

    select snapshot_on, previous_on, row_number() over (order by snapshot_on nulls last) as place from snapshot_days

),

known as (

    select snapshots.opportunity_id, snapshots.snapshot_on, snapshots.close_on
    from opportunity_snapshots as snapshots
    inner join export_run on snapshots.snapshot_on <= export_run.as_of_on
    where not snapshots.is_deleted

),

seen as (

    select
        opportunity_id,
        count(*) as snapshots,
        count(*) filter (where close_on is null) as undated,
        min(snapshot_on) as first_on,
        max(snapshot_on) as last_on
    from known
    group by opportunity_id

),

reaches as (

    select
        seen.opportunity_id,
        seen.first_on,
        seen.last_on,
        last_days.place - first_days.place + 1 = seen.snapshots as is_whole
    from seen
    inner join days as first_days on first_days.snapshot_on = seen.first_on
    inner join days as last_days on last_days.snapshot_on = seen.last_on

),

-- A deal that no snapshot between its first and its last leaves out has the gaps of the days themselves.
day_gaps as (

    select spans.first_on, spans.last_on, max(date_diff('day', days.previous_on, days.snapshot_on)) as longest_gap
    from (select distinct first_on, last_on from reaches where is_whole) as spans
    inner join days on days.snapshot_on > spans.first_on and days.snapshot_on <= spans.last_on
    group by spans.first_on, spans.last_on

),

pairs as (

    select
        known.opportunity_id,
        known.snapshot_on,
        lag(known.snapshot_on) over (
            partition by known.opportunity_id order by known.snapshot_on nulls last
        ) as before_on
    from known
    where known.opportunity_id in (select opportunity_id from reaches where not is_whole)

),

own_gaps as (

    select opportunity_id, max(date_diff('day', before_on, snapshot_on)) as longest_gap
    from pairs
    group by opportunity_id

),

moved as (

    select
        changes.opportunity_id,
        count(*) filter (where changes.close_on > changes.close_before_on) as pushes,
        count(*) filter (where after.quarter_starts_on > before.quarter_starts_on) as quarter_slips,
        sum(date_diff('day', changes.close_before_on, changes.close_on))
            filter (where changes.close_on > changes.close_before_on) as days_pushed,
        count(*) filter (where changes.close_on < changes.close_before_on) as pulls
    from opportunity_changes as changes
    cross join reach
    inner join calendar as before
        on before.day_on = least(greatest(changes.close_before_on, reach.first_on), reach.last_on)
    inner join calendar as after on after.day_on = least(greatest(changes.close_on, reach.first_on), reach.last_on)
    where changes.close_on <> changes.close_before_on
    group by changes.opportunity_id

)

select
    seen.opportunity_id,
    cast(seen.snapshots as bigint) as snapshots,
    case when seen.snapshots > 1 then cast(coalesce(moved.pushes, 0) as integer) end as pushes,
    case when seen.snapshots > 1 then cast(coalesce(moved.quarter_slips, 0) as integer) end as quarter_slips,
    case when seen.snapshots > 1 then cast(coalesce(moved.days_pushed, 0) as integer) end as days_pushed,
    case when seen.snapshots > 1 then cast(coalesce(moved.pulls, 0) as integer) end as pulls,
    case when seen.snapshots > 1 then cast(seen.undated as integer) end as undated,
    cast(coalesce(own_gaps.longest_gap, day_gaps.longest_gap) as integer) as longest_gap,
    seen.first_on as first_snapshot_on,
    seen.last_on as last_snapshot_on
from seen
left join moved on moved.opportunity_id = seen.opportunity_id
inner join reaches on reaches.opportunity_id = seen.opportunity_id
left join day_gaps
    on reaches.is_whole and day_gaps.first_on = reaches.first_on and day_gaps.last_on = reaches.last_on
left join own_gaps on own_gaps.opportunity_id = seen.opportunity_id
