-- The fiscal quarters that can be told about, and the snapshots that stand for their start and end (C2).
-- grain: one row per quarter, from two years before the data's day to one year after
-- key: quarter_label
-- columns: quarter_label, quarter_starts_on, quarter_ends_on
-- place: 0 for the quarter of the data's day, 1 for the one before, -1 for the next
-- is_over: true when it has ended by the data's day
-- start_snapshot_on: last whole snapshot by its first day, else the first after it, at most max_staleness days apart
-- conversion_snapshot_on: last whole snapshot in week conversion_week; null without one
-- end_snapshot_on: first whole snapshot from its last day on, the newest one while it runs; null without one
-- is_created_known: true when snapshots reach back to its first day, so that a new deal can be told from an old one

with

shown as (

    select
        calendar.quarter_label,
        calendar.quarter_starts_on,
        calendar.quarter_ends_on,
        row_number() over (order by calendar.quarter_starts_on desc nulls last) as from_last
    from calendar
    cross join export_run
    where
        calendar.day_on = calendar.quarter_starts_on
        and calendar.day_on between export_run.quarter_starts_on - 735 and export_run.quarter_starts_on + 370

),

now_at as (

    select shown.from_last
    from shown
    inner join export_run on export_run.quarter_label = shown.quarter_label

),

whole as (

    select
        snapshot_days.snapshot_on,
        calendar.quarter_label,
        calendar.week_of_fq
    from snapshot_days
    inner join calendar on calendar.day_on = snapshot_days.snapshot_on
    where not snapshot_days.is_partial

),

seen as (

    select
        shown.quarter_label,
        max(case
            when
                whole.snapshot_on <= shown.quarter_starts_on
                and whole.snapshot_on >= shown.quarter_starts_on - cast(thresholds.max_staleness as integer)
                then whole.snapshot_on
        end) as by_start_on,
        min(case
            when
                whole.snapshot_on > shown.quarter_starts_on
                and whole.snapshot_on <= shown.quarter_starts_on + cast(thresholds.max_staleness as integer)
                then whole.snapshot_on
        end) as after_start_on,
        max(case
            when whole.quarter_label = shown.quarter_label and whole.week_of_fq = thresholds.conversion_week
                then whole.snapshot_on
        end) as conversion_snapshot_on,
        min(case
            when
                whole.snapshot_on >= shown.quarter_ends_on
                and whole.snapshot_on <= shown.quarter_ends_on + cast(thresholds.max_staleness as integer)
                then whole.snapshot_on
        end) as after_snapshot_on,
        max(case when whole.quarter_label = shown.quarter_label then whole.snapshot_on end) as newest_snapshot_on,
        min(whole.snapshot_on) as first_snapshot_on
    from shown
    cross join thresholds
    cross join whole
    group by shown.quarter_label

)

select
    shown.quarter_label,
    shown.quarter_starts_on,
    shown.quarter_ends_on,
    cast(shown.from_last - now_at.from_last as integer) as place,
    shown.quarter_ends_on < export_run.as_of_on as is_over,
    coalesce(seen.by_start_on, seen.after_start_on) as start_snapshot_on,
    seen.conversion_snapshot_on,
    case when shown.quarter_ends_on < export_run.as_of_on then seen.after_snapshot_on else seen.newest_snapshot_on end
        as end_snapshot_on,
    coalesce(
        seen.first_snapshot_on <= shown.quarter_starts_on and shown.quarter_starts_on <= export_run.as_of_on, false
    ) as is_created_known
from shown
cross join now_at
cross join export_run
left join seen on seen.quarter_label = shown.quarter_label
order by shown.quarter_starts_on
